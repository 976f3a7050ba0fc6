/**
 * The agreed terms: their order, how each is written, and how a form's values become terms again.
 */

import { day, yuan } from "./format.js";
import { isTicked, text } from "./forms.js";
import { t } from "./i18n.js";

/** @typedef {import("./types.js").Terms} Terms */
/** @typedef {import("./types.js").ArchiveReceiver} ArchiveReceiver */

/** In the order of the printed form. */
export const FIELDS = /** @type {(keyof Terms)[]} */ ([
  "position",
  "job_category",
  "workplace",
  "monthly_pay",
  "trial_months",
  "trial_pay",
  "contract_years",
  "penalty",
  "report_by",
  "archive",
  "household_address",
  "release_for_study",
  "release_for_civil_service",
  "other",
]);

const ARCHIVE = /** @type {(keyof ArchiveReceiver)[]} */ (["receiver", "address", "postcode", "contact", "phone"]);
const LINES = /** @type {const} */ (["position", "job_category", "workplace", "household_address", "other"]);
const NUMBERS = /** @type {const} */ ([
  "monthly_pay",
  "trial_months",
  "trial_pay",
  "contract_years",
  "penalty",
  "report_by",
]);

/** @type {Record<string, (value: any) => string>} */
const WRITTEN = {
  monthly_pay: yuan,
  trial_pay: yuan,
  penalty: yuan,
  trial_months: (months) => (months === 0 ? t("common.no_trial") : t("common.months", { count: months })),
  contract_years: (years) => t("common.years", { count: years }),
  report_by: day,
  archive: (/** @type {ArchiveReceiver} */ archive) =>
    ARCHIVE.map((part) => archive[part])
      .filter(Boolean)
      .join("\n"),
  release_for_study: agreed,
  release_for_civil_service: agreed,
};

/** A term in words; empty where nothing was agreed. @param {string} field @param {unknown} value */
export function written(field, value) {
  if (value === null || value === undefined || value === "") return "";
  return WRITTEN[field]?.(value) ?? String(value);
}

/** @param {boolean} is */
function agreed(is) {
  return t(is ? "terms.agreed" : "terms.not_agreed");
}

/** The terms that a form holds; numbers go as they were typed, the API reads them. @param {FormData} values @returns {Record<string, unknown>} */
export function read(values) {
  const lines = Object.fromEntries(LINES.map((field) => [field, text(values, field)]));
  const numbers = Object.fromEntries(NUMBERS.map((field) => [field, text(values, field) || null]));
  const archive = Object.fromEntries(ARCHIVE.map((part) => [part, text(values, `archive.${part}`)]));
  return {
    ...lines,
    ...numbers,
    archive: Object.values(archive).some(Boolean) ? archive : null,
    release_for_study: isTicked(values, "release_for_study"),
    release_for_civil_service: isTicked(values, "release_for_civil_service"),
  };
}
