/**
 * Deciding on a record: what is decided is said once more, a reason is asked for where the rules want one, and it is sent.
 *
 * 1. The reason is kept while it is typed, so that a stale record or a reload does not lose it.
 * 2. When the record has moved on, the dialog makes way for the page, which says what changed.
 */
import { Problem } from "../../lib/api.js";
import { t } from "../../lib/i18n.js";
import { html } from "../../lib/render.js";
import { formOf } from "../field/field.js";
import { close, dialog } from "./dialog.js";

/** @typedef {import("../../lib/render.js").Template} Template */

/**
 * @typedef {object} Decision
 * @property {string} id of the dialog
 * @property {string} title
 * @property {Template} [lead] what will happen
 * @property {Template} [fields]
 * @property {string} submit
 * @property {boolean} [isGrave] refuses or ends something
 * @property {string} [form] name of the form, where one dialog serves many records
 * @property {(values: FormData) => Promise<unknown>} send
 */

/** @param {import("../../lib/page.js").At<any>} at @param {Decision} of */
export function decision(at, { id, title, lead = "", fields = "", submit, isGrave, form = id, send }) {
  return dialog(id, title, [
    lead ? html`<div class="stack">${lead}</div>` : "",
    formOf(at.form(form), {
      submit,
      fields,
      isInline: true,
      ...(isGrave ? { tone: /** @type {const} */ ("danger") } : {}),
      beside: html`<button type="button" class="button" @click=${() => close(id)}>${t("common.cancel")}</button>`,
      send: (values) => sent(id, () => send(values)),
    }),
  ]);
}

/** @param {string} id @param {() => Promise<unknown>} send */
async function sent(id, send) {
  try {
    await send();
    close(id);
  } catch (error) {
    if (error instanceof Problem && error.status === 412) close(id);
    throw error;
  }
}
