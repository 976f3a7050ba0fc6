// 统一社会信用代码 (GB 32100-2015) in 12 bytes: 18 characters as one base-31 number, big-endian (SPEC.md 2).

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH = 18;
export const PACKED_BYTES = 12;
const HALF = 31n ** 9n;

/**
 * Whether `uscc` has 18 characters of the alphabet.
 * @param {string} uscc
 */
export function isWritten(uscc) {
  return uscc.length === LENGTH && [...uscc].every((character) => ALPHABET.includes(character));
}

/**
 * Return the 12 bytes of a written `uscc`.
 * @param {string} uscc
 */
export function pack(uscc) {
  let number = [...uscc].reduce((sum, character) => sum * 31n + BigInt(ALPHABET.indexOf(character)), 0n);
  const packed = new Uint8Array(PACKED_BYTES);
  for (let at = PACKED_BYTES - 1; at >= 0; at -= 1) {
    packed[at] = Number(number & 255n);
    number >>= 8n;
  }
  return packed;
}

/**
 * Return the characters of `packed`; more than 18 of them when its number is too large for a code.
 * @param {Uint8Array} packed
 */
export function unpack(packed) {
  const number = packed.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  // Two halves as plain numbers: dividing a bigint for every character was slow.
  return half(Number(number / HALF)) + half(Number(number % HALF));
}

/** @param {number} number */
function half(number) {
  const digits = number.toString(31).padStart(LENGTH / 2, "0");
  return Array.from(digits, (digit) => ALPHABET[Number.parseInt(digit, 31)]).join("");
}
