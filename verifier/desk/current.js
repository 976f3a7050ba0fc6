// The paper in hand: its answers, and each field large, for a person to compare with the paper.

import { h } from "../page/dom.js";
import { fields } from "../page/format.js";
import { FIELDS } from "../page/texts.js";
import { COLUMNS, notes, symbol } from "./columns.js";
import { DESK } from "./texts.js";
import { joined, said } from "./words.js";

/** @import { Words } from "../page/dom.js" */
/** @import { Comparison, Entry } from "./batch.js" */
/** @import { Cell } from "./columns.js" */

/** @type {Record<string, Words>} */
const LABELS = FIELDS;

/**
 * What is shown of a paper in hand.
 * @param {Entry | null} entry - null while there is none
 * @param {(paper: Comparison, differing: string[]) => void} mark - called with what a person says of the paper
 * @param {() => void} next - called to go on to the next paper that nobody has compared
 * @returns {(HTMLElement)[]}
 */
export function current(entry, mark, next) {
  if (!entry) return [h("p", {}, ...said(DESK.fresh))];
  const paper = entry.report?.paper;
  const guide = h("p", { class: "note" }, ...said(joined(notes(entry))));
  const list = paper ? fields(paper).filter(([, value]) => value !== null) : [];
  const rows = list.map(([name, value]) => field(name, /** @type {string} */ (value), entry, mark));
  const grid = h("div", { class: "fields" }, ...rows);
  return [h("p", { class: "answers" }, ...answers(entry)), guide, ...(paper ? [grid] : []), buttons(entry, mark, next)];
}

/** @param {Entry} entry */
function answers(entry) {
  const row = h("b", {}, ...said([`第 ${entry.order} 行`, `Row ${entry.order}`]));
  const { authentic, status } = COLUMNS;
  return [row, ...[authentic, ...(entry.report?.paper ? [status] : [])].map((column) => answer(column.cell(entry)))];
}

/** @param {Cell} cell */
function answer({ tone, says }) {
  return h("strong", { class: tone }, symbol(tone), ...said(says));
}

/**
 * @param {string} name
 * @param {string} value
 * @param {Entry} entry
 * @param {(paper: Comparison, differing: string[]) => void} mark
 */
function field(name, value, { differing }, mark) {
  const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", "data-field": name }));
  box.checked = differing.includes(name);
  const words = /** @type {Words} */ (LABELS[name]);
  box.addEventListener("change", () => {
    const checked = box.closest(".fields")?.querySelectorAll("input:checked") ?? [];
    const names = [...checked].map((one) => one.getAttribute("data-field") ?? "");
    mark(names.length ? "differ" : "open", names);
  });
  return h(
    "div",
    { class: "field" },
    h("p", {}, h("span", {}, ...said(words)), h("strong", {}, value)),
    h("label", {}, box, h("span", {}, ...said(DESK.differs), h("span", { class: "heard" }, ...said(words)))),
  );
}

/**
 * @param {Entry} entry
 * @param {(paper: Comparison, differing: string[]) => void} mark
 * @param {() => void} next
 */
function buttons({ report, paper }, mark, next) {
  const match = h(
    "button",
    { type: "button", id: "all-match", "aria-pressed": String(paper === "match") },
    ...said(DESK.match),
  );
  match.addEventListener("click", () => mark("match", []));
  const onward = h("button", { type: "button", id: "next", class: "second" }, ...said(DESK.next));
  onward.addEventListener("click", next);
  return h("p", { class: "buttons" }, ...(report?.paper ? [match] : []), onward);
}
