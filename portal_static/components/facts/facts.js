/** A definition list: names of the field on the left, values on the right; what is empty is left out. */
import { label, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";

/** @typedef {import("../../lib/render.js").Template} Template */

/** @param {[string, Template][]} rows field (or a text) and value */
export function facts(rows) {
  return html`<dl class="facts">${rows.filter(([, value]) => value !== "" && value !== null && value !== undefined).map(fact)}</dl>`;
}

/** Rows of a graduate's source record; the length of study is in years. @param {string[]} names @param {any} record */
export function recorded(names, record) {
  return names.map((name) => /** @type {[string, string]} */ ([name, worded(name, record[name])]));
}

/** @param {string} name @param {string} value */
function worded(name, value) {
  return name === "duration" && value ? t("common.years", { count: value }) : value;
}

/** @param {[string, Template]} row */
function fact([name, value]) {
  return html`<div><dt>${label(name)}</dt><dd>${value}</dd></div>`;
}

/** A titled part of a page. @param {string} title @param {Template} content @param {Template} [beside] */
export function section(title, content, beside = nothing) {
  return html`<section class="card"><div class="card-head"><h2>${title}</h2>${beside}</div>${content}</section>`;
}
