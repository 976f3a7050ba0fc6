// Answer 4: each field large, for a person to compare with the paper, with a tick or "不一致" each.

import { both, h, p } from "./dom.js";
import { fields } from "./format.js";
import { FIELDS, HEADINGS, PAPER } from "./texts.js";

/** @import { Paper } from "../core/report.js" */
/** @import { Words } from "./dom.js" */

/** @type {Record<string, Words>} */
const LABELS = FIELDS;

/**
 * The block of answer 4; `paper` is null when nothing is proved.
 * @param {Paper | null} paper
 */
export function paper(paper) {
  const section = h(
    "section",
    { id: "paper", "aria-labelledby": "paper-title" },
    h("h2", { id: "paper-title" }, ...both(HEADINGS.paper)),
  );
  if (!paper) {
    section.append(p(PAPER.none));
    return section;
  }
  const found = p(PAPER.guide, { role: "status", class: "found" });
  const list = fields(paper);
  const present = list.filter(([, value]) => value !== null);
  section.append(found, ...present.map(([name, value]) => row(name, /** @type {string} */ (value))), ...absent(list));
  if (paper.claims.supersedes) section.append(p(PAPER.later));
  section.addEventListener("change", () => conclude(section, found, present.length));
  return section;
}

/**
 * @param {string} name
 * @param {string} value
 */
function row(name, value) {
  const label = h("p", { id: `label-${name}` }, ...both(words(name)), h("strong", {}, value));
  const choices = [choice(name, "match", "✓", PAPER.match), choice(name, "differ", "✗", PAPER.differ)];
  return h(
    "div",
    { class: "row", role: "radiogroup", "aria-labelledby": label.id, "data-field": name },
    label,
    ...choices,
  );
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} symbol
 * @param {Words} label
 */
function choice(name, value, symbol, label) {
  const input = h("input", { type: "radio", name: `field-${name}`, value, autocomplete: "off" });
  return h(
    "label",
    { class: value },
    input,
    h("span", { "aria-hidden": "true" }, symbol),
    h("span", {}, ...both(label)),
  );
}

/** @param {[string, string | null][]} list */
function absent(list) {
  const names = list.filter(([, value]) => value === null).map(([name]) => words(name));
  if (!names.length) return [];
  return [p(listed(PAPER.absent, names), { class: "absent" })];
}

/**
 * A sentence that ends with names.
 * @param {Words} words
 * @param {Words[]} names
 * @returns {Words}
 */
function listed([chinese, english], names) {
  const named = [names.map(([zh]) => zh).join("、"), names.map(([, en]) => en).join(", ")];
  return [`${chinese}：${named[0]}。`, `${english}: ${named[1]}.`];
}

/**
 * Say which fields differ, or that all match, or how many are left.
 * @param {HTMLElement} section
 * @param {HTMLElement} found
 * @param {number} count
 */
function conclude(section, found, count) {
  const chosen = [...section.querySelectorAll("input:checked")].map((input) => /** @type {HTMLInputElement} */ (input));
  const differing = chosen
    .filter(({ value }) => value === "differ")
    .map(({ name }) => words(name.replace("field-", "")));
  section.className = differing.length ? "bad" : chosen.length === count ? "good" : "";
  found.replaceChildren(...conclusion(differing, count - chosen.length).flatMap(both));
}

/**
 * @param {Words[]} differing
 * @param {number} left
 * @returns {Words[]}
 */
function conclusion(differing, left) {
  if (differing.length) return [listed(["✗ 有不一致", "Differs"], differing), PAPER.warning];
  return left
    ? [[`还有 ${left} 项没有核对。`, `${left} left to compare.`]]
    : [[`✓ ${PAPER.allMatch[0]}`, PAPER.allMatch[1]]];
}

/** @param {string} name */
function words(name) {
  return /** @type {Words} */ (LABELS[name]);
}
