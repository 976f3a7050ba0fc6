/** Scan-to-print on the phone (J09): which computer asks, which agreement and copy it may print, and then yes. */
import { section } from "../components/facts/facts.js";
import { formOf, radios, select } from "../components/field/field.js";
import { notice } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { time } from "../lib/format.js";
import { text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const code = () => location.hash.slice(1);

open({
  name: "scan-print",
  roles: ["student"],
  back: "agreements",
  load: async () => (code() ? api.post("/api/print-scans", { code: code() }) : {}),
  view: (found, at) =>
    found.isDone
      ? notice("good", html`<p>${t("scan-print.done")}</p>`)
      : found.check
        ? asked(found, at)
        : notice("about", html`<p>${t("scan-print.no_code")}</p>`),
});

/** @param {any} found @param {At} at */
function asked({ check, expires_at, agreements }, at) {
  return html`<p class="lead">${t("scan-print.lead")}</p>
    ${notice("caution", html`<p>${t("scan-print.compare", { check })}</p><p class="small">${t("scan-print.until", { at: time(expires_at) })}</p>`)}
    ${agreements.length ? section(t("scan-print.which"), choosing(agreements, at)) : notice("about", html`<p>${t("scan-print.none")}</p>`)}`;
}

/** @param {any[]} agreements @param {At} at */
function choosing(agreements, at) {
  const form = at.form("scan-print");
  const copies = agreements[0].copies.map((/** @type {string} */ holder, /** @type {number} */ index) => ({
    code: String(index + 1),
    label: t("agreement.print_copy", { copy: index + 1, holder }),
  }));
  return formOf(form, {
    submit: t("scan-print.submit"),
    fields: [
      select(form, {
        name: "agreement",
        label: t("scan-print.which"),
        value: agreements[0].id,
        choices: agreements.map(({ id, employer_name, number }) => ({ code: id, label: `${employer_name} ${number}` })),
      }),
      radios(form, { name: "copy", label: t("scan-print.copy"), value: "1", choices: copies }),
    ],
    send: async (values) => {
      const copy = Number(text(values, "copy"));
      await api.post("/api/print-grants", { code: code(), agreement: text(values, "agreement"), copy });
      at.model = { isDone: true };
    },
  });
}
