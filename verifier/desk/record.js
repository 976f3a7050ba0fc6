// The head of the printed record: when, how many of each, by which lists and by which page, and a line to sign.

import { h } from "../page/dom.js";
import { beijing } from "../page/format.js";
import { REASONS, tally } from "./attention.js";
import { RECORD, TALLIES } from "./texts.js";
import { said } from "./words.js";

/** @import { TrustList } from "../core/trust.js" */
/** @import { Words } from "../page/dom.js" */
/** @import { Entry } from "./batch.js" */

/**
 * @param {Entry[]} entries
 * @param {object} by
 * @param {TrustList | null} by.trust
 * @param {string} by.root - the fingerprint of the root key
 * @param {string} by.build - SHA-256 of the page, in hexadecimal
 * @returns {HTMLElement[]}
 */
export function record(entries, { trust, root, build }) {
  const time = beijing(Math.floor(Date.now() / 1000));
  /** @type {[Words, string][]} */
  const facts = [
    [RECORD.time, `${time} +08:00`],
    [RECORD.host, `${location.host}/desk`],
    [RECORD.trust, trust ? `${trust.version} (${beijing(trust.issuedAt)})` : "—"],
    [RECORD.root, root],
    [RECORD.build, build],
  ];
  return [
    h("h2", {}, ...said(RECORD.title)),
    h("p", {}, ...said([`共 ${entries.length} 份：`, `Papers: ${entries.length}. `]), ...counted(entries)),
    h("dl", {}, ...facts.map(([label, value]) => h("div", {}, h("dt", {}, ...said(label)), h("dd", {}, value)))),
    h("p", { class: "sign" }, ...said(RECORD.sign)),
  ];
}

/** @param {Entry[]} entries */
function counted(entries) {
  const counts = tally(entries);
  return REASONS.filter((name) => counts[name]).map((name) =>
    h("span", { class: "count" }, ...said(TALLIES[name]), ` ${counts[name]}`),
  );
}
