// Status lists (SPEC.md 4, draft-ietf-oauth-status-list, CWT form): 2 bits for each agreement, signed as a whole. Lowest
// bits first, deflated. A verifier never inflates more than 64 KiB. Beside the entries it may say since when the next
// edition has had the place of a superseded one.

import { decode } from "./cbor.js";
import { isTime, isUint } from "./claims.js";
import { Fault } from "./fault.js";
import { Corrupt, inflate, TooMuch } from "./inflate.js";

/** @import { Unchecked } from "./cbor.js" */
/**
 * @typedef {object} StatusList - times in seconds since 1970-01-01 00:00 UTC
 * @property {string} uri
 * @property {number} issuedAt
 * @property {number} expiresAt
 * @property {Unchecked} bits
 * @property {Uint8Array} deflated
 * @property {Map<number, number>} [since] - by index, from which day on the next edition has had the place of this one
 */

export const TYP = "application/statuslist+cwt";
const [SUB, EXP, IAT, LIST, TTL, SINCE] = [2, 4, 6, 65533, 65534, -65538];
const DAY = 86400;
const BEIJING = 8 * 3600;
const LIFETIME = 7 * DAY;
const ENTRIES = 2 ** 17;
const SUPERSEDED = 3;
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
  if (!(claims instanceof Map) || claims.size !== (claims.has(SINCE) ? 6 : 5)) throw new Fault("bad_claims");
  const [uri, expiresAt, issuedAt, entries, ttl] = [SUB, EXP, IAT, LIST, TTL].map((label) => claims.get(label));
  const since = claims.get(SINCE);
  const isWhole =
    typeof uri === "string" && isUint(ttl) && [expiresAt, issuedAt].every(isTime) && entries instanceof Map;
  if (!isWhole || expiresAt > issuedAt + LIFETIME) throw new Fault("bad_claims");
  const deflated = entries.get("lst");
  if (!(deflated instanceof Uint8Array) || !areDays(since, issuedAt)) throw new Fault("bad_claims");
  return { uri, issuedAt, expiresAt, bits: entries.get("bits"), deflated, since };
}

/**
 * Whether `since` is absent, or has indices of a list and no day after that of `issuedAt`.
 * @param {Unchecked} since
 * @param {number} issuedAt
 */
function areDays(since, issuedAt) {
  if (since === undefined) return true;
  if (!(since instanceof Map) || !since.size) return false;
  const now = issuedAt + BEIJING;
  return [...since].every(([index, day]) => isUint(index) && index < ENTRIES && isUint(day) && day * DAY <= now);
}

/**
 * Return the entries, 4 in a byte; throws status_wrong_bits, status_inflate_bomb, bad_claims for what is no zlib and for a
 * day beside an entry that is not superseded.
 * @param {StatusList} list
 */
export function unpack({ bits, deflated, since }) {
  if (bits !== BITS) throw new Fault("status_wrong_bits");
  try {
    const packed = inflate(deflated, MAX_INFLATED);
    if (since && [...since.keys()].some((index) => entry(packed, index) !== SUPERSEDED)) throw new Corrupt();
    return packed;
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
