// The table: one row for each paper, built once and built again only when something about it has changed. Whatever came in
// between is drawn together, so that three hundred papers cost three hundred rows and no more.

import { h } from "../page/dom.js";
import { byAttention, reason } from "./attention.js";
import { COLUMNS, symbol } from "./columns.js";
import { paced } from "./pace.js";
import { COMPARED, TALLIES, TONES } from "./texts.js";
import { said } from "./words.js";

/** @import { Comparison, Entry } from "./batch.js" */
/** @import { Column } from "./columns.js" */

/** @typedef {"look" | "match" | "differ"} Action - to show a paper, or to mark it */

export class Table {
  #body;
  #act;
  /** @type {Map<Entry, HTMLElement>} */
  #rows = new Map();
  /** @type {Set<Entry>} */
  #changed = new Set();
  #compare = byAttention;
  #drawing = paced(() => this.#draw());

  /**
   * @param {HTMLElement} head - the row of headings
   * @param {HTMLElement} body
   * @param {(action: Action, entry: Entry) => void} act - called when a button of a row is pressed
   */
  constructor(head, body, act) {
    this.#body = body;
    this.#act = act;
    head.append(...Object.values(COLUMNS).map(({ heading }) => h("th", { scope: "col" }, ...said(heading))));
  }

  /** @param {Entry[]} entries - new ones, or such about which something has changed */
  put(...entries) {
    for (const entry of entries) this.#changed.add(entry);
    this.#drawing.later();
  }

  /** @param {(one: Entry, other: Entry) => number} compare */
  sort(compare) {
    this.#compare = compare;
    this.put(...this.#rows.keys());
  }

  clear() {
    this.#rows.clear();
    this.#changed.clear();
    this.#body.replaceChildren();
  }

  /** The entries as they stand. */
  sorted() {
    return [...new Set([...this.#rows.keys(), ...this.#changed])].sort(this.#compare);
  }

  /** Draw what has changed at once. */
  draw() {
    this.#drawing.now();
  }

  /** From the last row up, so that each finds the one below it in its place. */
  #draw() {
    const focused = this.#focused();
    /** @type {HTMLElement | null} */
    let below = null;
    for (const entry of this.sorted().reverse()) {
      if (this.#changed.has(entry)) this.#place(entry, below);
      below = this.#rows.get(entry) ?? null;
    }
    this.#changed.clear();
    if (focused && document.activeElement === document.body) this.focus(focused.entry, focused.action);
  }

  /**
   * @param {Entry} entry
   * @param {HTMLElement | null} below
   */
  #place(entry, below) {
    this.#rows.get(entry)?.remove();
    const fresh = row(entry, (action) => this.#act(action, entry));
    this.#rows.set(entry, fresh);
    this.#body.insertBefore(fresh, below);
  }

  #focused() {
    const button = document.activeElement?.closest("[data-action]");
    const found = [...this.#rows].find(([, element]) => element.contains(button ?? null));
    const action = /** @type {Action | null} */ (button?.getAttribute("data-action"));
    return found && action ? { entry: found[0], action } : null;
  }

  /**
   * Put the focus on a button of a paper's row, if it has that button.
   * @param {Entry} entry
   * @param {Action} action
   */
  focus(entry, action) {
    const button = this.#rows.get(entry)?.querySelector(`[data-action=${action}]`);
    if (button instanceof HTMLElement) button.focus();
  }

  /**
   * The paper that stands below another.
   * @param {Entry} entry
   */
  below(entry) {
    const sorted = this.sorted();
    return sorted[sorted.indexOf(entry) + 1] ?? null;
  }
}

/**
 * @param {Entry} entry
 * @param {(action: Action) => void} act
 */
function row(entry, act) {
  const cells = Object.entries(COLUMNS).map(([name, column]) => {
    if (name === "order") return h("th", { scope: "row" }, look(entry, act), ...mark(entry));
    if (name === "paper" && entry.report?.paper) return h("td", {}, ...marks(entry, act));
    return cell(column, entry);
  });
  return h("tr", { "data-order": String(entry.order) }, ...cells);
}

/**
 * @param {Column} column
 * @param {Entry} entry
 */
function cell(column, entry) {
  const { says, tone } = column.cell(entry);
  return h("td", { class: tone }, symbol(tone), ...said(says));
}

/**
 * @param {Entry} entry
 * @param {(action: Action) => void} act
 */
function look({ order }, act) {
  const heard = h("span", { class: "heard" }, ...said(["第", "Row"]));
  return button("look", false, act, heard, String(order));
}

/**
 * How it stands with a paper, where it can be seen before all columns can.
 * @param {Entry} entry
 */
function mark(entry) {
  const why = reason(entry);
  const tone = TONES[why];
  return [
    h("b", { class: tone, "aria-hidden": "true" }, symbol(tone).trim()),
    h("span", { class: "heard" }, ...said(TALLIES[why])),
  ];
}

/**
 * @param {Entry} entry
 * @param {(action: Action) => void} act
 */
function marks(entry, act) {
  const { says, tone } = COLUMNS.paper.cell(entry);
  /** @param {Exclude<Comparison, "open">} kind */
  const choice = (kind) =>
    button(kind, entry.paper === kind, act, symbol(COMPARED[kind].tone), ...said(COMPARED[kind].words));
  const differing = entry.differing.length ? [h("p", { class: tone }, ...said(says))] : [];
  const words = h("p", { class: `printed ${tone}` }, symbol(tone), ...said(says));
  return [h("div", { class: "marks" }, choice("match"), choice("differ")), ...differing, words];
}

/**
 * @param {Action} action
 * @param {boolean} isPressed
 * @param {(action: Action) => void} act
 * @param {import("../page/dom.js").Child[]} children
 */
function button(action, isPressed, act, ...children) {
  const made = h("button", { type: "button", "data-action": action }, ...children);
  if (action !== "look") made.setAttribute("aria-pressed", String(isPressed));
  made.addEventListener("click", () => act(action));
  return made;
}
