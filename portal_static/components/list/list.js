/** A list that may be long: cards on a phone, one page of the API after the other. */
import { api } from "../../lib/api.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { empty } from "../notice/notice.js";

/** @typedef {import("../../lib/types.js").List} List */
/** @typedef {import("../../lib/render.js").Template} Template */

/**
 * @param {import("../../lib/page.js").At<any>} at
 * @param {List} list the model's part that grows
 * @param {{path: string, row: (item: any) => Template, none: string, next?: Template}} of
 */
export function list(at, list, { path, row, none, next }) {
  if (!list.items.length) return empty(none, next);
  return html`<ul class="rows">${list.items.map((item) => html`<li>${row(item)}</li>`)}</ul>
    <div class="list-end">
      <p>${t(list.cursor ? "common.shown" : "common.all_shown", { count: list.items.length })}</p>
      ${list.cursor ? html`<button class="button" @click=${() => at.act(() => more(at, list, path))}>${t("common.show_more")}</button>` : nothing}
    </div>`;
}

/** @param {import("../../lib/page.js").At<any>} at @param {List} list @param {string} path */
async function more(at, list, path) {
  const next = /** @type {List} */ (
    await api.get(`${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(list.cursor ?? "")}`)
  );
  list.items.push(...next.items);
  list.cursor = next.cursor;
  at.update();
}

/** A row that leads somewhere. @param {string} to @param {Template} content */
export function rowLink(to, content) {
  return html`<a class="row" href=${to}>${content}</a>`;
}
