/** The graduate's own résumé (简历管理): four plain fields that save themselves while one types. */
import { field, formOf } from "../components/field/field.js";
import { api } from "../lib/api.js";
import { autosave } from "../lib/autosave.js";
import { text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

const saving = autosave();
const ROWS = { experience: 6, skills: 4, about: 4 };

open({
  name: "resume",
  roles: ["student"],
  back: "positions",
  load: () => api.get("/api/resume"),
  view: (resume, at) => {
    const form = at.form("resume");
    const keep = (/** @type {Event} */ event) =>
      saving.soon(
        async () => {
          const { form: typed } = /** @type {HTMLInputElement} */ (event.target);
          if (typed) await put(resume, new FormData(typed));
        },
        () => at.update(),
      );
    return html`<p class="lead">${t("resume.lead")}</p>
      <div class="card" @input=${keep}>
        <p class="small" role="status">${saving.said()}</p>
        ${formOf(form, {
          submit: t("resume.save"),
          fields: [
            field(form, {
              name: "wish",
              value: resume.wish,
              isOptional: true,
              isWide: true,
              hint: t("resume.wish_hint"),
            }),
            ...Object.entries(ROWS).map(([name, rows]) =>
              field(form, { name, value: resume[name], rows, isOptional: true }),
            ),
          ],
          send: async (values) => {
            await saving.settled();
            await put(resume, values);
            location.assign(href("positions"));
          },
        })}
      </div>`;
  },
});

/** @param {any} resume @param {FormData} values */
async function put(resume, values) {
  const typed = Object.fromEntries(["wish", ...Object.keys(ROWS)].map((name) => [name, text(values, name)]));
  resume.version = (await api.put("/api/resume", typed, { version: resume.version })).version;
}
