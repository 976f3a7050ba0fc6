/**
 * Unlocking a student who has signed (M18): an administrator asks with a reason, a second one of the school approves.
 *
 * Who may do what is said by the API; once it is done, everybody concerned reads who asked, who approved and why.
 */
import { api } from "../../lib/api.js";
import { moment } from "../../lib/format.js";
import { text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { actionText } from "../chip/chip.js";
import { decision } from "../dialog/decision.js";
import { ask, close } from "../dialog/dialog.js";
import { facts, section } from "../facts/facts.js";
import { field } from "../field/field.js";
import { notice } from "../notice/notice.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

/** What each choice is to the API. @type {Record<string, string>} */
const PATHS = { request_unlock: "unlocking", unlock: "unlocking/approval", refuse_unlock: "unlocking/refusal" };

/** Who ended the agreement and why, for everybody concerned. @param {any} agreement */
export function unlocked({ unlocking }) {
  if (!unlocking?.approved_at) return nothing;
  return section(
    t("agreement.unlocked"),
    facts([
      ["reason", unlocking.reason],
      ["unlock_asked_by", unlocking.name],
      ["unlock_approved_by", unlocking.approver_name],
      ["unlocked_at", moment(unlocking.approved_at)],
      ["destination", t("destinations.awaiting_employment")],
    ]),
  );
}

/** The request that waits, or the offer to make one. @param {At} at @param {any} agreement @param {(said: string) => unknown} done */
export function unlocking(at, agreement, done) {
  const { unlocking: asked, actions, state } = agreement;
  const open = (asked ? ["unlock", "refuse_unlock"] : ["request_unlock"]).filter((each) => actions.includes(each));
  if (state !== "signed" || (!asked && !open.length)) return nothing;
  return section(t("review.unlock_title"), [
    asked ? pending(asked, actions) : html`<p class="small">${t("review.unlock_offer")}</p>`,
    html`<div class="buttons">${open.map((each) => button(each, asked))}</div>`,
    open.map((each) => asking(at, agreement, each, done)),
  ]);
}

/** @param {any} asked @param {string[]} actions */
function pending({ name, reason, at, is_own }, actions) {
  const isBlocked = !is_own && actions.includes("refuse_unlock") && !actions.includes("unlock");
  return notice(
    "caution",
    [
      html`<blockquote>${reason}</blockquote><p class="small">${moment(at)}</p>`,
      is_own ? html`<p>${t("review.unlock_waiting")}</p>` : nothing,
      isBlocked ? html`<p>${t("review.unlock_blocked")}</p>` : nothing,
    ],
    t("review.unlock_pending", { name }),
  );
}

/** @param {string} choice @param {any} asked */
function named(choice, asked) {
  return choice === "refuse_unlock" && asked.is_own ? t("review.undo_take_back") : actionText("agreement", choice);
}

/** @param {string} choice @param {any} asked */
function button(choice, asked) {
  const look = choice === "unlock" ? "button-danger" : "";
  return html`<button class="button ${look}" @click=${() => ask(choice)}>${named(choice, asked)}</button>`;
}

/** @param {At} at @param {any} agreement @param {string} choice @param {(said: string) => unknown} done */
function asking(at, { id, version, student_name, employer_name, unlocking: asked }, choice, done) {
  const needsReason = choice !== "unlock";
  return decision(at, {
    id: choice,
    title: t("review.title_of", { student: student_name, employer: employer_name }),
    lead: html`<p>${t(`review.${choice}_lead`)}</p>`,
    fields: needsReason ? field(at.form(choice), { name: "reason", rows: 4, hint: t("review.reason_hint") }) : nothing,
    submit: named(choice, asked),
    isGrave: choice !== "refuse_unlock",
    send: async (values) => {
      const body = needsReason ? { reason: text(values, "reason") } : {};
      await api.put(`/api/agreements/${encodeURIComponent(id)}/${PATHS[choice]}`, body, { version });
      close(choice);
      await done(t(`review.${choice}_done`, { student: student_name }));
    },
  });
}
