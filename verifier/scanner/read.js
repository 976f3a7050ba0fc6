// Reading codes from whatever is dropped, chosen or photographed. Every bad input throws `Refusal`, with a stable code
// and one plain sentence; nothing else is thrown.

import { HEAD, kindOf } from "./kind.js";
import { readPdf } from "./pdf.js";
import { photo } from "./picture.js";
import { Refusal } from "./refusal.js";
import { readPicture } from "./thread.js";

/** @import { Found } from "./pixels.js" */

export { Refusal } from "./refusal.js";

const MOST_BYTES = 100_000_000;

/**
 * The codes in a file, each once, at least one.
 * @param {Blob} file
 * @param {string} name - its name, which only words a refusal
 * @param {AbortSignal} [signal] - no further page of a PDF is read after it
 * @returns {Promise<Found[]>}
 */
export async function readFile(file, name, signal) {
  if (!file.size) throw new Refusal("empty_file");
  if (file.size > MOST_BYTES) throw new Refusal("file_too_large");
  const found = once(await opened(file, name, signal));
  if (!found.length) throw new Refusal("no_code");
  return found;
}

/**
 * @param {Blob} file
 * @param {string} name
 * @param {AbortSignal} [signal]
 * @returns {Promise<Found[]>}
 */
async function opened(file, name, signal) {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const kind = kindOf(head);
  if (kind === "pdf") return readPdf(new Uint8Array(await file.arrayBuffer()), signal).catch(damaged);
  if (/\.pdf$/i.test(name)) throw new Refusal("not_a_pdf");
  if (kind === "other") throw new Refusal("unknown_file");
  return readPicture(photo(file, head, kind === "heic" ? "heic" : "broken_image"));
}

/**
 * What breaks in the middle of a PDF is the PDF.
 * @param {unknown} error
 * @returns {never}
 */
function damaged(error) {
  throw error instanceof Refusal ? error : new Refusal("broken_pdf");
}

/**
 * Without the codes that say what was found before: the printed code of an attached token, the copies of one paper.
 * @param {Found[]} found
 */
function once(found) {
  const said = found.map(({ text }) => text.slice(text.indexOf("#") + 1));
  return found.filter((_, place) => said.indexOf(/** @type {string} */ (said[place])) === place);
}
