/** Who applied for a position, in the columns of a signing list (rules.md 1.7); the hash chooses the states to see. */
import { api } from "../../lib/api.js";
import { moment } from "../../lib/format.js";
import { t } from "../../lib/i18n.js";
import { href } from "../../lib/menu.js";
import { html } from "../../lib/render.js";
import { applicationChip } from "../application/standing.js";
import { section } from "../facts/facts.js";
import { empty } from "../notice/notice.js";
import { ending } from "../table/ends.js";
import { lines, mainLink, table } from "../table/table.js";

/** What each choice shows; the first shows everything. @type {Record<string, string[]>} */
const SIEVES = {
  all: [],
  new: ["applied"],
  interviews: ["interview_invited", "interview_accepted", "interview_declined"],
  passed: ["passed"],
  offered: ["offered", "signed", "declined", "void", "taken_back", "failed"],
  not_passed: ["not_passed"],
};

/** @type {import("../table/table.js").Column[]} */
const COLUMNS = [
  { name: "name", cell: (of) => mainLink(href("application", { id: of.id }), of.name, of.gender) },
  { name: "position", cell: (of) => of.position },
  { name: "school_name", cell: (of) => of.school_name },
  { name: "degree", cell: (of) => lines(of.degree, of.major) },
  { name: "phone", cell: (of) => lines(of.phone, of.email) },
  { name: "sent_at", cell: (of) => moment(of.applied_at) },
  { name: "signing_state", cell: applicationChip },
];

/** @param {import("../../lib/types.js").List} list @param {import("../../lib/page.js").At<any>} at @param {string} path */
export function applicants(list, at, path) {
  const shown = list.items.filter(({ state }) => !SIEVES[chosen()]?.length || SIEVES[chosen()]?.includes(state));
  const more = async () => {
    const next = await api.get(`${path}?cursor=${encodeURIComponent(list.cursor ?? "")}`);
    list.items.push(...next.items);
    list.cursor = next.cursor;
    at.update();
  };
  return section(t("position.applicants"), [
    html`<nav class="sieves" aria-label=${t("sent.show")}>${Object.keys(SIEVES).map(
      (name) =>
        html`<a href="#${name}" aria-current=${name === chosen() ? "true" : "false"}>${t(`position.show_${name}`)}</a>`,
    )}</nav>`,
    shown.length
      ? html`<div class="table-frame">${table({ caption: t("position.applicants"), items: shown, columns: COLUMNS })}</div>`
      : empty(t("position.no_applicants")),
    shown.length || list.cursor ? ending(at, shown.length, list.cursor ? more : null) : "",
  ]);
}

function chosen() {
  const name = location.hash.slice(1);
  return name in SIEVES ? name : "all";
}
