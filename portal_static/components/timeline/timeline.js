/** What happened, who did it and when; the newest last, as in a story. */

import { moment } from "../../lib/format.js";
import { find, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { icon } from "../icon/icon.js";

/** @typedef {{seq: number, kind: string, at: string, name: string, role: string, details: Record<string, string | number>, hash: string}} Happening */

/** @param {{items: Happening[], is_whole: boolean}} story */
export function timeline({ items, is_whole }) {
  return html`<ol class="timeline">${items.map(happening)}</ol>
    <p class=${is_whole ? "seal" : "seal seal-broken"}>${icon(is_whole ? "check" : "alert")}${t(is_whole ? "timeline.whole" : "timeline.broken")}</p>`;
}

/** @param {Happening} of */
function happening({ kind, at, name, role, details, hash }) {
  return html`<li>
    <h3>${find(`events.${kind}.title`) ?? kind}</h3>
    <p class="by">${name} <span>${find(`roles.${role}`) ?? role}</span> <time datetime=${at}>${moment(at)}</time></p>
    ${details.reason ? html`<blockquote>${details.reason}</blockquote>` : nothing}
    ${hash ? html`<p class="hash"><span class="visually-hidden">${t("timeline.hash")}</span><code>${hash.slice(0, 12)}</code></p>` : nothing}
  </li>`;
}
