// What needs a person first, and in which order. One paper has one reason: the gravest.

import { hex } from "../core/bytes.js";
import { isGood } from "../core/report.js";

/** @import { Entry } from "./batch.js" */

/** From the gravest to none; what is compared and good comes last. */
export const REASONS = /** @type {const} */ (["false", "ended", "unread", "uncertain", "repeated", "compare", "done"]);
/** @typedef {typeof REASONS[number]} Reason */

/**
 * Why this paper needs somebody.
 * - false: it is not genuine, or its file carries or shows another record, or a person found that the paper differs
 * - ended: terminated, void or superseded
 * - unread: nothing could be read, or the code is somebody else's
 * - uncertain: an answer is unknown, or the school holds the agreement
 * - repeated: the same code again, or another edition in this batch
 * - compare: all is well, but nobody has compared the paper
 * - done: all is well
 * @param {Entry} entry
 * @returns {Reason}
 */
export function reason(entry) {
  const { report, paper, sameAs, editions } = entry;
  if (paper === "differ" || report?.authentic === "not_genuine") return "false";
  if (hasOtherRecord(entry) || showsOtherwise(entry)) return "false";
  if (!report || report.authentic === "not_ours") return "unread";
  if (report.status === "terminated" || report.status === "superseded") return "ended";
  if (!isGood(report)) return "uncertain";
  if (paper === "open") return sameAs !== null || editions.length ? "repeated" : "compare";
  return "done";
}

/**
 * Whether the record attached to the file is another one than the code was signed for.
 * @param {Entry} entry
 */
export function hasOtherRecord({ attached, report }) {
  return Boolean(attached && report?.paper && attached !== hex(report.paper.claims.digest));
}

/**
 * Whether the pages of the file show something else than the record that was signed.
 * @param {Entry} entry
 */
export function showsOtherwise({ shown, report }) {
  return Boolean(shown.length && report?.paper);
}

/**
 * Whether a paper may be put on the pile at once: everything but the comparison is well.
 * @param {Entry} entry
 */
export function isFine(entry) {
  return ["compare", "done"].includes(reason(entry));
}

/**
 * The gravest first; among equals in the order in which they were read.
 * @param {Entry} one
 * @param {Entry} other
 */
export function byAttention(one, other) {
  return REASONS.indexOf(reason(one)) - REASONS.indexOf(reason(other)) || byOrder(one, other);
}

/**
 * As they lie on the pile.
 * @param {Entry} one
 * @param {Entry} other
 */
export function byOrder(one, other) {
  return one.order - other.order;
}

/**
 * How many papers there are of each reason.
 * @param {Entry[]} entries
 */
export function tally(entries) {
  const counts = /** @type {Record<Reason, number>} */ (Object.fromEntries(REASONS.map((name) => [name, 0])));
  for (const entry of entries) counts[reason(entry)] += 1;
  return counts;
}
