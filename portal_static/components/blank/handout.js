/** Handing a blank paper form to a graduate (K03): its mark, why, and the register has it. */
import { api } from "../../lib/api.js";
import { text } from "../../lib/forms.js";
import { find, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { decision } from "../dialog/decision.js";
import { ask, close } from "../dialog/dialog.js";
import { field, select } from "../field/field.js";
import { notice } from "../notice/notice.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

const REASONS = ["first", "lost", "resumed", "special_unit"];

/** The forms that the graduate holds, and the way to one more. @param {At} at @param {any} record */
export function handout(at, { id, name, blank_forms, wants_blank_form, actions }) {
  return [
    wants_blank_form ? notice("about", html`<p>${t("blank-forms.wanted")}</p>`) : nothing,
    blank_forms.length
      ? notice("caution", html`<p>${t("blank-forms.held", { marks: blank_forms.join("、") })}</p>`)
      : nothing,
    actions.includes("issue_blank_form")
      ? html`<div class="buttons"><button class="button" @click=${() => ask("issue_blank_form")}>${t("blank-forms.issue")}</button></div>
        ${asking(at, id, name)}`
      : nothing,
  ];
}

/** @param {At} at @param {string} student @param {string} name */
function asking(at, student, name) {
  const form = at.form("issue_blank_form");
  const choices = REASONS.map((code) => ({ code, label: find(`blank_form_reasons.${code}`) ?? code }));
  return decision(at, {
    id: "issue_blank_form",
    title: `${t("blank-forms.issue")} · ${name}`,
    lead: html`<p>${t("blank-forms.issue_lead")}</p>`,
    fields: [
      field(form, { name: "mark", hint: t("blank-forms.mark_hint") }),
      select(form, { name: "reason", choices }),
      field(form, { name: "note", label: t("blank-forms.note"), isOptional: true }),
    ],
    submit: t("blank-forms.issue"),
    send: async (values) => {
      const [mark, reason, note] = ["mark", "reason", "note"].map((each) => text(values, each));
      await api.post("/api/blank-forms", { student, mark, reason, note });
      close("issue_blank_form");
      await at.refresh();
      at.say(t("blank-forms.issue_done", { mark: String(mark).toUpperCase() }));
    },
  });
}
