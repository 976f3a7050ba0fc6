/**
 * A new version of the policy: from which day, why, and what it changes and for whom, shown while it is typed.
 *
 * It follows the newest version, one that is still to come included, or a preset; what runs already stays under its own
 * (trap 27).
 */
import { section } from "../components/facts/facts.js";
import { field, formOf, tick } from "../components/field/field.js";
import { settingFields } from "../components/policy/form.js";
import { differences } from "../components/policy/policy.js";
import { presetForm } from "../components/policy/preset.js";
import { differing, fill, typed } from "../components/policy/values.js";
import { Trial } from "../components/policy/what-if.js";
import { api } from "../lib/api.js";
import { day } from "../lib/format.js";
import { isTicked, text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { goOn } from "../lib/trail.js";

/** @typedef {import("../components/policy/values.js").Policies} Policies */
/** @typedef {import("../components/policy/values.js").Preset} Preset */

const trial = new Trial();

open({
  name: "policy-new",
  roles: ["admin"],
  back: "policy",
  load,
  view: ({ current, versions, settings, presets }, at) => {
    const newest = versions[0];
    if (!newest) throw new Error("a school has a policy from its first day");
    const form = at.form("policy");
    const values = element() ? typed(settings, new FormData(element())) : newest.values;
    const changed = changes(settings, newest, values);
    return html`
      <p class="lead">${t("policy-new.lead", { number: newest.number })}</p>
      ${presetForm(at.form("preset"), presets, {
        settings,
        values,
        choose: ({ title, guide, values: theirs }) => {
          const filled = element();
          if (filled) fill(filled, settings, theirs);
          at.say(t("policy-new.preset_filled", { title, guide }));
        },
      })}
      <div @input=${() => at.update()}>${formOf(form, {
        submit: t("policy-new.submit"),
        fields: [
          ...settingFields(form, settings, newest.values),
          section(t("policy-new.changes"), [
            differences(settings, newest.values, values),
            newest.number > current.number ? announced(settings, current, newest) : nothing,
            forWhom(form.initial("effective_from", "")),
            trial.view(changed, () => at.act(() => trial.run(form, changed, () => at.update()))),
          ]),
          field(form, { name: "effective_from", type: "date", hint: t("policy-new.effective_hint") }),
          newest.number > current.number ? overtaking(form, newest) : nothing,
          field(form, { name: "note", rows: 2, hint: t("policy-new.note_hint") }),
        ],
        send: (sent) => publish(settings, newest, sent),
      })}</div>
    `;
  },
});

/** @returns {Promise<Policies & {presets: Preset[]}>} */
async function load() {
  const [policies, { items }] = await Promise.all([api.get("/api/policies"), api.get("/api/policies/presets")]);
  return { ...policies, presets: items };
}

/** What the newest version brings, where it is still to come: the next one carries it. @param {Policies["settings"]} settings @param {Policies["current"]} current @param {Policies["current"]} newest */
function announced(settings, current, newest) {
  const { number } = newest;
  return html`<h3>${t("policy-new.announced", { number, day: day(newest.effective_from) })}</h3>
    ${differences(settings, current.values, newest.values)}`;
}

/** @param {import("../lib/forms.js").Form} form @param {Policies["current"]} newest */
function overtaking(form, { number, effective_from }) {
  return tick(form, { name: "overtakes", label: t("policy-new.overtakes", { number, day: day(effective_from) }) });
}

/** What a version changes for what runs and for what begins. @param {string} from */
function forWhom(from) {
  return html`<dl class="for-whom">
    <div><dt>${t("policy-new.running")}</dt><dd>${t("policy-new.running_stays")}</dd></div>
    <div><dt>${t("policy-new.coming")}</dt><dd>${from ? t("policy-new.coming_from", { day: day(from) }) : t("policy-new.coming_day")}</dd></div>
  </dl>`;
}

/** The form on the page, once it is drawn. */
function element() {
  const found = document.getElementById("form-policy");
  return found instanceof HTMLFormElement ? found : undefined;
}

/** What a version would change, and all that is sent of it. @param {Policies["settings"]} settings @param {Policies["current"]} newest @param {Record<string, any>} values */
function changes(settings, newest, values) {
  return Object.fromEntries(differing(settings, newest.values, values).map(({ name }) => [name, values[name]]));
}

/** @param {Policies["settings"]} settings @param {Policies["current"]} newest @param {FormData} form */
async function publish(settings, newest, form) {
  const body = {
    effective_from: text(form, "effective_from"),
    note: text(form, "note"),
    ...(isTicked(form, "overtakes") ? { overtakes: true } : {}),
    values: changes(settings, newest, typed(settings, form)),
  };
  const { number } = await api.post("/api/policies", body, { version: newest.number });
  goOn(t("policy-new.published", { number }), href("policy"));
}
