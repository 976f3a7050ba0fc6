/**
 * Large files on their way to the API, which takes 4 MB at once: the rest of a form goes when all pieces are there.
 *
 * 1. A file over the limit is not sent at all: its field is told what the API would have said.
 * 2. Sending a piece is tried again by itself: one that arrived twice harms nobody.
 */

export const AT_ONCE = 4 * 1024 * 1024;
const MOST = 10 * 1024 * 1024;

/** @typedef {(piece: Blob) => Promise<string>} Send returns the id of a piece */
/** @typedef {{code: string, field: string, params: Record<string, number>}} TooLarge */

/** The file that is larger than any may be. @param {FormData} form @returns {TooLarge | null} */
export function tooLarge(form) {
  const [field] = [...form].find(([, value]) => value instanceof Blob && value.size > MOST) ?? [];
  return field ? { code: "upload_too_large", field, params: { most_mb: MOST / 1024 / 1024 } } : null;
}

/** The same form with its files in pieces, where they do not fit. @param {FormData} form @param {Send} send */
export async function inPieces(form, send) {
  const size = [...form.values()].reduce((sum, value) => sum + (value instanceof Blob ? value.size : 0), 0);
  if (size <= AT_ONCE) return form;
  const sent = new FormData();
  for (const [field, value] of form) {
    if (value instanceof File && value.size) await handIn(sent, field, value, send);
    else sent.append(field, value);
  }
  return sent;
}

/** @param {FormData} sent @param {string} field @param {File} file @param {Send} send */
async function handIn(sent, field, file, send) {
  const ids = [];
  for (let from = 0; from < file.size; from += AT_ONCE) ids.push(await send(file.slice(from, from + AT_ONCE)));
  sent.append(`${field}.pieces`, ids.join(" "));
  sent.append(`${field}.name`, file.name);
}
