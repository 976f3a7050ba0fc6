// The four answers to a code that was read, in the blocks of /v, and the one sentence for what could not be read.

import * as blocks from "../page/blocks.js";
import { both, h } from "../page/dom.js";
import { paper } from "../page/paper.js";
import * as texts from "../page/texts.js";
import { READ_AGAIN, REFUSED } from "./texts.js";

/** @import { Report } from "../core/report.js" */
/** @import { Words } from "../page/dom.js" */
/** @import { Found } from "./pixels.js" */
/** @import { Refusal } from "./refusal.js" */

/** The first of the steps that ask for the status (core/verify.js). */
const STATUS_STEP = 10;

/**
 * The blocks of one paper.
 * @param {Report} report
 * @param {Found | null} source - what was read, with the record that was attached beside its token
 */
export async function answered(report, source) {
  const { paper: found, checks } = report;
  const first = { ...report, checks: checks.filter(({ step }) => step < STATUS_STEP) };
  const authentic = blocks.authentic(first, null, []);
  if (!found) {
    const status = blocks.block("status", texts.HEADINGS.status, texts.NOT_ASKED);
    return [authentic, status, blocks.noTime(), paper(null)];
  }
  const stands = { ...report, checks: checks.filter(({ step }) => step >= STATUS_STEP) };
  const shown = [authentic, blocks.status(stands, found.claims.edition), blocks.asOf(stands), paper(found)];
  if (!source?.record) return shown;
  const { attached } = await import("./attached.js");
  return [await attached(source.record, source.pages ?? [], found.claims), ...shown];
}

/**
 * What is said aloud of a paper.
 * @param {Report} report
 * @returns {Words}
 */
export function summary(report) {
  return blocks.summary(report, report.paper && report, []);
}

/** The block for a browser without any trust list. */
export function untrusted() {
  return blocks.block("no-trust", texts.HEADINGS.authentic, { ...texts.NO_TRUST, next: READ_AGAIN });
}

/** @param {Refusal} refusal */
export function refused(refusal) {
  return h(
    "section",
    { id: "refused", role: "alert", class: "bad", "aria-labelledby": "refused-title", "data-code": refusal.code },
    h("h2", { id: "refused-title" }, ...both(REFUSED)),
    h("p", { class: "sentence" }, ...both(refusal.words)),
  );
}
