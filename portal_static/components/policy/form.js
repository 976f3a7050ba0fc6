/** The fields of a new policy version, by kind; bounds and choices come from the API, which judges. */
import { t } from "../../lib/i18n.js";
import { html } from "../../lib/render.js";
import { field, radios, select } from "../field/field.js";
import { groupTitle, whoUses } from "./policy.js";
import { choiceText, grouped, worded } from "./values.js";

/** @typedef {import("../../lib/forms.js").Form} Form */
/** @typedef {import("./values.js").Setting} Setting */

/** @param {Form} form @param {Setting[]} settings @param {Record<string, any>} values */
export function settingFields(form, settings, values) {
  return grouped(settings).map(
    ([group, members]) => html`<details class="card" ?open=${members.some(({ name }) => form.errorOf(name))}>
      <summary>${groupTitle(group)} <small>${t("policy-new.count", { count: members.length })}</small></summary>
      <div class="fields">${members.map((each) => html`<div class="setting">${control(form, each, values[each.name])}${whoUses(each)}</div>`)}</div>
    </details>`,
  );
}

/** @param {Form} form @param {Setting} setting @param {any} value */
function control(form, setting, value) {
  const { name, kind, title, min, max } = setting;
  const hint = [setting.meaning, t("policy.default_is", { value: worded(setting, setting.default) })].join(" ");
  if (kind === "switch")
    return radios(form, {
      name,
      label: title,
      hint,
      value: value ? "yes" : "no",
      choices: ["yes", "no"].map((code) => ({ code, label: t(`common.${code}`) })),
    });
  if (kind === "choice")
    return select(form, {
      name,
      label: title,
      hint,
      value,
      choices: setting.choices.map((code) => ({ code, label: choiceText(code) })),
    });
  if (kind === "set") return ticks(form, setting, hint, value);
  if (kind === "list")
    return field(form, {
      name,
      label: title,
      hint: `${hint} ${t("policy-new.one_a_line")}`,
      rows: 4,
      value: value.join("\n"),
    });
  const bounds = kind === "number" ? ` ${t("policy-new.bounds", { min, max: max ?? "" })}` : "";
  return field(form, {
    name,
    label: title,
    hint: hint + bounds,
    value,
    ...(kind === "number" ? { inputmode: "numeric" } : {}),
    ...(kind === "date" ? { type: "date", isOptional: true } : {}),
  });
}

/** Some of a few. @param {Form} form @param {Setting} setting @param {string} hint @param {string[]} value */
function ticks(form, { name, title, choices }, hint, value) {
  const error = form.errorOf(name);
  return html`<fieldset class="field" id=${form.idOf(name)} tabindex="-1" aria-describedby="${form.idOf(name)}-hint">
    <legend>${title}</legend>
    <p class="hint" id="${form.idOf(name)}-hint">${hint}</p>
    ${choices.map((code) => {
      const part = `${name}.${code}`;
      const isOn = form.draft[part] !== undefined ? form.draft[part] === "yes" : value.includes(code);
      return html`<label class="choice"><input type="checkbox" id=${form.idOf(part)} name=${part} value="yes" ?checked=${isOn}><span>${choiceText(code)}</span></label>`;
    })}
    ${error ? html`<p class="error">${error}</p>` : ""}
  </fieldset>`;
}
