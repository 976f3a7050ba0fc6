/**
 * Undoing a mistaken pass (decision 7): one of the school asks with a reason, a second one undoes it or lets it stand.
 *
 * 1. Who may do what is said by the API; the one who asked waits, and may take the request back.
 * 2. Each dialog has a place of its own: one is never drawn into another, with what was typed there.
 */
import { api } from "../../lib/api.js";
import { moment } from "../../lib/format.js";
import { text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { actionText } from "../chip/chip.js";
import { decision } from "../dialog/decision.js";
import { ask, close } from "../dialog/dialog.js";
import { section } from "../facts/facts.js";
import { field } from "../field/field.js";
import { notice } from "../notice/notice.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

/** What each choice is to the API. @type {Record<string, string>} */
const PATHS = { request_undo: "undoing", undo: "undoing/approval", refuse_undo: "undoing/refusal" };

/** The request that waits, or the offer to make one; nothing where neither may be. @param {At} at @param {any} agreement @param {(said: string) => unknown} done */
export function undoing(at, agreement, done) {
  const { undo, actions } = agreement;
  const open = (undo ? ["undo", "refuse_undo"] : ["request_undo"]).filter((each) => actions.includes(each));
  if (!undo && !open.length) return nothing;
  return section(t("review.undo_title"), [
    undo ? pending(undo, actions) : html`<p class="small">${t("review.undo_offer")}</p>`,
    html`<div class="buttons">${open.map((each) => button(each, undo))}</div>`,
    Object.keys(PATHS).map((each) => (open.includes(each) ? asking(at, agreement, each, done) : nothing)),
  ]);
}

/** @param {any} undo @param {string[]} actions */
function pending({ name, reason, at, is_own }, actions) {
  const isOpen = actions.includes("request_undo");
  // A college's reviewer may only read of it.
  const isBlocked = !isOpen && actions.includes("refuse_undo");
  return notice(
    "caution",
    [
      html`<blockquote>${reason}</blockquote><p class="small">${moment(at)}</p>`,
      isOpen && is_own ? html`<p>${t("review.undo_waiting")}</p>` : nothing,
      isBlocked ? html`<p>${t("review.undo_blocked")}</p>` : nothing,
    ],
    t("review.undo_pending", { name }),
  );
}

/** @param {string} choice @param {any} undo */
function named(choice, undo) {
  return choice === "refuse_undo" && undo.is_own ? t("review.undo_take_back") : actionText("agreement", choice);
}

/** @param {string} choice @param {any} undo */
function button(choice, undo) {
  const look = choice === "undo" ? "button-danger" : "";
  return html`<button class="button ${look}" @click=${() => ask(choice)}>${named(choice, undo)}</button>`;
}

/** @param {At} at @param {any} agreement @param {string} choice @param {(said: string) => unknown} done */
function asking(at, { id, version, student_name, employer_name, undo }, choice, done) {
  const needsReason = choice !== "undo";
  return decision(at, {
    id: choice,
    title: t("review.title_of", { student: student_name, employer: employer_name }),
    lead: html`<p>${t(`review.${choice}_lead`)}</p>`,
    fields: needsReason ? field(at.form(choice), { name: "reason", rows: 4, hint: t("review.reason_hint") }) : nothing,
    submit: named(choice, undo),
    isGrave: choice !== "refuse_undo",
    send: async (values) => {
      const body = needsReason ? { reason: text(values, "reason") } : {};
      await api.put(`/api/agreements/${encodeURIComponent(id)}/${PATHS[choice]}`, body, { version });
      close(choice);
      await done(t(`review.${choice}_done`, { student: student_name }));
    },
  });
}
