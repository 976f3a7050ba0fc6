/** Positions (岗位): for a graduate what is open at her school, found by words; for an employer its own. */
import { chip } from "../components/chip/chip.js";
import { field, formOf } from "../components/field/field.js";
import { list, rowLink } from "../components/list/list.js";
import { api } from "../lib/api.js";
import { day, yuan } from "../lib/format.js";
import { text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<import("../lib/types.js").List>} At */

const path = (/** @type {At} */ at) => {
  const words = at.param("words");
  return words ? `/api/positions?${new URLSearchParams({ words })}` : "/api/positions";
};

open({
  name: "positions",
  roles: ["student", "employer"],
  load: (at) => api.get(path(at)),
  view: (found, at) => [
    at.account.role === "student" ? searching(at) : describing(),
    list(at, found, { path: path(at), none: none(at), row: at.account.role === "student" ? offered : own }),
  ],
});

/** @param {At} at */
function none(at) {
  if (at.account.role === "employer") return t("positions.none_own");
  return t(at.param("words") ? "positions.none_found" : "positions.none_open");
}

/** @param {At} at */
function searching(at) {
  const form = at.form("search");
  return html`<p class="lead">${t("positions.lead")} <a href=${href("resume")}>${t("application.resume")}</a></p>
    <section class="card">${formOf(form, {
      submit: t("positions.search"),
      isInline: true,
      fields: field(form, {
        name: "words",
        value: at.param("words"),
        isOptional: true,
        hint: t("positions.words_hint"),
      }),
      send: async (values) => {
        const words = text(values, "words");
        location.assign(href("positions", words ? { words } : {}));
      },
    })}</section>`;
}

function describing() {
  return html`<div class="row-head"><p class="lead">${t("positions.lead_own")}</p>
    <a class="button button-primary" href=${href("position")}>${t("positions.new")}</a></div>`;
}

/** @param {any} of */
function offered({ id, position, employer_name, workplace, monthly_pay, created_at }) {
  return rowLink(
    href("position", { id }),
    html`<span class="row-head"><span class="row-title">${position}</span><span>${yuan(monthly_pay)}</span></span>
      <span>${employer_name}</span>
      <span class="row-more">${[workplace, day(created_at)].filter(Boolean).join(" · ")}</span>`,
  );
}

/** @param {any} of */
function own({ id, state, position, workplace, monthly_pay, wanted, created_at }) {
  return rowLink(
    href("position", { id }),
    html`<span class="row-head"><span class="row-title">${position}</span>${chip("position", state)}</span>
      <span>${[workplace, yuan(monthly_pay), t("positions.wanted", { count: wanted })].filter(Boolean).join(" · ")}</span>
      <span class="row-more">${day(created_at)}</span>`,
  );
}
