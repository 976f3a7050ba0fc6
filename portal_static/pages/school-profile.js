/** What the form prints of the school, its colleges, and the image of its seal; the administrator changes them. */
import { facts, section } from "../components/facts/facts.js";
import { field, file, formOf } from "../components/field/field.js";
import { api } from "../lib/api.js";
import { text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */
/** @typedef {{code: string, name: string}} College */

const PRINTED = ["department", "contact", "phone", "address"];
/** Empty lines for colleges to come. */
let added = 0;

open({
  name: "school-profile",
  roles: ["college", "school", "admin"],
  title: ({ name }) => name,
  load: () => api.get("/api/school"),
  view: (school, at) => (at.account.role === "admin" ? [changing(school, at), seal(school, at)] : reading(school)),
});

/** @param {any} school */
function reading(school) {
  return [
    section(
      t("school-profile.printed"),
      facts([
        ["school_code", school.code],
        ...PRINTED.map((name) => /** @type {[string, string]} */ ([name, school[name]])),
      ]),
    ),
    section(
      t("school-profile.colleges"),
      facts(school.colleges.map((/** @type {College} */ { code, name }) => [code, name])),
    ),
    school.has_seal ? section(t("school-profile.seal"), picture(school)) : nothing,
  ];
}

/** @param {any} school @param {At} at */
function changing(school, at) {
  const form = at.form("school");
  return section(
    t("school-profile.printed"),
    formOf(form, {
      submit: t("school-profile.save"),
      isInline: true,
      fields: [
        html`<p class="small">${t("school-profile.printed_hint", { code: school.code })}</p>`,
        ...PRINTED.map((name) =>
          field(form, { name, value: school[name], ...(name === "phone" ? { type: "tel" } : {}) }),
        ),
        colleges(school, at),
      ],
      send: async (values) => {
        const body = Object.fromEntries(PRINTED.map((name) => [name, text(values, name)]));
        at.model = await api.put("/api/school", { ...body, colleges: listed(values) }, { version: school.version });
        added = 0;
        at.say(t("school-profile.saved"));
      },
    }),
  );
}

/** One line a college; those that exist keep their code. @param {any} school @param {At} at */
function colleges(school, at) {
  const form = at.form("school");
  const count = Math.max(school.colleges.length + added, drafted(form.draft));
  const more = () => {
    added = count - school.colleges.length + 1;
    at.update();
  };
  return html`<fieldset class="field"><legend>${t("school-profile.colleges")}</legend>
    <p class="hint">${t("school-profile.colleges_hint")}</p>
    <div class="fields">${Array.from({ length: count }, (_, index) => college(form, school.colleges[index], index))}</div>
    <p><button type="button" class="button" @click=${more}>${t("school-profile.add_college")}</button></p>
  </fieldset>`;
}

/** How many lines were typed before a reload. @param {Record<string, string>} draft */
function drafted(draft) {
  return Object.keys(draft).filter((name) => name.startsWith("colleges.") && name.endsWith(".name")).length;
}

/** @param {import("../lib/forms.js").Form} form @param {College | undefined} of @param {number} index */
function college(form, of, index) {
  return html`<div class="college">
    ${field(form, { name: `colleges.${index}.code`, label: t("school-profile.college_code"), value: of?.code })}
    ${field(form, { name: `colleges.${index}.name`, label: t("school-profile.college_name"), value: of?.name })}
  </div>`;
}

/** Lines that are wholly empty are left out. @param {FormData} values @returns {College[]} */
function listed(values) {
  const lines = [...values.keys()]
    .filter((name) => name.endsWith(".code"))
    .map((name) => name.slice(0, -".code".length));
  return lines
    .map((line) => ({ code: text(values, `${line}.code`), name: text(values, `${line}.name`) }))
    .filter(({ code, name }) => code || name);
}

/** @param {any} school @param {At} at */
function seal(school, at) {
  const form = at.form("seal");
  return section(t("school-profile.seal"), [
    html`<p class="small">${t("school-profile.seal_hint")}</p>`,
    school.has_seal ? picture(school) : html`<p>${t("school-profile.no_seal")}</p>`,
    formOf(form, {
      submit: t("school-profile.upload_seal"),
      isInline: true,
      fields: file(form, {
        name: "seal",
        accept: ".png,.jpg,.jpeg,image/png,image/jpeg",
        hint: t("school-profile.seal_file"),
      }),
      send: async (values) => {
        at.model = await api.put("/api/school/seal", values, { version: school.version });
        at.reset("seal");
        at.say(t("school-profile.seal_saved"));
      },
    }),
  ]);
}

/** The address carries the version, so that a new seal is not drawn from what the browser kept. @param {any} school */
function picture({ name, version }) {
  return html`<div class="licence"><img class="seal-image" src="/api/school/seal?v=${version}" alt=${t("school-profile.seal_of", { name })}></div>`;
}
