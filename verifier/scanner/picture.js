// A photo's pixels, in a page or in a worker. Its size is looked at before anything is unpacked, so that no picture can exhaust a phone.

import { pixelCount } from "./kind.js";
import { Refusal } from "./refusal.js";

/** @import { Pixels } from "./planes.js" */
/** @import { RefusalCode } from "./refusal.js" */

const MOST = 80_000_000;
/** What is looked at: an A4 page at 300 dpi has 8.7 million pixels, and iOS has no canvas over 16.7 million. */
export const LOOKED_AT = 12_000_000;

/** @typedef {{ file: Blob, otherwise: RefusalCode }} Photo - `otherwise` is why, when it cannot be opened */

/**
 * A picture that is not too large to be opened; throws `Refusal` `too_many_pixels`.
 * @param {Blob} file
 * @param {Uint8Array} head - its first bytes
 * @param {RefusalCode} otherwise
 * @returns {Photo}
 */
export function photo(file, head, otherwise) {
  if (pixelCount(head) > MOST) throw new Refusal("too_many_pixels");
  return { file, otherwise };
}

/**
 * Throws `Refusal` for a photo that this browser cannot open.
 * @param {Pixels | Photo} source
 * @returns {Promise<Pixels>}
 */
export async function pixelsIn(source) {
  if ("data" in source) return source;
  const bitmap = await createImageBitmap(source.file).catch(() => {
    throw new Refusal(source.otherwise);
  });
  try {
    return drawn(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

/**
 * The pixels of something that a canvas can draw, made smaller where there are too many.
 * @param {CanvasImageSource} source
 * @param {number} width
 * @param {number} height
 * @returns {Pixels}
 */
export function drawn(source, width, height) {
  const scale = Math.min(1, Math.sqrt(LOOKED_AT / (width * height)));
  const [across, down] = [Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale))];
  const pen = canvas(across, down);
  pen.drawImage(source, 0, 0, across, down);
  return pen.getImageData(0, 0, across, down);
}

/**
 * A white canvas, in a page or in a worker: what is transparent is paper.
 * @param {number} width
 * @param {number} height
 */
export function canvas(width, height) {
  const element = globalThis.document?.createElement("canvas") ?? new OffscreenCanvas(width, height);
  Object.assign(element, { width, height });
  const pen = /** @type {CanvasRenderingContext2D | null} */ (element.getContext("2d", { willReadFrequently: true }));
  if (!pen) throw new Refusal("no_engine");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  return pen;
}
