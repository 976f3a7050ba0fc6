/** What stands below a long table, and the states that it can be switched to. */

import { t } from "../../lib/i18n.js";
import { href } from "../../lib/menu.js";
import { html, nothing } from "../../lib/render.js";
import { stateText } from "../chip/chip.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

/** How many rows there are, and the way to more. @param {At} at @param {number} count @param {(() => Promise<void>) | null} more */
export function ending(at, count, more) {
  return html`<div class="list-end">
    <p role="status">${t(more ? "common.shown" : "common.all_shown", { count })}</p>
    ${more ? html`<button class="button" @click=${() => at.act(more)}>${t("common.show_more")}</button>` : nothing}
  </div>`;
}

/**
 * Links to the same list in other states.
 * @param {{page: string, machine: string, states: string[], now: string, named?: Record<string, string>}} of
 */
export function states({ page, machine, states: all, now, named = {} }) {
  return html`<nav class="sieves" aria-label=${t("table.states")}>
    ${all.map((state) => html`<a href=${href(page, { state })} aria-current=${state === now ? "true" : nothing}>${named[state] ?? stateText(machine, state)}</a>`)}
  </nav>`;
}
