/**
 * Texts by key in the reader's language: pages.json (what pages say), staff.json (the same, for schools and the platform)
 * and codes.json (refusals, states, actions, events).
 *
 * A missing text shows its key: a test asserts that there is none.
 */
import { language, remember } from "./language.js";

/** @typedef {{[key: string]: string | Tree}} Tree */
/** @typedef {Record<string, string | number>} Params */

/** @type {Tree} */
let texts = {};
const files = ["codes", "pages"];
/** @type {Map<string, Promise<Tree>>} */
const loaded = new Map();

/** What the reader's school calls states and buttons, by language (rules.md 1.3); it goes before our own words. @type {Record<string, Tree>} */
let spoken = {};

/** Speak the school's words from now on. @param {Record<string, Tree>} words */
export async function speak(words) {
  spoken = words;
  await loadTexts();
}

/** Load the texts of a language and set the page's. @param {import("./language.js").Language} [chosen] */
export async function loadTexts(chosen = language()) {
  const written = await Promise.all(files.map((name) => load(`/i18n/${chosen}/${name}.json`)));
  texts = [...written, spoken[chosen] ?? {}].reduce(merged, {});
  remember(chosen);
  document.documentElement.lang = chosen;
}

/** Add the texts that only some readers need. @param {string} file */
export async function alsoLoad(file) {
  if (!files.includes(file)) files.push(file);
  await loadTexts();
}

/** @param {string} path @returns {Promise<Tree>} */
function load(path) {
  const asked = loaded.get(path) ?? fetched(path);
  loaded.set(path, asked);
  asked.catch(() => loaded.delete(path));
  return asked;
}

/** @param {string} path @returns {Promise<Tree>} */
async function fetched(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** Groups of the same name are put together, key by key. @param {Tree} one @param {Tree} other @returns {Tree} */
function merged(one, other) {
  const groups = Object.entries(other).map(([name, group]) => [name, together(one[name], group)]);
  return { ...one, ...Object.fromEntries(groups) };
}

/** @param {string | Tree | undefined} one @param {string | Tree} other @returns {string | Tree} */
function together(one, other) {
  return typeof one === "object" && typeof other === "object" ? merged(one, other) : other;
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
