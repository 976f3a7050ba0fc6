/** A state as a chip: its text with a shape, so that colour is never the only sign. */
import { find, t } from "../../lib/i18n.js";
import { html } from "../../lib/render.js";
import { icon } from "../icon/icon.js";

const SHAPES = { wait: "clock", turn: "hand", good: "check", bad: "cross", off: "dash" };

/** What a state looks like; one that is not named here waits for somebody. */
const TONES = /** @type {Record<string, keyof typeof SHAPES>} */ ({
  pending: "turn", returned: "turn", reconfirmation: "turn",
  signed: "good", accepted: "good", confirmed: "good", verified: "good", approved: "good", admitted: "good",
  completed: "good", ready: "good", done: "good", made: "good", active: "good",
  rejected: "bad", refused: "bad", failed: "bad", sign_failed: "bad", suspended: "bad",
  draft: "off", withdrawn: "off", expired: "off", discarded: "off", view_only: "off", inoperable: "off", void: "off",
  terminated: "off", lapsed: "off", removed: "off", used: "off",
}); // biome-ignore format: a table reads better in rows

/** @param {string} machine of the state: invitation, agreement, termination, ... @param {string} state */
export function chip(machine, state) {
  const tone = TONES[state] ?? "wait";
  return html`<span class="chip chip-${tone}">${icon(SHAPES[tone])}${stateText(machine, state)}</span>`;
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

/** Begun by the student, with no employer's account behind it (G01). @param {{mode: string}} agreement */
export function byStudent({ mode }) {
  return mode === "student_initiated"
    ? html`<span class="chip chip-wait">${icon("hand")}${t("evidence.by_student")}</span>`
    : "";
}
