// Files for a person to keep: they are made in the browser and go nowhere else.

import { beijing } from "../page/format.js";
import { lines, WIDTHS } from "./columns.js";
import { csv } from "./csv.js";
import { DESK } from "./texts.js";
import { plain } from "./words.js";

/** @import { Entry } from "./batch.js" */

/** @param {Entry[]} entries */
export function saveCsv(entries) {
  save(new Blob([csv(lines(entries, plain))], { type: "text/csv;charset=utf-8" }), "csv");
}

/** @param {Entry[]} entries */
export async function saveWorkbook(entries) {
  const { workbook } = await import("./workbook.js");
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  save(new Blob([workbook(lines(entries, plain), plain(DESK.sheet), WIDTHS)], { type }), "xlsx");
}

/**
 * @param {Blob} made
 * @param {string} ending
 */
function save(made, ending) {
  const time = beijing(Math.floor(Date.now() / 1000)).replace(/[ :]/g, "-");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(made);
  link.download = `${plain(DESK.sheet)}-${time}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
