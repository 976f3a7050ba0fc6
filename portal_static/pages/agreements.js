/** The party's agreements; a graduate has one at a time, with those that ended below. */
import { actionText, statusesOf } from "../components/chip/chip.js";
import { list, more, rowLink } from "../components/list/list.js";
import { empty } from "../components/notice/notice.js";
import { ending } from "../components/table/ends.js";
import { lines, mainLink, table } from "../components/table/table.js";
import { api } from "../lib/api.js";
import { day } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

open({
  name: "agreements",
  roles: ["student", "employer"],
  isWide: true,
  load: () => api.get("/api/agreements"),
  view: (/** @type {import("../lib/types.js").List} */ own, at) => [
    at.account.role === "student"
      ? html`<p><a class="button" href=${href("initiate")}>${actionText("agreement", "initiate")}</a></p>`
      : nothing,
    at.account.role === "student" ? rows(own, at) : wide(own, at),
    html`<p class="small"><a href=${href("erased")}>${t("erased.title")}</a></p>`,
  ],
});

/** @param {import("../lib/types.js").List} own @param {import("../lib/page.js").At<any>} at */
function rows(own, at) {
  return list(at, own, { path: "/api/agreements", none: t("agreements.none_student"), row });
}

/** An employer's, with what tells graduates apart (rules.md 1.7); phone and e-mail are whole on the agreement's page. @param {import("../lib/types.js").List} own @param {import("../lib/page.js").At<any>} at */
function wide(own, at) {
  if (!own.items.length) return empty(t("agreements.none_employer"));
  return html`<div class="table-frame">${table({ caption: t("agreements.title"), items: own.items, columns: COLUMNS })}</div>
    ${ending(at, own.items.length, own.cursor ? () => more(at, own, "/api/agreements") : null)}`;
}

/** @type {import("../components/table/table.js").Column[]} */
const COLUMNS = [
  {
    name: "student_name",
    cell: (of) => mainLink(href("agreement", { id: of.id }), of.student_name, `${of.student_number} · ${of.gender}`),
  },
  { name: "position", cell: (of) => of.position },
  { name: "school_name", cell: (of) => lines(of.school_name, [of.degree, of.major].filter(Boolean).join(" · ")) },
  { name: "phone", cell: (of) => of.phone },
  { name: "submitted_at", cell: (of) => lines(day(of.submitted_at), of.number) },
  { name: "state", cell: (of) => html`${statusesOf(of)}${ends(of)}` },
];

/** @param {any} of */
function ends({ open_termination }) {
  return open_termination ? html`<span class="chip chip-wait">${t("agreements.ending")}</span>` : nothing;
}

/** @param {any} of */
function row(of) {
  const { id, number, state, employer_name, position, submitted_at } = of;
  return rowLink(
    href(state === "draft" ? "initiate" : "agreement", { id }),
    html`<span class="row-head"><span class="row-title">${employer_name}</span>${ends(of)}</span>
      <span>${position}</span>
      ${statusesOf(of)}
      <span class="row-more"><span>${number ? t("agreements.number", { number }) : ""}</span><span>${day(submitted_at)}</span></span>`,
  );
}
