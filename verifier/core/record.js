// The canonical record (SPEC.md 3): all that the parties and the school agreed to, as deterministic CBOR.

import { hex, sha256 } from "./bytes.js";
import { encode } from "./cbor.js";

/** @import { Unchecked } from "./cbor.js" */

/**
 * Return the bytes of `record`, given as JSON gives it; throws TypeError without an integer `version`.
 * @param {{ version?: unknown, [name: string]: Unchecked }} record
 */
export function encodeRecord(record) {
  if (!Number.isSafeInteger(record.version)) throw new TypeError("a record says its version");
  return encode(asMaps(record));
}

/**
 * @param {Unchecked} value
 * @returns {Unchecked}
 */
function asMaps(value) {
  if (Array.isArray(value)) return value.map(asMaps);
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
  return new Map(Object.entries(value).map(([name, item]) => [name, asMaps(item)]));
}

/**
 * Return the SHA-256 of an encoded record in hexadecimal.
 * @param {Uint8Array} coded
 */
export async function digest(coded) {
  return hex(await sha256(coded));
}
