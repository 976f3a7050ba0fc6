/** Importing graduates: the template, a file to upload, and the imports so far. */
import { chip } from "../components/chip/chip.js";
import { section } from "../components/facts/facts.js";
import { file, formOf, radios } from "../components/field/field.js";
import { icon } from "../components/icon/icon.js";
import { empty } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const ACCEPT = ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

open({
  name: "imports",
  roles: ["admin"],
  load: () => api.get("/api/imports"),
  view: (/** @type {import("../lib/types.js").List} */ { items }, at) => html`
    ${uploading(at)}
    <h2>${t("imports.earlier")}</h2>
    ${items.length ? html`<ul class="rows">${items.map(row)}</ul>` : empty(t("imports.none"))}
  `,
});

/** @param {At} at */
function uploading(at) {
  const form = at.form("upload");
  return section(
    t("imports.upload"),
    [
      html`<ol class="steps"><li>${t("imports.step_template")}</li><li>${t("imports.step_upload")}</li><li>${t("imports.step_run")}</li></ol>`,
      formOf(form, {
        submit: t("imports.submit"),
        isInline: true,
        fields: [
          radios(form, {
            name: "purpose",
            value: "roster",
            choices: ["roster", "registry"].map((code) => ({
              code,
              label: t(`imports.${code}`),
              hint: t(`imports.${code}_hint`),
            })),
          }),
          file(form, { name: "file", accept: ACCEPT, hint: t("imports.file_hint") }),
        ],
        send: async (values) => {
          const { id } = await api.post("/api/imports", values);
          location.assign(href("import", { id }));
        },
      }),
    ],
    html`<a class="button" href="/api/imports/template.xlsx">${icon("paper")}${t("imports.template")}</a>`,
  );
}

/** @param {any} of */
function row({ id, file_name, name, uploaded_at, purpose, state, rows, added, changed, unchanged, bad, missing }) {
  return html`<li><a class="row" href=${href("import", { id })}>
    <span class="row-head"><span class="row-title">${file_name}</span>${chip("import", state)}</span>
    ${["checking", "failed"].includes(state) ? nothing : html`<span>${t(purpose === "registry" ? "imports.counts_registry" : "imports.counts", { rows, added, changed, unchanged, bad, missing })}</span>`}
    <span class="row-more"><span>${t(`imports.${purpose}`)}</span><span>${name}</span><span>${moment(uploaded_at)}</span></span>
  </a></li>`;
}
