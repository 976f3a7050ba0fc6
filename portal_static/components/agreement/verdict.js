/** Deciding on one agreement: pass, return or fail, the latter two with a reason (H05), the first with an answer to flags (H04). */
import { api } from "../../lib/api.js";
import { text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { actionText, flag } from "../chip/chip.js";
import { decision } from "../dialog/decision.js";
import { ask } from "../dialog/dialog.js";
import { field } from "../field/field.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

const VERDICTS = ["pass", "return", "fail", "void"];

/** The buttons and what they open; nothing where nothing is to be decided. @param {At} at @param {any} agreement @param {(said: string) => Promise<unknown>} done */
export function verdicts(at, agreement, done) {
  const open = VERDICTS.filter((each) => agreement.actions.includes(each));
  if (!open.length) return nothing;
  return html`<div class="buttons buttons-thumb verdicts" role="group" aria-label=${t("review.decide")}>${open.map(button)}</div>
    ${open.map((each) => asking(at, agreement, each, done))}`;
}

/** @param {string} verdict */
function button(verdict) {
  const look = verdict === "pass" ? "button-primary" : verdict === "return" ? "" : "button-danger";
  return html`<button class="button ${look}" @click=${() => ask(verdict)}>${actionText("agreement", verdict)}</button>`;
}

/** @param {At} at @param {any} agreement @param {string} verdict @param {(said: string) => Promise<unknown>} done */
function asking(at, { id, version, student_name, employer_name, flags }, verdict, done) {
  const isPass = verdict === "pass";
  return decision(at, {
    id: verdict,
    title: t("review.title_of", { student: student_name, employer: employer_name }),
    lead: [
      html`<p>${t(`review.${verdict}_lead`)}</p>`,
      isPass && flags.length ? html`<p class="chips">${flags.map(flag)}</p>` : nothing,
    ],
    fields: said(at, verdict, isPass, flags),
    submit: actionText("agreement", verdict),
    isGrave: verdict === "fail" || verdict === "void",
    send: async (values) => {
      await decide(id, version, verdict, text(values, "reason"));
      await done(t(`review.${verdict}_done`, { student: student_name }));
    },
  });
}

/** @param {At} at @param {string} verdict @param {boolean} isPass @param {string[]} flags */
function said(at, verdict, isPass, flags) {
  if (!isPass) return field(at.form(verdict), { name: "reason", rows: 4, hint: t("review.reason_hint") });
  if (!flags.length) return nothing;
  const answer = { label: t("review.answer"), hint: t("review.answer_hint") };
  return field(at.form(verdict), { name: "reason", rows: 3, ...answer });
}

/** @param {string} id @param {number} version @param {string} verdict @param {string} reason */
function decide(id, version, verdict, reason) {
  const path = `/api/agreements/${encodeURIComponent(id)}`;
  return verdict === "void"
    ? api.put(`${path}/void`, { reason }, { version })
    : api.post(`${path}/reviews`, { decision: verdict, reason }, { version });
}
