/** A cohort's graduates, by class: where each source record stands (B01, B02), whose account is bound (A02). */
import { chip, stateText } from "../components/chip/chip.js";
import { empty } from "../components/notice/notice.js";
import { sieve, sieved } from "../components/sieve/sieve.js";
import { ending } from "../components/table/ends.js";
import { lines, mainLink, table } from "../components/table/table.js";
import { api } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<Model>} At */
/** @typedef {{list: import("../lib/types.js").List, colleges: import("../lib/types.js").Named[]}} Model */

const STATES = ["imported", "under_review", "confirmed", "verified"];
/** Those who graduate next summer are the cohort from August on. */
const FIRST_MONTH = 7;

open({
  name: "graduates",
  roles: ["college", "school", "admin"],
  isWide: true,
  load: async (at) => {
    const [list, school] = await Promise.all([asked(at, null), api.get("/api/school")]);
    return { list, colleges: school.colleges };
  },
  view: (model, at) => html`
    <nav class="sieves" aria-label=${t("graduates.cohorts")}>
      ${cohorts().map((year) => html`<a href=${href("graduates", { cohort: String(year) })} aria-current=${year === cohort(at) ? "true" : nothing}>${t("graduates.cohort", { year })}</a>`)}
    </nav>
    ${sieve(at, narrowings(model, at))}
    ${rows(model, at)}
  `,
});

/** The cohort that graduates next, in Beijing. */
function present() {
  const now = new Date(Date.now() + 8 * 3_600_000);
  return now.getUTCFullYear() + (now.getUTCMonth() >= FIRST_MONTH ? 1 : 0);
}

function cohorts() {
  return [present() + 1, present(), present() - 1, present() - 2];
}

/** @param {At} at */
function cohort(at) {
  return Number(at.param("cohort")) || present();
}

/** @param {At} at @param {string | null} cursor @returns {Promise<import("../lib/types.js").List>} */
function asked(at, cursor) {
  const { college, state } = sieved(at);
  const narrowed = { ...(college ? { college } : {}), ...(state ? { state } : {}) };
  const query = { cohort: String(cohort(at)), ...narrowed, ...(cursor ? { cursor } : {}) };
  return api.get(`/api/students?${new URLSearchParams(query)}`);
}

/** @param {Model} model @param {At} at @returns {import("../components/sieve/sieve.js").Narrowing[]} */
function narrowings({ colleges }, at) {
  const college = { name: "college", choices: colleges.map(({ code, name }) => ({ code, label: name })) };
  return [
    ...(at.account.role === "college" ? [] : [college]),
    { name: "state", choices: STATES.map((code) => ({ code, label: stateText("source_record", code) })) },
    { name: "name" },
    { name: "number" },
  ];
}

/** Names and numbers are narrowed here: no URL may carry them. @param {Model} model @param {At} at */
function shown({ list }, at) {
  const { name = "", number = "" } = sieved(at);
  return list.items.filter((each) => each.name.startsWith(name) && each.number.startsWith(number));
}

/** @param {Model} model @param {At} at */
function rows(model, at) {
  const items = shown(model, at);
  const isNarrowed = Object.keys(sieved(at)).length > 0;
  if (!items.length && !model.list.cursor) return nobody(isNarrowed, at);
  return html`<div class="table-frame">${table({ caption: t("graduates.title"), items, columns: COLUMNS })}</div>
    ${isNarrowed && model.list.cursor ? html`<p class="small">${t("graduates.narrowed", { count: model.list.items.length })}</p>` : nothing}
    ${ending(at, items.length, model.list.cursor ? () => more(model, at) : null)}`;
}

/** @param {boolean} isNarrowed @param {At} at */
function nobody(isNarrowed, at) {
  if (isNarrowed) return empty(t("sieve.none"));
  return empty(
    t("graduates.none", { year: cohort(at) }),
    at.account.role === "admin"
      ? html`<a class="button button-primary" href=${href("imports")}>${t("imports.title")}</a>`
      : nothing,
  );
}

/** @type {import("../components/table/table.js").Column[]} */
const COLUMNS = [
  { name: "name", cell: (of) => mainLink(href("graduate", { id: of.id }), of.name, `${of.number} · ${of.gender}`) },
  {
    name: "college_name",
    cell: (of) => lines(of.college_name, [of.plan, of.degree, of.major, of.class_name].filter(Boolean).join(" · ")),
  },
  { name: "training_mode", cell: (of) => of.training_mode },
  { name: "phone", cell: (of) => of.phone || "—" },
  { name: "agreement_number", cell: (of) => of.agreement_number || "—" },
  { name: "is_bound", cell: (of) => t(of.is_bound ? "common.yes" : "common.no") },
  { name: "state", cell: (of) => chip("source_record", of.state) },
];

/** @param {Model} model @param {At} at */
async function more(model, at) {
  const next = await asked(at, model.list.cursor);
  model.list = { items: [...model.list.items, ...next.items], cursor: next.cursor };
  at.update();
}
