/** The stamped copy on its way (J14): the employer notes how it went and corrects the note; the graduate reads it. */
import { api } from "../../lib/api.js";
import { day, today } from "../../lib/format.js";
import { text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { facts, section } from "../facts/facts.js";
import { field, formOf } from "../field/field.js";

/** @typedef {import("../../lib/page.js").At<any>} At */
/** @typedef {{sent_on: string, carrier: string, tracking: string}} Posted */

/** Nothing where no copy went and none may be noted. @param {At} at @param {any} agreement @param {(said: string) => unknown} done */
export function postedCopy(agreement, at, done) {
  const { posted, actions } = agreement;
  const mayNote = actions.includes("post");
  if (!posted && !mayNote) return nothing;
  return section(t("posted.title"), [
    posted ? how(posted) : html`<p class="small">${t("posted.lead")}</p>`,
    mayNote
      ? html`<details ?open=${!posted}><summary>${t(posted ? "posted.correct" : "posted.note")}</summary>${noting(agreement, at, done)}</details>`
      : nothing,
  ]);
}

/** @param {Posted} posted */
function how({ sent_on, carrier, tracking }) {
  return facts([
    ["sent_on", day(sent_on)],
    ["carrier", carrier],
    ["tracking", tracking],
  ]);
}

/** @param {any} agreement @param {At} at @param {(said: string) => unknown} done */
function noting({ id, posted, version }, at, done) {
  const form = at.form("posted");
  return formOf(form, {
    submit: t("posted.save"),
    isInline: true,
    fields: html`<div class="fields fields-two">
      ${field(form, { name: "sent_on", type: "date", value: posted?.sent_on ?? today() })}
      ${field(form, { name: "carrier", value: posted?.carrier ?? "", hint: t("posted.carrier_hint"), isOptional: true })}
      ${field(form, { name: "tracking", value: posted?.tracking ?? "", isOptional: true })}
    </div>`,
    send: async (values) => {
      const typed = Object.fromEntries(["sent_on", "carrier", "tracking"].map((name) => [name, text(values, name)]));
      await api.put(`/api/agreements/${encodeURIComponent(id)}/stamped-copy`, typed, { version });
      at.reset("posted");
      await done(t("posted.saved"));
    },
  });
}
