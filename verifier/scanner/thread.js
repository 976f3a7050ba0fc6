// Codes in pixels, found by a worker so that the page stays usable. Where a browser starts no worker made of modules (iOS
// before 15), the page does the same itself.

import { drawn } from "./picture.js";
import { lacking, Refusal } from "./refusal.js";

/** @import { Found, How } from "./pixels.js" */
/** @import { Pixels } from "./planes.js" */

/** @type {Promise<Worker | null> | null} */
let starting = null;

/**
 * As `readPixels` of pixels.js; what is given is given away.
 * @param {Pixels | ImageBitmap} source
 * @param {How} [how]
 * @returns {Promise<Found[]>}
 */
export async function readPixels(source, how = {}) {
  const worker = await started();
  if (!worker) return readHere(source, how);
  return ask(worker, source, how);
}

/** The worker once it says that it is there, null where none can be had; then it is tried again. */
async function started() {
  starting ??= new Promise((resolve) => {
    const worker = new Worker(new URL("/scanner/worker.js", import.meta.url), { type: "module" });
    worker.onmessage = () => resolve(worker);
    worker.onerror = () => resolve(null);
  });
  const worker = await starting.catch(() => null);
  starting = worker && starting;
  return worker;
}

/**
 * @param {Pixels | ImageBitmap} source
 * @param {How} how
 */
async function readHere(source, how) {
  const pixels = await import("./pixels.js").catch(() => {
    throw lacking();
  });
  return pixels.readPixels(pixelsIn(source), how);
}

/**
 * @param {Worker} worker
 * @param {Pixels | ImageBitmap} source
 * @param {How} how
 * @returns {Promise<Found[]>}
 */
function ask(worker, source, how) {
  const { port1, port2 } = new MessageChannel();
  const given = typeof OffscreenCanvas === "undefined" ? pixelsIn(source) : source;
  const asked = new Promise((resolve, reject) => {
    port1.onmessage = ({ data: { found, refused } }) => {
      port1.close();
      if (refused) reject(new Refusal(refused));
      else resolve(found);
    };
  });
  worker.postMessage({ source: given, how, port: port2 }, [port2, isBitmap(given) ? given : given.data.buffer]);
  return asked;
}

/**
 * @param {Pixels | ImageBitmap} source
 * @returns {Pixels}
 */
function pixelsIn(source) {
  return isBitmap(source) ? drawn(source, source.width, source.height) : source;
}

/**
 * @param {Pixels | ImageBitmap} source
 * @returns {source is ImageBitmap}
 */
function isBitmap(source) {
  return source instanceof ImageBitmap;
}
