/** Logs in: a graduate by school and student number, everybody else by e-mail; then back to where they came from. */
import { field, formOf, radios, select } from "../components/field/field.js";
import { notice } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { text } from "../lib/forms.js";
import { find, t } from "../lib/i18n.js";
import { home, href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { adopt, destination, ticket, withTicket } from "../lib/session.js";

/** @typedef {import("../lib/page.js").At<any>} At */

let who = new URLSearchParams(location.search).get("as") ?? "student";

open({
  name: "login",
  load: () => api.get("/api/schools"),
  view: (/** @type {import("../lib/types.js").List} */ schools, at) => html`
    ${reason(at)}
    ${outside(at)}
    <section class="card">${formOf(at.form("login"), {
      submit: t("login.submit"),
      isInline: true,
      send: (values) => logIn(at, values),
      fields: html`<div @change=${(/** @type {Event} */ event) => choose(at, event)}>${radios(at.form("login"), {
        name: "as",
        label: t("login.as"),
        value: who,
        choices: ["student", "other"].map((code) => ({ code, label: t(`login.as_${code}`) })),
      })}</div>
      ${who === "student" ? student(at, schools) : field(at.form("login"), { name: "login", type: "email", inputmode: "email", autocomplete: "username" })}
      ${field(at.form("login"), { name: "password", type: "password", autocomplete: "current-password" })}`,
    })}</section>
    <p>${t("login.new")} <a href=${href("bind")}>${t("bind.title")}</a> · <a href=${href("register")}>${t("register.title")}</a></p>
  `,
});

/** @param {At} at @param {import("../lib/types.js").List} schools */
function student(at, schools) {
  const form = at.form("login");
  const choices = schools.items.map(({ code, name }) => ({ code, label: name }));
  return html`
    ${select(form, { name: "school", choices, value: choices.length === 1 ? choices[0]?.code : "" })}
    ${field(form, { name: "number", inputmode: "numeric", autocomplete: "username" })}
  `;
}

/** @param {At} at @param {Event} event */
function choose(at, event) {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.name !== "as") return;
  who = input.value;
  at.update();
}

/** @param {At} at */
function reason(at) {
  const said = find(`login.why_${at.param("why")}`);
  return said ? notice("about", html`<p>${said}</p>`) : nothing;
}

/** The way by another platform's account, where there is one (A04). @param {At} at */
function outside(at) {
  const name = at.session.federation;
  if (!name) return nothing;
  if (ticket().ticket) return notice("about", html`<p>${t("login.with_ticket", { name })}</p>`);
  const leave = async () => {
    const { url } = await api.post("/api/federation/requests", {});
    location.assign(url);
  };
  return html`<section class="card"><p>${t("login.outside_hint", { name })}</p>
    <div class="buttons"><button class="button" @click=${() => at.act(leave)}>${t("login.outside", { name })}</button></div></section>`;
}

/** @param {At} at @param {FormData} values */
async function logIn(at, values) {
  const password = String(values.get("password"));
  const name =
    who === "student"
      ? { school: text(values, "school"), number: text(values, "number") }
      : { login: text(values, "login") };
  const session = adopt(await withTicket((more) => api.post("/api/session", { ...name, password, ...more })));
  if (session.account) location.assign(destination(at.params.get("next"), home(session.account.role)));
}
