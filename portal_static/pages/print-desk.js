/**
 * The print desk (J08): signed agreements with how often and when each was printed; many of them as one file.
 *
 * A batch holds at most 300. "Choose all" reads on until it has so many.
 */

import { reissueReason } from "../components/agreement/reissuing.js";
import { decision } from "../components/dialog/decision.js";
import { ask } from "../components/dialog/dialog.js";
import { section } from "../components/facts/facts.js";
import { icon } from "../components/icon/icon.js";
import { empty } from "../components/notice/notice.js";
import { ofGraduates, sieve, sieved } from "../components/sieve/sieve.js";
import { ending } from "../components/table/ends.js";
import { lines, mainLink, table } from "../components/table/table.js";
import { api } from "../lib/api.js";
import { day, moment } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { goOn, lay } from "../lib/trail.js";

/** @typedef {import("../lib/page.js").At<Model>} At */
/** @typedef {{list: import("../lib/types.js").List, colleges: import("../lib/types.js").Named[], reissues: any[], chosen: Set<string>}} Model */

const MOST_IN_BATCH = 300;
const PAGE = 100;

open({
  name: "print-desk",
  roles: ["college", "school", "admin"],
  isWide: true,
  load: async (at) => {
    const [list, school, reissues] = await Promise.all([asked(at, null), api.get("/api/school"), wanted(at)]);
    return { list, colleges: school.colleges, reissues, chosen: new Set() };
  },
  view: (model, at) => html`
    <div class="over-list">
      <p class="lead">${t("print-desk.lead")}</p>
      <a class="button" href=${href("print-batches")}>${icon("print")}${t("print-batches.title")}</a>
    </div>
    ${reissues(model)}
    ${sieve(at, narrowings(model, at))}
    ${shown(model, at).length || model.list.cursor ? rows(model, at) : empty(t(Object.keys(sieved(at)).length ? "sieve.none" : "print-desk.none"))}
  `,
});

/** @param {At} at @param {string | null} cursor @returns {Promise<import("../lib/types.js").List>} */
function asked(at, cursor) {
  const { printed, ...by } = sieved(at);
  return api.post("/api/agreement-searches", { ...by, state: "signed", limit: PAGE, ...(cursor ? { cursor } : {}) });
}

/** The reissues that wait for the school (K01); a college decides on none. @param {At} at @returns {Promise<any[]>} */
async function wanted(at) {
  return at.account.role === "college" ? [] : (await api.get("/api/reissue-requests")).items;
}

/** @param {Model} model */
function reissues({ reissues: items }) {
  if (!items.length) return nothing;
  return section(t("print-desk.reissues"), html`<ul class="rows">${items.map(reissue)}</ul>`);
}

/** @param {any} of */
function reissue({ id, student_name, employer_name, reissue: { reason, at } }) {
  return html`<li><a class="row" href=${href("review", { id })}>
    <span class="row-head"><span class="row-title">${t("review.title_of", { student: student_name, employer: employer_name })}</span></span>
    <span class="row-more"><span>${reissueReason(reason)}</span><span>${moment(at)}</span></span></a></li>`;
}

/** @param {Model} model @param {At} at @returns {import("../components/sieve/sieve.js").Narrowing[]} */
function narrowings({ list, colleges }, at) {
  const college = { name: "college", choices: colleges.map(({ code, name }) => ({ code, label: name })) };
  return [
    ...(at.account.role === "college" ? [] : [college]),
    { name: "name" },
    { name: "number" },
    ...ofGraduates(list.items),
    { name: "printed", choices: ["never", "ever"].map((code) => ({ code, label: t(`print-desk.${code}`) })) },
  ];
}

/** Whether it was printed is on the row; the API has no list of it. @param {Model} model @param {At} at */
function shown({ list }, at) {
  const { printed } = sieved(at);
  return list.items.filter(({ print_count }) => !printed || (printed === "never") === (print_count === 0));
}

/** @param {Model} model @param {At} at */
function rows(model, at) {
  const items = shown(model, at);
  lay(
    "queue",
    items.map(({ id }) => id),
  );
  const choice = { ids: model.chosen, update: () => at.update(), name: (/** @type {any} */ item) => item.student_name };
  return html`
    <div class="table-frame">${table({ caption: t("print-desk.title"), items, columns: COLUMNS, choice, look: ({ id }) => (model.chosen.has(id) ? "is-chosen" : "") })}</div>
    ${ending(at, items.length, model.list.cursor ? () => more(model, at) : null)}
    ${batching(model, at)}`;
}

/** @type {import("../components/table/table.js").Column[]} */
const COLUMNS = [
  { name: "student_name", cell: (of) => mainLink(href("review", { id: of.id }), of.student_name, of.student_number) },
  {
    name: "college_name",
    cell: (of) => lines(of.college_name, [of.plan, of.degree, of.major, of.class_name].filter(Boolean).join(" · ")),
  },
  { name: "unit_name", cell: (of) => lines(of.employer_name, [of.uscc || t("unit.no_code"), of.nature].join(" · ")) },
  { name: "agreement_number", cell: (of) => lines(of.number || t("print-desk.being_issued"), day(of.signed_at)) },
  { name: "print_count", cell: (of) => of.print_count, isNumber: true },
  { name: "printed_at", cell: (of) => moment(of.printed_at) || t("print-desk.never") },
];

/** @param {Model} model @param {At} at */
async function more(model, at) {
  const next = await asked(at, model.list.cursor);
  model.list = { items: [...model.list.items, ...next.items], cursor: next.cursor };
  at.update();
}

/** @param {Model} model @param {At} at */
function batching(model, at) {
  const count = model.chosen.size;
  const tooMany = count > MOST_IN_BATCH;
  return html`<div class=${count ? "with-chosen" : "with-chosen with-chosen-none"} role="group" aria-label=${t("print-desk.batch")}>
      <p role="status">${tooMany ? t("print-desk.too_many", { count, most: MOST_IN_BATCH }) : t("queue.chosen", { count })}</p>
      <button class="quiet" @click=${() => at.act(() => chooseAll(model, at))}>${t("print-desk.choose_all", { most: MOST_IN_BATCH })}</button>
      ${count ? html`<button class="quiet" @click=${() => choose(model, [], at)}>${t("queue.choose_none")}</button>` : nothing}
      <button class="button button-primary" ?disabled=${!count || tooMany} @click=${() => ask("batch")}>${icon("print")}${t("print-desk.print_chosen", { count })}</button>
    </div>
    ${decision(at, {
      id: "batch",
      title: t("print-desk.print_chosen", { count }),
      lead: html`<p>${t("print-desk.batch_lead")}</p>`,
      submit: t("print-desk.start"),
      send: async () => {
        await api.post("/api/print-batches", { agreements: [...model.chosen] });
        goOn(t("print-batches.begun"), href("print-batches"));
      },
    })}`;
}

/** @param {Model} model @param {At} at */
async function chooseAll(model, at) {
  while (model.list.cursor && shown(model, at).length < MOST_IN_BATCH) await more(model, at);
  choose(
    model,
    shown(model, at)
      .slice(0, MOST_IN_BATCH)
      .map(({ id }) => id),
    at,
  );
}

/** @param {Model} model @param {string[]} ids @param {At} at */
function choose(model, ids, at) {
  model.chosen = new Set(ids);
  at.update();
}
