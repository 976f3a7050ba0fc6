/** Labelled inputs that know their form: the label, a hint, the fault beside them, the draft they begin with. */
import { sentence, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { icon } from "../icon/icon.js";

/** @typedef {import("../../lib/forms.js").Form} Form */
/** @typedef {import("../../lib/render.js").Template} Template */

/**
 * @typedef {object} Field
 * @property {string} name as the API names it
 * @property {string} [label] left out: the text `fields.<name>`
 * @property {unknown} [value] what it begins with
 * @property {string} [hint]
 * @property {boolean} [isOptional] says so; the API decides
 * @property {string} [type]
 * @property {string} [inputmode]
 * @property {string} [autocomplete]
 * @property {string} [unit] written after the input
 * @property {number} [rows] more than one line
 * @property {boolean} [isPrivate] never kept as a draft
 * @property {boolean} [isWide]
 */

/** One line, or several with `rows`. @param {Form} form @param {Field} field */
export function field(form, field) {
  return wrapped(form, field, field.rows ? area(form, field) : input(form, field));
}

/** @param {Form} form @param {Field} field */
function input(
  form,
  { name, value, type = "text", inputmode, autocomplete = "off", unit, isPrivate, isOptional, hint },
) {
  return html`<span class="entry">
    <input id=${form.idOf(name)} name=${name} type=${type} inputmode=${inputmode ?? nothing} autocomplete=${autocomplete}
      ?data-private=${isPrivate} .value=${type === "file" ? "" : form.initial(name, value)} aria-required=${isOptional ? nothing : "true"}
      aria-invalid=${form.errorOf(name) ? "true" : nothing} aria-describedby=${describedBy(form, name, hint)}>
    ${unit ? html`<span class="unit">${unit}</span>` : nothing}
  </span>`;
}

/** @param {Form} form @param {Field} field */
function area(form, { name, value, rows, isOptional, hint }) {
  return html`<textarea id=${form.idOf(name)} name=${name} rows=${rows ?? 3} .value=${form.initial(name, value)}
    aria-required=${isOptional ? nothing : "true"} aria-invalid=${form.errorOf(name) ? "true" : nothing}
    aria-describedby=${describedBy(form, name, hint)}></textarea>`;
}

/** One of a list of codes. @param {Form} form @param {Field & {choices: {code: string, label: string}[]}} field */
export function select(form, field) {
  const { name, value, choices, isOptional, hint } = field;
  const chosen = form.initial(name, value);
  return wrapped(
    form,
    field,
    html`<select id=${form.idOf(name)} name=${name} aria-required=${isOptional ? nothing : "true"}
    aria-invalid=${form.errorOf(name) ? "true" : nothing} aria-describedby=${describedBy(form, name, hint)}>
    <option value="">${t("common.choose")}</option>
    ${choices.map(({ code, label: text }) => html`<option value=${code} ?selected=${code === chosen}>${text}</option>`)}
  </select>`,
  );
}

/** One of a few, all in sight. @param {Form} form @param {Field & {choices: {code: string, label: string, hint?: string}[]}} field */
export function radios(form, field) {
  const { name, value, choices } = field;
  const chosen = form.initial(name, value);
  return html`<fieldset class="field" id=${form.idOf(name)} tabindex="-1" aria-describedby=${describedBy(form, name, field.hint)}>
    <legend>${form.labelOf(name, field.label)}</legend>
    ${hintOf(form, field)}
    ${choices.map(
      (each) => html`<label class="choice">
      <input type="radio" name=${name} value=${each.code} ?checked=${each.code === chosen}>
      <span>${each.label}${each.hint ? html`<small>${each.hint}</small>` : nothing}</span>
    </label>`,
    )}
    ${errorOf(form, name)}
  </fieldset>`;
}

/** Yes or no. @param {Form} form @param {Field} field */
export function tick(form, field) {
  const { name, value } = field;
  const isOn = form.draft[name] !== undefined ? form.draft[name] === "yes" : value === true;
  return html`<div class="field">
    <label class="choice">
      <input type="checkbox" id=${form.idOf(name)} name=${name} value="yes" ?checked=${isOn}
        aria-invalid=${form.errorOf(name) ? "true" : nothing} aria-describedby=${describedBy(form, name, field.hint)}>
      <span>${form.labelOf(name, field.label)}</span>
    </label>
    ${hintOf(form, field)}${errorOf(form, name)}
  </div>`;
}

/** A file; the API looks at what it holds. @param {Form} form @param {Field & {accept: string}} field */
export function file(form, field) {
  const { name, hint, accept } = field;
  return wrapped(
    form,
    field,
    html`<input class="file" id=${form.idOf(name)} name=${name} type="file" accept=${accept}
    aria-invalid=${form.errorOf(name) ? "true" : nothing} aria-describedby=${describedBy(form, name, hint)}>`,
  );
}

/** @param {Form} form @param {Field} field @param {Template} control */
function wrapped(form, field, control) {
  const { name, isOptional, isWide } = field;
  return html`<div class=${isWide || field.rows ? "field field-wide" : "field"}>
    <label for=${form.idOf(name)}>${form.labelOf(name, field.label)}${isOptional ? html` <small>${t("common.optional")}</small>` : nothing}</label>
    ${hintOf(form, field)}
    ${control}
    ${errorOf(form, name)}
  </div>`;
}

/** @param {Form} form @param {Field} field */
function hintOf(form, { name, hint }) {
  return hint ? html`<p class="hint" id="${form.idOf(name)}-hint">${hint}</p>` : nothing;
}

/** @param {Form} form @param {string} name */
function errorOf(form, name) {
  const error = form.errorOf(name);
  return error ? html`<p class="error" id="${form.idOf(name)}-error">${icon("alert")}${error}</p>` : nothing;
}

/** @param {Form} form @param {string} name @param {string} [hint] */
function describedBy(form, name, hint) {
  const ids = [hint ? `${form.idOf(name)}-hint` : "", form.errorOf(name) ? `${form.idOf(name)}-error` : ""];
  return ids.filter(Boolean).join(" ") || nothing;
}

/** All that is wrong, each a link to its field. @param {Form} form */
function faults(form) {
  if (!form.faults.length) return nothing;
  return html`<div class="notice notice-bad" id="${form.name}-faults" role="alert" tabindex="-1">
    ${icon("alert")}
    <div>
      <h2>${form.faults.some(({ field }) => field) ? t("common.faults", { count: form.faults.length }) : t("common.failed")}</h2>
      <ul>${form.faults.map((fault) => html`<li>${faultLink(form, fault)}</li>`)}</ul>
    </div>
  </div>`;
}

/** @param {Form} form @param {import("../../lib/api.js").Fault} fault */
function faultLink(form, fault) {
  if (!fault.field) return sentence(fault);
  const field = fault.field;
  return html`<button type="button" class="link" @click=${() => focus(form, field)}>${form.labelOf(field)}</button>${t("common.colon")}${sentence(fault)}`;
}

/** @param {Form} form @param {string} field */
function focus(form, field) {
  const parts = field.split(".");
  const ids = parts.map((_, i) => form.idOf(parts.slice(i).join(".")));
  const element = ids.map((id) => document.getElementById(id)).find(Boolean);
  element?.focus();
}

/**
 * A form with its faults above, its fields, and its buttons where the thumb is.
 * @param {Form} form
 * @param {{send: (values: FormData) => Promise<unknown>, submit: string, fields: Template, beside?: Template, tone?: "danger", isInline?: boolean}} of
 */
export function formOf(form, { send, submit, fields, beside = nothing, tone, isInline }) {
  return html`<form class="form" id="form-${form.name}" novalidate autocomplete="on" @submit=${form.sending(send)} @input=${form.keep}>
    ${faults(form)}
    <div class="fields">${fields}</div>
    <div class=${isInline ? "buttons" : "buttons buttons-thumb"}>
      <button class=${tone === "danger" ? "button button-danger" : "button button-primary"} ?disabled=${form.isBusy} aria-busy=${form.isBusy ? "true" : nothing}>
        ${form.isBusy ? t("common.sending") : submit}
      </button>
      ${beside}
    </div>
  </form>`;
}
