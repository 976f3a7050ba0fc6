/** Requests to mend a field of a source record (B05): mended here, or refused with the reason. */
import { chip } from "../components/chip/chip.js";
import { decision } from "../components/dialog/decision.js";
import { ask, askAgain } from "../components/dialog/dialog.js";
import { field } from "../components/field/field.js";
import { empty } from "../components/notice/notice.js";
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

const STATES = ["open", "made", "refused"];

open({
  name: "corrections",
  roles: ["college", "school", "admin"],
  isWide: true,
  load: async (at) => {
    const found = await asked(at, null);
    askAgain();
    return found;
  },
  view: (/** @type {import("../lib/types.js").List} */ list, at) => html`
    ${states({ page: "corrections", machine: "correction", states: STATES, now: now(at) })}
    ${list.items.length || list.cursor ? rows(list, at) : empty(t(`corrections.none_${now(at)}`))}
  `,
});

/** @param {At} at */
function now(at) {
  return STATES.find((each) => each === at.param("state")) ?? "open";
}

/** @param {At} at @param {string | null} cursor @returns {Promise<import("../lib/types.js").List>} */
function asked(at, cursor) {
  return api.get(`/api/corrections?${new URLSearchParams({ state: now(at), ...(cursor ? { cursor } : {}) })}`);
}

/** @param {import("../lib/types.js").List} list @param {At} at */
function rows(list, at) {
  const more = async () => {
    const next = await asked(at, list.cursor);
    at.model = { items: [...list.items, ...next.items], cursor: next.cursor };
    at.update();
  };
  return html`<div class="table-frame">${table({ caption: t("corrections.title"), items: list.items, columns: columns(now(at) === "open") })}</div>
    ${ending(at, list.items.length, list.cursor ? more : null)}
    ${list.items.filter(({ actions }) => actions.includes("answer")).map((item) => [asking(item, at, "made"), asking(item, at, "refused")])}`;
}

/** @param {boolean} isOpen @returns {import("../components/table/table.js").Column[]} */
function columns(isOpen) {
  return [
    {
      name: "student_name",
      cell: (of) => mainLink(href("graduate", { id: of.student }), of.student_name, of.student_number),
    },
    { name: "field", cell: (of) => label(of.field) },
    { name: "proposed", cell: (of) => lines(of.proposed, t("corrections.now", { current: of.current || "—" })) },
    {
      name: "reason",
      cell: (of) => lines(of.reason, of.answer ? `${t("source-record.answer")}${t("common.colon")}${of.answer}` : ""),
    },
    { name: "applied_at", cell: (of) => moment(of.requested_at) },
    {
      name: isOpen ? "remove" : "state",
      cell: (of) => (of.actions.includes("answer") ? buttons(of) : chip("correction", of.state)),
    },
  ];
}

/** @param {any} of */
function buttons({ id, student_name }) {
  const button = (/** @type {string} */ state) =>
    html`<button class="button" @click=${() => ask(`${state}-${id}`)}>${t(`corrections.${state}`)}<span class="visually-hidden"> ${student_name}</span></button>`;
  return html`<span class="chips">${button("made")}${button("refused")}</span>`;
}

/** @param {any} of @param {At} at @param {string} state */
function asking({ id, version, student_name, field: name, current, proposed }, at, state) {
  const dialog = `${state}-${id}`;
  return decision(at, {
    id: dialog,
    title: `${t(`corrections.${state}`)} · ${student_name}`,
    lead: [
      html`<p>${label(name)}${t("common.colon")}${current || "—"} → ${proposed}</p>`,
      state === "made" ? html`<p class="small">${t("corrections.made_lead")}</p>` : nothing,
    ],
    fields: field(at.form(dialog), {
      name: "answer",
      label: t(`corrections.${state}_answer`),
      rows: 3,
      isOptional: state === "made",
    }),
    submit: t(`corrections.${state}`),
    isGrave: state === "refused",
    send: async (values) => {
      await api.put(
        `/api/corrections/${encodeURIComponent(id)}/answer`,
        { state, answer: text(values, "answer") },
        { version },
      );
      await at.refresh();
      at.say(t("corrections.answered"));
    },
  });
}
