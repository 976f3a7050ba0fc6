/** How agreements were signed, and the online share (网签占比, D08): one's own school, or every school's for the platform. */
import { empty } from "../components/notice/notice.js";
import { ending } from "../components/table/ends.js";
import { lines, table } from "../components/table/table.js";
import { api } from "../lib/api.js";
import { count } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const WAYS = ["application", "employer", "qr", "student", "paper"];

open({
  name: "signing-counts",
  roles: ["admin", "operator"],
  isWide: true,
  load: (at) => asked(at, null),
  view: (found, at) => html`
    <p class="lead">${t("signing-counts.lead")}</p>
    ${years(found.cohort)}
    ${found.items.length ? rows(found, at) : empty(t("signing-counts.none"))}
  `,
});

/** @param {At} at @param {string | null} cursor */
function asked(at, cursor) {
  const cohort = at.param("cohort");
  return api.get(
    `/api/signing-counts?${new URLSearchParams({ ...(cohort ? { cohort } : {}), ...(cursor ? { cursor } : {}) })}`,
  );
}

/** The cohort that is shown, and the ones beside it. @param {number} now */
function years(now) {
  return html`<nav class="sieves" aria-label=${t("fields.cohort")}>${[now - 1, now, now + 1].map(
    (year) =>
      html`<a href=${href("signing-counts", { cohort: String(year) })} aria-current=${year === now ? "true" : "false"}>${t("signing-counts.cohort", { year })}</a>`,
  )}</nav>`;
}

/** @param {any} found @param {At} at */
function rows(found, at) {
  const more = async () => {
    const next = await asked(at, found.cursor);
    found.items.push(...next.items);
    found.cursor = next.cursor;
    at.update();
  };
  return html`<div class="table-frame">${table({ caption: t("signing-counts.title"), items: found.items, columns: COLUMNS })}</div>
    ${ending(at, found.items.length, found.cursor ? more : null)}`;
}

/** @type {import("../components/table/table.js").Column[]} */
const COLUMNS = [
  { name: "school", cell: (of) => lines(of.name, of.code) },
  { name: "online_percent", isNumber: true, cell: share },
  { name: "total", isNumber: true, cell: (of) => count(of.total) },
  ...WAYS.map((way) => ({
    name: `way_${way}`,
    isNumber: true,
    cell: (/** @type {any} */ of) => count(of.counts[way]),
  })),
];

/** @param {any} of */
function share({ online, total, online_percent }) {
  if (online_percent === null) return t("signing-counts.no_share");
  return lines(`${online_percent}%`, t("signing-counts.of", { online: count(online), total: count(total) }));
}
