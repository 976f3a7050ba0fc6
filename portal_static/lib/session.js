/**
 * Who is logged in, and the way to the log-in page and back.
 */
import { api, carry } from "./api.js";
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
