/**
 * A table of many rows; on a phone each row is a card that names its columns.
 *
 * 1. Roles are written out: a browser drops them when a style sheet makes blocks of rows and cells.
 * 2. The first column is the row's header and holds its link (`data-main`), which keys move between.
 * 3. A row that can be chosen has a tick of its own, labelled with the row's name.
 * 4. A name may be one word without end: only such a word is broken anywhere, so that numbers stay whole.
 */
import { label, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";

/** @typedef {import("../../lib/render.js").Template} Template */
/** @typedef {{name: string, cell: (item: any) => Template, isNumber?: boolean}} Column */
/** Longer than any number or code that we show. */
const ENDLESS = /[!-~]{26}/;

/** @typedef {{ids: Set<string>, update: () => void, name: (item: any) => string}} Choice */

/**
 * @param {{caption: string, columns: Column[], items: any[], choice?: Choice, look?: (item: any) => string}} of
 */
export function table({ caption, columns, items, choice, look }) {
  return html`<table class="table" role="table">
    <caption class="visually-hidden">${caption}</caption>
    <thead role="rowgroup"><tr role="row">
      ${choice ? html`<th role="columnheader" scope="col" class="tick-cell"><span class="visually-hidden">${t("table.choose")}</span></th>` : nothing}
      ${columns.map(({ name, isNumber }) => html`<th role="columnheader" scope="col" class=${isNumber ? "number" : ""}>${label(name)}</th>`)}
    </tr></thead>
    <tbody role="rowgroup">${items.map((item) => row(item, columns, choice, look?.(item) ?? ""))}</tbody>
  </table>`;
}

/** @param {any} item @param {Column[]} columns @param {Choice | undefined} choice @param {string} look */
function row(item, [first, ...rest], choice, look) {
  return html`<tr role="row" class=${look} data-id=${item.id ?? nothing}>
    ${choice ? tick(item, choice) : nothing}
    <th role="rowheader" scope="row">${first?.cell(item)}</th>
    ${rest.map((column) => cell(column, item))}
  </tr>`;
}

/** @param {Column} column @param {any} item */
function cell({ name, cell: draw, isNumber }, item) {
  return html`<td role="cell" data-label=${label(name)} class=${isNumber ? "number" : ""}>${broken(draw(item))}</td>`;
}

/** @param {any} item @param {Choice} choice */
function tick(item, { ids, update, name }) {
  const turn = () => {
    if (!ids.delete(item.id)) ids.add(item.id);
    update();
  };
  return html`<td role="cell" class="tick-cell"><label class="tick">
    <input type="checkbox" .checked=${ids.has(item.id)} @change=${turn}><span class="visually-hidden">${t("table.choose_row", { name: name(item) })}</span>
  </label></td>`;
}

/** Two lines in one cell: what one looks for, and below it what goes with it. @param {Template} first @param {Template} [second] */
export function lines(first, second) {
  return html`<span class="line">${broken(first)}</span>${second ? html`<span class="line line-soft">${broken(second)}</span>` : nothing}`;
}

/** @param {Template} content */
function broken(content) {
  return typeof content === "string" && ENDLESS.test(content) ? html`<span class="long">${content}</span>` : content;
}

/** The link of a row. @param {string} to @param {Template} content @param {Template} [below] */
export function mainLink(to, content, below) {
  return lines(html`<a href=${to} data-main>${broken(content)}</a>`, below);
}
