/**
 * The pages of each role, in the order of the menu. The first four are the tabs of a phone; the first is home.
 */

/** @typedef {{page: string, icon: string}} Entry */

const NOTICES = { page: "notices", icon: "bell" };
const ACCOUNT = { page: "account", icon: "person" };

/** @type {Record<import("./types.js").Role, Entry[]>} */
export const MENU = {
  student: [
    { page: "home", icon: "home" },
    { page: "invitations", icon: "letter" },
    { page: "agreements", icon: "paper" },
    NOTICES,
    { page: "source-record", icon: "card" },
    { page: "terminations", icon: "parting" },
    ACCOUNT,
  ],
  employer: [
    { page: "sent", icon: "letter" },
    { page: "find-student", icon: "search" },
    { page: "agreements", icon: "paper" },
    NOTICES,
    { page: "terminations", icon: "parting" },
    { page: "admissions", icon: "school" },
    { page: "employer", icon: "building" },
    { page: "colleagues", icon: "people" },
    ACCOUNT,
  ],
  college: [{ page: "queue", icon: "letter" }, NOTICES, ACCOUNT],
  school: [{ page: "queue", icon: "letter" }, NOTICES, ACCOUNT],
  admin: [{ page: "queue", icon: "letter" }, NOTICES, ACCOUNT],
  operator: [{ page: "employers", icon: "building" }, ACCOUNT],
};

/** @param {string} page @param {Record<string, string>} [params] */
export function href(page, params = {}) {
  const query = new URLSearchParams(params).toString();
  return `/pages/${page}.html${query ? `?${query}` : ""}`;
}

/** @param {import("./types.js").Role} role */
export function home(role) {
  return href(MENU[role][0]?.page ?? "account");
}
