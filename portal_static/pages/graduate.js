/** One source record for the school: reviewing it where the policy wants that (B02), its corrections, its binding (A03). */
import { handout } from "../components/blank/handout.js";
import { actionText, chip } from "../components/chip/chip.js";
import { decision } from "../components/dialog/decision.js";
import { ask, askAgain } from "../components/dialog/dialog.js";
import { facts, recorded, section } from "../components/facts/facts.js";
import { field } from "../components/field/field.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { text } from "../lib/forms.js";
import { label, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const SHOWN = [
  "name", "number", "gender", "ethnicity", "political_status", "college_name", "major", "class_name", "degree", "duration",
  "training_mode", "cohort", "plan", "entry_year", "origin", "address", "phone", "email", "qq", "agreement_number",
]; // biome-ignore format: names in rows
const ACTIONS = ["verify", "return", "release"];

const path = (/** @type {At} */ at) => `/api/students/${encodeURIComponent(at.param("id"))}`;

open({
  name: "graduate",
  roles: ["college", "school", "admin"],
  back: "graduates",
  title: (record) => record.name,
  load: async (at) => {
    const found = await api.get(path(at));
    askAgain();
    return found;
  },
  view: (record, at) => html`
    <p class="chips">${chip("source_record", record.state)}</p>
    ${section(
      t("graduate.record"),
      facts([
        ...recorded(SHOWN, record),
        ["id_number", record.id_last4 ? `**************${record.id_last4}` : ""],
        ["confirmed_at", moment(record.confirmed_at)],
        ["is_bound", t(record.is_bound ? "common.yes" : "common.no")],
      ]),
    )}
    ${record.corrections.length ? section(t("corrections.title"), html`<ul class="rows">${record.corrections.map(correction)}</ul>`, html`<a href=${href("corrections")}>${t("graduate.corrections")}</a>`) : nothing}
    ${handout(at, record)}
    ${deciding(record, at)}
  `,
});

/** @param {any} of */
function correction({ field: name, current, proposed, reason, state, answer, requested_at }) {
  return html`<li class="row">
    <span class="row-head"><span class="row-title">${label(name)}${t("common.colon")}${current || "—"} → ${proposed}</span>${chip("correction", state)}</span>
    <span>${reason}</span>
    ${answer ? html`<span>${t("source-record.answer")}${t("common.colon")}${answer}</span>` : nothing}
    <span class="row-more">${moment(requested_at)}</span>
  </li>`;
}

/** @param {any} record @param {At} at */
function deciding(record, at) {
  const allowed = ACTIONS.filter((each) => record.actions.includes(each));
  if (!allowed.length) return nothing;
  return html`<div class="buttons buttons-thumb verdicts">
      ${allowed.map((each) => html`<button class="button ${each === "verify" ? "button-primary" : ""}" @click=${() => ask(each)}>${actionText("source_record", each)}</button>`)}
    </div>
    ${allowed.map((each) => asking(record, at, each))}`;
}

/** @param {any} record @param {At} at @param {string} action */
function asking({ name, version }, at, action) {
  return decision(at, {
    id: action,
    title: `${actionText("source_record", action)} · ${name}`,
    lead: html`<p>${t(`graduate.${action}_lead`)}</p>`,
    fields: action === "return" ? field(at.form(action), { name: "reason", rows: 3 }) : nothing,
    submit: actionText("source_record", action),
    isGrave: action === "release",
    send: async (values) => {
      if (action === "release") await api.post(`${path(at)}/release`, {});
      else await api.put(`${path(at)}/review`, { action, reason: text(values, "reason") }, { version });
      await at.refresh();
      at.say(t(`graduate.${action}_done`));
    },
  });
}
