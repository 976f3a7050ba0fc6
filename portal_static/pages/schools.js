/** The schools on the platform, and beginning one: its first administrator is invited by e-mail. */
import { section } from "../components/facts/facts.js";
import { field, formOf } from "../components/field/field.js";
import { list } from "../components/list/list.js";
import { api } from "../lib/api.js";
import { text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const PATH = "/api/operator/schools";
const FIELDS = ["code", "name", "admin_name", "admin_email"];

open({
  name: "schools",
  roles: ["operator"],
  load: () => api.get(PATH),
  view: (/** @type {import("../lib/types.js").List} */ schools, at) => html`
    ${list(at, schools, { path: PATH, none: t("schools.none"), row })}
    ${creating(at)}
  `,
});

/** @param {any} school */
function row({ code, name, department, contact, phone, colleges }) {
  return html`<div class="row">
    <span class="row-head"><span class="row-title">${name}</span><code>${code}</code></span>
    <span class="row-more"><span>${t("schools.colleges", { count: colleges.length })}</span><span>${[department, contact, phone].filter(Boolean).join(" · ")}</span></span>
  </div>`;
}

/** @param {At} at */
function creating(at) {
  const form = at.form("school");
  return section(
    t("schools.create"),
    formOf(form, {
      submit: t("schools.submit"),
      isInline: true,
      fields: [
        field(form, {
          name: "code",
          label: t("fields.school_code"),
          inputmode: "numeric",
          hint: t("schools.code_hint"),
        }),
        field(form, { name: "name", label: t("schools.name") }),
        field(form, { name: "admin_name", label: t("schools.admin_name") }),
        field(form, {
          name: "admin_email",
          label: t("schools.admin_email"),
          type: "email",
          inputmode: "email",
          hint: t("schools.email_hint"),
        }),
      ],
      send: async (values) => {
        await api.post(PATH, Object.fromEntries(FIELDS.map((name) => [name, text(values, name)])));
        at.reset("school");
        await at.refresh();
        at.say(t("schools.created"));
      },
    }),
  );
}
