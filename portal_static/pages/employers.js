/** Registrations of employers for the platform (C01): those that wait first, other states beside them. */
import { chip } from "../components/chip/chip.js";
import { empty } from "../components/notice/notice.js";
import { ending, states } from "../components/table/ends.js";
import { lines, mainLink, table } from "../components/table/table.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";
import { lay } from "../lib/trail.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const STATES = ["registered", "returned", "approved", "refused", "suspended"];

open({
  name: "employers",
  roles: ["operator"],
  isWide: true,
  load: (at) => {
    return asked(at, null);
  },
  view: (/** @type {import("../lib/types.js").List} */ list, at) => html`
    ${states({ page: "employers", machine: "employer", states: STATES, now: now(at) })}
    ${list.items.length || list.cursor ? rows(list, at) : empty(t("employers.none"))}
  `,
});

/** @param {At} at */
function now(at) {
  return STATES.find((each) => each === at.param("state")) ?? "registered";
}

/** @param {At} at @param {string | null} cursor @returns {Promise<import("../lib/types.js").List>} */
function asked(at, cursor) {
  return api.get(`/api/employers?${new URLSearchParams({ state: now(at), ...(cursor ? { cursor } : {}) })}`);
}

/** @param {import("../lib/types.js").List} list @param {At} at */
function rows(list, at) {
  lay(
    "employers",
    list.items.map(({ id }) => id),
  );
  const more = async () => {
    const next = await asked(at, list.cursor);
    at.model = { items: [...list.items, ...next.items], cursor: next.cursor };
    at.update();
  };
  return html`<div class="table-frame">${table({ caption: t("employers.title"), items: list.items, columns: COLUMNS })}</div>
    ${ending(at, list.items.length, list.cursor ? more : null)}`;
}

/** @type {import("../components/table/table.js").Column[]} */
const COLUMNS = [
  {
    name: "unit_name",
    cell: (of) =>
      mainLink(href("employer-review", { id: of.id }), of.name, of.uscc || t(`code_paths.${of.code_path || "none"}`)),
  },
  { name: "nature", cell: (of) => lines(of.nature, of.industry) },
  { name: "location", cell: (of) => of.location },
  { name: "contact", cell: (of) => lines(of.contact, of.phone) },
  { name: "registered_at", cell: (of) => moment(of.registered_at) },
  { name: "state", cell: (of) => chip("employer", of.state) },
];
