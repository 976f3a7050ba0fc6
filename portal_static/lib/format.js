/**
 * Values as people read them. Times are Beijing times, whatever the device thinks; money is whole yuan.
 */
import { t } from "./i18n.js";
import { language } from "./language.js";

const MEGABYTE = 1024 * 1024;

const ZONE = "Asia/Shanghai";
const DAY_MS = 86_400_000;

/** @param {string | null | undefined} iso */
export function day(iso) {
  return iso ? written(iso, { year: "numeric", month: "long", day: "numeric" }) : "";
}

/** @param {string | null | undefined} iso */
export function moment(iso) {
  return iso
    ? written(iso, {
        year: "numeric",
        month: "long",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        hour12: false,
      })
    : "";
}

/** The time of day. @param {string} iso */
export function time(iso) {
  return written(iso, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
}

/** @param {string} iso @param {Intl.DateTimeFormatOptions} how */
function written(iso, how) {
  const at = new Date(iso.length === 10 ? `${iso}T00:00:00+08:00` : iso);
  return new Intl.DateTimeFormat(language(), { timeZone: ZONE, ...how }).format(at);
}

/** Whole days until a moment, counted in dates of Beijing; negative when it is past. @param {string} iso */
export function daysLeft(iso) {
  return dayNumber(new Date(iso)) - dayNumber(new Date());
}

/** @param {Date} at */
function dayNumber(at) {
  return Math.floor((at.getTime() + 8 * 3_600_000) / DAY_MS);
}

/** A deadline with the days that are left. @param {string} iso */
export function deadline(iso) {
  const left = daysLeft(iso);
  if (left < 0) return moment(iso);
  return left === 0 ? t("common.until_today", { at: moment(iso) }) : t("common.until", { at: moment(iso), days: left });
}

/** @param {number} number */
export function count(number) {
  return new Intl.NumberFormat(language()).format(number);
}

/** @param {number | null | undefined} amount */
export function yuan(amount) {
  return amount === null || amount === undefined ? "" : t("common.yuan", { amount: count(amount) });
}

/** The size of a file. @param {number} size in bytes */
export function bytes(size) {
  return size < MEGABYTE ? `${Math.ceil(size / 1024)} KB` : `${(size / MEGABYTE).toFixed(1)} MB`;
}

/** Today in Beijing, as a date field holds it. */
export function today() {
  return new Date().toLocaleDateString("en-CA", { timeZone: "Asia/Shanghai" });
}
