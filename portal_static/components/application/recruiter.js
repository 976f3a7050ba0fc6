/** What the employer does with an application: propose an interview, record the result, make the offer. */
import { text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { read } from "../../lib/terms.js";
import { decision } from "../dialog/decision.js";
import { ask } from "../dialog/dialog.js";
import { field, formOf } from "../field/field.js";
import { termsFields } from "../terms/terms.js";
import { put } from "./graduate.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

/** @param {any} application @param {At} at */
export function inviting(application, at) {
  if (!application.actions.includes("invite")) return nothing;
  const form = at.form("interview");
  const isFirst = application.state === "applied";
  return html`<details class="card" ?open=${isFirst || form.hasDraft || form.faults.length > 0}>
    <summary>${t(isFirst ? "application.invite" : "application.invite_again")}</summary>
    ${formOf(form, {
      submit: t("application.invite"),
      isInline: true,
      fields: [
        field(form, {
          name: "at",
          label: t("fields.interview_at"),
          type: "datetime-local",
          hint: t("application.at_hint"),
        }),
        field(form, { name: "place", hint: t("application.place_hint"), isWide: true }),
        field(form, { name: "contact" }),
        field(form, { name: "phone", type: "tel" }),
        field(form, { name: "note", rows: 3, isOptional: true }),
      ],
      send: async (values) => {
        const names = ["at", "place", "contact", "phone", "note"];
        const typed = Object.fromEntries(names.map((name) => [name, text(values, name)]));
        await put(application, at, "interview", typed, "invited");
      },
    })}
  </details>`;
}

/** @param {any} application @param {At} at */
export function deciding(application, at) {
  const may = (/** @type {string} */ action) => application.actions.includes(action);
  if (!may("pass") && !may("refuse")) return nothing;
  const send = (/** @type {boolean} */ is_passed) => (/** @type {FormData} */ values) =>
    put(application, at, "result", { is_passed, reason: text(values, "reason") }, "decided");
  return [
    html`<div class="buttons">
      ${may("pass") ? html`<button class="button button-primary" @click=${() => ask("pass")}>${t("application.pass")}</button>` : nothing}
      ${may("refuse") ? html`<button class="button button-danger" @click=${() => ask("refuse")}>${t("application.refuse")}</button>` : nothing}
    </div>`,
    decision(at, {
      id: "pass",
      title: t("application.pass"),
      lead: html`<p>${t("application.pass_lead")}</p>`,
      submit: t("application.pass"),
      send: send(true),
    }),
    decision(at, {
      id: "refuse",
      title: t("application.refuse"),
      lead: html`<p>${t("application.refuse_lead")}</p>`,
      fields: field(at.form("refuse"), { name: "reason", rows: 3, isOptional: true }),
      submit: t("application.refuse"),
      isGrave: true,
      send: send(false),
    }),
  ];
}

/** @param {any} application @param {At} at */
export function making(application, at) {
  if (!application.actions.includes("offer")) return nothing;
  const form = at.form("offer");
  return html`<section class="card">
    <div class="card-head"><h2>${t("application.make_offer")}</h2></div>
    <p>${t("application.make_offer_lead")}</p>
    ${formOf(form, {
      submit: t("application.make_offer"),
      fields: [answerBy(form, application.policy), termsFields(form, application.terms)],
      send: async (values) => {
        const typed = { terms: read(values), answer_by: text(values, "answer_by") || null };
        await put(application, at, "offer", typed, "offered");
      },
    })}
  </section>`;
}

/** @param {import("../../lib/forms.js").Form} form @param {any} policy */
function answerBy(form, policy) {
  const { employer_may_choose_validity: mayChoose, invite_valid_days: days } = policy;
  const { invite_valid_days_min: min, invite_valid_days_max: max } = policy;
  if (!mayChoose) return html`<p class="hint">${t("compose.valid_fixed", { days })}</p>`;
  return field(form, {
    name: "answer_by",
    type: "date",
    isOptional: true,
    hint: t("application.answer_by_hint", { days, min, max }),
  });
}
