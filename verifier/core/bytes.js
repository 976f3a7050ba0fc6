// Byte strings: hexadecimal for people and vectors, equality, SHA-256.

/** @param {Uint8Array} bytes */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} digits - pairs of hexadecimal digits */
export function unhex(digits) {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/**
 * @param {Uint8Array} one
 * @param {Uint8Array} other
 */
export function equal(one, other) {
  return hex(one) === hex(other);
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>} 32 bytes
 */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", plain(bytes)));
}

/**
 * The same bytes in a buffer that is not shared, as WebCrypto's types want them.
 * @param {Uint8Array} bytes
 */
export function plain(bytes) {
  return /** @type {Uint8Array<ArrayBuffer>} */ (bytes);
}
