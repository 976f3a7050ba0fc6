/**
 * Where the school lets a card carry the graduate's consent (E04): the unit and the terms are written, all of it is shown
 * once more, and the graduate agrees to exactly that; the recruiter can then only confirm it.
 */
import { api } from "../../lib/api.js";
import { digest } from "../../lib/evidence.js";
import { yuan } from "../../lib/format.js";
import { isTicked, text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { read } from "../../lib/terms.js";
import { facts, section } from "../facts/facts.js";
import { field, formOf, tick } from "../field/field.js";
import { notice } from "../notice/notice.js";
import { termsFields, termsOf } from "../terms/terms.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

/** @param {At} at @param {Record<string, any>} policy */
export function writing(at, policy) {
  const form = at.form("consent");
  return html`<details class="card"><summary>${t("card.beforehand")}</summary>
    <p>${t("card.beforehand_lead")}</p>
    ${formOf(form, {
      submit: t("card.look"),
      isInline: true,
      fields: [
        field(form, { name: "unit", label: t("unit.name"), hint: t("unit.name_hint"), isWide: true }),
        termsFields(form, {}),
        policy.student_answers_pay_after_trial
          ? field(form, {
              name: "pay_after_trial",
              inputmode: "numeric",
              unit: t("terms.unit_yuan"),
              hint: t("consent.pay_hint"),
            })
          : nothing,
        policy.student_answers_health ? field(form, { name: "health", hint: t("consent.health_hint") }) : nothing,
      ],
      send: async (values) => {
        const typed = {
          unit: text(values, "unit"),
          terms: read(values),
          pay_after_trial: text(values, "pay_after_trial") || null,
          health: text(values, "health"),
        };
        at.model.consent = { typed, ...(await api.post("/api/card-consents", typed)) };
        scrollTo(0, 0);
      },
    })}
  </details>`;
}

/** @param {At} at @param {any} consent @param {(consent: Record<string, any>) => Promise<unknown>} send */
export function agreeing(at, { typed, shown }, send) {
  const form = at.form("agree");
  const back = () => {
    at.model.consent = null;
    at.update();
  };
  return [
    notice("caution", html`<p>${t("card.binds", { unit: shown.unit })}</p>`, t("card.beforehand")),
    section(t("agreement.terms"), [
      facts([
        ["unit_name", shown.unit],
        ["pay_after_trial", yuan(shown.pay_after_trial)],
        ["health", shown.health],
      ]),
      termsOf(shown.terms),
    ]),
    formOf(form, {
      submit: t("card.make"),
      beside: html`<button type="button" class="button" @click=${back}>${t("common.cancel")}</button>`,
      fields: tick(form, { name: "confirm", label: t("card.agree", { unit: shown.unit }) }),
      send: async (values) => send({ ...typed, hash: await digest(shown), confirm: isTicked(values, "confirm") }),
    }),
  ];
}
