// The canonical record (SPEC.md 3): all that the parties and the school agreed to, as deterministic CBOR. A record
// proves nothing before its digest is that of the token (`isSigned`); what a page shows is compared by `printed.js`.

import { equal, hex, sha256 } from "./bytes.js";
import { decode, encode } from "./cbor.js";
import { Fault } from "./fault.js";

/**
 * @import { Unchecked } from "./cbor.js"
 * @import { AgreementClaims } from "./claims.js"
 */
/** @typedef {Map<string | number, Unchecked>} CanonicalRecord */
/**
 * @typedef {object} Difference - a field that was agreed as one thing and says another
 * @property {string} field - its label on the form
 * @property {string | null} agreed
 * @property {string | null} found - null where there is nothing to be found
 */

// The fields that both a record and a token hold: the label on the form, the place in the record.
/** @type {[string, string][]} */
const ALWAYS = [
  ["编号", "number"],
  ["版次", "edition"],
  ["姓名", "student.name"],
  ["学校代码", "school.code"],
  ["单位名称", "employer.name"],
  ["统一社会信用代码", "employer.uscc"],
];
/** @type {[string, string][]} */
const TERMS = [
  ["工作岗位", "terms.position"],
  ["月薪", "terms.monthly_pay"],
  ["违约金", "terms.penalty"],
  ["报到时间", "terms.report_by"],
];
const DAY = 86400000;

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
 * Return the record in `coded`; throws Fault bad_claims without an integer `version`, and as `decode`.
 * @param {Uint8Array} coded
 * @returns {CanonicalRecord}
 */
export function readRecord(coded) {
  const record = decode(coded);
  if (!(record instanceof Map && Number.isSafeInteger(record.get("version")))) throw new Fault("bad_claims");
  return record;
}

/**
 * Return the SHA-256 of an encoded record in hexadecimal.
 * @param {Uint8Array} coded
 */
export async function digest(coded) {
  return hex(await sha256(coded));
}

/**
 * Whether the encoded record is the one that the token of `claims` was signed for.
 * @param {Uint8Array} coded
 * @param {AgreementClaims} claims
 */
export async function isSigned(coded, claims) {
  return equal(await sha256(coded), claims.digest);
}

/**
 * Return the fields in which a record, which may be anybody's, differs from the signed claims. Fields that the token
 * does not hold cannot be compared: none differing is no proof, the digest is.
 * @param {CanonicalRecord} record
 * @param {AgreementClaims} claims
 * @returns {Difference[]}
 */
export function unlikeClaims(record, claims) {
  const { terms } = claims;
  const school = String(claims.school).padStart(5, "0");
  const reportBy = terms?.reportBy == null ? null : new Date(terms.reportBy * DAY).toISOString().slice(0, 10);
  const always = [claims.number, claims.edition, claims.name, school, claims.employer, claims.uscc];
  const agreed = [terms?.position, terms?.monthlyPay, terms?.penalty, reportBy];
  return [
    ...ALWAYS.map(([field, path], at) => compared(record, field, path, always[at])),
    ...TERMS.map(([field, path], at) => compared(record, field, path, agreed[at])).filter((one) => one.agreed !== null),
  ].filter((one) => one.agreed !== one.found);
}

/**
 * @param {CanonicalRecord} record
 * @param {string} field
 * @param {string} path
 * @param {Unchecked} agreed
 * @returns {Difference}
 */
function compared(record, field, path, agreed) {
  return { field, agreed: written(agreed), found: written(found(record, path)) };
}

/**
 * Return a value as text for people; null and what is absent are null.
 * @param {Unchecked} value
 */
export function written(value) {
  return value == null ? null : String(value);
}

/**
 * Return what stands in `record` at `path`, such as `student.name`; null where nothing does.
 * @param {Unchecked} record
 * @param {string} path
 * @returns {Unchecked}
 */
export function found(record, path) {
  let value = record;
  for (const name of path.split(".")) value = value instanceof Map ? (value.get(name) ?? null) : null;
  return value;
}
