// Codes in pictures, found by a worker so that the page stays usable. Where a browser starts no worker made of modules (iOS
// before 15), the page does the same itself.

import { pixelsIn } from "./picture.js";
import { lacking, Refusal } from "./refusal.js";

/** @import { Photo } from "./picture.js" */
/** @import { Found, How } from "./pixels.js" */
/** @import { Pixels } from "./planes.js" */

/** @type {Promise<Worker | null> | null} */
let starting = null;

/**
 * The codes in a picture, [] where none can be read; pixels are given away. Throws `Refusal` `no_engine`, `offline`, and
 * that of a photo that cannot be opened.
 * @param {Pixels | Photo} source
 * @param {How} [how]
 * @returns {Promise<Found[]>}
 */
export async function readPicture(source, how = {}) {
  const worker = await started();
  if (!worker) return readHere(source, how);
  return ask(worker, typeof OffscreenCanvas === "undefined" ? await pixelsIn(source) : source, how);
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
 * @param {Pixels | Photo} source
 * @param {How} how
 */
async function readHere(source, how) {
  const { readPixels } = await import("./pixels.js").catch(() => {
    throw lacking();
  });
  return readPixels(await pixelsIn(source), how);
}

/**
 * @param {Worker} worker
 * @param {Pixels | Photo} source
 * @param {How} how
 * @returns {Promise<Found[]>}
 */
function ask(worker, source, how) {
  const { port1, port2 } = new MessageChannel();
  const asked = new Promise((resolve, reject) => {
    port1.onmessage = ({ data: { found, refused } }) => {
      port1.close();
      if (refused) reject(new Refusal(refused));
      else resolve(found);
    };
  });
  worker.postMessage({ source, how, port: port2 }, "data" in source ? [port2, source.data.buffer] : [port2]);
  return asked;
}
