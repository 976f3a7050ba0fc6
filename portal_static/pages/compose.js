/** Writing an invitation: a draft on the server that saves itself while one types, and says so. */
import { formOf } from "../components/field/field.js";
import { termsFields } from "../components/terms/terms.js";
import { validity } from "../components/terms/validity.js";
import { api } from "../lib/api.js";
import { autosave } from "../lib/autosave.js";
import { text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";
import { read } from "../lib/terms.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const saving = autosave();
const path = (/** @type {At} */ at) => `/api/invitations/${encodeURIComponent(at.param("id"))}`;

open({
  name: "compose",
  roles: ["employer"],
  back: "sent",
  load: (at) => api.get(path(at)),
  view: (invitation, at) => {
    const form = at.form("terms");
    return html`
      <p class="lead">${t("compose.lead", { student: invitation.student_name, number: invitation.student_number })}</p>
      <div class="card" @input=${(/** @type {Event} */ event) =>
        saving.soon(
          () => save(invitation, at, event),
          () => at.update(),
        )}>
        <p class="small" role="status">${saving.said()}</p>
        ${formOf(form, {
          submit: t("compose.check"),
          beside: html`<a class="button" href=${href("sent-invitation", { id: invitation.id })}>${t("common.cancel")}</a>`,
          fields: [termsFields(form, invitation.terms), validity(form, invitation)],
          send: async (values) => {
            await saving.settled();
            await put(invitation, at, values);
            location.assign(href("sent-invitation", { id: invitation.id }));
          },
        })}
      </div>`;
  },
});

/** Save what is typed so far; a fault waits until the writer asks for the check. @param {any} invitation @param {At} at @param {Event} event */
async function save(invitation, at, event) {
  const form = /** @type {HTMLInputElement} */ (event.target).form;
  if (form) await put(invitation, at, new FormData(form));
}

/** @param {any} invitation @param {At} at @param {FormData} values */
async function put(invitation, at, values) {
  const typed = { terms: read(values), valid_days: text(values, "valid_days") || null };
  const saved = await api.put(path(at), typed, { version: invitation.version });
  invitation.version = saved.version;
}
