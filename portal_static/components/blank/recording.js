/** Recording that a graduate signs on paper (线下签约, K04): on the form in hand, or by one of the school's exceptions. */
import { api } from "../../lib/api.js";
import { text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { href } from "../../lib/menu.js";
import { html } from "../../lib/render.js";
import { decision } from "../dialog/decision.js";
import { field, select } from "../field/field.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

/** @param {At} at @param {any} record */
export function recording(at, { id: student, name, blank_forms, paper_exceptions, is_online_only }) {
  const form = at.form("record_signing");
  const coded = (/** @type {string[]} */ all) => all.map((each) => ({ code: each, label: each }));
  return decision(at, {
    id: "record_signing",
    title: `${t("offline.record")} · ${name}`,
    lead: html`<p>${t(is_online_only ? "offline.record_lead_online" : "offline.record_lead")}</p>`,
    fields: [
      field(form, { name: "unit", label: t("fields.unit_name"), hint: t("offline.unit_hint") }),
      select(form, { name: "mark", label: t("fields.form_mark"), choices: coded(blank_forms), isOptional: true }),
      select(form, { name: "exception", choices: coded(paper_exceptions), isOptional: true }),
      field(form, { name: "note", label: t("blank-forms.note"), isOptional: true }),
    ],
    submit: t("offline.record"),
    send: async (values) => {
      const [unit, mark, exception, note] = ["unit", "mark", "exception", "note"].map((each) => text(values, each));
      const made = await api.post("/api/offline-signings", { student, unit, mark, exception, note });
      location.assign(href("review", { id: made.id }));
    },
  });
}
