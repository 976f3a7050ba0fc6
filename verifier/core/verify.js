// Verification, step by step (SPEC.md 6). The numbers are the same in Python and in JavaScript.
//
// Is it authentic? Without any network.
//  1. link: the text is a link to one of the official hosts, or its digits   wrong_prefix
//  2. digits: base-10 of at most 415 bytes                                   bad_digits
//  3. cbor: well-formed, and written in the one deterministic way            bad_cbor, non_canonical_cbor
//  4. envelope: COSE_Sign1, Ed25519, kid protected, nothing unprotected      wrong_tag, wrong_alg, kid_in_wrong_header,
//                                                                            unprotected_not_empty, bad_claims
//  5. key: the trust list has it, for agreements                             unknown_kid, wrong_use
//  6. signature: over the bytes as carried                                   bad_signature
//  7. claims: each field obeys its rule                                      bad_claims and the codes of 3
//  8. entitlement: the key is this school's and was in its window            wrong_use
//  9. confirmation: the key is not compromised, the trust list is current,   key_compromised, trust_expired,
//     the time of issue at most 5 minutes ahead of our clock                 iat_in_future
// What is it worth? Asked only after step 8 passed.
// 10. status_reached: there is a list to look at                             status_unreachable
// 11. status_envelope: as 3 and 4, typ application/statuslist+cwt            the codes of 3 and 4
// 12. status_key: the trust list has it, for status lists                    unknown_kid, wrong_use
// 13. status_signature                                                       status_bad_signature
// 14. status_claims: well-formed, of this list, by this school's key         bad_claims, status_sub_mismatch, wrong_use,
//                                                                            key_compromised
// 15. status_time: not ahead of our clock, not expired, not older than seen  iat_in_future, status_expired,
//                                                                            status_rolled_back
// 16. status_entry: 2 bits, at most 64 KiB inflated, days only beside what   status_wrong_bits, status_inflate_bomb,
//     is superseded, the index inside                                        bad_claims, status_index_out_of_range
// Every failure from 10 on leaves the status unknown: an outage never terminates an agreement.

import * as base10 from "./base10.js";
import { decodeTagged } from "./cbor.js";
import * as cose from "./cose.js";
import { Fault } from "./fault.js";
import * as link from "./link.js";
import * as statusList from "./status_list.js";
import * as token from "./token.js";
import { keyFor, listUris, maySign } from "./trust.js";

/** @import { AgreementClaims } from "./claims.js" */
/** @import { Sign1 } from "./cose.js" */
/** @import { Code } from "./fault.js" */
/** @import { Authentic, Authenticity, Check, Report, Standing, Status } from "./report.js" */
/** @import { StatusList } from "./status_list.js" */
/** @import { Key, TrustList, Use } from "./trust.js" */

const CLOCK_SKEW = 300;
const STATUS_STEPS = 10;
/** @type {Partial<Record<Code, Authentic>>} */
const AUTHENTIC = {
  wrong_prefix: "not_ours",
  unknown_kid: "unknown_key",
  key_compromised: "unconfirmed",
  trust_expired: "unconfirmed",
  iat_in_future: "unconfirmed",
};
/** @type {Status[]} */
const STATUS = ["valid", "terminated", "suspended", "superseded"];

/**
 * Return the four answers about the scanned link or its digits, `text`.
 * @param {string} text
 * @param {object} world
 * @param {TrustList} world.trust
 * @param {(number: number) => Promise<Uint8Array | null>} world.lists - the token of a list, null when unreachable
 * @param {number} world.now - seconds since 1970-01-01 00:00 UTC
 * @param {number} [world.highestSeen] - the latest time of the list that this verifier has ever seen
 * @returns {Promise<Report>}
 */
export async function verify(text, { trust, lists, now, highestSeen = 0 }) {
  const first = await authenticate(text, trust, now);
  if (!first.paper) return { ...first, status: "unknown", asOf: null };
  const { claims } = first.paper;
  const second = await standing(claims, trust, await lists(claims.statusList), now, highestSeen);
  return { ...first, ...second, checks: [...first.checks, ...second.checks] };
}

/**
 * Take steps 1 to 9.
 * @param {string} text
 * @param {TrustList} trust
 * @param {number} now
 * @returns {Promise<Authenticity>}
 */
export async function authenticate(text, trust, now) {
  /** @type {Authenticity} */
  const found = { checks: [], authentic: "genuine", paper: null };
  try {
    await takeFirstSteps(found, text, trust, now);
  } catch (fault) {
    found.authentic = AUTHENTIC[codeOf(fault)] ?? "not_genuine";
  }
  return found;
}

/**
 * @param {Authenticity} found
 * @param {string} text
 * @param {TrustList} trust
 * @param {number} now
 */
async function takeFirstSteps(found, text, trust, now) {
  const trail = found.checks;
  const digits = step(trail, 1, () => link.read(text, trust.hosts));
  const coded = step(trail, 2, () => base10.decode(digits));
  const [tag, value] = step(trail, 3, () => decodeTagged(coded));
  const message = step(trail, 4, () => cose.parse(tag, value));
  const key = step(trail, 5, () => keyFor(trust, message.kid, "agreement"));
  const checkCode = token.checkCode(coded); // hashed while the signature is checked
  const isSigned = await cose.isSignedBy(message, key.x);
  step(trail, 6, () => isSigned || fail("bad_signature"));
  const claims = step(trail, 7, () => token.readClaims(message.signed.payload));
  step(trail, 8, () => checkEntitled(key, "agreement", claims.school, claims.issuedAt));
  const school = /** @type {string} */ (trust.schools.get(claims.school));
  found.paper = { claims, school, checkCode: await checkCode };
  step(trail, 9, () => confirm(key, claims, trust, now));
}

