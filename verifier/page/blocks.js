// The four answers as four blocks. No tick stands for all of them; a symbol and words carry what a colour says.

import { stopped } from "../core/report.js";
import { both, h } from "./dom.js";
import { age, beijing } from "./format.js";
import * as texts from "./texts.js";

/** @import { Authenticity, Check, Standing } from "../core/report.js" */
/** @import { Child, Words } from "./dom.js" */
/** @import { Answer } from "./texts.js" */

const SYMBOLS = { good: "✓", bad: "✗", open: "?", plain: "" };

/**
 * One block: its heading, the answer large, why, and what to do next.
 * @param {string} id
 * @param {Words} heading
 * @param {Answer} answer
 * @param {Child[]} more
 */
export function block(id, heading, answer, ...more) {
  return h(
    "section",
    { id, "aria-labelledby": `${id}-title`, class: answer.tone },
    h("h2", { id: `${id}-title` }, ...both(heading)),
    h(
      "p",
      { class: "head" },
      SYMBOLS[answer.tone] && h("span", { "aria-hidden": "true" }, SYMBOLS[answer.tone]),
      h("strong", {}, ...both(answer.head)),
    ),
    h("p", {}, ...both(answer.why)),
    ...more,
    h("p", { class: "next" }, h("b", {}, ...both(texts.PAGE.next)), ...both(answer.next)),
  );
}

/**
 * Answer 1.
 * @param {Authenticity} found
 * @param {string | null} host - where a code that is not ours leads
 */
export function authentic(found, host) {
  const answer = {
    ...texts.AUTHENTIC[found.authentic],
    ...texts.AUTHENTIC_WHY[stopped(found)?.code ?? "wrong_prefix"],
  };
  const leads = host && h("p", {}, ...both([`它指向 ${host}`, `It leads to ${host}`]));
  const school = found.paper && h("p", { class: "by" }, found.paper.school);
  return marked(found.authentic, found, block("authentic", texts.HEADINGS.authentic, answer, school, leads));
}

/**
 * Note on a block the answer and the code behind it, for tests and other programs.
 * @param {string} answer
 * @param {{ checks: Check[] }} found
 * @param {HTMLElement} shown
 */
function marked(answer, found, shown) {
  shown.dataset.answer = answer;
  shown.dataset.code = stopped(found)?.code ?? "";
  return shown;
}

/**
 * Answer 2.
 * @param {Standing | null} found - null while it is looked up
 * @param {number} edition
 */
export function status(found, edition) {
  if (!found) return block("status", texts.HEADINGS.status, texts.ASKING);
  const code = stopped(found)?.code;
  const reason = code === "status_unreachable" && !navigator.onLine ? "offline" : code;
  const answer = { ...texts.STATUS[found.status], ...(reason && texts.STATUS_WHY[reason]) };
  /** @type {Words} */
  const words = [`这份是第 ${edition} 版。`, `This paper is edition ${edition}.`];
  const which = found.status === "superseded" && h("p", {}, ...both(words));
  return marked(found.status, found, block("status", texts.HEADINGS.status, answer, which));
}

/**
 * Answer 3.
 * @param {Standing | null} found - null while it is looked up
 */
export function asOf(found) {
  if (!found) return block("as-of", texts.HEADINGS.asOf, texts.ASKING);
  if (!found.asOf) return noTime();
  const isKnown = found.status !== "unknown";
  const [ago, agoEnglish] = age(found.asOf.age);
  const time = beijing(found.asOf.issuedAt);
  /** @type {Answer} */
  const answer = {
    tone: isKnown ? "plain" : "open",
    head: [time, "Beijing time (+08:00)"],
    why: isKnown
      ? [`北京时间。状态列表签于 ${ago}。`, `The status list was signed ${agoEnglish}.`]
      : [`北京时间。这份列表签于 ${ago}，不能用。`, `This list was signed ${agoEnglish} and cannot be used.`],
    next: isKnown
      ? ["要看更新的状态，请重新打开本页。", "For a later status, open this page again."]
      : texts.NO_TIME.next,
  };
  return block("as-of", texts.HEADINGS.asOf, answer);
}

/** Answer 3 where there is no time to tell. */
export function noTime() {
  return block("as-of", texts.HEADINGS.asOf, texts.NO_TIME);
}

/**
 * What is read aloud when all is known: each answer by itself.
 * @param {Authenticity} found
 * @param {Standing | null} stands - null when it was not asked
 * @returns {Words}
 */
export function summary(found, stands) {
  const second = stands ? texts.STATUS[stands.status].head : texts.NOT_ASKED.head;
  const first = texts.AUTHENTIC[found.authentic].head;
  return [`核验完成。真伪：${first[0]}。状态：${second[0]}。`, `Authentic: ${first[1]}. Status: ${second[1]}.`];
}
