/** A setting's value in words, what differs between two versions, and a form's values as the API reads and gives them. */
import { isTicked, text } from "../../lib/forms.js";
import { find, t } from "../../lib/i18n.js";

/** What a system's guide says; `value` is null where it names none. @typedef {{system: string, value: any, words: string, cite: string}} Seen */
/**
 * @typedef {object} Setting
 * @property {string} name
 * @property {"number" | "switch" | "choice" | "set" | "list" | "text" | "date"} kind
 * @property {string} group
 * @property {any} default
 * @property {number} min
 * @property {number | null} max
 * @property {string[]} choices
 * @property {string} title
 * @property {string} meaning
 * @property {Seen[]} seen
 */
/** @typedef {{number: number, effective_from: string, author_name: string, note: string, created_at: string | null, values: Record<string, any>}} Version */
/** @typedef {{current: Version, versions: Version[], settings: Setting[]}} Policies */
/** @typedef {{name: string, system: string, title: string, guide: string, values: Record<string, any>}} Preset */

/** @param {Setting} setting @param {any} value @returns {string} */
export function worded(setting, value) {
  if (setting.kind === "switch") return t(value ? "common.yes" : "common.no");
  if (setting.kind === "choice") return choiceText(value);
  if (setting.kind === "set") return value.map(choiceText).join(t("common.comma")) || "—";
  if (setting.kind === "list") return value.join(t("common.comma")) || "—";
  return String(value ?? "—");
}

/** @param {string} value */
export function choiceText(value) {
  return find(`policy_values.${value}`) ?? find(`roles.${value}`) ?? value;
}

/** The settings whose values differ. @param {Setting[]} settings @param {Record<string, any>} one @param {Record<string, any>} other */
export function differing(settings, one, other) {
  return settings.filter(({ name }) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}

/** @param {Setting[]} settings in the API's order @returns {[string, Setting[]][]} */
export function grouped(settings) {
  const groups = new Map(settings.map(({ group }) => [group, /** @type {Setting[]} */ ([])]));
  for (const setting of settings) groups.get(setting.group)?.push(setting);
  return [...groups];
}

/** What a form holds for each setting; a number goes as it was typed when it is none. @param {Setting[]} settings @param {FormData} form */
export function typed(settings, form) {
  return Object.fromEntries(settings.map((setting) => [setting.name, one(setting, form)]));
}

/** @param {Setting} setting @param {FormData} form */
function one({ name, kind, choices }, form) {
  const written = text(form, name);
  if (kind === "switch") return written === "yes";
  if (kind === "date") return written || null;
  if (kind === "set") return choices.filter((each) => isTicked(form, `${name}.${each}`));
  if (kind === "list")
    return written
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  return kind === "number" && /^\d+$/.test(written) ? Number(written) : written;
}

/** Type values into a form as a person would, so that drafts and differences follow. @param {HTMLFormElement} form @param {Setting[]} settings @param {Record<string, any>} values */
export function fill(form, settings, values) {
  for (const setting of settings) put(form, setting, values[setting.name]);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLFormElement} form @param {Setting} setting @param {any} value */
function put(form, { name, kind, choices }, value) {
  if (kind === "set") {
    for (const each of choices) {
      const box = form.elements.namedItem(`${name}.${each}`);
      if (box instanceof HTMLInputElement) box.checked = value.includes(each);
    }
    return;
  }
  const control = form.elements.namedItem(name);
  if (control && "value" in control) control.value = written(kind, value);
}

/** @param {Setting["kind"]} kind @param {any} value */
function written(kind, value) {
  if (kind === "switch") return value ? "yes" : "no";
  return kind === "list" ? value.join("\n") : String(value ?? "");
}
