// The fingerprint of a root key (SPEC.md 5), for people: eight groups of five digits, to compare or to read aloud.

import { sha256 } from "./bytes.js";

const GROUPS = 8;

/**
 * Return the fingerprint of a raw public key (32 bytes), such as `04410 30337 ...`: 128 bits of its SHA-256.
 * @param {Uint8Array} publicKey
 */
export async function of(publicKey) {
  const digest = new DataView((await sha256(publicKey)).buffer);
  const groups = Array.from({ length: GROUPS }, (_, at) => digest.getUint16(2 * at));
  return groups.map((group) => String(group).padStart(5, "0")).join(" ");
}
