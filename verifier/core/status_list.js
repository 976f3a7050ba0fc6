// Status lists (SPEC.md 4, draft-ietf-oauth-status-list, CWT form): 2 bits for each agreement, signed as a whole. Lowest
// bits first, deflated. A verifier never inflates more than 64 KiB.

import { decode } from "./cbor.js";
import { isTime, isUint } from "./claims.js";
import { Fault } from "./fault.js";
import { inflate, TooMuch } from "./inflate.js";

/** @import { Unchecked } from "./cbor.js" */
/**
 * @typedef {object} StatusList - times in seconds since 1970-01-01 00:00 UTC
 * @property {string} uri
 * @property {number} issuedAt
 * @property {number} expiresAt
 * @property {Unchecked} bits
 * @property {Uint8Array} deflated
 */

export const TYP = "application/statuslist+cwt";
const [SUB, EXP, IAT, LIST, TTL] = [2, 4, 6, 65533, 65534];
const LIFETIME = 7 * 86400;
const MAX_INFLATED = 64 * 1024;
const PER_BYTE = 4;
const BITS = 2;

/**
 * Return the claims in the payload of a list; throws `bad_claims` and what `decode` throws.
 * @param {Uint8Array} payload
 * @returns {StatusList}
 */
export function readClaims(payload) {
  const claims = decode(payload);
  if (!(claims instanceof Map) || claims.size !== 5) throw new Fault("bad_claims");
  const [uri, expiresAt, issuedAt, entries, ttl] = [SUB, EXP, IAT, LIST, TTL].map((label) => claims.get(label));
  const isWhole =
    typeof uri === "string" && isUint(ttl) && [expiresAt, issuedAt].every(isTime) && entries instanceof Map;
  if (!isWhole || expiresAt > issuedAt + LIFETIME) throw new Fault("bad_claims");
  const deflated = entries.get("lst");
  if (!(deflated instanceof Uint8Array)) throw new Fault("bad_claims");
  return { uri, issuedAt, expiresAt, bits: entries.get("bits"), deflated };
}

/**
 * Return the entries, 4 in a byte; throws status_wrong_bits, status_inflate_bomb, bad_claims for what is no zlib.
 * @param {StatusList} list
 */
export function unpack(list) {
  if (list.bits !== BITS) throw new Fault("status_wrong_bits");
  try {
    return inflate(list.deflated, MAX_INFLATED);
  } catch (error) {
    throw new Fault(error instanceof TooMuch ? "status_inflate_bomb" : "bad_claims");
  }
}

/**
 * Return what the list says at `index`, 0 to 3; throws `status_index_out_of_range`.
 * @param {Uint8Array} packed
 * @param {number} index
 */
export function entry(packed, index) {
  const byte = packed[Math.floor(index / PER_BYTE)];
  if (byte === undefined) throw new Fault("status_index_out_of_range");
  return (byte >> ((index % PER_BYTE) * BITS)) & 3;
}
