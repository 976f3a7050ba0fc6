/** The agreement as it will print, from the same values as the paper: the grid is a table, labels are its headers. */
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";

/** @typedef {{text: string, span: number, is_label: boolean}} Cell */
/** @typedef {{title: string, rows: Cell[][]}} Section */
/** @typedef {{party: string, title: string, text: string, signature: string}} Opinion */
/**
 * @typedef {object} Form
 * @property {string} title
 * @property {string} number
 * @property {number} edition
 * @property {Section[]} sections
 * @property {string[]} remarks
 * @property {string} preamble
 * @property {string[]} articles
 * @property {Opinion[]} opinions
 * @property {string[]} notes
 */

/** @param {Form} form */
export function paper(form) {
  return html`<div class="paper-frame" role="region" aria-label=${t("paper.label")} tabindex="0" lang="zh-CN">
    <article class="paper">
      <h3 class="paper-title">${form.title}</h3>
      <p class="paper-number"><span>编号：${form.number}</span><span>第${form.edition}版</span></p>
      ${form.sections.map(section)}
      <section class="paper-text">
        <h4>备注</h4>
        ${form.remarks.map((line) => html`<p>${line}</p>`)}
      </section>
      <section class="paper-text"><p>${form.preamble}</p>${form.articles.map((line) => html`<p>${line}</p>`)}</section>
      <div class="paper-opinions">${form.opinions.map(opinion)}</div>
      <section class="paper-text paper-notes">
        <h4>注意事项</h4>
        <ol>${form.notes.map((line) => html`<li>${line}</li>`)}</ol>
      </section>
    </article>
  </div>`;
}

/** @param {Section} section */
function section({ title, rows }) {
  return html`<table class="paper-grid">
    <caption>${title}</caption>
    <tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody>
  </table>`;
}

/** @param {Cell} cell */
function cell({ text, span, is_label }) {
  return is_label ? html`<th scope="row" colspan=${span}>${text}</th>` : html`<td colspan=${span}>${text}</td>`;
}

/** @param {Opinion} opinion */
function opinion({ title, text, signature }) {
  return html`<section>
    <h4>${title}</h4>
    ${text ? html`<p>${text}</p>` : nothing}
    <p class="paper-signature">${signature}</p>
  </section>`;
}
