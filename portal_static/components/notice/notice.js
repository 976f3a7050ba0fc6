/** What a page shows instead of its content, or above it: loading, empty, failed, stale, a word of caution. */
import { Problem } from "../../lib/api.js";
import { label, sentence, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { icon } from "../icon/icon.js";

/** @typedef {import("../../lib/render.js").Template} Template */

export function skeleton() {
  return html`<div class="skeleton" role="status">
    <span class="visually-hidden">${t("common.loading")}</span>
    <div class="skeleton-line skeleton-short"></div><div class="skeleton-block"></div>
    <div class="skeleton-line"></div><div class="skeleton-block"></div>
  </div>`;
}

/** Nothing here yet, and what to do about it. @param {string} text @param {Template} [next] */
export function empty(text, next = nothing) {
  return html`<div class="empty">${icon("paper")}<p>${text}</p>${next}</div>`;
}

/** @param {Problem | null} problem @param {() => void} retry */
export function failure(problem, retry) {
  const title = problem?.isNetwork
    ? t("network.title")
    : problem?.status === 404
      ? t("common.not_found")
      : t("common.failed");
  return html`<div class="empty" role="alert">
    ${icon("alert")}
    <h2>${title}</h2>
    <p>${problem ? sentence(problem.document) : ""}</p>
    ${problem && [403, 404].includes(problem.status) ? nothing : html`<button class="button" @click=${retry}>${t("common.retry")}</button>`}
  </div>`;
}

/** The record has moved on: what changed, and a way to read it again. @param {Problem} problem @param {() => void} reload */
export function staleness(problem, reload) {
  const changed = (problem.document.changed ?? []).map(label).join(t("common.comma"));
  return html`<div class="notice notice-caution" id="stale" role="alert" tabindex="-1">
    ${icon("alert")}
    <div>
      <h2>${t("common.stale")}</h2>
      ${changed ? html`<p>${t("common.stale_changed", { fields: changed })}</p>` : nothing}
      <p>${t("common.stale_kept")}</p>
      <button class="button" @click=${reload}>${t("common.stale_reload")}</button>
    </div>
  </div>`;
}

/** @param {"about" | "caution" | "good"} tone @param {Template} content @param {string} [title] */
export function notice(tone, content, title) {
  const shape = { about: "about", caution: "alert", good: "check" }[tone];
  return html`<div class="notice notice-${tone}">
    ${icon(shape)}<div>${title ? html`<h2>${title}</h2>` : nothing}${content}</div>
  </div>`;
}
