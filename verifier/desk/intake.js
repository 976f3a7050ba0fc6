// Files one after another. A bad one becomes a row with one sentence, and the next is read. Between two the page breathes,
// so that it can be used and the reading cancelled.

import { digest, readRecord } from "../core/record.js";
import { breathe } from "../scanner/breath.js";
import { lacking } from "../scanner/refusal.js";
import { NOTES } from "./texts.js";

/** @import { Words } from "../page/dom.js" */
/** @import { Reading } from "./batch.js" */
/** @import { Named } from "./dropped.js" */

/** @typedef {{ text: string, page?: number, from: string, record?: Uint8Array, pages?: string[] }} Found */
/** @typedef {(file: File, name: string) => Promise<Found[]>} ReadFile - refuses with an error that has `code` and `words` */

const BREATH = 24;

/**
 * Read `files` and give every paper to `add`; return how many files were read.
 * @param {Named[]} files
 * @param {object} desk
 * @param {ReadFile} desk.read
 * @param {(paper: Partial<Reading>) => Promise<unknown>} desk.add
 * @param {(done: number, name: string) => void} desk.progress - called before each file
 * @param {AbortSignal} desk.signal - the reading stops after the page in hand
 */
export async function takeIn(files, { read, add, progress, signal }) {
  let done = 0;
  let breathed = performance.now();
  for (const { file, name } of files) {
    if (signal.aborted) break;
    progress(done, name);
    for (const paper of await papers(file, name, read)) await add({ ...paper, file: name });
    done += 1;
    if (performance.now() - breathed > BREATH) {
      await breathe();
      breathed = performance.now();
    }
  }
  return done;
}

/**
 * What is in one file.
 * @param {File | null} file
 * @param {string} name
 * @param {ReadFile} read
 * @returns {Promise<Partial<Reading>[]>}
 */
async function papers(file, name, read) {
  if (!file) return [{ refusal: refusal(null) }];
  try {
    const found = await read(file, name);
    return found.length ? await Promise.all(found.map(paper)) : [{ refusal: { code: "no_code", words: NOTES.noCode } }];
  } catch (refused) {
    return [{ refusal: refusal(refused) }];
  }
}

/**
 * @param {Found} found
 * @returns {Promise<Partial<Reading>>}
 */
async function paper({ text, page, from, record, pages }) {
  const beside = record ? { attached: await digest(record), shown: await unlike(record, pages ?? []) } : {};
  return { text, page: page ?? null, from, ...beside };
}

/**
 * The fields that the pages show otherwise than the record; a record whose form is not known here is for a person to compare.
 * @param {Uint8Array} record
 * @param {string[]} pages
 */
async function unlike(record, pages) {
  const { differences } = await import("../core/printed.js").catch(() => {
    throw lacking();
  });
  try {
    return differences(readRecord(record), pages).map(({ field }) => field);
  } catch {
    return [];
  }
}

/**
 * @param {any} refused
 * @returns {{ code: string, words: Words }}
 */
function refusal(refused) {
  const isOurs = typeof refused?.code === "string" && Array.isArray(refused.words);
  return isOurs ? { code: refused.code, words: refused.words } : { code: "unreadable", words: NOTES.broken };
}
