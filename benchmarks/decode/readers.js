// Reads images from standard input with each reader; one line of JSON for each: the texts that each of them found.
// An image is its width and height, 4 bytes each, little-endian, and its RGBA pixels.

import { readFileSync, readSync } from "node:fs";
import { createRequire } from "node:module";
import jsqr from "jsqr";
import { decodeQR } from "qr/decode.js";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { readPixels } from "../../verifier/scanner/pixels.js";

/** @typedef {{data: Uint8ClampedArray, width: number, height: number}} Pixels */

const HEADER = 8;
// Without it, zxing-wasm asks a public CDN.
const wasmBinary = readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"));
prepareZXingModule({ overrides: { wasmBinary: wasmBinary.buffer } });

/** @type {Record<string, (image: Pixels) => Promise<string[]> | string[]>} */
const READERS = {
  ours: async (image) => (await readPixels(image)).map((found) => found.text),
  "zxing-wasm": async (image) =>
    (await readBarcodes(/** @type {ImageData} */ (image), { formats: ["QRCode"] })).map((found) => found.text),
  jsQR: (image) => [jsqr(image.data, image.width, image.height, { inversionAttempts: "dontInvert" })?.data ?? ""],
  qr: (image) => [attempt(() => decodeQR(image, { timeLimit: Number.POSITIVE_INFINITY }))],
};

/** @param {() => string} read */
function attempt(read) {
  try {
    return read();
  } catch {
    return "";
  }
}

/** @param {Pixels} image */
async function readAll(image) {
  /** @type {Record<string, {texts: string[], ms: number}>} */
  const answers = {};
  for (const [name, read] of Object.entries(READERS)) {
    const began = performance.now();
    answers[name] = { texts: await read(image), ms: performance.now() - began };
  }
  return answers;
}

/**
 * The next `size` bytes of standard input, null at its end.
 *
 * @param {number} size
 */
function take(size) {
  const into = Buffer.alloc(size);
  for (let at = 0; at < size; ) {
    const count = readSync(0, into, at, size - at);
    if (!count) return null;
    at += count;
  }
  return into;
}

for (let header = take(HEADER); header; header = take(HEADER)) {
  const [width, height] = [header.readUInt32LE(0), header.readUInt32LE(4)];
  const data = take(width * height * 4);
  if (!data) throw new Error("an image ends too early");
  console.log(JSON.stringify(await readAll({ data: new Uint8ClampedArray(data.buffer), width, height })));
}
