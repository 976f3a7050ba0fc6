/** Finding a graduate by name and number at a school that admitted this employer, then the first draft (C11, F01). */
import { facts, section } from "../components/facts/facts.js";
import { field, formOf, select } from "../components/field/field.js";
import { empty, notice } from "../components/notice/notice.js";
import { termsFields } from "../components/terms/terms.js";
import { api } from "../lib/api.js";
import { text } from "../lib/forms.js";
import { sentence, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { read } from "../lib/terms.js";

/** @typedef {import("../lib/page.js").At<Model>} At */
/** @typedef {{school: string, school_name?: string, state: string}} Admission */
/** @typedef {{student: Record<string, string> & {id: string}, is_signed: boolean, may_invite: import("../lib/api.js").Fault | null, school: string}} Found */
/** @typedef {{admissions: Admission[], found: Found | null}} Model */

open({
  name: "find-student",
  roles: ["employer"],
  load: async () => /** @type {Model} */ ({ admissions: (await api.get("/api/admissions")).items, found: null }),
  view: (model, at) => {
    const schools = model.admissions.filter((each) => each.state === "admitted");
    if (!schools.length)
      return empty(
        t("find-student.no_school"),
        html`<a class="button button-primary" href=${href("admissions")}>${t("admissions.title")}</a>`,
      );
    return [searching(model, schools, at), model.found ? result(model.found, at) : nothing];
  },
});

/** @param {Model} model @param {Admission[]} schools @param {At} at */
function searching(model, schools, at) {
  const form = at.form("search");
  const choices = schools.map(({ school, school_name }) => ({ code: school, label: school_name ?? school }));
  return html`<section class="card">
    <p class="small">${t("find-student.lead")}</p>
    ${formOf(form, {
      submit: t("find-student.search"),
      isInline: true,
      fields: [
        select(form, { name: "school", choices, value: choices.length === 1 ? choices[0]?.code : "" }),
        field(form, { name: "name", label: t("find-student.name") }),
        field(form, { name: "number" }),
      ],
      send: async (values) => {
        model.found = null;
        const typed = { school: text(values, "school"), name: text(values, "name"), number: text(values, "number") };
        model.found = { ...(await api.post("/api/student-searches", typed)), school: typed.school };
        at.say(t("find-student.found"));
      },
    })}
  </section>`;
}

/** @param {Found} found @param {At} at */
function result(found, at) {
  const { id, ...shown } = found.student;
  return html`
    ${section(t("find-student.result"), [
      facts(Object.entries(shown)),
      found.is_signed ? notice("caution", html`<p>${t("find-student.signed")}</p>`) : nothing,
      found.may_invite ? notice("caution", html`<p>${sentence(found.may_invite)}</p>`) : nothing,
    ])}
    ${found.may_invite ? nothing : drafting(found, id, at)}`;
}

/** @param {Found} found @param {string} student @param {At} at */
function drafting(found, student, at) {
  const form = at.form(`terms-${student}`);
  return section(
    t("find-student.terms"),
    formOf(form, {
      submit: t("find-student.save"),
      fields: termsFields(form, {}),
      send: async (values) => {
        const made = await api.post("/api/invitations", { school: found.school, student, terms: read(values) });
        location.assign(href("sent-invitation", { id: made.id }));
      },
    }),
  );
}
