// 统一社会信用代码 (GB 32100-2015) in 12 bytes: 18 characters as one base-31 number, big-endian (SPEC.md 2).

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH = 18;
export const PACKED_BYTES = 12;

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
  let number = packed.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let written = "";
  while (number || written.length < LENGTH) {
    written = ALPHABET[Number(number % 31n)] + written;
    number /= 31n;
  }
  return written;
}
