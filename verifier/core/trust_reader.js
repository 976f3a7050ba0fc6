// Reading a trust list (SPEC.md 5): nothing counts before the pinned root, or its successor, has signed it.

import { equal, hex } from "./bytes.js";
import { decode, decodeTagged } from "./cbor.js";
import { isBytes, isOptional, isSchool, isText, isTime, isUint } from "./claims.js";
import * as cose from "./cose.js";
import { isSigned } from "./ed25519.js";
import { Fault } from "./fault.js";
import { isSound } from "./points.js";
import { LIFETIME, rotationMessage, TYP } from "./trust.js";

/** @import { Unchecked } from "./cbor.js" */
/** @import { Rule } from "./claims.js" */
/** @import { Key, TrustList } from "./trust.js" */

const [EXP, IAT] = [4, 6];
const CLAIMS = [EXP, IAT, "version", "keys", "schools", "hosts", "lists", "rotations"];
const KEY_BYTES = 32;

/**
 * Return the trust list in `coded`, `root` being the pinned key and `held` the version that is already held. Throws the
 * envelope's codes, trust_bad_signature, bad_claims, small_order_key, trust_rolled_back. Expiry is not looked at.
 * @param {Uint8Array} coded
 * @param {Uint8Array} root
 * @param {number} [held]
 * @returns {Promise<TrustList>}
 */
export async function read(coded, root, held = 0) {
  const message = cose.parse(...decodeTagged(coded), TYP);
  const claims = decode(message.signed.payload);
  if (!(claims instanceof Map) || !hasExactly(claims, CLAIMS)) throw new Fault("bad_claims");
  const current = await currentRoot(root, items(claims.get("rotations")).map(rotation));
  if (!equal(message.kid, await cose.keyId(current))) throw new Fault("unknown_kid");
  if (!(await cose.isSignedBy(message, current))) throw new Fault("trust_bad_signature");
  const trust = await readClaims(claims);
  if (trust.version < held) throw new Fault("trust_rolled_back");
  return trust;
}

/**
 * @param {Map<Unchecked, Unchecked>} map
 * @param {readonly Unchecked[]} names
 */
function hasExactly(map, names) {
  return map.size === names.length && names.every((name) => map.has(name));
}

/**
 * @param {Uint8Array} pinned
 * @param {Uint8Array[][]} rotations
 */
async function currentRoot(pinned, rotations) {
  let current = pinned;
  for (const [old, next, byOld, byNew] of /** @type {[Uint8Array, Uint8Array, Uint8Array, Uint8Array][]} */ (
    rotations
  )) {
    const message = rotationMessage(old, next);
    if (!equal(old, current) || !(await isSigned(message, byOld, old))) continue;
    if (!isSound(next) || !(await isSigned(message, byNew, next))) throw new Fault("trust_bad_signature");
    current = next;
  }
  return current;
}

/**
 * @param {Map<Unchecked, Unchecked>} claims
 * @returns {Promise<TrustList>}
 */
async function readClaims(claims) {
  const [version, issuedAt, expiresAt] = [claims.get("version"), claims.get(IAT), claims.get(EXP)];
  const lifetime = isUint(version) && [issuedAt, expiresAt].every(isTime) ? expiresAt - issuedAt : 0;
  if (lifetime <= 0 || lifetime > LIFETIME) throw new Fault("bad_claims");
  const schools = new Map(items(claims.get("schools")).map(school));
  const keys = [];
  for (const item of items(claims.get("keys"))) keys.push(await key(item, schools));
  const kids = new Set(keys.map(({ kid }) => hex(kid)));
  if (kids.size !== keys.length || schools.size !== claims.get("schools").length) throw new Fault("bad_claims");
  return {
    version,
    issuedAt,
    expiresAt,
    keys,
    schools,
    hosts: texts(claims.get("hosts")),
    lists: texts(claims.get("lists")),
  };
}

/**
 * @param {Unchecked} value
 * @returns {Unchecked[]}
 */
function items(value) {
  if (!Array.isArray(value)) throw new Fault("bad_claims");
  return value;
}

/**
 * @param {Unchecked} value
 * @returns {string[]}
 */
function texts(value) {
  if (!items(value).every(isText)) throw new Fault("bad_claims");
  return value;
}

/** @param {Unchecked} item */
function rotation(item) {
  const rules = [isBytes(KEY_BYTES), isBytes(KEY_BYTES), isBytes(64), isBytes(64)];
  const isRotation = items(item).length === rules.length && rules.every((holds, at) => holds(item[at]));
  if (!isRotation) throw new Fault("bad_claims");
  return item;
}

/**
 * @param {Unchecked} item
 * @returns {[number, string]}
 */
function school(item) {
  const isOne = item instanceof Map && hasExactly(item, ["code", "name"]);
  if (!isOne || !isSchool(item.get("code")) || !isText(item.get("name"))) throw new Fault("bad_claims");
  return [item.get("code"), item.get("name")];
}

/** @type {Record<string, Rule>} */
const KEY_RULES = {
  kid: isBytes(4),
  x: isBytes(KEY_BYTES),
  use: (value) => ["agreement", "status", "log"].includes(/** @type {string} */ (value)),
  school: isOptional(isUint),
  "not-before": isTime,
  "not-after": isOptional(isTime),
  state: (value) => ["active", "retired", "compromised"].includes(/** @type {string} */ (value)),
  cutoff: isOptional(isTime),
};

/**
 * @param {Unchecked} item
 * @param {Map<number, string>} schools
 * @returns {Promise<Key>}
 */
async function key(item, schools) {
  const isOne = item instanceof Map && hasExactly(item, Object.keys(KEY_RULES));
  if (!isOne || !Object.entries(KEY_RULES).every(([name, holds]) => holds(item.get(name))))
    throw new Fault("bad_claims");
  const [kid, x, use, of] = ["kid", "x", "use", "school"].map((name) => item.get(name));
  if (!isSound(x)) throw new Fault("small_order_key");
  const isPlaced = use === "log" ? of === null : schools.has(of);
  if (!equal(kid, await cose.keyId(x)) || !isPlaced) throw new Fault("bad_claims");
  const [notBefore, notAfter, state] = ["not-before", "not-after", "state"].map((name) => item.get(name));
  return { x, kid, use, school: of, notBefore, notAfter, state };
}
