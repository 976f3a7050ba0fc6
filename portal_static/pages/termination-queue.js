/** Applications to end agreements (M08-M12): those that wait for this reviewer first, other states beside them. */
import { chip } from "../components/chip/chip.js";
import { keysHelp, listen, step } from "../components/keys/keys.js";
import { empty } from "../components/notice/notice.js";
import { ending, states } from "../components/table/ends.js";
import { lines, mainLink, table } from "../components/table/table.js";
import { api } from "../lib/api.js";
import { day, deadline } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { gather, gatherMore } from "../lib/lists.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";
import { lay } from "../lib/trail.js";

/** @typedef {import("../lib/page.js").At<import("../lib/lists.js").Gathered>} At */

const MINE = /** @type {Record<string, string[]>} */ ({
  college: ["college_review", "open_review"],
  school: ["school_review", "open_review"],
  admin: ["college_review", "school_review", "open_review"],
});
const OTHERS = ["await_other", "approved", "failed", "refused", "lapsed", "withdrawn"];

open({
  name: "termination-queue",
  roles: ["college", "school", "admin"],
  isWide: true,
  load: async (at) => {
    const list = await gather(now(at) === "mine" ? (MINE[at.account.role] ?? []) : [now(at)], asked, "applied_at");
    lay("termination-queue", list.items.map(key));
    return list;
  },
  view: (list, at) => html`
    <div class="over-list">
      ${states({ page: "termination-queue", machine: "termination", states: ["mine", ...OTHERS], now: now(at), named: { mine: t("queue.mine") } })}
      ${keysHelp(at, keys())}
    </div>
    ${list.items.length || list.open.length ? rows(list, at) : empty(t(now(at) === "mine" ? "queue.none_mine" : "queue.none"))}
  `,
});

listen(keys);

/** @param {At} at */
function now(at) {
  return at.param("state") || "mine";
}

/** @param {string} state @param {string | null} cursor @returns {Promise<import("../lib/types.js").List>} */
function asked(state, cursor) {
  return api.get(`/api/terminations?${new URLSearchParams({ state, ...(cursor ? { cursor } : {}) })}`);
}

/** Both ids: an application is found through its agreement. @param {any} of */
function key({ agreement, id }) {
  return `${agreement}:${id}`;
}

/** @param {import("../lib/lists.js").Gathered} list @param {At} at */
function rows(list, at) {
  const more = async () => {
    at.model = await gatherMore(list, asked, "applied_at");
    lay("termination-queue", at.model.items.map(key));
    at.update();
  };
  return html`<div class="table-frame">${table({ caption: t("termination-queue.title"), items: list.items, columns: COLUMNS })}</div>
    ${ending(at, list.items.length, list.open.length ? more : null)}`;
}

/** @type {import("../components/table/table.js").Column[]} */
const COLUMNS = [
  {
    name: "student_name",
    cell: (of) =>
      mainLink(href("termination-review", { agreement: of.agreement, id: of.id }), of.student_name, of.student_number),
  },
  { name: "class_name", cell: (of) => lines(of.class_name || "—", String(of.cohort)) },
  { name: "unit_name", cell: (of) => lines(of.employer_name, of.nature) },
  {
    name: "termination_reason",
    cell: (of) => lines(t(`reasons.${of.reason}`), t("agreement.applied_by", { who: t(`roles.${of.initiator}`) })),
  },
  {
    name: "applied_at",
    cell: (of) => lines(day(of.applied_at), of.state === "await_other" ? deadline(of.answer_by) : ""),
  },
  { name: "state", cell: (of) => chip("termination", of.state) },
];

/** @returns {import("../components/keys/keys.js").Key[]} */
function keys() {
  return [
    { keys: ["j"], text: t("shortcuts.next"), act: () => step(1) },
    { keys: ["k"], text: t("shortcuts.previous"), act: () => step(-1) },
    { keys: ["ArrowDown"], text: t("shortcuts.next_in_list"), act: () => step(1), isInList: true },
    { keys: ["ArrowUp"], text: t("shortcuts.previous_in_list"), act: () => step(-1), isInList: true },
  ];
}
