// What a file is by its first bytes, whatever its name says, and how large the picture in it would be.

/** @typedef {"pdf" | "image" | "heic" | "other"} Kind */

/** Bytes that tell the kind and, in a photo with a thumbnail and notes, the size. */
export const HEAD = 1 << 18;
/** @type {[Kind, number, RegExp][]} - kind, from which byte, what stands there */
const SIGNS = [
  ["image", 0, /^\x89PNG\r\n/],
  ["image", 0, /^\xff\xd8\xff/],
  ["image", 0, /^GIF8[79]a/],
  ["image", 0, /^BM/],
  ["image", 0, /^RIFF.{4}WEBP/s],
  ["heic", 4, /^ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/],
  ["image", 4, /^ftypavif/],
];

/**
 * @param {Uint8Array} head
 * @returns {Kind}
 */
export function kindOf(head) {
  const text = String.fromCharCode(...head.subarray(0, 1024));
  if (text.includes("%PDF-")) return "pdf";
  return SIGNS.find(([, from, sign]) => sign.test(text.slice(from)))?.[0] ?? "other";
}

/**
 * Width times height that the head of a picture announces, 0 where it does not say.
 * @param {Uint8Array} head
 */
export function pixelCount(head) {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const text = String.fromCharCode(...head.subarray(0, 16));
  try {
    if (text.startsWith("\x89PNG")) return view.getUint32(16) * view.getUint32(20);
    if (text.startsWith("GIF8")) return view.getUint16(6, true) * view.getUint16(8, true);
    if (text.startsWith("BM")) return Math.abs(view.getInt32(18, true) * view.getInt32(22, true));
    if (text.startsWith("\xff\xd8")) return jpeg(view);
    if (text.slice(8, 12) === "WEBP") return webp(view, text.slice(12, 16));
  } catch {
    // The head ends before it says: the browser's own decoder has the next word.
  }
  return 0;
}

/**
 * The size is in the first start-of-frame segment (ITU-T T.81, B.2.2).
 * @param {DataView} view
 */
function jpeg(view) {
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return view.getUint16(at + 5) * view.getUint16(at + 7);
    if (view.getUint8(at) !== 0xff) return 0;
  }
}

/**
 * RFC 9649, section 2.
 * @param {DataView} view
 * @param {string} chunk
 */
function webp(view, chunk) {
  const three = (/** @type {number} */ at) => (view.getUint32(at, true) & 0xffffff) + 1;
  if (chunk === "VP8X") return three(24) * three(27);
  if (chunk === "VP8 ") return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
  const packed = view.getUint32(21, true);
  return ((packed & 0x3fff) + 1) * (((packed >> 14) & 0x3fff) + 1);
}
