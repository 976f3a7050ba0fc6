/** The people who act for this employer, and inviting one more by e-mail. */
import { chip } from "../components/chip/chip.js";
import { section } from "../components/facts/facts.js";
import { field, formOf } from "../components/field/field.js";
import { empty } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

open({
  name: "colleagues",
  roles: ["employer"],
  load: () => api.get("/api/colleagues"),
  view: (/** @type {import("../lib/types.js").List} */ { items }, at) => html`
    <p class="lead">${t("colleagues.lead")}</p>
    ${items.length ? html`<ul class="rows">${items.map(row)}</ul>` : empty(t("colleagues.none"))}
    ${inviting(at)}
  `,
});

/** @param {any} colleague */
function row({ name, email, login, state }) {
  return html`<li class="row">
    <span class="row-head"><span class="row-title">${name}</span>${state ? chip("account", state) : nothing}</span>
    <span class="row-more">${email ?? login}</span>
  </li>`;
}

/** @param {At} at */
function inviting(at) {
  const form = at.form("colleague");
  return section(
    t("colleagues.invite"),
    formOf(form, {
      submit: t("colleagues.submit"),
      isInline: true,
      fields: [
        field(form, { name: "name", label: t("join.name") }),
        field(form, { name: "email", type: "email", inputmode: "email" }),
      ],
      send: async (values) => {
        await api.post("/api/colleagues", { name: text(values, "name"), email: text(values, "email") });
        at.reset("colleague");
        await at.refresh();
        at.say(t("colleagues.invited"));
      },
    }),
  );
}
