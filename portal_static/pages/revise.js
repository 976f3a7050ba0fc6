/** A reviewer returned the agreement: the employer corrects the terms, the graduate will confirm them again (decision 9). */
import { formOf } from "../components/field/field.js";
import { notice } from "../components/notice/notice.js";
import { termsFields } from "../components/terms/terms.js";
import { api } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { read } from "../lib/terms.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const path = (/** @type {At} */ at) => `/api/agreements/${encodeURIComponent(at.param("id"))}`;

open({
  name: "revise",
  roles: ["employer"],
  back: "agreements",
  load: (at) => api.get(path(at)),
  view: (agreement, at) => {
    const back = html`<a class="button" href=${href("agreement", { id: agreement.id })}>${t("common.cancel")}</a>`;
    if (!agreement.actions.includes("revise")) return notice("about", html`<p>${t("revise.none")}</p>${back}`);
    const form = at.form("terms");
    const said = agreement.reviews.at(-1);
    return html`
      ${said?.reason ? notice("caution", html`<p>${said.reason}</p>`, t("reconfirm.why", { name: said.name })) : nothing}
      <p class="lead">${t("revise.lead", { student: agreement.student_name })}</p>
      <div class="card">${formOf(form, {
        submit: t("revise.submit"),
        beside: back,
        fields: termsFields(form, agreement.terms),
        send: async (values) => {
          await api.put(`${path(at)}/revision`, { terms: read(values) }, { version: agreement.version });
          location.replace(href("agreement", { id: agreement.id, done: "revised" }));
        },
      })}</div>`;
  },
});
