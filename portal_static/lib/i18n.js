/**
 * Texts by key in the reader's language: pages.json (what pages say) and codes.json (refusals, states, actions, events).
 *
 * A missing text shows its key: a test asserts that there is none.
 */
import { language, remember } from "./language.js";

/** @typedef {{[key: string]: string | Tree}} Tree */
/** @typedef {Record<string, string | number>} Params */

/** @type {Tree} */
let texts = {};

/** Load the texts of a language and set the page's. @param {import("./language.js").Language} [chosen] */
export async function loadTexts(chosen = language()) {
  const [pages, codes] = await Promise.all(["pages", "codes"].map((name) => load(`/i18n/${chosen}/${name}.json`)));
  texts = { ...codes, ...pages };
  remember(chosen);
  document.documentElement.lang = chosen;
}

/** @param {string} path @returns {Promise<Tree>} */
async function load(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** The text of a dotted key with its {params} filled in. @param {string} key @param {Params} [params] */
export function t(key, params = {}) {
  return find(key, params) ?? key;
}

/** The same, or undefined where there is none. @param {string} key @param {Params} [params] @returns {string | undefined} */
export function find(key, params = {}) {
  /** @type {string | Tree | undefined} */
  let found = texts;
  for (const part of key.split(".")) found = typeof found === "object" ? found[part] : undefined;
  if (typeof found !== "string") return undefined;
  return found.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole));
}

/** A field's label; `terms.archive.phone` is labelled as `archive_phone`. @param {string} field */
export function label(field) {
  const parts = field.split(".");
  const keys = parts.map((_, from) => `fields.${parts.slice(from).join("_")}`);
  return keys.map((key) => find(key)).find((found) => found !== undefined) ?? field;
}

/** The sentence of a problem: the API's own, else the text of its code. @param {import("./api.js").Fault & {title?: string}} fault */
export function sentence(fault) {
  return (
    fault.detail ||
    find(`refusals.${fault.code}`, fault.params) ||
    find(`network.${fault.code}`) ||
    fault.title ||
    t("network.unknown")
  );
}
