/** Applications to end agreements (M08-M12): those that wait for this reviewer first, other states beside them. */
import { chip } from "../components/chip/chip.js";
import { keysHelp, listen, step } from "../components/keys/keys.js";
import { empty } from "../components/notice/notice.js";
import { ofGraduates, sieve, sieved } from "../components/sieve/sieve.js";
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

/** @typedef {{list: import("../lib/lists.js").Gathered, colleges: import("../lib/types.js").Named[]}} Model */
/** @typedef {import("../lib/page.js").At<Model>} At */

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
    const [list, school] = await Promise.all([gather(wanted(at), ask(at), "applied_at"), api.get("/api/school")]);
    lay("termination-queue", list.items.map(key));
    return { list, colleges: school.colleges };
  },
  view: (model, at) => html`
    <div class="over-list">
      ${states({ page: "termination-queue", machine: "termination", states: ["mine", ...OTHERS], now: now(at), named: { mine: t("queue.mine") } })}
      ${keysHelp(at, keys())}
    </div>
    ${sieve(at, narrowings(model, at))}
    ${model.list.items.length || model.list.open.length ? rows(model, at) : empty(none(at))}
  `,
});

listen(keys);

/** @param {At} at */
function now(at) {
  return at.param("state") || "mine";
}

/** The API's states behind a tab. @param {At} at */
function wanted(at) {
  return now(at) === "mine" ? (MINE[at.account.role] ?? []) : [now(at)];
}

/** @param {At} at @returns {import("../lib/lists.js").Ask} */
function ask(at) {
  const by = sieved(at);
  return (state, cursor) =>
    api.get(`/api/terminations?${new URLSearchParams({ ...by, state, ...(cursor ? { cursor } : {}) })}`);
}

/** @param {Model} model @param {At} at @returns {import("../components/sieve/sieve.js").Narrowing[]} */
function narrowings({ list, colleges }, at) {
  const college = { name: "college", choices: colleges.map(({ code, name }) => ({ code, label: name })) };
  return [...(at.account.role === "college" ? [] : [college]), ...ofGraduates(list.items)];
}

/** Why nothing is listed. @param {At} at */
function none(at) {
  if (Object.keys(sieved(at)).length) return t("sieve.none");
  return t(now(at) === "mine" ? "queue.none_mine" : "queue.none");
}

/** Both ids: an application is found through its agreement. @param {any} of */
function key({ agreement, id }) {
  return `${agreement}:${id}`;
}

/** @param {Model} model @param {At} at */
function rows(model, at) {
  const { list } = model;
  const more = async () => {
    model.list = await gatherMore(list, ask(at), "applied_at");
    lay("termination-queue", model.list.items.map(key));
    at.update();
  };
  return html`<div class="table-frame">${table({ caption: t("termination-queue.title"), items: list.items, columns: columns(model.colleges) })}</div>
    ${ending(at, list.items.length, list.open.length ? more : null)}`;
}

/** @param {import("../lib/types.js").Named[]} colleges @returns {import("../components/table/table.js").Column[]} */
const columns = (colleges) => [
  {
    name: "student_name",
    cell: (of) =>
      mainLink(href("termination-review", { agreement: of.agreement, id: of.id }), of.student_name, of.student_number),
  },
  {
    name: "college_name",
    cell: (of) =>
      lines(
        colleges.find(({ code }) => code === of.college)?.name ?? of.college,
        [of.cohort, of.plan, of.degree, of.major, of.class_name].filter(Boolean).join(" · "),
      ),
  },
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
