/**
 * One position: a graduate reads it and applies; its employer describes it, sees who applied, and offers it directly.
 */
import { chip } from "../components/chip/chip.js";
import { facts, section } from "../components/facts/facts.js";
import { formOf, tick } from "../components/field/field.js";
import { notice } from "../components/notice/notice.js";
import { applicants } from "../components/position/applicants.js";
import { describing } from "../components/position/describing.js";
import { termsOf } from "../components/terms/terms.js";
import { api } from "../lib/api.js";
import { day, yuan } from "../lib/format.js";
import { isTicked } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const path = (/** @type {At} */ at) => `/api/positions/${encodeURIComponent(at.param("id"))}`;

open({
  name: "position",
  roles: ["student", "employer"],
  back: "positions",
  isWide: true,
  title: (position) => position.position ?? t("positions.new"),
  load: async (at) => {
    if (!at.param("id")) return { schools: (await api.get("/api/schools")).items };
    const position = await api.get(path(at));
    if (at.account.role === "student") return position;
    return { ...position, applicants: await api.get(`${path(at)}/applications`) };
  },
  view: (position, at) => (at.account.role === "student" ? forGraduate(position, at) : forEmployer(position, at)),
});

/** @param {any} position @param {At} at */
function forGraduate(position, at) {
  return [
    section(
      position.employer_name,
      facts([
        ["job_category", position.job_category],
        ["workplace", position.workplace],
        ["monthly_pay", yuan(position.monthly_pay)],
        ["wanted", position.wanted],
        ["published_at", day(position.created_at)],
      ]),
      chip("position", position.state),
    ),
    position.description
      ? section(t("position.description"), html`<p class="prose">${position.description}</p>`)
      : nothing,
    applying(position, at),
  ];
}

/** @param {any} position @param {At} at */
function applying({ application, actions, has_resume }, at) {
  if (application)
    return notice(
      "good",
      html`<p>${t("position.applied")}</p><p><a href=${href("application", { id: application })}>${t("application.title")}</a></p>`,
    );
  if (!actions.includes("apply")) return notice("about", html`<p>${t("position.closed")}</p>`);
  if (!has_resume)
    return notice(
      "caution",
      html`<p>${t("position.no_resume")}</p><p><a class="button button-primary" href=${href("resume")}>${t("resume.title")}</a></p>`,
    );
  const form = at.form("apply");
  return section(t("position.apply"), [
    html`<p>${t("position.apply_lead")}</p>`,
    formOf(form, {
      submit: t("position.apply"),
      fields: tick(form, { name: "confirm", label: t("position.consent") }),
      send: async (values) => {
        const sent = await api.post(`${path(at)}/applications`, { confirm: isTicked(values, "confirm") });
        location.assign(href("application", { id: sent.id }));
      },
    }),
  ]);
}

/** @param {any} position @param {At} at */
function forEmployer(position, at) {
  if (!position.id || (location.hash === "#edit" && position.actions.includes("edit"))) return describing(position, at);
  return [
    html`<p class="chips">${chip("position", position.state)} ${t("positions.wanted", { count: position.wanted })}</p>`,
    applicants(position.applicants, at, `${path(at)}/applications`),
    section(t("position.terms"), [
      termsOf(position.terms, []),
      position.description ? html`<p class="prose">${position.description}</p>` : nothing,
    ]),
    deeds(position, at),
  ];
}

/** @param {any} position @param {At} at */
function deeds({ id, actions, state }, at) {
  const may = (/** @type {string} */ action) => actions.includes(action);
  const move = (/** @type {string} */ what) => () => at.act(() => moved(at, what));
  return html`<div class="buttons">
    ${state === "open" ? html`<a class="button button-primary" href=${href("find-student", { position: id })}>${t("position.fill")}</a>` : nothing}
    ${may("edit") ? html`<a class="button" href="#edit">${t("common.edit")}</a>` : nothing}
    ${may("close") ? html`<button class="button button-danger" @click=${move("closure")}>${t("position.close")}</button>` : nothing}
    ${may("reopen") ? html`<button class="button button-primary" @click=${move("reopening")}>${t("position.reopen")}</button>` : nothing}
  </div>`;
}

/** @param {At} at @param {string} what */
async function moved(at, what) {
  await api.put(`${path(at)}/${what}`, {}, { version: at.model.version });
  await at.refresh();
  at.say(t(`position.done_${what}`));
}
