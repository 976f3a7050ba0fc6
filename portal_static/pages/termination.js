/** One application to end an agreement: what it says; the other side answers, its maker may take it back. */
import { calendarLink } from "../components/calendar/calendar.js";
import { actionText, chip } from "../components/chip/chip.js";
import { facts, section } from "../components/facts/facts.js";
import { field, formOf, radios } from "../components/field/field.js";
import { notice } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { deadline, moment } from "../lib/format.js";
import { text } from "../lib/forms.js";
import { find, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const path = (/** @type {At} */ at) =>
  `/api/agreements/${encodeURIComponent(at.param("agreement"))}/terminations/${encodeURIComponent(at.param("id"))}`;

open({
  name: "termination",
  roles: ["student", "employer"],
  back: "terminations",
  load: (at) => api.get(path(at)),
  view: (application, at) => html`
    <p class="chips">${chip("termination", application.state, application.word)}</p>
    ${standing(application)}
    ${section(
      t("termination.application"),
      facts([
        ["student", application.student_name],
        ["unit", application.employer_name],
        ["initiator", t(`roles.${application.initiator}`)],
        ["termination_reason", t(`reasons.${application.reason}`)],
        ["explanation", application.explanation],
        ["applied_at", moment(application.applied_at)],
        ["letter", application.has_letter ? html`<a href=${`${path(at)}/letter`}>${t("termination.letter")}</a>` : ""],
      ]),
      html`<a href=${href("agreement", { id: application.agreement })}>${t("agreement.title")}</a>`,
    )}
    ${
      application.answer
        ? section(
            t("termination.answer"),
            facts([
              ["answer", t(application.answer.is_agreed ? "termination.agreed" : "termination.refused")],
              ["reason", application.answer.reason],
              ["answered_at", moment(application.answer.at)],
            ]),
          )
        : nothing
    }
    ${application.reviews.map(review)}
    ${application.actions.includes("agree") ? answering(application, at) : nothing}
    ${application.actions.includes("withdraw") ? withdrawing(application, at) : nothing}
  `,
});

/** @param {any} application */
function standing({ id, agreement, state, answer_by, rests_on_letter }) {
  const told =
    find(`termination.${rests_on_letter ? "letter" : "state"}_${state}`) ?? find(`termination.state_${state}`);
  const own = `/api/agreements/${encodeURIComponent(agreement)}/terminations/${encodeURIComponent(id)}`;
  const until = state === "await_other" ? html`<p>${deadline(answer_by)}</p><p>${calendarLink(own)}</p>` : nothing;
  return told ? notice("about", [html`<p>${told}</p>`, until]) : nothing;
}

/** @param {any} review */
function review({ level, decision, name, at, reason, fault, verification }) {
  return section(
    t("termination.review", { level: t(`roles.${level}`) }),
    facts([
      ["decision", t(`actions.termination.${decision}`)],
      ["reason", reason],
      ["fault", t(`faults.${fault}`)],
      ["verification", verification],
      ["reviewer", name],
      ["reviewed_at", moment(at)],
    ]),
  );
}

/** @param {any} application @param {At} at */
function answering(application, at) {
  const form = at.form("answer");
  return section(
    t("termination.your_answer"),
    formOf(form, {
      submit: t("termination.send_answer"),
      fields: [
        radios(form, {
          name: "is_agreed",
          label: t("termination.question"),
          value: "",
          choices: [
            { code: "yes", label: actionText("termination", "agree"), hint: t("termination.agree_hint") },
            { code: "no", label: actionText("termination", "refuse"), hint: t("termination.refuse_hint") },
          ],
        }),
        field(form, { name: "reason", rows: 3, hint: t("termination.reason_hint"), isOptional: true }),
      ],
      send: async (values) => {
        const chosen = values.get("is_agreed");
        const answer = { is_agreed: chosen === null ? null : chosen === "yes", reason: text(values, "reason") };
        await api.put(`${path(at)}/answer`, answer, { version: application.version });
        await at.refresh();
        at.say(t("termination.answered"));
      },
    }),
  );
}

/** @param {any} application @param {At} at */
function withdrawing(application, at) {
  return html`<div class="buttons">
    <button class="button button-danger" @click=${() =>
      at.act(async () => {
        await api.put(`${path(at)}/withdrawal`, {}, { version: application.version });
        await at.refresh();
        at.say(t("termination.withdrawn"));
      })}>${t("termination.withdraw")}</button>
  </div>`;
}
