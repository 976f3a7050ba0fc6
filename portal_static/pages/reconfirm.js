/** The employer revised a returned agreement: the graduate sees what changed and confirms, or sends it back (decision 9). */
import { accepting } from "../components/consent/consent.js";
import { section } from "../components/facts/facts.js";
import { field, formOf } from "../components/field/field.js";
import { notice } from "../components/notice/notice.js";
import { advice, changes, termsOf } from "../components/terms/terms.js";
import { api } from "../lib/api.js";
import { text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const path = (/** @type {At} */ at) => `/api/agreements/${encodeURIComponent(at.param("id"))}`;

open({
  name: "reconfirm",
  roles: ["student"],
  back: "agreements",
  load: (at) => api.get(path(at)),
  view: (agreement, at) => {
    if (!agreement.actions.includes("confirm"))
      return notice(
        "about",
        html`<p>${t("reconfirm.none")}</p><p><a href=${href("agreement", { id: agreement.id })}>${t("agreement.title")}</a></p>`,
      );
    if (location.hash === "#accept") return accept(agreement, at);
    if (location.hash === "#decline") return decline(agreement, at);
    return reading(agreement);
  },
});

/** @param {any} agreement */
function reading(agreement) {
  const { terms } = agreement.evidence.shown;
  const returned = agreement.reviews.at(-1);
  return html`
    ${returned?.reason ? notice("about", html`<p>${returned.reason}</p>`, t("reconfirm.why", { name: returned.name })) : nothing}
    ${notice("caution", html`<p>${changes(agreement.differences)}</p>`, t("reconfirm.changed"))}
    ${section(t("agreement.terms"), termsOf(terms, agreement.differences))}
    ${advice(terms, agreement.flags)}
    <div class="buttons buttons-thumb">
      <a class="button button-primary" href="#accept">${t("reconfirm.accept")}</a>
      ${agreement.actions.includes("decline") ? html`<a class="button button-danger" href="#decline">${t("reconfirm.decline")}</a>` : nothing}
    </div>`;
}

/** @param {any} agreement @param {At} at */
function accept(agreement, at) {
  return accepting(at, {
    of: agreement,
    title: t("reconfirm.accept"),
    submit: t("reconfirm.accept"),
    send: async (answer) => {
      await api.put(`${path(at)}/confirmation`, answer);
      location.replace(href("agreement", { id: agreement.id, done: "confirmed" }));
    },
  });
}

/** @param {any} agreement @param {At} at */
function decline(agreement, at) {
  const form = at.form("decline");
  return section(
    t("reconfirm.decline"),
    html`<p>${t("reconfirm.decline_lead")}</p>
      ${formOf(form, {
        submit: t("reconfirm.decline_submit"),
        tone: "danger",
        beside: html`<a class="button" href="#read">${t("common.cancel")}</a>`,
        fields: field(form, { name: "reason", rows: 4 }),
        send: async (values) => {
          await api.put(`${path(at)}/declination`, { reason: text(values, "reason") }, { version: agreement.version });
          location.replace(href("agreement", { id: agreement.id, done: "declined" }));
        },
      })}`,
  );
}
