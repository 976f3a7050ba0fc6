/** A deadline for the reader's own calendar: a plain link, which WeChat's browser can follow, too. */
import { t } from "../../lib/i18n.js";
import { html } from "../../lib/render.js";

/** @param {string} record the record's own path */
export function calendarLink(record) {
  return html`<a href=${`${record}/deadline.ics`} download="deadline.ics">${t("common.to_calendar")}</a>`;
}
