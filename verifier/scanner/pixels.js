// Codes in pixels, in Node.js as in a browser: the luminance first, then the red channel, then both at other scales,
// until a code like ours is read. zxing-wasm, loaded when the first picture comes, does the reading; in a browser its
// wasm is our own file in /scanner/ (infra/scanner.py), never that of a public CDN.

import { asPixels, doubled, halved, luminance, red, unsealed } from "./planes.js";
import { lacking } from "./refusal.js";

/** @import { Pixels } from "./planes.js" */
/**
 * @typedef {"image" | "pdf" | "attachment"} Source
 * @typedef {{ isQuick?: boolean }} How - quick: luminance and red only, at the scale given
 * @typedef {object} Found
 * @property {string} text - what the code says, or `1<digits>` for an attached token
 * @property {number} [page] - of a PDF, from 1
 * @property {Source} from
 * @property {Uint8Array} [record] - the canonical record attached beside the token, unchecked
 * @property {string[]} [pages] - with a record: what each page of the file says
 */

/** A code that may be ours is worth no further look; a menu's code beside ours is. */
const OURS = /#1[0-9]{3}/;
/** Beyond this many pixels nothing is doubled. */
const SMALL = 6_000_000;

/** @type {((pixels: Pixels) => Pixels | false)[]} */
const FIRST = [(pixels) => pixels, (pixels) => asPixels(red(pixels))];
/** @type {((pixels: Pixels) => Pixels | false)[]} */
const FURTHER = [
  (pixels) => asPixels(halved(red(pixels))),
  (pixels) => asPixels(halved(luminance(pixels))),
  (pixels) => isSmall(pixels) && asPixels(doubled(unsealed(pixels))),
  (pixels) => isSmall(pixels) && asPixels(doubled(luminance(pixels))),
];

/** @param {Pixels} pixels */
const isSmall = ({ width, height }) => width * height <= SMALL;

/**
 * The codes in a picture, [] where none can be read; throws `Refusal` `no_engine`, `offline`.
 * @param {Pixels} pixels
 * @param {How} [how]
 * @returns {Promise<Found[]>}
 */
export async function readPixels(pixels, { isQuick = false } = {}) {
  const read = await decoder();
  /** @type {Set<string>} */
  const texts = new Set();
  for (const view of isQuick ? FIRST : [...FIRST, ...FURTHER]) {
    const seen = view(pixels);
    for (const text of seen ? await read(seen) : []) texts.add(text);
    if ([...texts].some((text) => OURS.test(text))) break;
  }
  return [...texts].map((text) => ({ text, from: "image" }));
}

/** @type {Promise<(pixels: Pixels) => Promise<string[]>> | null} */
let loading = null;

function decoder() {
  loading ??= load().catch(() => {
    loading = null;
    throw lacking();
  });
  return loading;
}

async function load() {
  const { prepareZXingModule, readBarcodes } = await import("zxing-wasm/reader");
  const here = import.meta.url;
  if (!here.startsWith("file:")) {
    const overrides = { locateFile: (/** @type {string} */ file) => new URL(`/scanner/${file}`, here).href };
    await prepareZXingModule({ overrides, fireImmediately: true });
  }
  return async (/** @type {Pixels} */ pixels) => {
    const found = await readBarcodes(/** @type {ImageData} */ (pixels), { formats: ["QRCode"] });
    return found.filter(({ isValid }) => isValid).map(({ text }) => text);
  };
}
