// What one edition of an agreement says in its token, and what each field may hold (SPEC.md 2). Text is NFC, not empty,
// without control or direction characters; a number is below 2**53.

import { isWritten } from "./uscc.js";

/**
 * @typedef {object} KeyTerms - each null when it is not in the code; pay and penalty in whole yuan
 * @property {string | null} position
 * @property {number | null} monthlyPay
 * @property {number | null} penalty
 * @property {number | null} reportBy - days since 1970-01-01
 *
 * @typedef {object} AgreementClaims
 * @property {string} number - 协议书编号, as printed
 * @property {number} edition - 1 for the first issue
 * @property {string} name - the graduate's
 * @property {string | null} holderHint - such as the last 4 digits of the student number
 * @property {number} school - national code, 5 digits
 * @property {string} employer
 * @property {string | null} uscc - 统一社会信用代码
 * @property {Uint8Array} digest - SHA-256 of the canonical record
 * @property {number} statusList
 * @property {number} statusIndex
 * @property {KeyTerms | null} terms - null when no key terms are in the code
 * @property {Uint8Array | null} supersedes - first 8 bytes of SHA-256 of the previous edition's token
 * @property {number} issuedAt - seconds since 1970-01-01 00:00 UTC
 */
/** @typedef {(value: unknown) => boolean} Rule */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;
const MAX_SCHOOL = 99999;
/** 9999-12-31, the last day that every language can hold. */
const MAX_DAYS = 2932896;

/** @type {Rule} */
export function isText(value) {
  return typeof value === "string" && value !== "" && !UNSAFE.test(value) && value.normalize("NFC") === value;
}

/** @type {(value: unknown) => value is number} */
export function isUint(value) {
  return Number.isSafeInteger(value) && /** @type {number} */ (value) >= 0;
}

/** @type {(value: unknown) => value is number} */
export function isTime(value) {
  return isUint(value) && value <= MAX_DAYS * 86400;
}

/** @type {(value: unknown) => boolean} */
export function isSchool(value) {
  return isUint(value) && value > 0 && value <= MAX_SCHOOL;
}

/**
 * @param {number} length
 * @returns {Rule} exactly `length` bytes
 */
export function isBytes(length) {
  return (value) => value instanceof Uint8Array && value.length === length;
}

/**
 * @param {Rule} rule
 * @returns {Rule} null, or what `rule` allows
 */
export function isOptional(rule) {
  return (value) => value === null || rule(value);
}

/** @type {Record<keyof KeyTerms, Rule>} */
const TERM_RULES = {
  position: isOptional(isText),
  monthlyPay: isOptional(isUint),
  penalty: isOptional(isUint),
  reportBy: isOptional((value) => isUint(value) && value <= MAX_DAYS),
};
/** @type {Record<keyof AgreementClaims, Rule>} */
const RULES = {
  number: isText,
  edition: (value) => isUint(value) && value !== 0,
  name: isText,
  holderHint: isOptional(isText),
  school: isSchool,
  employer: isText,
  uscc: isOptional((value) => typeof value === "string" && isWritten(value)),
  digest: isBytes(32),
  statusList: isUint,
  statusIndex: isUint,
  terms: isOptional((value) => obeys(TERM_RULES, value)),
  supersedes: isOptional(isBytes(8)),
  issuedAt: isTime,
};

/**
 * Whether every field obeys its rule.
 * @param {any} claims
 * @returns {claims is AgreementClaims}
 */
export function areClaims(claims) {
  return obeys(RULES, claims);
}

/**
 * @param {Record<string, Rule>} rules
 * @param {any} fields
 */
function obeys(rules, fields) {
  return Object.entries(rules).every(([field, holds]) => holds(fields[field]));
}
