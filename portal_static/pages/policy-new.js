/**
 * A new version of the policy: from which day, why, and what it changes, shown while it is typed.
 *
 * It follows the newest version, one that is still to come included; what runs already stays under its own (trap 27).
 */
import { section } from "../components/facts/facts.js";
import { field, formOf } from "../components/field/field.js";
import { settingFields } from "../components/policy/form.js";
import { differences } from "../components/policy/policy.js";
import { differing, typed } from "../components/policy/values.js";
import { api } from "../lib/api.js";
import { text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";
import { goOn } from "../lib/trail.js";

/** @typedef {import("../components/policy/values.js").Policies} Policies */
/** @typedef {import("../lib/page.js").At<Policies>} At */

open({
  name: "policy-new",
  roles: ["admin"],
  back: "policy",
  load: () => api.get("/api/policies"),
  view: ({ versions, settings }, at) => {
    const newest = versions[0];
    if (!newest) throw new Error("a school has a policy from its first day");
    const form = at.form("policy");
    const values = element() ? typed(settings, new FormData(element())) : newest.values;
    return html`
      <p class="lead">${t("policy-new.lead", { number: newest.number })}</p>
      <div @input=${() => at.update()}>${formOf(form, {
        submit: t("policy-new.submit"),
        fields: [
          ...settingFields(form, settings, newest.values),
          section(t("policy-new.changes"), differences(settings, newest.values, values)),
          field(form, { name: "effective_from", type: "date", hint: t("policy-new.effective_hint") }),
          field(form, { name: "note", rows: 2, hint: t("policy-new.note_hint") }),
        ],
        send: (sent) => publish(settings, newest, sent),
      })}</div>
    `;
  },
});

/** The form on the page, once it is drawn. */
function element() {
  const found = document.getElementById("form-policy");
  return found instanceof HTMLFormElement ? found : undefined;
}

/** Only what differs is sent. @param {Policies["settings"]} settings @param {Policies["current"]} newest @param {FormData} form */
async function publish(settings, newest, form) {
  const values = typed(settings, form);
  const changed = differing(settings, newest.values, values).map(({ name }) => [name, values[name]]);
  const body = {
    effective_from: text(form, "effective_from"),
    note: text(form, "note"),
    values: Object.fromEntries(changed),
  };
  const { number } = await api.post("/api/policies", body, { version: newest.number });
  goOn(t("policy-new.published", { number }), href("policy"));
}
