/** One application: the graduate answers the interview and reads the offer; the employer invites, decides, offers. */
import { answering, offering, withdrawing } from "../components/application/graduate.js";
import { deciding, inviting, making } from "../components/application/recruiter.js";
import { applicationChip, interviewFacts, resumeFacts } from "../components/application/standing.js";
import { facts, section } from "../components/facts/facts.js";
import { notice } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { find, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

open({
  name: "application",
  roles: ["student", "employer"],
  title: (application) => application.name ?? application.position,
  load: (at) => api.get(`/api/applications/${encodeURIComponent(at.param("id"))}`),
  view: (application, at) => [
    html`<p class="chips">${applicationChip(application)}</p>`,
    standing(application, at),
    at.account.role === "student" ? forGraduate(application, at) : forEmployer(application, at),
  ],
});

/** @param {any} application @param {At} at */
function standing({ state, reason, offer, answer_by, position_id }, at) {
  const isOver = at.account.role === "employer" && ["declined", "void", "failed"].includes(state);
  const told = find(`application.${at.account.role}_${state}`, { until: moment(answer_by) });
  const to = at.account.role === "student" ? "invitation" : "sent-invitation";
  return notice("about", [
    told ? html`<p>${told}</p>` : nothing,
    reason ? html`<p class="prose">${t("invitation.reason")}${t("common.colon")}${reason}</p>` : nothing,
    offer ? html`<p><a href=${href(to, { id: offer })}>${t("application.see_offer")}</a></p>` : nothing,
    isOver
      ? html`<p><a href=${href("find-student", { position: position_id })}>${t("application.invite_anew")}</a></p>`
      : nothing,
  ]);
}

/** @param {any} application @param {At} at */
function forGraduate(application, at) {
  return [
    offering(application),
    interview(application),
    answering(application, at),
    section(t("application.position"), [
      facts([
        ["unit", application.employer_name],
        ["position", application.position],
        ["sent_at", moment(application.applied_at)],
      ]),
      html`<p><a href=${href("position", { id: application.position_id })}>${t("application.see_position")}</a></p>`,
    ]),
    withdrawing(application, at),
  ];
}

/** @param {any} application @param {At} at */
function forEmployer(application, at) {
  const { gender, degree, major, school_name, phone, email, position_id } = application;
  return [
    section(
      t("application.graduate"),
      facts(Object.entries({ school_name, gender, degree, major, phone, email })),
      html`<a href=${href("position", { id: position_id })}>${application.position}</a>`,
    ),
    section(t("application.resume"), resumeFacts(application.resume)),
    interview(application),
    deciding(application, at),
    inviting(application, at),
    making(application, at),
  ];
}

/** @param {any} application */
function interview({ id, state, interview: when }) {
  if (!when) return nothing;
  const isToCome = ["interview_invited", "interview_accepted"].includes(state);
  const path = `/api/applications/${encodeURIComponent(id)}/interview.ics`;
  return section(t("application.interview"), [
    interviewFacts(when),
    isToCome ? html`<p><a href=${path} download="deadline.ics">${t("common.to_calendar")}</a></p>` : nothing,
  ]);
}
