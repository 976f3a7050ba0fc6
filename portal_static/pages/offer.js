/**
 * The notice of an offer (录用通知书, D05): a letter with position, contact and the date to answer by, on one page that
 * any browser prints. Its buttons lead to the one place where an invitation is answered.
 */
import { facts } from "../components/facts/facts.js";
import { notice } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { day, yuan } from "../lib/format.js";
import { find, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

open({
  name: "offer",
  roles: ["student"],
  back: "applications",
  load: (at) => api.get(`/api/invitations/${encodeURIComponent(at.param("id"))}`),
  view: (offer, at) => {
    const { unit, terms } = offer.evidence.shown;
    return [
      html`<article class="card letter">
        <p>${t("offer.dear", { name: at.account.name })}</p>
        <p>${t("offer.greeting")}</p>
        <p>${t("offer.news", { employer: unit.name, position: terms.position })}</p>
        <p>${t("offer.how")}</p>
        ${facts([
          ["position", terms.position],
          ["workplace", terms.workplace],
          ["monthly_pay", yuan(terms.monthly_pay)],
          ["report_by", day(terms.report_by)],
          ["offer_answer_by", html`<strong>${day(offer.expires_at)}</strong>`],
        ])}
        <p>${t("offer.void")}</p>
        ${facts([
          ["contact", unit.contact],
          ["phone", unit.phone],
          ["email", unit.email],
        ])}
        <p class="letter-end">${unit.name}<br>${day(offer.sent_at)}</p>
      </article>`,
      offer.state === "pending"
        ? nothing
        : notice("about", html`<p>${find(`invitation.state_${offer.state}`) ?? ""}</p>`),
      answers(offer),
    ];
  },
});

/** @param {{id: string, actions: string[]}} offer */
function answers({ id, actions }) {
  const to = (/** @type {string} */ hash) => `${href("invitation", { id })}${hash}`;
  return html`<div class="buttons buttons-thumb">
    ${actions.includes("accept") ? html`<a class="button button-primary" href=${to("#accept")}>${t("offer.accept")}</a>` : nothing}
    ${actions.includes("reject") ? html`<a class="button button-danger" href=${to("#reject")}>${t("offer.decline")}</a>` : nothing}
    <a class="button" href=${to("")}>${t("offer.terms")}</a>
  </div>`;
}
