/** Where the stamped paper takes effect (I04): the school records the day, and both parties read it. */
import { api } from "../../lib/api.js";
import { day, today } from "../../lib/format.js";
import { text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { facts, section } from "../facts/facts.js";
import { field, formOf } from "../field/field.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

/** Nothing where something else takes effect. @param {At} at @param {any} agreement @param {(said: string) => unknown} done */
export function stamping(at, agreement, done) {
  const { state, effective_on, effective_at, actions } = agreement;
  if (effective_on !== "paper_stamp" || state !== "signed") return nothing;
  const isOpen = actions.includes("record_stamp");
  return section(t("stamping.title"), [
    effective_at ? facts([["stamped_on", day(effective_at)]]) : html`<p>${t("stamping.lead")}</p>`,
    isOpen
      ? html`<details ?open=${!effective_at}><summary>${t(effective_at ? "stamping.correct" : "stamping.record")}</summary>${recording(at, agreement, done)}</details>`
      : nothing,
  ]);
}

/** @param {At} at @param {any} agreement @param {(said: string) => unknown} done */
function recording(at, { id, version }, done) {
  const form = at.form("stamp");
  return formOf(form, {
    submit: t("stamping.save"),
    isInline: true,
    fields: field(form, { name: "stamped_on", type: "date", value: today(), hint: t("stamping.hint") }),
    send: async (values) => {
      const typed = { stamped_on: text(values, "stamped_on") };
      await api.put(`/api/agreements/${encodeURIComponent(id)}/stamp`, typed, { version });
      at.reset("stamp");
      await done(t("stamping.saved"));
    },
  });
}
