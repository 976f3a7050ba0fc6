/**
 * Consenting to terms: what it locks, the own fields, the terms once more in short, and the digest of what was shown.
 *
 * The digest is made here from what is on the screen; the API compares it with its own (F14, F15).
 */
import { Problem } from "../../lib/api.js";
import { digest } from "../../lib/evidence.js";
import { yuan } from "../../lib/format.js";
import { isTicked, text } from "../../lib/forms.js";
import { find, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { section } from "../facts/facts.js";
import { field, formOf, tick } from "../field/field.js";
import { termsOf } from "../terms/terms.js";

/** @typedef {import("../../lib/page.js").At<any>} At */
/** @typedef {{hash: string, confirm: boolean, pay_after_trial?: string | null, health?: string}} Answer */

/** @param {At} at @param {{of: any, title: string, submit: string, send: (answer: Answer) => Promise<unknown>}} step */
export function accepting(at, { of, title, submit, send }) {
  const form = at.form("accept");
  const { shown } = of.evidence;
  return html`
    ${section(title, html`<p>${t("consent.with", { employer: shown.unit.name })}</p><h3>${t("consent.locks")}</h3><ul class="locks">${locks(of.locks).map((line) => html`<li>${line}</li>`)}</ul>`)}
    <details class="card"><summary>${t("consent.terms")}</summary>${termsOf(shown.terms)}</details>
    ${section(
      t("consent.own"),
      formOf(form, {
        submit,
        beside: html`<a class="button" href="#read">${t("common.cancel")}</a>`,
        fields: [ownFields(form, of.policy), tick(form, { name: "confirm", label: t("consent.confirm") })],
        send: async (values) => readAgain(send(await answer(values, of))),
      }),
    )}`;
}

/** Who was about to consent to terms that have changed goes back to reading them. @param {Promise<unknown>} sent */
function readAgain(sent) {
  return sent.catch((error) => {
    if (error instanceof Problem && error.status === 412) location.hash = "read";
    throw error;
  });
}

/** @param {FormData} values @param {any} of @returns {Promise<Answer>} */
async function answer(values, of) {
  const own = {
    ...(of.policy.student_answers_pay_after_trial ? { pay_after_trial: text(values, "pay_after_trial") || null } : {}),
    ...(of.policy.student_answers_health ? { health: text(values, "health") } : {}),
  };
  return { hash: await digest(of.evidence.shown), confirm: isTicked(values, "confirm"), ...own };
}

/** @param {import("../../lib/forms.js").Form} form @param {any} policy */
function ownFields(form, policy) {
  return [
    policy.student_answers_pay_after_trial
      ? field(form, {
          name: "pay_after_trial",
          inputmode: "numeric",
          unit: t("terms.unit_yuan"),
          hint: t("consent.pay_hint"),
        })
      : nothing,
    policy.student_answers_health ? field(form, { name: "health", hint: t("consent.health_hint") }) : nothing,
  ];
}

/** What accepting locks, in sentences; a sentence whose number is nothing is left out. @param {Record<string, any>} locks @returns {string[]} */
function locks({
  is_own,
  others_open,
  review_chain,
  effective_on,
  penalty,
  terminations_max,
  terminations_used,
  cooldown_working_days,
}) {
  return [
    t("consent.lock_one"),
    others_open ? t("consent.lock_others", { count: others_open }) : "",
    t(is_own ? "consent.lock_own" : "consent.lock_terms"),
    find(`consent.chain_${review_chain}`) ?? "",
    find(`consent.effective_${effective_on}`) ?? "",
    penalty ? t("consent.penalty", { penalty: yuan(penalty) }) : "",
    terminations_max ? t("consent.chances", { max: terminations_max, used: terminations_used }) : "",
    cooldown_working_days ? t("consent.cooldown", { days: cooldown_working_days }) : "",
  ].filter(Boolean);
}
