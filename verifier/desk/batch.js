// The papers of one batch, in the order in which they were read, and how they repeat one another.
// 1. The same token twice is a repetition: all copies of one edition carry the same token.
// 2. Of one agreement of one school, another edition in the batch is named on both papers.
// 3. A mark of a person about the paper belongs to one row; a repetition is compared by itself.

/** @import { Report } from "../core/report.js" */
/** @import { Words } from "../page/dom.js" */

/** @typedef {"open" | "match" | "differ"} Comparison - what a person said of the paper */
/**
 * @typedef {object} Reading - what is kept of a paper; every answer about it can be had again from this
 * @property {string} text - what its code says, "" when there was nothing to read
 * @property {string} file - the file's name with its folder, "" for what was scanned
 * @property {number | null} page
 * @property {string} from - how it was read, such as "camera"
 * @property {string | null} attached - the digest of the record attached to the file, in hexadecimal
 * @property {string[]} shown - the fields that the file's pages show otherwise than the attached record
 * @property {number} at - when, in seconds since 1970-01-01 00:00 UTC
 * @property {{ code: string, words: Words } | null} refusal - why there was nothing to read
 * @property {Comparison} paper
 * @property {string[]} differing - the fields that a person found to differ
 *
 * @typedef {object} Place
 * @property {number} order - from 1
 * @property {number | null} sameAs - the first row with the same token, for those that come later
 * @property {{ order: number, edition: number }[]} editions - rows of the same agreement with another edition
 * @property {Report | null} report - null when nothing was read
 *
 * @typedef {Reading & Place} Entry
 */

/**
 * A paper as it comes in: nobody has compared it.
 * @param {Partial<Reading> & { at: number }} given
 * @returns {Reading}
 */
export function reading(given) {
  return {
    text: "",
    file: "",
    page: null,
    from: "",
    attached: null,
    shown: [],
    refusal: null,
    paper: "open",
    differing: [],
    ...given,
  };
}

export class Batch {
  /** @type {Entry[]} */
  entries = [];
  /** @type {Map<string, Entry>} */
  #tokens = new Map();
  /** @type {Map<string, Entry[]>} */
  #agreements = new Map();

  /**
   * Take in one paper with its answers; return it first, then the earlier ones about which it says something.
   * @param {Reading} paper
   * @param {Report | null} report
   * @returns {[Entry, ...Entry[]]}
   */
  add(paper, report) {
    const first = paper.text ? this.#tokens.get(token(paper.text)) : undefined;
    /** @type {Entry} */
    const entry = { ...paper, order: this.entries.length + 1, sameAs: first?.order ?? null, editions: [], report };
    this.entries.push(entry);
    if (paper.text && !first) this.#tokens.set(token(paper.text), entry);
    return [entry, ...this.#compareEditions(entry)];
  }

  /**
   * Note other editions of the same agreement on both sides.
   * @param {Entry} entry
   */
  #compareEditions(entry) {
    const claims = entry.report?.paper?.claims;
    if (!claims) return [];
    const key = `${claims.school}/${claims.number}`;
    const others = this.#agreements.get(key) ?? [];
    this.#agreements.set(key, [...others, entry]);
    const changed = others.filter((other) => edition(other) !== claims.edition);
    for (const other of changed) {
      other.editions.push({ order: entry.order, edition: claims.edition });
      entry.editions.push({ order: other.order, edition: edition(other) });
    }
    return changed;
  }
}

/** @param {Entry} entry */
const edition = (entry) => entry.report?.paper?.claims.edition ?? 0;

/**
 * The token in a link or in its digits: a link and its digits are the same paper.
 * @param {string} text
 */
export function token(text) {
  return text.slice(text.indexOf("#") + 1);
}
