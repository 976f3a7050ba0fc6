// The only two things that the page asks for: the trust list and one status list. Neither request names an agreement.
// A failure of any kind gives null: an outage is "unknown" and nothing else.

import { origin } from "../core/link.js";

/** @import { TrustList } from "../core/trust.js" */

const PATIENCE = 8000;

/**
 * The official origin to ask: this page's own, or the first official one for a copy on disk or elsewhere.
 * @param {TrustList | null} trust
 */
export function officialOrigin(trust) {
  const official = trust?.hosts[0];
  return !official || trust.hosts.includes(location.host) ? location.origin : origin(official);
}

/**
 * The bytes at `url`, null when they cannot be had.
 * @param {string} url
 * @returns {Promise<Uint8Array | null>}
 */
export async function fetched(url) {
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), PATIENCE);
  try {
    const answer = await fetch(url, {
      cache: "no-cache",
      credentials: "omit",
      redirect: "error",
      signal: aborter.signal,
    });
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** @param {number} number */
const place = (number) => `status/${number}`;

/**
 * The latest time of the list `number` that this device has ever seen, 0 when it has seen none.
 * @param {number} number
 */
export function highestSeen(number) {
  try {
    return Number(localStorage.getItem(place(number))) || 0;
  } catch {
    return 0;
  }
}

/**
 * Remember a time of the list `number`; it only grows. Where nothing can be kept, nothing is.
 * @param {number} number
 * @param {number} issuedAt
 */
export function remember(number, issuedAt) {
  if (issuedAt <= highestSeen(number)) return;
  try {
    localStorage.setItem(place(number), String(issuedAt));
  } catch {
    // Private windows may refuse; the list's own expiry still holds.
  }
}
