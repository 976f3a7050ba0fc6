/** A graduate opens the account: school, name, student number and ID number must match the school's record (A02). */
import { field, formOf, select } from "../components/field/field.js";
import { notice } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { home, href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { adopt, ticket, withTicket } from "../lib/session.js";

open({
  name: "bind",
  load: () => api.get("/api/schools"),
  view: (/** @type {{items: import("../lib/types.js").Named[]}} */ schools, at) => {
    const form = at.form("bind");
    const choices = schools.items.map(({ code, name }) => ({ code, label: name }));
    return html`<p class="lead">${t("bind.lead")}</p>
      ${ticket().ticket ? notice("about", html`<p>${t("bind.with_ticket", { name: at.session.federation ?? "" })}</p>`) : nothing}
      <section class="card">${formOf(form, {
        submit: t("bind.submit"),
        isInline: true,
        send: bind,
        fields: [
          select(form, { name: "school", choices, value: choices.length === 1 ? choices[0]?.code : "" }),
          field(form, { name: "name", label: t("bind.name"), autocomplete: "name", hint: t("bind.name_hint") }),
          field(form, { name: "number", autocomplete: "username" }),
          field(form, { name: "id_number", isPrivate: true, hint: t("bind.id_hint") }),
          field(form, {
            name: "password",
            type: "password",
            autocomplete: "new-password",
            hint: t("account.password_hint"),
          }),
        ],
      })}</section>
      <p>${t("bind.have")} <a href=${href("login")}>${t("login.title")}</a></p>`;
  },
});

/** @param {FormData} values */
async function bind(values) {
  const fields = ["school", "name", "number", "id_number"].map((name) => [name, text(values, name)]);
  const typed = { ...Object.fromEntries(fields), password: String(values.get("password")) };
  adopt(await withTicket((more) => api.post("/api/student-accounts", { ...typed, ...more })));
  location.assign(home("student"));
}
