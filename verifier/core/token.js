// The token that a printed agreement carries: claims to bytes and bytes to claims (SPEC.md 2).

import { sha256 } from "./bytes.js";
import { decode } from "./cbor.js";
import { areClaims } from "./claims.js";
import * as cose from "./cose.js";
import { Fault } from "./fault.js";
import * as uscc from "./uscc.js";

/** @import { Unchecked } from "./cbor.js" */
/** @import { AgreementClaims, KeyTerms } from "./claims.js" */

const IAT = 6;
const AGREEMENT = -65537;
const FIELDS = 12;
const TERMS = 4;
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * Return the token of `claims` to be signed by the agreement key `kid` (4 bytes).
 * @param {AgreementClaims} claims
 * @param {Uint8Array} kid
 */
export function prepare(claims, kid) {
  /** @type {Map<number, Unchecked>} */
  const payload = new Map([[IAT, claims.issuedAt]]);
  return cose.prepare(payload.set(AGREEMENT, agreement(claims)), kid);
}

/** @param {AgreementClaims} claims */
function agreement(claims) {
  return [
    isShort(claims.number) ? BigInt(claims.number) : claims.number,
    claims.edition,
    claims.name,
    claims.holderHint,
    claims.school,
    claims.employer,
    claims.uscc === null ? null : uscc.pack(claims.uscc),
    claims.digest,
    claims.statusList,
    claims.statusIndex,
    claims.terms && [claims.terms.position, claims.terms.monthlyPay, claims.terms.penalty, claims.terms.reportBy],
    claims.supersedes,
  ];
}

/** @param {string} number */
function isShort(number) {
  return /^[1-9][0-9]{0,19}$/.test(number) && BigInt(number) < 1n << 64n;
}

/**
 * Return the claims in the payload of a token; throws `bad_claims` when a field breaks its rule or should have been
 * written shorter, and what `decode` throws.
 * @param {Uint8Array} payload
 * @returns {AgreementClaims}
 */
export function readClaims(payload) {
  const map = decode(payload);
  const fields = map instanceof Map && map.size === 2 && map.has(IAT) ? map.get(AGREEMENT) : null;
  if (!Array.isArray(fields) || fields.length !== FIELDS) throw new Fault("bad_claims");
  const [number, edition, name, holderHint, school, employer, code, digest, statusList, statusIndex, terms] = fields;
  const claims = {
    ...{ number: readNumber(number), edition, name, holderHint, school, employer, uscc: readUscc(code), digest },
    ...{ statusList, statusIndex, terms: readTerms(terms), supersedes: fields[FIELDS - 1], issuedAt: map.get(IAT) },
  };
  if (!areClaims(claims)) throw new Fault("bad_claims");
  return claims;
}

/** @param {Unchecked} number */
function readNumber(number) {
  if ((typeof number === "number" || typeof number === "bigint") && number > 0) return String(number);
  return typeof number === "string" && !isShort(number) ? number : undefined;
}

/** @param {Unchecked} code */
function readUscc(code) {
  if (code instanceof Uint8Array && code.length === uscc.PACKED_BYTES) return uscc.unpack(code);
  return code === null ? null : undefined;
}

/**
 * @param {Unchecked} terms
 * @returns {KeyTerms | null}
 */
function readTerms(terms) {
  if (terms === null) return null;
  if (!Array.isArray(terms) || terms.length !== TERMS) throw new Fault("bad_claims");
  const [position, monthlyPay, penalty, reportBy] = terms;
  return { position, monthlyPay, penalty, reportBy };
}

/**
 * Return the 8 characters printed beside the code: Crockford base32 of the first 5 bytes of SHA-256 of `coded`.
 * @param {Uint8Array} coded
 */
export async function checkCode(coded) {
  const number = (await sha256(coded)).subarray(0, 5).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return Array.from({ length: 8 }, (_, at) => CROCKFORD[Number((number >> BigInt(35 - 5 * at)) & 31n)]).join("");
}
