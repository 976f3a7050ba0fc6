// The record that our PDF carries beside its token: whether it is the one that was signed, and where the pages of the file
// show otherwise (SPEC.md 3). Loaded with the first such file.

import { differences } from "../core/printed.js";
import { isSigned, readRecord, unlikeClaims } from "../core/record.js";
import { both, h, p } from "../page/dom.js";
import { absent, differs, RECORD } from "./texts.js";

/** @import { AgreementClaims } from "../core/claims.js" */
/** @import { Difference } from "../core/record.js" */
/** @import { Words } from "../page/dom.js" */

/**
 * What is said of the attached record.
 * @param {Uint8Array} record
 * @param {string[]} pages - what each page of the file says
 * @param {AgreementClaims} claims - the signed ones
 */
export async function attached(record, pages, claims) {
  if (!(await isSigned(record, claims)))
    return told(
      RECORD.other,
      attempt(() => unlikeClaims(readRecord(record), claims)),
    );
  const found = attempt(() => differences(readRecord(record), pages));
  if (!found) return told(RECORD.unknown, null);
  return told(found.length ? RECORD.shown : RECORD.same, found);
}

/**
 * Null for a record whose form is not known here.
 * @param {() => Difference[]} compare
 */
function attempt(compare) {
  try {
    return compare();
  } catch {
    return null;
  }
}

/**
 * @param {Words} words
 * @param {Difference[] | null} found
 */
function told(words, found) {
  const lines = (found ?? []).map(({ field, agreed, found: shown }) =>
    h("li", {}, ...both(differs(field, agreed ?? absent, shown ?? absent))),
  );
  const isFine = words === RECORD.same || words === RECORD.unknown;
  return h(
    "section",
    { id: "record", role: isFine ? null : "alert", class: isFine ? "good" : "bad", "aria-labelledby": "record-title" },
    h("h2", { id: "record-title" }, ...both(RECORD.heading)),
    p(words, isFine ? {} : { class: "sentence" }),
    lines.length > 0 && h("ul", {}, ...lines),
  );
}