/**
 * @param {Key} key
 * @param {Use} use
 * @param {number} school
 * @param {number} at
 */
function checkEntitled(key, use, school, at) {
  if (!maySign(key, use, school, at)) throw new Fault("wrong_use");
}

/**
 * @param {Key} key
 * @param {AgreementClaims} claims
 * @param {TrustList} trust
 * @param {number} now
 */
function confirm(key, claims, trust, now) {
  checkUncompromised(key);
  if (now >= trust.expiresAt) throw new Fault("trust_expired");
  checkNotAhead(claims.issuedAt, now);
}

/** @param {Key} key */
function checkUncompromised(key) {
  if (key.state === "compromised") throw new Fault("key_compromised");
}

/**
 * @param {number} issuedAt
 * @param {number} now
 */
function checkNotAhead(issuedAt, now) {
  if (issuedAt > now + CLOCK_SKEW) throw new Fault("iat_in_future");
}

/**
 * Take steps 10 to 16 with the status list token `coded`, null when it cannot be had.
 * @param {AgreementClaims} claims
 * @param {TrustList} trust
 * @param {Uint8Array | null} coded
 * @param {number} now
 * @param {number} [highestSeen]
 * @returns {Promise<Standing>}
 */
export async function standing(claims, trust, coded, now, highestSeen = 0) {
  /** @type {Standing} */
  const found = { checks: [], status: "unknown", asOf: null };
  try {
    await takeLastSteps(found, claims, trust, coded, { now, highestSeen });
  } catch (fault) {
    codeOf(fault);
  }
  return found;
}

/**
 * @param {Standing} found
 * @param {AgreementClaims} claims
 * @param {TrustList} trust
 * @param {Uint8Array | null} coded
 * @param {{ now: number, highestSeen: number }} clock
 */
async function takeLastSteps(found, claims, trust, coded, { now, highestSeen }) {
  const trail = found.checks;
  const reached = step(trail, 10, () => reach(coded));
  const message = step(trail, 11, () => cose.parse(...decodeTagged(reached), statusList.TYP));
  const key = step(trail, 12, () => keyFor(trust, message.kid, "status"));
  const isSigned = await cose.isSignedBy(message, key.x);
  step(trail, 13, () => isSigned || fail("status_bad_signature"));
  const signed = step(trail, 14, () => readList(message, key, claims, trust));
  found.asOf = { issuedAt: signed.issuedAt, age: now - signed.issuedAt };
  step(trail, 15, () => checkTime(signed, now, highestSeen));
  step(trail, 16, () => {
    const entry = statusList.entry(statusList.unpack(signed), claims.statusIndex);
    found.status = /** @type {Status} */ (STATUS[entry]);
    found.since = signed.since?.get(claims.statusIndex);
  });
}

/** @param {Uint8Array | null} coded */
function reach(coded) {
  if (!coded) throw new Fault("status_unreachable");
  return coded;
}

/**
 * @param {Sign1} message
 * @param {Key} key
 * @param {AgreementClaims} claims
 * @param {TrustList} trust
 */
function readList(message, key, claims, trust) {
  const signed = statusList.readClaims(message.signed.payload);
  if (!listUris(trust, claims.statusList).includes(signed.uri)) throw new Fault("status_sub_mismatch");
  checkEntitled(key, "status", claims.school, signed.issuedAt);
  checkUncompromised(key);
  return signed;
}

/**
 * @param {StatusList} signed
 * @param {number} now
 * @param {number} highestSeen
 */
function checkTime(signed, now, highestSeen) {
  checkNotAhead(signed.issuedAt, now);
  if (now >= signed.expiresAt) throw new Fault("status_expired");
  if (signed.issuedAt < highestSeen) throw new Fault("status_rolled_back");
}

/**
 * Return what `check` gives and note in `trail` that it passed, or why it did not, and then throw its Fault again.
 * @template T
 * @param {Check[]} trail
 * @param {number} number
 * @param {() => T} check
 * @returns {T}
 */
function step(trail, number, check) {
  try {
    const found = check();
    trail.push({ step: number, verdict: "passed", code: null });
    return found;
  } catch (fault) {
    const code = codeOf(fault);
    trail.push({ step: number, verdict: verdictOf(number, code), code });
    throw fault;
  }
}

/**
 * @param {Code} code
 * @returns {never}
 */
function fail(code) {
  throw new Fault(code);
}

/**
 * @param {number} number
 * @param {Code} code
 */
function verdictOf(number, code) {
  const isOpen = number >= STATUS_STEPS || ["unknown_key", "unconfirmed"].includes(AUTHENTIC[code] ?? "");
  return isOpen ? "unknown" : "failed";
}

/**
 * The code of a Fault; any other error is ours and goes on.
 * @param {unknown} fault
 */
function codeOf(fault) {
  if (fault instanceof Fault) return fault.code;
  throw fault;
}
