/**
 * Finding a graduate by name and number at a school that admitted this employer, then the first draft (C11, F01).
 *
 * Led here from a position (`?position=`), the employer fills in the graduate only: school and terms are its (D07).
 */
import { facts, section } from "../components/facts/facts.js";
import { field, formOf, select } from "../components/field/field.js";
import { notice } from "../components/notice/notice.js";
import { termsFields } from "../components/terms/terms.js";
import { api } from "../lib/api.js";
import { text } from "../lib/forms.js";
import { sentence, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { read } from "../lib/terms.js";

/** @typedef {import("../lib/page.js").At<Model>} At */
/** @typedef {{student: Record<string, string> & {id: string}, is_signed: boolean, may_invite: import("../lib/api.js").Fault | null, school: string}} Found */
/** @typedef {{schools: import("../lib/types.js").Named[], isAdmitted: boolean, position: any, found: Found | null}} Model */

open({
  name: "find-student",
  roles: ["employer"],
  load: async (at) => {
    const [schools, admissions, position] = await Promise.all([
      api.get("/api/schools"),
      api.get("/api/admissions"),
      at.param("position") ? api.get(`/api/positions/${encodeURIComponent(at.param("position"))}`) : null,
    ]);
    const admitted = admissions.items.filter((/** @type {any} */ each) => each.state === "admitted");
    return /** @type {Model} */ ({ schools: schools.items, isAdmitted: admitted.length > 0, position, found: null });
  },
  view: (model, at) => [
    model.isAdmitted
      ? nothing
      : notice(
          "caution",
          html`<p>${t("find-student.no_school")}</p><p><a href=${href("admissions")}>${t("admissions.title")}</a></p>`,
        ),
    searching(model, at),
    model.found ? result(model, model.found, at) : nothing,
  ],
});

/** Any school may be asked: whether it admits this employer is for the API to say. @param {Model} model @param {At} at */
function searching(model, at) {
  const form = at.form("search");
  const choices = model.schools.map(({ code, name }) => ({ code, label: name }));
  const only = choices.length === 1 ? choices[0]?.code : "";
  return html`<section class="card">
    ${model.position ? html`<p>${t("find-student.for_position", { position: model.position.position })}</p>` : nothing}
    <p class="small">${t("find-student.lead")}</p>
    ${formOf(form, {
      submit: t("find-student.search"),
      isInline: true,
      fields: [
        select(form, { name: "school", choices, value: model.position?.school ?? only }),
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

/** @param {Model} model @param {Found} found @param {At} at */
function result({ position }, found, at) {
  const { id, ...shown } = found.student;
  return html`
    ${section(t("find-student.result"), [
      facts(Object.entries(shown)),
      found.is_signed ? notice("caution", html`<p>${t("find-student.signed")}</p>`) : nothing,
      found.may_invite ? notice("caution", html`<p>${sentence(found.may_invite)}</p>`) : nothing,
    ])}
    ${found.may_invite ? nothing : drafting(found, id, position?.terms ?? {}, at)}`;
}

/** @param {Found} found @param {string} student @param {Partial<import("../lib/types.js").Terms>} terms @param {At} at */
function drafting(found, student, terms, at) {
  const form = at.form(`terms-${student}`);
  return section(
    t("find-student.terms"),
    formOf(form, {
      submit: t("find-student.save"),
      fields: termsFields(form, terms),
      send: async (values) => {
        const made = await api.post("/api/invitations", { school: found.school, student, terms: read(values) });
        location.assign(href("sent-invitation", { id: made.id }));
      },
    }),
  );
}
