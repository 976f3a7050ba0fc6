/** Where this employer may invite: its admission at each school, and asking another one (C02). */
import { chip } from "../components/chip/chip.js";
import { section } from "../components/facts/facts.js";
import { formOf, select } from "../components/field/field.js";
import { empty } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */
/** @typedef {{school: string, school_name?: string, state: string, reason: string, requested_at: string, actions?: string[]}} Admission */
/** @typedef {{admissions: Admission[], schools: import("../lib/types.js").Named[]}} Model */

open({
  name: "admissions",
  roles: ["employer"],
  load: async () => {
    const [admissions, schools] = await Promise.all([api.get("/api/admissions"), api.get("/api/schools")]);
    return { admissions: admissions.items, schools: schools.items };
  },
  view: (/** @type {Model} */ { admissions, schools }, at) => html`
    <p class="lead">${t("admissions.lead")}</p>
    ${admissions.length ? html`<ul class="rows">${admissions.map((each) => row(each, nameOf(each, schools)))}</ul>` : empty(t("admissions.none"))}
    ${asking(admissions, schools, at)}
  `,
});

/** @param {Admission} admission @param {import("../lib/types.js").Named[]} schools */
function nameOf({ school, school_name }, schools) {
  return school_name ?? schools.find(({ code }) => code === school)?.name ?? school;
}

/** @param {Admission} admission @param {string} name */
function row({ state, reason, requested_at }, name) {
  return html`<li class="row">
    <span class="row-head"><span class="row-title">${name}</span>${chip("admission", state)}</span>
    ${reason ? html`<span>${reason}</span>` : nothing}
    <span class="row-more">${t("admissions.requested")} ${moment(requested_at)}</span>
  </li>`;
}

/** @param {Admission[]} admissions @param {import("../lib/types.js").Named[]} schools @param {At} at */
function asking(admissions, schools, at) {
  const closed = new Set(
    admissions.filter((each) => ["requested", "admitted"].includes(each.state)).map((each) => each.school),
  );
  const choices = schools.filter(({ code }) => !closed.has(code)).map(({ code, name }) => ({ code, label: name }));
  if (!choices.length) return nothing;
  const form = at.form("admission");
  return section(
    t("admissions.ask"),
    formOf(form, {
      submit: t("admissions.submit"),
      isInline: true,
      fields: select(form, { name: "school", choices }),
      send: async (values) => {
        await api.post("/api/admissions", { school: text(values, "school") });
        at.reset("admission");
        await at.refresh();
        at.say(t("admissions.asked"));
      },
    }),
  );
}
