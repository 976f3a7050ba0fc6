/** A state as a chip: its text with a shape, so that colour is never the only sign. */
import { find, t } from "../../lib/i18n.js";
import { html } from "../../lib/render.js";
import { icon } from "../icon/icon.js";

const SHAPES = { wait: "clock", turn: "hand", good: "check", bad: "cross", off: "dash" };

/** What a state looks like; one that is not named here waits for somebody. */
const TONES = /** @type {Record<string, keyof typeof SHAPES>} */ ({
  pending: "turn", returned: "turn", reconfirmation: "turn", awaiting_report: "turn", interview_invited: "turn",
  offered: "turn",
  signed: "good", accepted: "good", offline: "good", confirmed: "good", verified: "good", approved: "good", admitted: "good",
  completed: "good", ready: "good", done: "good", made: "good", active: "good",
  interview_accepted: "good", passed: "good",
  not_passed: "bad", rejected: "bad", refused: "bad", failed: "bad", sign_failed: "bad", suspended: "bad",
  draft: "off", withdrawn: "off", expired: "off", discarded: "off", view_only: "off", inoperable: "off", void: "off",
  terminated: "off", lapsed: "off", settled: "off", dismissed: "off", removed: "off", used: "off", revoked: "off",
  interview_declined: "off", declined: "off", taken_back: "off", closed: "off",
}); // biome-ignore format: a table reads better in rows

/**
 * @param {string} machine of the state: invitation, agreement, termination, ... @param {string} state
 * @param {string | null} [word] what the record's school calls it, where it has a word of its own
 */
export function chip(machine, state, word) {
  const tone = TONES[state] ?? "wait";
  return html`<span class="chip chip-${tone}">${icon(SHAPES[tone])}${word || stateText(machine, state)}</span>`;
}

/** A state and the school's word for it. @typedef {{state: string, word: string | null}} Worded */

/**
 * 签约状态 and 协议书状态 side by side, never merged (rules.md 1.3); an agreement that there is not yet shows as “--”.
 * @param {Worded} signing @param {Worded | null | undefined} agreement
 */
export function statuses(signing, agreement) {
  return html`<dl class="statuses">
    <div><dt>${t("common.signing_state")}</dt><dd>${chip("invitation", signing.state, signing.word)}</dd></div>
    <div><dt>${t("common.agreement_state")}</dt><dd>${agreement ? chip("agreement", agreement.state, agreement.word) : "--"}</dd></div>
  </dl>`;
}

/** Both statuses of an agreement as the API gives it. @param {any} agreement */
export function statusesOf({ signing_state, signing_word, state, word }) {
  return statuses({ state: signing_state, word: signing_word }, { state, word });
}

/** @param {string} machine @param {string} state */
export function stateText(machine, state) {
  return find(`states.${machine}.${state}`) ?? find(`states.${state}`) ?? state;
}

/** @param {string} machine @param {string} action */
export function actionText(machine, action) {
  return find(`actions.${machine}.${action}`) ?? find(`actions.${action}`) ?? action;
}

/** @param {string} code */
export function flag(code) {
  return html`<span class="chip chip-flag">${icon("alert")}${find(`flags.${code}`) ?? code}</span>`;
}

/** Begun by the student (G01) or signed on paper (K04), with no employer's account behind it. @param {{mode: string}} agreement */
export function byStudent({ mode }) {
  const text = { student_initiated: "evidence.by_student", offline: "offline.title" }[mode];
  return text ? html`<span class="chip chip-wait">${icon("hand")}${t(text)}</span>` : "";
}
