/** An employer registers: details, the code with its check digits, the licence, and the first account (C01). */
import { field, formOf } from "../components/field/field.js";
import { unitFields } from "../components/unit/unit.js";
import { api } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

open({
  name: "register",
  load: () => api.get("/api/codes"),
  view: (codes, at) => {
    const form = at.form("register");
    return html`<p class="lead">${t("register.lead")}</p>
      <section class="card">${formOf(form, {
        submit: t("register.submit"),
        isInline: true,
        send: register,
        fields: html`<div class="fields fields-two">
          <h2 class="field-wide">${t("register.unit")}</h2>
          ${unitFields(form, {}, codes)}
          <h2 class="fields-title">${t("register.account")}</h2>
          ${field(form, { name: "email", type: "email", inputmode: "email", autocomplete: "username", hint: t("register.email_hint") })}
          ${field(form, { name: "password", type: "password", autocomplete: "new-password", hint: t("account.password_hint") })}
        </div>`,
      })}</section>
      <p>${t("bind.have")} <a href=${href("login", { as: "other" })}>${t("login.title")}</a></p>`;
  },
});

/** @param {FormData} values */
async function register(values) {
  await api.post("/api/employers", sendable(values));
  location.assign(href("employer", { done: "registered" }));
}

/** The API knows no code path by an empty value. @param {FormData} values */
function sendable(values) {
  if (values.get("code_path") === "none") values.set("code_path", "");
  return values;
}
