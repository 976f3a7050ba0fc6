// Bytes as decimal digits, so that a QR symbol carries them in its numeric mode (SPEC.md 1, CTAP 2.2 section 11.5).
// Seven bytes, read as a little-endian number, become 17 digits; a tail of 1 to 6 bytes becomes 3, 5, 8, 10, 13 or 15.

import { Fault } from "./fault.js";

const CHUNK = 7;
const CHUNK_DIGITS = 17;
const DIGITS = [0, 3, 5, 8, 10, 13, 15, CHUNK_DIGITS];
const CHUNKS = /.{1,17}/g;
/** The digits of 415 bytes, the largest token there is. */
export const MAX_DIGITS = 1008;

/**
 * Return the digits of `coded`.
 * @param {Uint8Array} coded
 */
export function encode(coded) {
  let digits = "";
  for (let at = 0; at < coded.length; at += CHUNK) digits += chunkDigits(coded.subarray(at, at + CHUNK));
  return digits;
}

/** @param {Uint8Array} chunk */
function chunkDigits(chunk) {
  const number = chunk.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return String(number).padStart(/** @type {number} */ (DIGITS[chunk.length]), "0");
}

/**
 * Return the bytes of `digits`; throws `bad_digits` for none or too many of them, for anything but ASCII digits, for a
 * tail of another length, and for a chunk whose number needs more bytes than it stands for.
 * @param {string} digits
 */
export function decode(digits) {
  if (digits.length > MAX_DIGITS || !/^[0-9]+$/.test(digits)) throw new Fault("bad_digits");
  const coded = new DataView(new ArrayBuffer(digits.length + 8)); // more than enough
  let size = 0;
  for (const chunk of digits.match(CHUNKS) ?? []) {
    const number = BigInt(chunk);
    const bytes = DIGITS.indexOf(chunk.length);
    if (bytes < 0 || number >> BigInt(8 * bytes)) throw new Fault("bad_digits");
    coded.setUint32(size, Number(number & 0xffffffffn), true);
    coded.setUint32(size + 4, Number(number >> 32n), true); // zeros beyond its bytes, where the next chunk begins
    size += bytes;
  }
  return new Uint8Array(coded.buffer.slice(0, size));
}
