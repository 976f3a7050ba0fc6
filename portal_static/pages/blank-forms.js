/** Blank paper forms of a cohort (K03): who has which and why, how many are out, and taking one back. */
import { chip } from "../components/chip/chip.js";
import { decision } from "../components/dialog/decision.js";
import { ask, askAgain } from "../components/dialog/dialog.js";
import { empty, notice } from "../components/notice/notice.js";
import { ending } from "../components/table/ends.js";
import { lines, mainLink, table } from "../components/table/table.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { find, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

open({
  name: "blank-forms",
  roles: ["college", "school", "admin"],
  isWide: true,
  load: async (at) => {
    const found = await asked(at, null);
    askAgain();
    return found;
  },
  view: (shelf, at) => html`
    <p class="lead">${t("blank-forms.lead", shelf)}${shelf.most === null ? nothing : ` ${t("blank-forms.most", shelf)}`}</p>
    ${shelf.is_kept ? nothing : notice("about", html`<p>${t("blank-forms.not_kept")}</p>`)}
    ${shelf.items.length ? rows(shelf, at) : empty(t("blank-forms.none"), html`<a class="button" href=${href("graduates")}>${t("graduates.title")}</a>`)}
  `,
});

/** @param {At} at @param {string | null} cursor */
function asked(at, cursor) {
  const cohort = at.param("cohort");
  return api.get(
    `/api/blank-forms?${new URLSearchParams({ ...(cohort ? { cohort } : {}), ...(cursor ? { cursor } : {}) })}`,
  );
}

/** @param {any} shelf @param {At} at */
function rows(shelf, at) {
  const more = async () => {
    const next = await asked(at, shelf.cursor);
    at.model = { ...next, items: [...shelf.items, ...next.items] };
    at.update();
  };
  return html`<div class="table-frame">${table({ caption: t("blank-forms.title"), items: shelf.items, columns: COLUMNS })}</div>
    ${ending(at, shelf.items.length, shelf.cursor ? more : null)}
    ${shelf.items.filter(isOut).map((/** @type {any} */ form) => taking(at, form))}`;
}

/** @param {any} form */
function isOut({ state }) {
  return state === "out";
}

/** @type {import("../components/table/table.js").Column[]} */
const COLUMNS = [
  { name: "mark", cell: (of) => of.mark },
  {
    name: "student_name",
    cell: (of) => mainLink(href("graduate", { id: of.student }), of.student_name, of.student_number),
  },
  {
    name: "reason",
    cell: (of) =>
      lines(
        find(`blank_form_reasons.${of.reason}`) ?? of.reason,
        [of.exception ? t("blank-forms.exception_of", of) : "", of.note].filter(Boolean).join(" · "),
      ),
  },
  { name: "issued_at", cell: (of) => lines(moment(of.issued_at), of.issued_by) },
  {
    name: "state",
    cell: (of) =>
      lines(chip("blank_form", of.state), isOut(of) ? button(of) : `${moment(of.returned_at)} ${of.received_by}`),
  },
];

/** @param {any} form */
function button({ mark }) {
  return html`<button class="button" @click=${() => ask(`return-${mark}`)}>${t("blank-forms.take_back")}<span class="visually-hidden"> ${mark}</span></button>`;
}

/** @param {At} at @param {any} form */
function taking(at, { mark, version }) {
  return decision(at, {
    id: `return-${mark}`,
    title: t("blank-forms.take_back"),
    lead: html`<p>${t("blank-forms.take_back_lead", { mark })}</p>`,
    submit: t("blank-forms.take_back"),
    send: async () => {
      await api.put(`/api/blank-forms/${encodeURIComponent(mark)}/return`, undefined, { version });
      await at.refresh();
      at.say(t("blank-forms.take_back_done", { mark }));
    },
  });
}
