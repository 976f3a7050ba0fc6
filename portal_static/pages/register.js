/** An employer registers: details, the code with its check digits, and the licence; a mail completes it (C01). */
import { field, formOf } from "../components/field/field.js";
import { unitFields } from "../components/unit/unit.js";
import { api } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

open({
  name: "register",
  load: async () => ({ codes: await api.get("/api/codes"), mailedTo: "" }),
  view: ({ codes, mailedTo }, at) => {
    if (mailedTo) return sent(mailedTo);
    const form = at.form("register");
    return html`<p class="lead">${t("register.lead")}</p>
      <section class="card">${formOf(form, {
        submit: t("register.submit"),
        isInline: true,
        send: async (values) => {
          at.model = { codes, mailedTo: (await api.post("/api/employers", sendable(values))).mailed_to };
        },
        fields: html`<div class="fields fields-two">
          <h2 class="field-wide">${t("register.unit")}</h2>
          ${unitFields(form, {}, codes)}
          <h2 class="fields-title">${t("register.account")}</h2>
          ${field(form, { name: "email", type: "email", inputmode: "email", autocomplete: "username", hint: t("register.email_hint") })}
        </div>`,
      })}</section>
      <p>${t("bind.have")} <a href=${href("login", { as: "other" })}>${t("login.title")}</a></p>`;
  },
});

/** What is said is the same whether the address or the code is known already. @param {string} email */
function sent(email) {
  return html`<section class="card" role="status">
    <h2>${t("register.sent_title")}</h2>
    <p>${t("register.sent", { email })}</p>
    <p class="hint">${t("register.sent_none")}</p>
    <p><a class="button" href=${href("register")}>${t("register.again")}</a></p>
  </section>`;
}

/** The API knows no code path by an empty value. @param {FormData} values */
function sendable(values) {
  if (values.get("code_path") === "none") values.set("code_path", "");
  return values;
}
