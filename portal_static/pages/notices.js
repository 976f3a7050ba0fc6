/** What happened, newest first; opening one marks it as read and leads to the record. */
import { fates } from "../components/channels/fates.js";
import { list } from "../components/list/list.js";
import { notice } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { find, t } from "../lib/i18n.js";
import { href, OFFICE } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */
/** @typedef {{case: string, seq: number, kind: string, at: string, details: Record<string, string>, channels: import("../components/channels/fates.js").Fate[], is_read: boolean}} Notice */

open({
  name: "notices",
  roles: ["student", "employer", "college", "school", "admin", "operator"],
  load: () => api.get("/api/notices"),
  view: (/** @type {import("../lib/types.js").List & {unread: number}} */ notices, at) => html`
    ${notices.unread ? notice("about", html`<p>${t("notices.unread", { count: notices.unread })}</p>`) : nothing}
    ${list(at, notices, { path: "/api/notices", none: t("notices.none"), row: (item) => row(at, item) })}
  `,
});

/** @param {At} at @param {Notice} item */
function row(at, item) {
  return html`<a class=${item.is_read ? "row" : "row row-unread"} href=${place(at.account.role, item)} @click=${() => read(item)}>
    <span class="row-head">
      <span class="row-title">${find(`events.${item.kind}.subject`, item.details) ?? item.kind}</span>
      ${item.is_read ? nothing : html`<small>${t("notices.new")}</small>`}
    </span>
    <span>${find(`events.${item.kind}.body`, readable(item.details))}</span>
    <span class="row-more"><time datetime=${item.at}>${moment(item.at)}</time><span>${fates(item.channels)}</span></span>
  </a>`;
}

/** Deadlines come as moments of the API. @param {Record<string, string>} details */
function readable(details) {
  return details.until ? { ...details, until: moment(details.until) } : details;
}

/** Sent on its way while the browser leaves. @param {Notice} item */
function read(item) {
  if (!item.is_read) api.put(`/api/notices/${item.case}/${item.seq}/reading`).catch(() => undefined);
}

/** @param {import("../lib/types.js").Role} role @param {Notice} item */
function place(role, { kind, case: id }) {
  return OFFICE.includes(role) ? placeOfOffice(kind, id) : placeOfParty(role, kind, id);
}

/** @param {string} role @param {string} kind @param {string} id */
function placeOfParty(role, kind, id) {
  if (/^(correction|source|binding)_/.test(kind)) return href("source-record");
  if (kind.startsWith("employer_")) return href("employer");
  if (kind.startsWith("admission_")) return href("admissions");
  if (kind === "application_withdrawn") return href("positions");
  if (/^(application|interview)_/.test(kind)) return href("application", { id });
  if (kind === "offer_made") return href("offer", { id });
  if (!kind.startsWith("invitation_") || kind === "invitation_accepted") return href("agreement", { id });
  return href(role === "student" ? "invitation" : "sent-invitation", { id });
}

/** @param {string} kind @param {string} id */
function placeOfOffice(kind, id) {
  if (kind.startsWith("correction_")) return href("corrections");
  if (/^(source|binding)_/.test(kind)) return href("graduate", { id });
  if (kind.startsWith("employer_")) return href("employer-review", { id });
  if (kind.startsWith("admission_")) return href("admission-requests");
  return kind.startsWith("termination_") ? href("termination-queue") : href("review", { id });
}
