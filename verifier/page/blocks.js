// The four answers as four blocks. No tick stands for all of them; a symbol and words carry what a colour says.

import { stopped } from "../core/report.js";
import { both, h, p } from "./dom.js";
import { age, beijing } from "./format.js";
import * as texts from "./texts.js";

/** @import { Damage } from "../core/link.js" */
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
    p(answer.why),
    ...more,
    h("p", { class: "next" }, h("b", {}, ...both(texts.PAGE.next)), ...both(answer.next)),
  );
}

/**
 * What answer 1 says: of a link that lost something on its way, that, for its digits prove nothing either way.
 * @param {Authenticity} found
 * @param {Damage[]} damage
 * @returns {Answer}
 */
function first(found, damage) {
  const code = stopped(found)?.code ?? "wrong_prefix";
  const lost = found.paper ? undefined : texts.LOST[damage[damage.length - 1] ?? "query"];
  return { ...texts.AUTHENTIC[found.authentic], ...texts.AUTHENTIC_WHY[code], ...lost };
}

/**
 * Answer 1.
 * @param {Authenticity} found
 * @param {string | null} host - where a code that is not ours leads
 * @param {Damage[]} damage - what was undone or found on the link
 */
export function authentic(found, host, damage) {
  const leads = host && p([`它指向 ${host}`, `It leads to ${host}`]);
  const school = found.paper && h("p", { class: "by" }, found.paper.school);
  const mended = found.paper && damage.length > 0 && p(texts.PAGE.mended);
  const shown = block("authentic", texts.HEADINGS.authentic, first(found, damage), school, leads, mended);
  return marked(found.authentic, found, shown);
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
  const answer = { ...texts.statusOf(found, edition), ...(reason && texts.STATUS_WHY[reason]) };
  const which = found.status === "superseded" && p([`这份是第 ${edition} 版。`, `This paper is edition ${edition}.`]);
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
    head: [time, `${time} Beijing time`],
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
 * @param {Damage[]} damage
 * @returns {Words}
 */
export function summary(found, stands, damage) {
  const status = stands && found.paper ? texts.statusOf(stands, found.paper.claims.edition).head : texts.NOT_ASKED.head;
  const answer = first(found, damage).head;
  return [`核验完成。真伪：${answer[0]}。状态：${status[0]}。`, `Authentic: ${answer[1]}. Status: ${status[1]}.`];
}
