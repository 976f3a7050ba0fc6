/**
 * What a reviewer must have opened before deciding on a termination (M13): the original agreement, and the letter.
 *
 * The API gives out no digest of either. The page makes each from what it opens and the decision carries them, so that
 * a decision names what was there to be read.
 */
import { digest, digestOf } from "../../lib/evidence.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { section } from "../facts/facts.js";
import { icon } from "../icon/icon.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

/** What was opened on this page. */
const read = { agreement_digest: "", letter_digest: "" };

/** The digests that the decision carries. */
export function digests() {
  return { ...read };
}

/** The paper as it was printed, closed until it is opened. @param {At} at @param {any} original @param {unknown} paper */
export function originalPaper(at, original, paper) {
  return html`<details @toggle=${(/** @type {Event} */ event) =>
    /** @type {HTMLDetailsElement} */ (event.target).open &&
    remember(at, "agreement_digest", () =>
      digest(original),
    )}><summary>${t("termination-review.original_paper")}</summary>${paper}</details>`;
}

/** The letter, opened beside the page. @param {At} at @param {string} address */
export function letterLink(at, address) {
  return html`<p><a class="button" href=${address} target="_blank" rel="noopener" @click=${() =>
    remember(at, "letter_digest", () =>
      digestOfLetter(address),
    )}>${icon("paper")}${t("termination-review.letter")}</a></p>`;
}

/** @param {string} address */
async function digestOfLetter(address) {
  const answer = await fetch(address);
  return answer.ok ? digestOf(await answer.arrayBuffer()) : "";
}

/** @param {At} at @param {"agreement_digest" | "letter_digest"} which @param {() => Promise<string>} make */
async function remember(at, which, make) {
  if (read[which]) return;
  read[which] = await make();
  at.update();
}

/** What has been opened and what has not. @param {any} application */
export function readingList({ has_letter }) {
  const wanted = has_letter ? ["agreement_digest", "letter_digest"] : ["agreement_digest"];
  const isDone = wanted.every((each) => read[/** @type {keyof typeof read} */ (each)]);
  return section(
    t("termination-review.reading"),
    html`<p class="small">${t(isDone ? "termination-review.all_read" : "termination-review.to_read")}</p>
      <ul class="reading">${wanted.map((each) => entry(each))}</ul>`,
  );
}

/** @param {string} each */
function entry(each) {
  const isRead = Boolean(read[/** @type {keyof typeof read} */ (each)]);
  return html`<li>${t(`fields.${each}`)} · ${t(isRead ? "termination-review.opened" : "termination-review.unopened")}${isRead ? icon("check") : nothing}</li>`;
}
