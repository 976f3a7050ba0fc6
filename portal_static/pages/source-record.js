/** The source record (生源信息): the graduate checks it, says what is wrong, gives phone and e-mail, and confirms (B01, B05). */
import { chip, stateText } from "../components/chip/chip.js";
import { facts, recorded, section } from "../components/facts/facts.js";
import { field, formOf, select } from "../components/field/field.js";
import { notice } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { text } from "../lib/forms.js";
import { label, t } from "../lib/i18n.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */
/** @typedef {Record<string, any> & {state: string, actions: string[], corrections: Correction[], editable: string[], edits_itself: boolean, version: number}} SourceRecord */
/** @typedef {{field: string, proposed: string, reason: string, state: string, answer: string, requested_at: string}} Correction */

/** As the school has them, in the order in which a person checks them. */
const SHOWN = [
  "name", "number", "gender", "ethnicity", "political_status", "college_name", "major", "class_name", "degree", "duration",
  "training_mode", "cohort", "plan", "origin", "address", "qq", "agreement_number",
]; // biome-ignore format: names in rows

open({
  name: "source-record",
  roles: ["student"],
  load: () => api.get("/api/source-record"),
  view: (/** @type {SourceRecord} */ record, at) => html`
    <p class="chips">${chip("source_record", record.state)}</p>
    ${at.param("done") ? notice("good", html`<p>${t("source-record.confirmed")}</p>`) : nothing}
    ${section(
      t("source-record.registry"),
      facts([...recorded(SHOWN, record), ["id_number", record.id_last4 ? `**************${record.id_last4}` : ""]]),
    )}
    ${record.corrections.length ? section(t("source-record.corrections"), html`<ul class="rows">${record.corrections.map(correction)}</ul>`) : nothing}
    ${wrong(at, record)}
    ${blank(at, record.blank_form)}
    ${claiming(at, record)}
    ${confirming(at, record)}
  `,
});

/** @param {Correction} of */
function correction({ field: name, proposed, reason, state, answer, requested_at }) {
  return html`<li class="row">
    <span class="row-head"><span class="row-title">${label(name)}: ${proposed}</span>${chip("correction", state)}</span>
    <span>${reason}</span>
    ${answer ? html`<span>${t("source-record.answer")}${t("common.colon")}${answer}</span>` : nothing}
    <span class="row-more">${moment(requested_at)}</span>
  </li>`;
}

/** A blank form on paper (K02): asked for here, handed out by the college. @param {At} at @param {SourceRecord["blank_form"]} of */
function blank(at, { may_ask, is_asked, held }) {
  const form = at.form("blank");
  return [
    is_asked ? notice("about", html`<p>${t("source-record.blank_asked")}</p>`) : nothing,
    held.length
      ? notice("caution", html`<p>${t("source-record.blank_held", { marks: held.join("、") })}</p>`)
      : nothing,
    may_ask
      ? html`<details class="card" ?open=${form.hasDraft || form.faults.length > 0}>
        <summary>${t("source-record.blank")}</summary>
        <p class="small">${t("source-record.blank_hint")}</p>
        ${formOf(form, {
          submit: t("source-record.blank_ask"),
          isInline: true,
          fields: field(form, { name: "reason", rows: 3 }),
          send: async (values) => {
            await api.post("/api/blank-form-requests", { reason: text(values, "reason") });
            at.reset("blank");
            await at.refresh();
          },
        })}
      </details>`
      : nothing,
  ];
}

/** The number of the form in hand becomes the agreement number (领取协议书, B09). @param {At} at @param {SourceRecord} record */
function claiming(at, { blank_form, version }) {
  if (!blank_form.may_claim) return nothing;
  return html`<details class="card" open>
    <summary>${t("source-record.claim")}</summary>
    <p class="small">${t("source-record.claim_hint")}</p>
    ${formOf(at.form("claim"), {
      submit: t("source-record.claim_do"),
      isInline: true,
      fields: field(at.form("claim"), { name: "number", label: label("agreement_number") }),
      send: async (values) => {
        const typed = { number: text(values, "number") };
        const { agreement_number } = await api.put("/api/source-record/agreement-number", typed, { version });
        at.reset("claim");
        await at.refresh();
        at.say(t("source-record.claimed", { number: agreement_number }));
      },
    })}
  </details>`;
}

/** @param {At} at @param {SourceRecord} record */
function wrong(at, record) {
  const form = at.form("correction");
  const choices = record.editable.map((code) => ({ code, label: label(code) }));
  if (!choices.length) return nothing;
  return html`<details class="card" ?open=${form.hasDraft || form.faults.length > 0}>
    <summary>${t("source-record.wrong")}</summary>
    <p class="small">${t(record.edits_itself ? "source-record.edit_hint" : "source-record.wrong_hint")}</p>
    ${formOf(form, {
      submit: t(record.edits_itself ? "source-record.edit" : "source-record.request"),
      isInline: true,
      fields: [
        select(form, { name: "field", choices }),
        field(form, { name: "proposed" }),
        field(form, { name: "reason", rows: 3 }),
      ],
      send: async (values) => {
        await api.post("/api/corrections", {
          field: text(values, "field"),
          proposed: text(values, "proposed"),
          reason: text(values, "reason"),
        });
        at.reset("correction");
        await at.refresh();
        at.say(t(record.edits_itself ? "source-record.edited" : "source-record.requested"));
      },
    })}
  </details>`;
}

/** @param {At} at @param {SourceRecord} record */
function confirming(at, record) {
  const action = record.actions.find((each) => ["confirm", "submit"].includes(each));
  if (!action)
    return section(
      t("source-record.contact"),
      facts([
        ["phone", record.phone],
        ["email", record.email],
      ]),
    );
  const form = at.form("contact");
  return section(
    t("source-record.contact"),
    formOf(form, {
      submit: t(`source-record.${action}`),
      fields: [
        field(form, {
          name: "phone",
          value: record.phone,
          type: "tel",
          autocomplete: "tel",
          hint: t("source-record.phone_hint"),
        }),
        field(form, {
          name: "email",
          value: record.email,
          type: "email",
          autocomplete: "email",
          hint: t("source-record.email_hint"),
        }),
      ],
      send: async (values) => {
        const typed = { phone: text(values, "phone"), email: text(values, "email") };
        const done = await api.put("/api/source-record/confirmation", typed, { version: record.version });
        await at.refresh();
        at.say(stateText("source_record", done?.state ?? "confirmed"));
      },
    }),
  );
}
