/** Mismatches with the registry's final registration (学籍比对, B06): what differs, of whom, taking the registry's word, or leaving the record and saying why. */
import { chip } from "../components/chip/chip.js";
import { decision } from "../components/dialog/decision.js";
import { ask, askAgain } from "../components/dialog/dialog.js";
import { field } from "../components/field/field.js";
import { empty, notice } from "../components/notice/notice.js";
import { ending, states } from "../components/table/ends.js";
import { lines, mainLink, table } from "../components/table/table.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { text } from "../lib/forms.js";
import { label, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */
/** @typedef {{field: string, own: string, registry: string}} Difference */

const STATES = ["open", "accepted", "dismissed", "settled"];
const MOST = 50;

open({
  name: "mismatches",
  roles: ["college", "school", "admin"],
  isWide: true,
  load: async (at) => {
    const list = await asked(at, null);
    askAgain();
    return { ...list, failed: at.model?.failed ?? [] };
  },
  view: (list, at) => html`
    <p class="lead">${t("mismatches.lead", list)}</p>
    ${states({ page: "mismatches", machine: "mismatch", states: STATES, now: now(at) })}
    ${list.failed.length ? notice("caution", html`<ul>${list.failed.map((/** @type {string} */ each) => html`<li>${each}</li>`)}</ul>`, t("mismatches.not_all")) : nothing}
    ${list.items.length ? rows(list, at) : empty(t("mismatches.none"))}
  `,
});

/** @param {At} at */
function now(at) {
  return at.param("state") || "open";
}

/** @param {At} at @param {string | null} cursor */
function asked(at, cursor) {
  const cohort = at.param("cohort");
  const wanted = { state: now(at), ...(cohort ? { cohort } : {}), ...(cursor ? { cursor } : {}) };
  return api.get(`/api/mismatches?${new URLSearchParams(wanted)}`);
}

/** @param {any} list @param {At} at */
function rows(list, at) {
  const more = async () => {
    const next = await asked(at, list.cursor);
    at.model = { ...next, failed: list.failed, items: [...list.items, ...next.items] };
    at.update();
  };
  const open = list.items.filter(mayAccept);
  return html`${open.length > 1 ? everyone(at, open) : nothing}
    <div class="table-frame">${table({ caption: t("mismatches.title"), items: list.items, columns: COLUMNS })}</div>
    ${ending(at, list.items.length, list.cursor ? more : null)}
    ${open.map((/** @type {any} */ each) => accepting(at, each))}
    ${list.items.filter(mayDismiss).map((/** @type {any} */ each) => dismissing(at, each))}`;
}

/** @param {any} of */
function mayAccept({ actions }) {
  return actions.includes("accept");
}

/** @param {any} of */
function mayDismiss({ actions }) {
  return actions.includes("dismiss");
}

/** @type {import("../components/table/table.js").Column[]} */
const COLUMNS = [
  {
    name: "student_name",
    cell: (of) =>
      of.kind === "not_here"
        ? lines(of.name, of.number)
        : mainLink(href("graduate", { id: of.student }), of.name, of.number),
  },
  {
    name: "differences",
    cell: (of) => (of.kind === "differs" ? of.fields.map(difference) : t(`mismatches.${of.kind}`)),
  },
  {
    name: "agreement",
    cell: (of) =>
      of.agreement
        ? lines(
            html`<a href=${href("review", { id: of.agreement.id })}>${chip("agreement", of.agreement.state)}</a>`,
            t("mismatches.frozen"),
          )
        : "—",
  },
  {
    name: "state",
    cell: (of) => [
      lines(
        chip("mismatch", of.state),
        of.decided_at ? `${moment(of.decided_at)} ${of.decided_by}` : moment(of.found_at),
      ),
      of.reason ? html`<span class="line">${label("reason")}${t("common.colon")}${of.reason}</span>` : nothing,
      of.actions.length ? buttons(of) : nothing,
    ],
  },
];

/** @param {Difference} of */
function difference({ field, own, registry }) {
  return html`<span class="line">${label(field)}${t("common.colon")}<del>${own || "—"}</del> → <ins>${registry}</ins></span>`;
}

/** @param {any} of */
function buttons({ student, name, actions }) {
  const button = (/** @type {string} */ action) =>
    html`<button class="button" @click=${() => ask(`${action}-${student}`)}>${t(`mismatches.${action}_short`)}<span class="visually-hidden"> ${name}</span></button>`;
  return html`<span class="buttons">${actions.map(button)}</span>`;
}

/** @param {At} at @param {any} of */
function accepting(at, { student, name, version, fields }) {
  return decision(at, {
    id: `accept-${student}`,
    title: `${t("mismatches.accept")} · ${name}`,
    lead: [
      html`<p>${t("mismatches.accept_lead")}</p>`,
      html`<ul>${fields.map((/** @type {Difference} */ each) => html`<li>${difference(each)}</li>`)}</ul>`,
    ],
    submit: t("mismatches.accept"),
    send: async () => {
      await api.put(`/api/mismatches/${encodeURIComponent(student)}/acceptance`, undefined, { version });
      await at.refresh();
      at.say(t("mismatches.accept_done", { name }));
    },
  });
}

/** @param {At} at @param {any} of */
function dismissing(at, { student, name, version }) {
  const id = `dismiss-${student}`;
  return decision(at, {
    id,
    title: `${t("mismatches.dismiss")} · ${name}`,
    lead: html`<p>${t("mismatches.dismiss_lead")}</p>`,
    fields: field(at.form(id), { name: "reason", rows: 3 }),
    submit: t("mismatches.dismiss"),
    send: async (values) => {
      const reason = text(values, "reason");
      await api.put(`/api/mismatches/${encodeURIComponent(student)}/dismissal`, { reason }, { version });
      at.reset(id);
      await at.refresh();
      at.say(t("mismatches.dismiss_done", { name }));
    },
  });
}

/** All that the page shows, as many as are taken at once. @param {At} at @param {any[]} open */
function everyone(at, open) {
  const items = open.slice(0, MOST).map(({ student, version }) => ({ student, version }));
  return html`<div class="buttons"><button class="button" @click=${() => ask("accept-all")}>${t("mismatches.accept_all", { count: items.length })}</button></div>
    ${decision(at, {
      id: "accept-all",
      title: t("mismatches.accept_all", { count: items.length }),
      lead: html`<p>${t("mismatches.accept_all_lead")}</p>`,
      submit: t("mismatches.accept_all", { count: items.length }),
      send: async () => {
        const { results } = await api.post("/api/mismatch-acceptances", { items });
        const failed = results.filter((/** @type {any} */ each) => !each.is_done);
        const named = new Map(open.map(({ student, name }) => [student, name]));
        at.model.failed = failed.map(
          (/** @type {any} */ { student, problem }) => `${named.get(student)}${t("common.colon")}${problem.detail}`,
        );
        await at.refresh();
        at.say(t("mismatches.accept_all_done", { count: results.length - failed.length }));
      },
    })}`;
}
