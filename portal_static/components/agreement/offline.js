/** A signing on paper (线下签约): what the college recorded of it (K04), and taking that back before it is reported. */
import { api } from "../../lib/api.js";
import { moment } from "../../lib/format.js";
import { text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { actionText } from "../chip/chip.js";
import { decision } from "../dialog/decision.js";
import { ask } from "../dialog/dialog.js";
import { facts, section } from "../facts/facts.js";
import { field } from "../field/field.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

/** The paper, the exception, and who decided. @param {any} agreement */
export function onPaper({ on_paper, number, effective_at, state }) {
  if (!on_paper) return nothing;
  return section(t("offline.title"), [
    html`<p>${t("offline.paper_is_it")}</p>`,
    facts([
      ["form_mark", on_paper.mark || t("offline.no_form")],
      ["exception", on_paper.exception],
      ["paper_note", on_paper.note],
      ["recorded_by", `${on_paper.name} · ${moment(on_paper.at)}`],
      ["agreement_number", number],
      ["effective_at", state === "signed" ? moment(effective_at) : ""],
    ]),
  ]);
}

/** @param {At} at @param {any} agreement @param {(said: string) => Promise<unknown>} done */
export function retracting(at, { id, version, actions, student_name, employer_name }, done) {
  if (!actions.includes("retract")) return nothing;
  return html`<div class="buttons buttons-thumb"><button class="button button-danger" @click=${() => ask("retract")}>${actionText("agreement", "retract")}</button></div>
    ${decision(at, {
      id: "retract",
      title: t("review.title_of", { student: student_name, employer: employer_name }),
      lead: html`<p>${t("offline.retract_lead")}</p>`,
      fields: field(at.form("retract"), { name: "reason", rows: 3, hint: t("review.reason_hint") }),
      submit: actionText("agreement", "retract"),
      isGrave: true,
      send: async (values) => {
        const body = { reason: text(values, "reason") };
        await api.put(`/api/agreements/${encodeURIComponent(id)}/retraction`, body, { version });
        await done(t("offline.retract_done", { student: student_name }));
      },
    })}`;
}
