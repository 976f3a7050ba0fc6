/**
 * What a graduate should ask about before accepting. Advice with its source; it blocks nothing.
 *
 * 1. Trial period and trial pay: Labour Contract Law, articles 19 and 20.
 * 2. The school's warnings (penalty, archive, household) come from the API as flags.
 * 3. A release for further study or the civil service belongs into the remarks (form-and-codes.md 2.3).
 */

/** @typedef {import("./types.js").Terms} Terms */
/** @typedef {{code: string, params: Record<string, string | number>}} Hint */

/** @param {Terms} terms @param {string[]} flags @returns {Hint[]} */
export function hints(terms, flags) {
  return [
    trialTerm(terms),
    trialPay(terms),
    noPay(terms),
    ...flags.map((code) => hint(code)),
    ...releases(terms),
  ].filter((each) => each !== null);
}

/** @param {string} code @param {Record<string, string | number>} [params] @returns {Hint} */
function hint(code, params = {}) {
  return { code, params };
}

/** Article 19: two months below three years, six from three years or where no end is agreed. @param {Terms} terms */
function trialTerm({ trial_months, contract_years }) {
  const most = contract_years !== null && contract_years < 3 ? 2 : 6;
  return trial_months !== null && trial_months > most ? hint("trial_too_long", { months: trial_months, most }) : null;
}

/** Article 20: at least 80 % of the agreed pay. @param {Terms} terms */
function trialPay({ trial_pay, monthly_pay }) {
  if (trial_pay === null || monthly_pay === null || trial_pay >= monthly_pay * 0.8) return null;
  return hint("trial_pay_too_low", { pay: trial_pay, least: Math.ceil(monthly_pay * 0.8) });
}

/** @param {Terms} terms */
function noPay({ monthly_pay }) {
  return monthly_pay === null ? hint("no_pay") : null;
}

/** @param {Terms} terms */
function releases({ release_for_study, release_for_civil_service }) {
  return [
    release_for_study ? null : hint("no_release_for_study"),
    release_for_civil_service ? null : hint("no_release_for_civil_service"),
  ];
}
