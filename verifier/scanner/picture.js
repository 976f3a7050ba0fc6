// A photo's pixels. Its size is looked at before anything is unpacked, so that no picture can exhaust a phone.

import { pixelCount } from "./kind.js";
import { Refusal } from "./refusal.js";

/** @import { Pixels } from "./planes.js" */
/** @import { RefusalCode } from "./refusal.js" */

const MOST = 80_000_000;
/** What is looked at: an A4 page at 300 dpi has 8.7 million pixels, and iOS has no canvas over 16.7 million. */
export const LOOKED_AT = 12_000_000;

/**
 * Throws `Refusal` for a picture that is too large or that this browser cannot open.
 * @param {Blob} file
 * @param {Uint8Array} head - its first bytes
 * @param {RefusalCode} otherwise - why, when it cannot be opened
 * @returns {Promise<Pixels>}
 */
export async function pixelsOf(file, head, otherwise) {
  if (pixelCount(head) > MOST) throw new Refusal("too_many_pixels");
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Refusal(otherwise);
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
 * A white canvas: what is transparent is paper.
 * @param {number} width
 * @param {number} height
 */
export function canvas(width, height) {
  const element = document.createElement("canvas");
  Object.assign(element, { width, height });
  const pen = element.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Refusal("no_engine");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  return pen;
}
