/** The terms to read, with what changed since the last revision; the terms to write; what to ask about. */

import { count } from "../../lib/format.js";
import { hints } from "../../lib/hints.js";
import { label, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { FIELDS, written } from "../../lib/terms.js";
import { field, tick } from "../field/field.js";
import { icon } from "../icon/icon.js";

/** @typedef {import("../../lib/types.js").Terms} Terms */
/** @typedef {import("../../lib/types.js").Difference} Difference */
/** @typedef {import("../../lib/forms.js").Form} Form */

/** @param {Terms} terms @param {Difference[]} [differences] */
export function termsOf(terms, differences = []) {
  return html`<dl class="terms">${FIELDS.map((name) =>
    term(
      name,
      terms[name],
      differences.find((each) => each.field === name),
    ),
  )}</dl>`;
}

/** @param {string} name @param {unknown} value @param {Difference} [difference] */
function term(name, value, difference) {
  const words = written(name, value);
  return html`<div class=${difference ? "is-changed" : ""}>
    <dt>${label(name)}</dt>
    <dd class=${words ? "" : "not-agreed"}>${words || t("common.not_agreed")}</dd>
    ${difference ? html`<dd class="change">${t("terms.changed")} <del>${written(name, difference.before) || t("common.not_agreed")}</del></dd>` : nothing}
  </div>`;
}

/** How many terms changed, in words. @param {Difference[]} differences */
export function changes(differences) {
  return t("terms.changes", {
    count: differences.length,
    fields: differences.map((each) => label(each.field)).join(t("common.comma")),
  });
}

/** What to ask about; nothing where there is nothing. @param {Terms} terms @param {string[]} flags */
export function advice(terms, flags) {
  const found = hints(terms, flags);
  if (!found.length) return nothing;
  return html`<section class="card">
    <div class="card-head"><h2>${t("hints.title")}</h2></div>
    <p class="small">${t("hints.lead")}</p>
    <ul class="hints">${found.map(
      ({ code, params }) =>
        html`<li>${icon("alert")}<div><p>${t(`hints.${code}`, counted(params))}</p><p class="small">${t(`hints.${code}_source`)}</p></div></li>`,
    )}</ul>
  </section>`;
}

/** Numbers with the separators of the language. @param {Record<string, string | number>} params */
function counted(params) {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === "number" ? count(value) : value]),
  );
}

/** @param {Form} form @param {Partial<Terms>} terms */
export function termsFields(form, terms) {
  const archive = terms.archive ?? /** @type {Partial<import("../../lib/types.js").ArchiveReceiver>} */ ({});
  return html`<div class="fields fields-two">
    <h2 class="field-wide">${t("terms.work")}</h2>
    ${field(form, { name: "position", value: terms.position })}
    ${optional(form, { name: "job_category", value: terms.job_category })}
    ${optional(form, { name: "workplace", value: terms.workplace })}
    ${optional(form, { name: "report_by", value: terms.report_by, type: "date" })}
    <h2 class="fields-title">${t("terms.pay")}</h2>
    ${number(form, "monthly_pay", terms.monthly_pay, t("terms.unit_yuan"))}
    ${number(form, "trial_months", terms.trial_months, t("terms.unit_months"), t("terms.trial_hint"))}
    ${number(form, "trial_pay", terms.trial_pay, t("terms.unit_yuan"))}
    ${number(form, "contract_years", terms.contract_years, t("terms.unit_years"))}
    ${number(form, "penalty", terms.penalty, t("terms.unit_yuan"))}
    <h2 class="fields-title">${t("terms.archive")}</h2>
    <p class="hint field-wide">${t("terms.archive_hint")}</p>
    ${optional(form, { name: "archive.receiver", value: archive.receiver })}
    ${optional(form, { name: "archive.address", value: archive.address })}
    ${optional(form, { name: "archive.postcode", value: archive.postcode, inputmode: "numeric" })}
    ${optional(form, { name: "archive.contact", value: archive.contact })}
    ${optional(form, { name: "archive.phone", value: archive.phone, type: "tel" })}
    ${optional(form, { name: "household_address", value: terms.household_address })}
    <h2 class="fields-title">${t("terms.remarks")}</h2>
    ${tick(form, { name: "release_for_study", value: terms.release_for_study ?? true, label: t("terms.release_for_study") })}
    ${tick(form, { name: "release_for_civil_service", value: terms.release_for_civil_service ?? true, label: t("terms.release_for_civil_service") })}
    ${optional(form, { name: "other", value: terms.other, rows: 4, hint: t("terms.other_hint") })}
  </div>`;
}

/** @param {Form} form @param {import("../field/field.js").Field} of */
function optional(form, of) {
  return field(form, { ...of, isOptional: true });
}

/** @param {Form} form @param {string} name @param {unknown} value @param {string} unit @param {string} [hint] */
function number(form, name, value, unit, hint) {
  return optional(form, { name, value, unit, inputmode: "numeric", ...(hint ? { hint } : {}) });
}
