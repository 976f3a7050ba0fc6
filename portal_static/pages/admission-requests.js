/** Employers that ask this school for admission (C02), and those that have it. */
import { chip } from "../components/chip/chip.js";
import { empty } from "../components/notice/notice.js";
import { ending, states } from "../components/table/ends.js";
import { mainLink, table } from "../components/table/table.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const STATES = ["requested", "admitted", "refused", "withdrawn"];

open({
  name: "admission-requests",
  roles: ["school", "admin"],
  isWide: true,
  load: (at) => asked(at, null),
  view: (/** @type {import("../lib/types.js").List} */ list, at) => html`
    ${states({ page: "admission-requests", machine: "admission", states: STATES, now: now(at) })}
    ${list.items.length || list.cursor ? rows(list, at) : empty(t("admission-requests.none"))}
  `,
});

/** @param {At} at */
function now(at) {
  return STATES.find((each) => each === at.param("state")) ?? "requested";
}

/** @param {At} at @param {string | null} cursor @returns {Promise<import("../lib/types.js").List>} */
function asked(at, cursor) {
  return api.get(`/api/admissions?${new URLSearchParams({ state: now(at), ...(cursor ? { cursor } : {}) })}`);
}

/** @param {import("../lib/types.js").List} list @param {At} at */
function rows(list, at) {
  const more = async () => {
    const next = await asked(at, list.cursor);
    at.model = { items: [...list.items, ...next.items], cursor: next.cursor };
    at.update();
  };
  return html`<div class="table-frame">${table({ caption: t("admission-requests.title"), items: list.items, columns: columns(now(at)) })}</div>
    ${ending(at, list.items.length, list.cursor ? more : null)}`;
}

/** @param {string} state @returns {import("../components/table/table.js").Column[]} */
function columns(state) {
  return [
    {
      name: "unit_name",
      cell: (of) =>
        mainLink(href("admission-review", { id: of.employer, state }), of.employer_name, of.uscc || t("unit.no_code")),
    },
    { name: "nature", cell: (of) => of.nature },
    { name: "applied_at", cell: (of) => moment(of.requested_at) },
    { name: "reason", cell: (of) => of.reason || "—" },
    { name: "state", cell: (of) => chip("admission", of.state) },
  ];
}
