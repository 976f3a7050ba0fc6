/** A graduate and paper: handing a blank form out (K03, A08), claiming its number (B09), recording what is signed (K04). */
import { api } from "../../lib/api.js";
import { text } from "../../lib/forms.js";
import { find, label, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { decision } from "../dialog/decision.js";
import { ask, close } from "../dialog/dialog.js";
import { field, select } from "../field/field.js";
import { notice } from "../notice/notice.js";
import { recording } from "./recording.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

/** What the teacher may do, as the record's actions name it. @type {Record<string, {text: string, asking: (at: At, record: any) => unknown}>} */
const WAYS = {
  issue_blank_form: { text: "issue", asking: issuing },
  claim_number: { text: "claim", asking: claiming },
  record_signing: { text: "record_signing", asking: recording },
};

const REASONS = ["first", "lost", "resumed", "special_unit"];

/** The forms that the graduate holds, and the way to one more. @param {At} at @param {any} record */
export function handout(at, record) {
  const { blank_forms, wants_blank_form, actions } = record;
  const ways = Object.keys(WAYS).filter((each) => actions.includes(each));
  return [
    wants_blank_form ? notice("about", html`<p>${t("blank-forms.wanted")}</p>`) : nothing,
    blank_forms.length
      ? notice("caution", html`<p>${t("blank-forms.held", { marks: blank_forms.join("、") })}</p>`)
      : nothing,
    ways.length
      ? html`<div class="buttons">${ways.map((each) => html`<button class="button" @click=${() => ask(each)}>${t(`blank-forms.${WAYS[each]?.text}`)}</button>`)}</div>
        ${ways.map((each) => WAYS[each]?.asking(at, record))}`
      : nothing,
  ];
}

/** @param {At} at @param {any} record */
function issuing(at, { id: student, name, paper_exceptions, is_online_only }) {
  const form = at.form("issue_blank_form");
  const choices = REASONS.map((code) => ({ code, label: find(`blank_form_reasons.${code}`) ?? code }));
  return decision(at, {
    id: "issue_blank_form",
    title: `${t("blank-forms.issue")} · ${name}`,
    lead: html`<p>${t("blank-forms.issue_lead")}</p>`,
    fields: [
      field(form, { name: "mark", hint: t("blank-forms.mark_hint") }),
      select(form, { name: "reason", choices }),
      paper_exceptions.length && is_online_only
        ? select(form, {
            name: "exception",
            hint: t("blank-forms.exception_hint"),
            choices: paper_exceptions.map((/** @type {string} */ each) => ({ code: each, label: each })),
          })
        : nothing,
      field(form, { name: "note", label: t("blank-forms.note"), isOptional: true }),
    ],
    submit: t("blank-forms.issue"),
    send: async (values) => {
      const [mark, reason, note, exception] = ["mark", "reason", "note", "exception"].map((each) => text(values, each));
      await api.post("/api/blank-forms", { student, mark, reason, note, exception });
      close("issue_blank_form");
      await at.refresh();
      at.say(t("blank-forms.issue_done", { mark: String(mark).toUpperCase() }));
    },
  });
}

/** @param {At} at @param {any} record */
function claiming(at, { id, name, version }) {
  return decision(at, {
    id: "claim_number",
    title: `${t("blank-forms.claim")} · ${name}`,
    lead: html`<p>${t("blank-forms.claim_lead")}</p>`,
    fields: field(at.form("claim_number"), { name: "number", label: label("agreement_number") }),
    submit: t("blank-forms.claim"),
    send: async (values) => {
      const path = `/api/students/${encodeURIComponent(id)}/agreement-number`;
      const { agreement_number } = await api.put(path, { number: text(values, "number") }, { version });
      await at.refresh();
      at.say(t("blank-forms.claim_done", { number: agreement_number }));
    },
  });
}
