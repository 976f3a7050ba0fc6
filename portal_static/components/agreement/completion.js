/** That the graduate has reported for work (I05): the school records the day, and everybody concerned reads it. */
import { api } from "../../lib/api.js";
import { day } from "../../lib/format.js";
import { isTicked, text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { section } from "../facts/facts.js";
import { field, formOf, tick } from "../field/field.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

/** The day, once it is recorded. @param {any} agreement */
export function completed(agreement) {
  const { state, ended_at } = agreement;
  if (state !== "completed") return nothing;
  return section(t("completion.title"), [
    html`<p>${t("completion.ended", { on: day(ended_at) })}</p>`,
    stillValid(agreement),
  ]);
}

/** What was signed on paper has no code. @param {any} agreement */
function stillValid({ issued }) {
  return issued ? html`<p class="small field-wide">${t("completion.still_valid")}</p>` : nothing;
}

/** Folded away: it cannot be taken back. @param {At} at @param {any} agreement @param {(said: string) => unknown} done */
export function completing(at, agreement, done) {
  if (!agreement.actions.includes("complete")) return nothing;
  return section(
    t("completion.title"),
    html`<details><summary>${t("completion.record")}</summary>${recording(at, agreement, done)}</details>`,
  );
}

/** @param {At} at @param {any} agreement @param {(said: string) => unknown} done */
function recording(at, agreement, done) {
  const { id, version } = agreement;
  const form = at.form("completion");
  return formOf(form, {
    submit: t("completion.save"),
    fields: [
      html`<p class="field-wide">${t("completion.lead")}</p>`,
      stillValid(agreement),
      field(form, { name: "reported_on", type: "date", hint: t("completion.hint") }),
      tick(form, { name: "confirm", label: t("completion.confirm") }),
    ],
    send: async (values) => {
      const typed = { reported_on: text(values, "reported_on"), confirm: isTicked(values, "confirm") };
      await api.put(`/api/agreements/${encodeURIComponent(id)}/completion`, typed, { version });
      at.reset("completion");
      await done(t("completion.saved"));
    },
  });
}
