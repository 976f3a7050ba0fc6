// What a verifier answers (SPEC.md 6): four separate answers and the checks behind them; none leaks into another.

/** @import { AgreementClaims } from "./claims.js" */
/** @import { Code } from "./fault.js" */
/**
 * @typedef {"passed" | "failed" | "unknown"} Verdict
 * @typedef {"genuine" | "not_genuine" | "unknown_key" | "unconfirmed" | "not_ours"} Authentic
 * @typedef {"valid" | "terminated" | "suspended" | "superseded" | "unknown"} Status
 * @typedef {{ step: number, verdict: Verdict, code: Code | null }} Check - the steps are named in verify.js
 * @typedef {{ issuedAt: number, age: number }} AsOf - seconds
 * @typedef {{ claims: AgreementClaims, school: string, checkCode: string }} Paper
 *
 * @typedef {object} Authenticity - answer 1, and what is to be compared with the paper once the signature is proved
 * @property {Check[]} checks
 * @property {Authentic} authentic
 * @property {Paper | null} paper
 *
 * @typedef {object} Standing - answers 2 and 3
 * @property {Check[]} checks
 * @property {Status} status
 * @property {AsOf | null} asOf
 * @property {number} [since] - where the list says it, from which day on the next edition has had the place of this one
 *
 * @typedef {Authenticity & Standing} Report
 */

/**
 * Whether the paper is genuine and its agreement in force.
 * @param {Report} report
 */
export function isGood(report) {
  return report.authentic === "genuine" && report.status === "valid";
}

/**
 * The first check that did not pass, if there is one.
 * @param {{ checks: Check[] }} answer
 */
export function stopped(answer) {
  return answer.checks.find((check) => check.verdict !== "passed");
}
