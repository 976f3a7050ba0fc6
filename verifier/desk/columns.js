// What a row says, column by column, on the screen, in print and in exported files alike.

import { stopped } from "../core/report.js";
import { beijing } from "../page/format.js";
import { AUTHENTIC, AUTHENTIC_WHY, FIELDS, HEADINGS, STATUS, STATUS_WHY, statusOf } from "../page/texts.js";
import { hasOtherRecord, showsOtherwise } from "./attention.js";
import { COMPARED, HEADS, NOTES } from "./texts.js";
import { joined } from "./words.js";

/** @import { Words } from "../page/dom.js" */
/** @import { Tone } from "../page/texts.js" */
/** @import { Entry } from "./batch.js" */

/** @typedef {{ says: Words | string, tone: Tone }} Cell */
/** @typedef {{ heading: Words, width: number, cell: (entry: Entry) => Cell }} Column - the width in characters, for files */

const NOTHING = "—";
const SYMBOLS = { good: "✓ ", bad: "✗ ", open: "? ", plain: "" };
/** @type {Record<string, Words>} */
const LABELS = FIELDS;

/**
 * @param {Words | string | null | undefined} says
 * @param {Tone} tone
 * @returns {Cell}
 */
const cell = (says, tone = "plain") => ({ says: says ?? NOTHING, tone });

/** @param {Words} heading */
const unnumbered = ([chinese, english]) => /** @type {Words} */ ([chinese.replace(/^\d /, ""), english]);

/** @satisfies {Record<string, Column>} */
export const COLUMNS = {
  order: { heading: HEADS.order, width: 6, cell: ({ order }) => cell(String(order)) },
  number: { heading: FIELDS.number, width: 16, cell: ({ report }) => cell(report?.paper?.claims.number) },
  name: { heading: HEADS.name, width: 12, cell: ({ report }) => cell(report?.paper?.claims.name) },
  school: { heading: FIELDS.school, width: 20, cell: ({ report }) => cell(report?.paper?.school) },
  employer: { heading: FIELDS.employer, width: 28, cell: ({ report }) => cell(report?.paper?.claims.employer) },
  authentic: { heading: unnumbered(HEADINGS.authentic), width: 12, cell: authentic },
  status: { heading: unnumbered(HEADINGS.status), width: 12, cell: status },
  asOf: {
    heading: unnumbered(HEADINGS.asOf),
    width: 20,
    cell: ({ report }) => cell(report?.asOf ? beijing(report.asOf.issuedAt) : null),
  },
  paper: { heading: HEADS.paper, width: 16, cell: compared },
  note: { heading: HEADS.note, width: 44, cell: (entry) => cell(joined(notes(entry))) },
  at: { heading: HEADS.at, width: 20, cell: ({ at }) => cell(beijing(at)) },
  file: { heading: HEADS.file, width: 28, cell: source },
};

/** The header and a row for each entry, as texts in one language, for files. */
export const WIDTHS = Object.values(COLUMNS).map(({ width }) => width);

/**
 * @param {Entry[]} entries
 * @param {(words: Words | string) => string} plain
 */
export function lines(entries, plain) {
  const columns = Object.values(COLUMNS);
  return [
    columns.map(({ heading }) => plain(heading)),
    ...entries.map((entry) => columns.map((column) => marked(column.cell(entry), plain))),
  ];
}

/**
 * What a cell says, with the symbol that carries its colour.
 * @param {Cell} cell
 * @param {(words: Words | string) => string} plain
 */
function marked({ says, tone }, plain) {
  return SYMBOLS[tone] + plain(says);
}

/** @param {import("../page/texts.js").Tone} tone */
export const symbol = (tone) => SYMBOLS[tone];

/** What was read and is no agreement of ours. */
const FOREIGN = ["other_host", "not_a_link", "no_agreement"];
/** @type {Record<string, Words>} */
const SHORT = { unknown_key: NOTES.unknownKey };

/** @param {Entry} entry */
function authentic({ report, refusal }) {
  const isForeign = FOREIGN.includes(refusal?.code ?? "") || report?.authentic === "not_ours";
  if (isForeign) return cell(NOTES.notOurs, "bad");
  if (!report) return cell(refusal ? NOTES.unread : NOTES.unchecked, "open");
  return cell(SHORT[report.authentic] ?? AUTHENTIC[report.authentic].head, AUTHENTIC[report.authentic].tone);
}

/**
 * What is said of a paper that was just read.
 * @param {Entry} entry
 * @returns {Words}
 */
export function spoken(entry) {
  const all = [COLUMNS.authentic, COLUMNS.status].map((column) => column.cell(entry).says);
  const found = all.filter((says) => says !== NOTHING);
  const [chinese, english] = [0, 1].map((at) => found.map((says) => (typeof says === "string" ? says : says[at])));
  return [`第 ${entry.order} 行：${chinese?.join("，")}。`, `Row ${entry.order}: ${english?.join(", ")}.`];
}

/** @param {Entry} entry */
function status({ report }) {
  if (!report?.paper) return cell(null);
  const { head, tone } = statusOf(report, report.paper.claims.edition);
  return cell(head, tone);
}

/** @param {Entry} entry */
function compared({ report, paper, differing }) {
  if (!report?.paper) return cell(null);
  const named = /** @type {Words} */ ([
    differing.map((name) => LABELS[name]?.[0]).join("、"),
    differing.map((name) => LABELS[name]?.[1]).join(", "),
  ]);
  const { words, tone } = COMPARED[paper];
  return cell(differing.length ? [`${words[0]}：${named[0]}`, `${words[1]}: ${named[1]}`] : words, tone);
}

/** @param {Entry} entry */
function source({ file, page, from }) {
  if (!file) return cell(HEADS[from] ?? HEADS.scanned);
  return cell(page ? [`${file} 第 ${page} 页`, `${file}, page ${page}`] : file);
}

/**
 * One sentence for each thing that a person should know, the gravest first.
 * @param {Entry} entry
 * @returns {Words[]}
 */
export function notes(entry) {
  const { report, refusal, paper, sameAs, editions } = entry;
  if (refusal) return [refusal.words];
  if (!report) return [NOTES.noTrust];
  /** @type {Words[]} */
  const found = paper === "differ" ? [NOTES.differ] : [];
  if (hasOtherRecord(entry)) found.push(NOTES.otherRecord);
  else if (showsOtherwise(entry)) found.push(NOTES.shown(entry.shown));
  found.push(...whyNotGenuine(entry), ...whyNotValid(entry));
  if (sameAs !== null) found.push(NOTES.repeated(sameAs));
  for (const other of editions) found.push(NOTES.edition(other));
  if (found.length) return found;
  return [paper === "match" ? NOTES.done : NOTES.compare];
}

/** @param {Entry} entry */
function whyNotGenuine({ report }) {
  if (!report || report.authentic === "genuine") return [];
  const code = stopped(report)?.code;
  return [(code && AUTHENTIC_WHY[code]?.why) ?? AUTHENTIC[report.authentic].why];
}

/** @param {Entry} entry */
function whyNotValid({ report }) {
  if (!report?.paper || report.status === "valid") return [];
  if (report.status !== "unknown") return [statusOf(report, report.paper.claims.edition).why];
  const code = report.checks.find(({ step, verdict }) => step >= 10 && verdict !== "passed")?.code;
  return [(code && STATUS_WHY[code]?.why) ?? STATUS.unknown.why];
}
