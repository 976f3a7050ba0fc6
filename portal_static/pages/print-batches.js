/** The batches that were asked for: how far each is, what was left out, and the file when it is ready. */
import { chip } from "../components/chip/chip.js";
import { icon } from "../components/icon/icon.js";
import { empty } from "../components/notice/notice.js";
import { lookAgain, progress } from "../components/progress/progress.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { find, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {{id: string, state: string, requested_at: string, name: string, total: number, registered: number, drawn: number, skipped: string[], error: string, href: string | null}} Batch */

open({
  name: "print-batches",
  roles: ["college", "school", "admin"],
  back: "print-desk",
  load: async (at) => {
    const found = await api.get("/api/print-batches");
    if (found.items.some(isRunning)) lookAgain(at);
    return found;
  },
  view: (/** @type {{items: Batch[]}} */ { items }) =>
    items.length
      ? html`<ul class="rows">${items.map(row)}</ul>`
      : empty(t("print-batches.none"), html`<a class="button" href=${href("print-desk")}>${t("print-desk.title")}</a>`),
});

/** @param {Batch} batch */
function isRunning({ state }) {
  return state === "queued" || state === "running";
}

/** @param {Batch} batch */
function row(batch) {
  const { state, requested_at, name, total, skipped, error } = batch;
  return html`<li class="row">
    <span class="row-head"><span class="row-title">${t("print-batches.of", { count: total })}</span>${chip("batch", state)}</span>
    <span class="row-more"><span>${name}</span><span>${moment(requested_at)}</span></span>
    ${isRunning(batch) ? far(batch) : nothing}
    ${skipped.length ? html`<p>${t("print-batches.skipped", { count: skipped.length })}</p><ul class="chips">${skipped.map((id) => html`<li><a href=${href("review", { id })}>${t("print-batches.skipped_one")}</a></li>`)}</ul>` : nothing}
    ${error ? html`<p class="error">${icon("alert")}${find(`refusals.${error}`) ?? t("network.unknown")}</p>` : nothing}
    ${batch.href ? html`<p><a class="button button-primary" href=${batch.href}>${icon("print")}${t("print-batches.open")}</a></p>` : nothing}
  </li>`;
}

/** Entered in the register first, drawn afterwards. @param {Batch} batch */
function far({ total, registered, drawn, skipped }) {
  const papers = total - skipped.length;
  return registered < total
    ? progress(t("print-batches.registered", { done: registered, total }), registered, total)
    : progress(t("print-batches.drawn", { done: drawn, total: papers }), drawn, papers);
}
