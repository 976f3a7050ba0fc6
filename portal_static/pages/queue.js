/**
 * The review queue (H01, rules.md 1.7): what waits for this reviewer first, other states beside it.
 *
 * 1. Rows can be narrowed; names and numbers travel in the body of a search.
 * 2. Keys move between rows and lead to the record, where every decision is confirmed.
 */
import { outcome, passing } from "../components/bulk/bulk.js";
import { byStudent, flag } from "../components/chip/chip.js";
import { focused, keysHelp, listen, step } from "../components/keys/keys.js";
import { empty } from "../components/notice/notice.js";
import { ofGraduates, sieve, sieved } from "../components/sieve/sieve.js";
import { ending, states } from "../components/table/ends.js";
import { lines, mainLink, table } from "../components/table/table.js";
import { guestTrust } from "../components/trust/trust.js";
import { api } from "../lib/api.js";
import { day } from "../lib/format.js";
import { find, t } from "../lib/i18n.js";
import { gather, gatherMore } from "../lib/lists.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { lay } from "../lib/trail.js";

/** @typedef {import("../lib/page.js").At<Model>} At */
/** @typedef {import("../components/bulk/bulk.js").Model & {colleges: import("../lib/types.js").Named[]}} Model */

const PAGE = 100;
const MINE = /** @type {Record<string, string[]>} */ ({
  college: ["college_review", "open_review"],
  school: ["school_review", "open_review"],
  admin: ["college_review", "school_review", "open_review"],
});
const OTHERS = [
  "awaiting_report",
  "returned",
  "reconfirmation",
  "signed",
  "completed",
  "sign_failed",
  "void",
  "terminated",
];
const FLAGS = ["penalty_above_limit", "archive_mismatch", "household_mismatch", "blank_form_out"];

/** @type {At | undefined} */
let page;

open({
  name: "queue",
  roles: ["college", "school", "admin"],
  isWide: true,
  load: async (at) => {
    page = at;
    const [list, school] = await Promise.all([gather(wanted(at), ask(at), "submitted_at"), api.get("/api/school")]);
    lay(
      "queue",
      list.items.map(({ id }) => id),
    );
    return { list, colleges: school.colleges, chosen: new Set(), results: at.model?.results ?? null };
  },
  view: (model, at) => html`
    <div class="over-list">
      ${states({ page: "queue", machine: "agreement", states: tabs(at), now: now(at), named: { mine: t("queue.mine") } })}
      ${keysHelp(at, keys(at))}
    </div>
    ${sieve(at, narrowings(model, at))}
    ${outcome(model, at)}
    ${model.list.items.length || model.list.open.length ? rows(model, at) : empty(t(Object.keys(sieved(at)).length ? "sieve.none" : now(at) === "mine" ? "queue.none_mine" : "queue.none"))}
  `,
});

listen(() => (page?.model ? keys(page) : []));

/** @param {At} at */
function now(at) {
  return at.param("state") || "mine";
}

/** @param {At} at */
function tabs(at) {
  return ["mine", ...(at.account.role === "school" ? ["college_review"] : []), ...OTHERS];
}

/** The API's states behind a tab. @param {At} at */
function wanted(at) {
  return now(at) === "mine" ? (MINE[at.account.role] ?? []) : [now(at)];
}

/** @param {At} at @returns {import("../lib/lists.js").Ask} */
function ask(at) {
  const by = sieved(at);
  return (state, cursor) =>
    api.post("/api/agreement-searches", { ...by, state, limit: PAGE, ...(cursor ? { cursor } : {}) });
}

/** @param {Model} model @param {At} at @returns {import("../components/sieve/sieve.js").Narrowing[]} */
function narrowings({ list, colleges }, at) {
  const college = { name: "college", choices: colleges.map(({ code, name }) => ({ code, label: name })) };
  return [
    ...(at.account.role === "college" ? [] : [college]),
    { name: "name" },
    { name: "number" },
    ...ofGraduates(list.items),
    { name: "flag", choices: FLAGS.map((code) => ({ code, label: find(`flags.${code}`) ?? code })) },
  ];
}

