/** Where a record stands in the list that one came from, and the way to its neighbours. */
import { t } from "../../lib/i18n.js";
import { href } from "../../lib/menu.js";
import { html, nothing } from "../../lib/render.js";
import { along } from "../../lib/trail.js";
import { icon } from "../icon/icon.js";

/** @param {string} list @param {string} id @param {(id: string) => string} to */
export function neighbours(list, id, to) {
  const { position, count, before, after } = along(list, id);
  if (!position) return nothing;
  return html`<nav class="neighbours" aria-label=${t("review.neighbours")}>
    ${before ? html`<a href=${to(before)}>${icon("back")}${t("review.before")}</a>` : html`<span></span>`}
    <span>${t("review.position", { position, count })}</span>
    ${after ? html`<a href=${to(after)}>${t("review.after")}${icon("next")}</a>` : html`<span></span>`}
  </nav>`;
}

/** The next one in the list, or the list when this was the last. @param {string} list @param {string} id @param {(id: string) => string} to */
export function onward(list, id, to) {
  const { after, before } = along(list, id);
  const next = after ?? before;
  return next ? to(next) : href(list);
}
