/** A list that may be long: cards on a phone, one page of the API after the other. */
import { api } from "../../lib/api.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { empty } from "../notice/notice.js";

/** @typedef {import("../../lib/page.js").At<any>} At */
/** @typedef {import("../../lib/types.js").List} List */
/** @typedef {import("../../lib/render.js").Template} Template */

/**
 * @param {At} at
 * @param {List} list the model's part that grows
 * @param {{path: string, row: (item: any) => Template, none: string, next?: Template, only?: (item: any) => boolean}} of
 */
export function list(at, list, { path, row, none, next, only = () => true }) {
  const shown = list.items.filter(only);
  if (!shown.length && !list.cursor) return empty(none, next);
  return html`<ul class="rows">${shown.map((item) => html`<li>${row(item)}</li>`)}</ul>${end(at, list, path, shown.length)}`;
}

/** How many there are, and the way to more. @param {At} at @param {List} list @param {string} path @param {number} count */
function end(at, list, path, count) {
  return html`<div class="list-end">
    <p>${t(list.cursor ? "common.shown" : "common.all_shown", { count })}</p>
    ${list.cursor ? html`<button class="button" @click=${() => at.act(() => more(at, list, path))}>${t("common.show_more")}</button>` : nothing}
  </div>`;
}

/** Read the next page onto the list. @param {At} at @param {List} list @param {string} path */
export async function more(at, list, path) {
  const mark = path.includes("?") ? "&" : "?";
  const next = /** @type {List} */ (await api.get(`${path}${mark}cursor=${encodeURIComponent(list.cursor ?? "")}`));
  list.items.push(...next.items);
  list.cursor = next.cursor;
  at.update();
}

/** A row that leads somewhere. @param {string} to @param {Template} content */
export function rowLink(to, content) {
  return html`<a class="row" href=${to}>${content}</a>`;
}
