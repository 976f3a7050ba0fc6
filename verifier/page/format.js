// Instants in Beijing time, ages, amounts: as people here write them.

/** @import { AgreementClaims } from "../core/claims.js" */
/** @import { Words } from "./dom.js" */

const [MINUTE, HOUR, DAY] = [60, 3600, 86400];
const BEIJING = 8 * HOUR;
const SKEW = 5 * MINUTE;

/**
 * `2026-06-08 04:26:40`, the time in Beijing.
 * @param {number} seconds - since 1970-01-01 00:00 UTC
 */
export function beijing(seconds) {
  return new Date((seconds + BEIJING) * 1000).toISOString().slice(0, 19).replace("T", " ");
}

/**
 * `2026-06-08`, the date in Beijing.
 * @param {number} seconds - since 1970-01-01 00:00 UTC
 */
export function beijingDate(seconds) {
  return beijing(seconds).slice(0, 10);
}

/**
 * `2026-07-15`.
 * @param {number} days - since 1970-01-01
 */
export function date(days) {
  return beijingDate(days * DAY - BEIJING);
}

/**
 * How old something is.
 * @param {number} seconds
 * @returns {Words}
 */
export function age(seconds) {
  if (seconds < -SKEW) return ["本机时间之后", "after this device's time"];
  if (seconds < MINUTE) return ["不到 1 分钟前", "less than a minute ago"];
  if (seconds < HOUR) return count(seconds / MINUTE, "分钟", "minute");
  if (seconds < DAY) return count(seconds / HOUR, "小时", "hour");
  return count(seconds / DAY, "天", "day");
}

/**
 * @param {number} amount
 * @param {string} chinese
 * @param {string} english
 * @returns {Words}
 */
function count(amount, chinese, english) {
  const whole = Math.floor(amount);
  return [`${whole} ${chinese}前`, `${whole} ${english}${whole === 1 ? "" : "s"} ago`];
}

/** @param {number} amount */
export function yuan(amount) {
  return `${String(amount).replace(/\B(?=(\d{3})+$)/g, ",")} 元`;
}

/**
 * What a person compares with the paper, in the order of the form; null where it is not in the code.
 * @param {{ claims: AgreementClaims, school: string, checkCode: string }} paper
 * @returns {[string, string | null][]}
 */
export function fields({ claims, school, checkCode }) {
  const terms = claims.terms;
  const amount = (/** @type {number | null | undefined} */ value) => (value == null ? null : yuan(value));
  return [
    ["name", claims.name],
    ["holderHint", claims.holderHint],
    ["school", `${school}（${String(claims.school).padStart(5, "0")}）`],
    ["employer", claims.employer],
    ["uscc", claims.uscc],
    ["number", claims.number],
    ["edition", `第 ${claims.edition} 版`],
    ["issued", beijingDate(claims.issuedAt)],
    ["position", terms?.position ?? null],
    ["monthlyPay", amount(terms?.monthlyPay)],
    ["penalty", amount(terms?.penalty)],
    ["reportBy", terms?.reportBy == null ? null : date(terms.reportBy)],
    ["checkCode", checkCode],
  ];
}
