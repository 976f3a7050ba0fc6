/**
 * Reissue (补发, K01): a party applies with a reason or takes that back, the school decides; which edition took the place of which, since when.
 *
 * Who may do what is said by the API.
 */
import { api } from "../../lib/api.js";
import { moment } from "../../lib/format.js";
import { text } from "../../lib/forms.js";
import { find, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { actionText } from "../chip/chip.js";
import { decision } from "../dialog/decision.js";
import { ask, close } from "../dialog/dialog.js";
import { section } from "../facts/facts.js";
import { field, select } from "../field/field.js";
import { notice } from "../notice/notice.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

const REASONS = ["lost", "spoilt", "not_received", "other"];
/** What each choice is to the API. @type {Record<string, string>} */
const PATHS = {
  request_reissue: "reissue",
  withdraw_reissue: "reissue/withdrawal",
  approve_reissue: "reissue/approval",
  refuse_reissue: "reissue/refusal",
};

/** @param {string} code */
export function reissueReason(code) {
  return find(`reissue_reasons.${code}`) ?? code;
}

/** The earlier editions, the application that waits, and what may be done; nothing where there is none of it. @param {At} at @param {any} agreement @param {(said: string) => unknown} done */
export function reissuing(at, agreement, done) {
  const { reissue, superseded, actions } = agreement;
  const open = Object.keys(PATHS).filter((each) => actions.includes(each));
  if (!reissue && !superseded.length && !open.length) return nothing;
  return section(t("reissue.title"), [
    superseded.length ? html`<ul>${superseded.map(earlier)}</ul>` : nothing,
    reissue ? pending(reissue) : nothing,
    open.includes("request_reissue") ? html`<p class="small">${t("reissue.offer")}</p>` : nothing,
    html`<div class="buttons">${open.map(button)}</div>`,
    open.map((each) => asking(at, agreement, each, done)),
  ]);
}

/** @param {any} of */
function earlier({ edition, by, at, reason, check_code }) {
  return html`<li>${t("reissue.superseded", { edition, by, at: moment(at), reason: reissueReason(reason), check_code })}</li>`;
}

/** @param {any} of */
function pending({ name, reason, explanation, at }) {
  return notice(
    "caution",
    html`<blockquote>${explanation}</blockquote><p class="small">${moment(at)}</p>`,
    t("reissue.pending", { name, reason: reissueReason(reason) }),
  );
}

/** @param {string} choice */
function button(choice) {
  const look = choice === "approve_reissue" ? "button-primary" : "";
  return html`<button class="button ${look}" @click=${() => ask(choice)}>${actionText("agreement", choice)}</button>`;
}

/** @param {At} at @param {any} agreement @param {string} choice @param {(said: string) => unknown} done */
function asking(at, { id, version, student_name, employer_name }, choice, done) {
  const form = at.form(choice);
  return decision(at, {
    id: choice,
    title: t("agreement.title_of", { student: student_name, employer: employer_name }),
    lead: html`<p>${t(`reissue.${choice}_lead`)}</p>`,
    fields: FIELDS[choice]?.(form) ?? nothing,
    submit: actionText("agreement", choice),
    isGrave: choice === "approve_reissue",
    send: async (values) => {
      const body = Object.fromEntries([...values.keys()].map((name) => [name, text(values, name)]));
      await api.put(`/api/agreements/${encodeURIComponent(id)}/${PATHS[choice]}`, body, { version });
      close(choice);
      await done(t(`reissue.${choice}_done`));
    },
  });
}

/** @type {Record<string, (form: import("../../lib/forms.js").Form) => import("../../lib/render.js").Template>} */
const FIELDS = {
  request_reissue: (form) => [
    select(form, {
      name: "reason",
      label: t("reissue.reason"),
      choices: REASONS.map((code) => ({ code, label: reissueReason(code) })),
    }),
    field(form, { name: "explanation", rows: 4, hint: t("reissue.explanation_hint") }),
  ],
  refuse_reissue: (form) => field(form, { name: "reason", rows: 4, hint: t("reissue.reason_hint") }),
};
