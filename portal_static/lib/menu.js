/**
 * The pages of each role, in the order of the menu. The first four are the tabs of a phone; the first is home.
 */

/** @typedef {{page: string, icon: string}} Entry */

const POSITIONS = { page: "positions", icon: "search" };
const NOTICES = { page: "notices", icon: "bell" };
const ACCOUNT = { page: "account", icon: "person" };
const QUEUE = { page: "queue", icon: "list" };
const PRINT_DESK = { page: "print-desk", icon: "print" };
const TERMINATION_QUEUE = { page: "termination-queue", icon: "parting" };
const GRADUATES = { page: "graduates", icon: "people" };
const CORRECTIONS = { page: "corrections", icon: "pen" };
const MISMATCHES = { page: "mismatches", icon: "card" };
const BLANK_FORMS = { page: "blank-forms", icon: "paper" };
const ADMISSIONS = { page: "admission-requests", icon: "building" };
const SIGNING_COUNTS = { page: "signing-counts", icon: "list" };
const ERASED = { page: "erased", icon: "list" };
const POLICY = { page: "policy", icon: "gear" };

/** Who works at a school or for the platform; their texts are a file of their own. @type {import("./types.js").Role[]} */
export const OFFICE = ["college", "school", "admin", "operator"];

/** @type {Record<import("./types.js").Role, Entry[]>} */
export const MENU = {
  student: [
    { page: "home", icon: "home" },
    { page: "invitations", icon: "letter" },
    { page: "agreements", icon: "paper" },
    NOTICES,
    POSITIONS,
    { page: "applications", icon: "list" },
    { page: "resume", icon: "pen" },
    { page: "source-record", icon: "card" },
    { page: "card", icon: "people" },
    { page: "printing", icon: "print" },
    { page: "terminations", icon: "parting" },
    ACCOUNT,
  ],
  employer: [
    { page: "sent", icon: "letter" },
    { page: "find-student", icon: "search" },
    { page: "agreements", icon: "paper" },
    NOTICES,
    POSITIONS,
    { page: "terminations", icon: "parting" },
    { page: "admissions", icon: "school" },
    { page: "employer", icon: "building" },
    { page: "colleagues", icon: "people" },
    ACCOUNT,
  ],
  college: [
    QUEUE,
    PRINT_DESK,
    TERMINATION_QUEUE,
    NOTICES,
    GRADUATES,
    CORRECTIONS,
    MISMATCHES,
    BLANK_FORMS,
    ERASED,
    POLICY,
    ACCOUNT,
  ],
  school: [
    QUEUE,
    PRINT_DESK,
    TERMINATION_QUEUE,
    NOTICES,
    GRADUATES,
    CORRECTIONS,
    MISMATCHES,
    BLANK_FORMS,
    ADMISSIONS,
    ERASED,
    POLICY,
    { page: "school-profile", icon: "school" },
    ACCOUNT,
  ],
  admin: [
    { page: "imports", icon: "upload" },
    GRADUATES,
    CORRECTIONS,
    MISMATCHES,
    BLANK_FORMS,
    NOTICES,
    QUEUE,
    PRINT_DESK,
    TERMINATION_QUEUE,
    ADMISSIONS,
    ERASED,
    POLICY,
    { page: "school-profile", icon: "school" },
    { page: "staff", icon: "people" },
    SIGNING_COUNTS,
    ACCOUNT,
  ],
  operator: [
    { page: "employers", icon: "building" },
    { page: "schools", icon: "school" },
    SIGNING_COUNTS,
    NOTICES,
    { page: "keys", icon: "key" },
    ACCOUNT,
  ],
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
