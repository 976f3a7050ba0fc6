// Rows for Excel and WPS as text: UTF-8 with a byte order mark, every text quoted, lines ended by CR LF (RFC 4180).
// A text that a spreadsheet would execute gets an apostrophe in front, as in functions/adapters/spreadsheet/formulas.py.

const MARK = "\ufeff";
const EXECUTED = /^'*(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/;

/**
 * Whether a spreadsheet would execute `text` rather than show it.
 * @param {string} text
 */
export function isExecuted(text) {
  return EXECUTED.test(text);
}

/**
 * The rows as one text.
 * @param {string[][]} rows
 */
export function csv(rows) {
  return MARK + rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

/** @param {string} text */
function quoted(text) {
  return `"${(isExecuted(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