/** @param {Model} model @param {At} at */
function rows(model, at) {
  const { list, chosen } = model;
  const mayPass = now(at) === "mine" && at.account.role !== "admin";
  const choice = { ids: chosen, update: () => at.update(), name: (/** @type {any} */ item) => item.student_name };
  return html`
    <div class="table-frame">${table({
      caption: t("queue.title"),
      items: list.items,
      columns: columns(list),
      look: ({ id }) => (chosen.has(id) ? "is-chosen" : ""),
      ...(mayPass ? { choice } : {}),
    })}</div>
    ${ending(at, list.items.length, list.open.length ? () => more(model, at) : null)}
    ${mayPass ? passing(model, at) : nothing}`;
}

/** @param {import("../lib/lists.js").Gathered} list @returns {import("../components/table/table.js").Column[]} */
function columns({ items }) {
  const flags = {
    name: "flags",
    cell: (/** @type {any} */ of) =>
      of.flags.length ? html`<span class="chips">${of.flags.map(flag)}</span>` : nothing,
  };
  return [
    {
      name: "student_name",
      cell: (of) => mainLink(href("review", { id: of.id }), of.student_name, `${of.student_number} · ${of.gender}`),
    },
    {
      name: "college_name",
      cell: (of) => lines(of.college_name, [of.plan, of.degree, of.major, of.class_name].filter(Boolean).join(" · ")),
    },
    {
      name: "unit_name",
      cell: (of) => html`${lines(of.employer_name, of.uscc || t("unit.no_code"))}${byStudent(of)}${guestTrust(of)}`,
    },
    { name: "location", cell: (of) => lines(of.location, `${of.nature} · ${of.industry}`) },
    { name: "position", cell: (of) => of.position },
    { name: "material", cell: (of) => (of.has_material ? t("queue.material") : "-") },
    {
      name: "submitted_at",
      cell: (of) => lines(day(of.submitted_at), of.revision > 1 ? t("queue.revision", { revision: of.revision }) : ""),
    },
    ...(items.some((each) => each.flags.length) ? [flags] : []),
  ];
}

/** @param {Model} model @param {At} at */
async function more(model, at) {
  model.list = await gatherMore(model.list, ask(at), "submitted_at");
  lay(
    "queue",
    model.list.items.map(({ id }) => id),
  );
  at.update();
}

/** @param {At} at @returns {import("../components/keys/keys.js").Key[]} */
function keys(at) {
  const to = (/** @type {string} */ hash) => () => {
    const id = focused();
    if (id) location.assign(href("review", { id }) + hash);
  };
  const tick = () => {
    const id = focused();
    const chosen = at.model?.chosen;
    if (!id || !chosen || now(at) !== "mine") return;
    if (!chosen.delete(id)) chosen.add(id);
    at.update();
  };
  return [
    { keys: ["j"], text: t("shortcuts.next"), act: () => step(1) },
    { keys: ["k"], text: t("shortcuts.previous"), act: () => step(-1) },
    { keys: ["ArrowDown"], text: t("shortcuts.next_in_list"), act: () => step(1), isInList: true },
    { keys: ["ArrowUp"], text: t("shortcuts.previous_in_list"), act: () => step(-1), isInList: true },
    { keys: ["o"], text: t("shortcuts.open"), act: to("") },
    ...(at.account.role === "admin"
      ? []
      : [
          { keys: ["x"], text: t("shortcuts.choose"), act: tick },
          { keys: ["p"], text: t("shortcuts.pass"), act: to("#pass") },
          { keys: ["r"], text: t("shortcuts.return"), act: to("#return") },
          { keys: ["f"], text: t("shortcuts.fail"), act: to("#fail") },
        ]),
  ];
}
