/** The papers that a student hands in, stamped by the unit: pictures in the page, a PDF beside it (G02). */
import { bytes, moment } from "../../lib/format.js";
import { label, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { section } from "../facts/facts.js";
import { picture } from "../licence/licence.js";
import { notice } from "../notice/notice.js";

/** @typedef {import("../../lib/render.js").Template} Template */
/** @typedef {{hash: string, media_type: string, size: number, at: string}} Paper */

/** @param {string} id of the agreement @param {Paper} paper */
export function address(id, { hash }) {
  return `/api/agreements/${encodeURIComponent(id)}/evidence/${hash}`;
}

/** Each paper with what can be done with it. @param {string} id @param {Paper[]} papers @param {(paper: Paper) => Template} [beside] */
export function papers(id, papers, beside = () => nothing) {
  return html`<ol class="rows">${papers.map(
    (paper, index) => html`<li class="row">
      <div class="row-head"><span class="row-title">${t("evidence.nth", { n: index + 1 })}</span>${beside(paper)}</div>
      <p class="row-more"><span>${bytes(paper.size)}</span><span>${moment(paper.at)}</span></p>
      ${picture(address(id, paper), t("evidence.nth", { n: index + 1 }), t("evidence.open"))}
    </li>`,
  )}</ol>`;
}

/**
 * What the student handed in; the reviewer is told how to read it, and what of the unit differs from the time before.
 * @param {any} agreement @param {string} [told]
 */
export function handedIn({ id, initiation }, told) {
  if (!initiation) return nothing;
  const changed = initiation.unit_differences.map((/** @type {{field: string}} */ { field }) =>
    field === "name" ? t("unit.name") : label(field),
  );
  return section(t("evidence.title"), [
    told ? html`<p>${told}</p>` : nothing,
    changed.length
      ? notice("caution", html`<p>${changed.join(t("common.comma"))}</p>`, t("evidence.unit_changed"))
      : nothing,
    papers(id, initiation.files),
  ]);
}
