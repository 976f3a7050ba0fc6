/** One invitation for the graduate: read it, see what changed, then accept (#accept) or reject (#reject). */
import { calendarLink } from "../components/calendar/calendar.js";
import { actionText, statuses } from "../components/chip/chip.js";
import { accepting } from "../components/consent/consent.js";
import { facts, section } from "../components/facts/facts.js";
import { field, formOf } from "../components/field/field.js";
import { notice } from "../components/notice/notice.js";
import { advice, changes, termsOf } from "../components/terms/terms.js";
import { guest, trust } from "../components/trust/trust.js";
import { unitFacts } from "../components/unit/unit.js";
import { api } from "../lib/api.js";
import { deadline, moment } from "../lib/format.js";
import { text } from "../lib/forms.js";
import { find, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const path = (/** @type {At} */ at) => `/api/invitations/${encodeURIComponent(at.param("id"))}`;

open({
  name: "invitation",
  roles: ["student"],
  back: "invitations",
  title: (invitation) => invitation.employer_name,
  load: (at) => api.get(path(at)),
  view: (invitation, at) => {
    const may = (/** @type {string} */ action) => invitation.actions.includes(action);
    if (location.hash === "#accept" && may("accept")) return accept(invitation, at);
    if (location.hash === "#reject" && may("reject")) return reject(invitation, at);
    return [reading(invitation), answers(may)];
  },
});

/** @param {any} invitation */
function reading(invitation) {
  const { terms, unit, graduate } = invitation.evidence.shown;
  return html`
    ${statuses(invitation, invitation.agreement)}
    <p class="chips">${trust(invitation)}</p>
    ${standing(invitation)}
    ${invitation.differences.length ? notice("caution", html`<p>${changes(invitation.differences)}</p>`, t("invitation.revised", { revision: invitation.revision })) : nothing}
    ${section(t("invitation.terms"), termsOf(terms, invitation.differences))}
    ${advice(terms, invitation.flags)}
    ${section(t("invitation.unit"), unitFacts(unit))}
    ${guest(invitation.material, `/api/invitations/${encodeURIComponent(invitation.id)}`)}
    ${section(t("invitation.you"), html`<p class="small">${t("invitation.you_hint")}</p>${facts(printed(graduate))}<p><a href=${href("source-record")}>${t("source-record.title")}</a></p>`)}
  `;
}

/** What of the graduate the paper will carry. @param {Record<string, string>} graduate @returns {[string, string][]} */
function printed(graduate) {
  return Object.entries(graduate).filter(([name]) => name !== "college");
}

/** @param {any} invitation */
function standing({ id, state, expires_at, sent_at, reason }) {
  if (state === "pending")
    return notice(
      "about",
      html`<p>${deadline(expires_at)}</p><p class="small">${t("invitation.take_time")}</p>
        <p>${calendarLink(`/api/invitations/${encodeURIComponent(id)}`)}</p>`,
    );
  const told = find(`invitation.state_${state}`);
  return notice(
    "about",
    html`<p>${told ?? ""}</p>${reason ? html`<p>${t("invitation.reason")}${t("common.colon")}${reason}</p>` : nothing}
    <p class="small">${t("invitation.sent")} ${moment(sent_at)}</p>`,
  );
}

/** @param {(action: string) => boolean} may */
function answers(may) {
  if (!may("accept") && !may("reject")) return nothing;
  return html`<div class="buttons buttons-thumb">
    ${may("accept") ? html`<a class="button button-primary" href="#accept">${actionText("invitation", "accept")}</a>` : nothing}
    ${may("reject") ? html`<a class="button button-danger" href="#reject">${actionText("invitation", "reject")}</a>` : nothing}
  </div>`;
}

/** @param {any} invitation @param {At} at */
function accept(invitation, at) {
  return accepting(at, {
    of: invitation,
    title: actionText("invitation", "accept"),
    submit: t("invitation.accept_submit"),
    send: async (answer) => {
      await api.put(`${path(at)}/acceptance`, answer);
      location.replace(href("agreement", { id: invitation.id, done: "accepted" }));
    },
  });
}

/** @param {any} invitation @param {At} at */
function reject(invitation, at) {
  const form = at.form("reject");
  return section(
    actionText("invitation", "reject"),
    html`<p>${t("invitation.reject_lead")}</p>
      ${formOf(form, {
        submit: t("invitation.reject_submit"),
        tone: "danger",
        beside: html`<a class="button" href="#read">${t("common.cancel")}</a>`,
        fields: field(form, {
          name: "reason",
          rows: 4,
          isOptional: !invitation.policy.reject_reason_required,
          hint: t("invitation.reject_hint"),
        }),
        send: async (values) => {
          await api.put(`${path(at)}/rejection`, { reason: text(values, "reason") }, { version: invitation.version });
          location.hash = "";
          await at.refresh();
          at.say(t("invitation.rejected"));
        },
      })}`,
  );
}
