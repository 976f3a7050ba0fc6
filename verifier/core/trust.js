// The trust list (SPEC.md 5): who may sign what, for which school, from when to when. A key signs for one use and one
// school.

import { hex } from "./bytes.js";
import { encodeStrings } from "./cbor.js";
import { Fault } from "./fault.js";

export const TYP = "application/trustlist+cwt";
export const LIFETIME = 90 * 86400;

/** @typedef {"agreement" | "status" | "log"} Use */
/**
 * @typedef {object} Key - times in seconds since 1970-01-01 00:00 UTC
 * @property {Uint8Array} x - the raw Ed25519 public key
 * @property {Uint8Array} kid
 * @property {Use} use
 * @property {number | null} school - null for the log
 * @property {number} notBefore
 * @property {number | null} notAfter
 * @property {"active" | "retired" | "compromised"} state
 *
 * @typedef {object} TrustList
 * @property {number} version
 * @property {number} issuedAt
 * @property {number} expiresAt
 * @property {Key[]} keys
 * @property {Map<number, string>} schools - the name of each national code
 * @property {string[]} hosts
 * @property {string[]} lists - what the URI of each status list begins with
 */

/**
 * Return the key `kid` for `use`; throws unknown_kid, wrong_use.
 * @param {TrustList} trust
 * @param {Uint8Array} kid
 * @param {Use} use
 */
export function keyFor(trust, kid, use) {
  const wanted = hex(kid);
  const found = trust.keys.find((key) => hex(key.kid) === wanted);
  if (!found) throw new Fault("unknown_kid");
  if (found.use !== use) throw new Fault("wrong_use");
  return found;
}

/**
 * Whether `key` is for `use` and `school`, and `at` is in its window, both ends included.
 * @param {Key} key
 * @param {Use} use
 * @param {number} school
 * @param {number} at
 */
export function maySign(key, use, school, at) {
  const isInWindow = key.notBefore <= at && (key.notAfter === null || at <= key.notAfter);
  return key.use === use && key.school === school && isInWindow;
}

/**
 * Return the URIs at which the status list `number` may be published.
 * @param {TrustList} trust
 * @param {number} number
 */
export function listUris(trust, number) {
  return trust.lists.map((prefix) => `${prefix}${number}.cwt`);
}

/**
 * Return what the old and the new root (32 bytes each) sign when the one hands over to the other.
 * @param {Uint8Array} old
 * @param {Uint8Array} next
 */
export function rotationMessage(old, next) {
  return encodeStrings("RootRotation", old, next);
}
