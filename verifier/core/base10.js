// Bytes as decimal digits, so that a QR symbol carries them in its numeric mode (SPEC.md 1, CTAP 2.2 section 11.5).
// Seven bytes, read as a little-endian number, become 17 digits; a tail of 1 to 6 bytes becomes 3, 5, 8, 10, 13 or 15.

import { Fault } from "./fault.js";

const CHUNK = 7;
const CHUNK_DIGITS = 17;
const DIGITS = [0, 3, 5, 8, 10, 13, 15, CHUNK_DIGITS];
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
  /** @type {number[]} */
  const coded = [];
  for (let at = 0; at < digits.length; at += CHUNK_DIGITS) {
    coded.push(...chunkBytes(digits.slice(at, at + CHUNK_DIGITS)));
  }
  return Uint8Array.from(coded);
}

/**
 * The bytes of one chunk, each of which may have more bits above its 8.
 * @param {string} digits
 */
function chunkBytes(digits) {
  const size = DIGITS.indexOf(digits.length);
  const number = BigInt(digits);
  // Two halves as plain numbers: shifting a bigint for every byte took a quarter of a check's time.
  const [low, high] = [Number(number & 0xffffffn), Number(number >> 24n)];
  if (size < 0 || high >= 2 ** (8 * size - 24) || low >= 2 ** (8 * size)) throw new Fault("bad_digits");
  return [low, low >> 8, low >> 16, high, high >> 8, high >> 16, high >> 24].slice(0, size);
}
