/** Describing a position: the terms that an offer will begin with, how many are wanted, and what the work is. */
import { api } from "../../lib/api.js";
import { text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { href } from "../../lib/menu.js";
import { html } from "../../lib/render.js";
import { read } from "../../lib/terms.js";
import { field, formOf, select } from "../field/field.js";
import { termsFields } from "../terms/terms.js";

/** @param {any} position the one to change, or the schools that a new one can be for @param {import("../../lib/page.js").At<any>} at */
export function describing(position, at) {
  const form = at.form("terms");
  const isNew = !position.id;
  return html`<p class="lead">${t("position.describe_lead")}</p>
    <div class="card">${formOf(form, {
      submit: t(isNew ? "position.publish" : "position.save"),
      beside: html`<a class="button" href=${isNew ? href("positions") : "#"}>${t("common.cancel")}</a>`,
      fields: [
        isNew ? ofSchool(form, position.schools) : "",
        field(form, { name: "wanted", value: position.wanted ?? 1, inputmode: "numeric" }),
        field(form, { name: "description", value: position.description, rows: 5, isOptional: true }),
        termsFields(form, position.terms ?? {}),
      ],
      send: (values) => send(position, at, values),
    })}</div>`;
}

/** @param {import("../../lib/forms.js").Form} form @param {import("../../lib/types.js").Named[]} schools */
function ofSchool(form, schools) {
  const choices = schools.map(({ code, name }) => ({ code, label: name }));
  return select(form, { name: "school", choices, value: choices.length === 1 ? choices[0]?.code : "" });
}

/** @param {any} position @param {import("../../lib/page.js").At<any>} at @param {FormData} values */
async function send(position, at, values) {
  const typed = { terms: read(values), wanted: text(values, "wanted"), description: text(values, "description") };
  if (position.id) {
    await api.put(`/api/positions/${encodeURIComponent(position.id)}`, typed, { version: position.version });
    location.hash = "";
    await at.refresh();
    at.say(t("position.saved"));
  } else {
    const made = await api.post("/api/positions", { school: text(values, "school"), ...typed });
    location.assign(href("position", { id: made.id }));
  }
}
