/**
 * Who is logged in, and the way to the log-in page and back.
 */
import { api, carry, Problem } from "./api.js";
import { belongTo } from "./drafts.js";

/** @typedef {import("./types.js").Session} Session */

/** @returns {Promise<Session>} */
export async function loadSession() {
  const session = /** @type {Session} */ (await api.get("/api/session"));
  return adopt(session);
}

/** Begin to use a session that a log-in answered. @param {Session} session */
export function adopt(session) {
  carry(session.csrf);
  if (session.account) belongTo(session.account.login);
  return session;
}

/** Log in and come back to this page. @param {"required" | "expired"} why */
export function logIn(why) {
  const back = encodeURIComponent(location.pathname + location.search + location.hash);
  location.assign(`/pages/login.html?why=${why}&next=${back}`);
}

const TICKET = "ticket";
/** What no ticket comes back from. */
const SPENT = ["federation_lapsed", "federation_taken", "federation_for_students"];

/** Keep what lets this browser bind an outside account (A04), for the log-in or the binding that follows in this tab. @param {string} ticket */
export function keepTicket(ticket) {
  sessionStorage.setItem(TICKET, ticket);
}

/** The ticket that a log-in or a binding takes along, as a field of it. @returns {{ticket?: string}} */
export function ticket() {
  const kept = sessionStorage.getItem(TICKET);
  return kept ? { ticket: kept } : {};
}

/** Send what may take the ticket along; it is used once, and one that has lapsed is dropped. @template T @param {(more: {ticket?: string}) => Promise<T>} send */
export async function withTicket(send) {
  try {
    const answer = await send(ticket());
    sessionStorage.removeItem(TICKET);
    return answer;
  } catch (error) {
    if (error instanceof Problem && SPENT.includes(error.code)) sessionStorage.removeItem(TICKET);
    throw error;
  }
}

/** Where to go after a log-in: a page of this site, never elsewhere. @param {string | null} next @param {string} home */
export function destination(next, home) {
  if (!next) return home;
  const url = new URL(next, location.origin);
  return url.origin === location.origin && url.pathname.startsWith("/pages/")
    ? url.pathname + url.search + url.hash
    : home;
}

export async function logOut() {
  await api.delete("/api/session");
  sessionStorage.clear();
  location.assign("/");
}
