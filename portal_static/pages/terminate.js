/** Applying to end a signed agreement: what follows from it first, then the reason (M03-M05). */
import { section } from "../components/facts/facts.js";
import { field, file, formOf, select } from "../components/field/field.js";
import { notice } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { day, yuan } from "../lib/format.js";
import { sentence, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const REASONS = [
  "further_study", "civil_service", "family", "health", "promises_not_kept", "employer_difficulties", "employer_breach",
  "student_breach", "not_graduating", "unit_dissolved", "misstatement", "statutory", "other",
]; // biome-ignore format: codes in rows

const path = (/** @type {At} */ at) => `/api/agreements/${encodeURIComponent(at.param("id"))}`;

open({
  name: "terminate",
  roles: ["student", "employer"],
  back: "agreements",
  load: (at) => api.get(path(at)),
  view: (agreement, at) =>
    agreement.may_terminate
      ? notice("about", html`<p>${sentence(agreement.may_terminate)}</p>`)
      : [
          section(
            t("terminate.impact"),
            html`<ul class="locks">${impact(agreement, at).map((line) => html`<li>${line}</li>`)}</ul>`,
          ),
          apply(agreement, at),
        ],
});

/** What follows, in sentences. @param {any} agreement @param {At} at @returns {string[]} */
function impact({ locks, is_by_letter, student_name, employer_name }, at) {
  const isStudent = at.account.role === "student";
  const other = isStudent ? employer_name : student_name;
  return [
    is_by_letter ? t("terminate.by_letter") : t("terminate.answer", { other, days: locks.answer_days }),
    t("terminate.until_then"),
    locks.penalty ? t("terminate.penalty", { penalty: yuan(locks.penalty) }) : "",
    t("terminate.without_liability"),
    isStudent && locks.terminations_max
      ? t("terminate.chances", { max: locks.terminations_max, left: locks.terminations_left })
      : "",
    isStudent ? free(locks) : "",
    isStudent ? t("terminate.destination") : "",
    t(`terminate.registry_${locks.registry}`, { closes: day(locks.registry_closes) }),
  ].filter(Boolean);
}

/** When the graduate can sign again. @param {any} locks */
function free(locks) {
  return locks.cooldown_working_days
    ? t("terminate.free_from", { days: locks.cooldown_working_days, from: expected(locks) })
    : t("terminate.free_at_once");
}

/** A date that a provisional calendar was counted for is an expected one. @param {any} locks */
function expected({ free_from, is_free_from_provisional }) {
  return `${is_free_from_provisional ? t("common.expected") : ""}${day(free_from)}`;
}

/** @param {any} agreement @param {At} at */
function apply(agreement, at) {
  const form = at.form("terminate");
  const asked = agreement.termination_reason;
  const choices = REASONS.map((code) => ({ code, label: t(`reasons.${code}`) }));
  return section(
    t("terminate.apply"),
    formOf(form, {
      submit: t("terminate.submit"),
      tone: "danger",
      beside: html`<a class="button" href=${href("agreement", { id: agreement.id })}>${t("common.cancel")}</a>`,
      fields: [
        asked === "text" ? nothing : select(form, { name: "reason", label: t("terminate.reason"), choices }),
        field(form, {
          name: "explanation",
          rows: 4,
          isOptional: asked === "list",
          hint: t("terminate.explanation_hint"),
        }),
        file(form, {
          name: "letter",
          isOptional: !agreement.needs_letter,
          accept: ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png",
          hint: t(agreement.is_by_letter ? "terminate.consent_hint" : "terminate.letter_hint"),
        }),
      ],
      send: async (values) => {
        const made = await api.post(`${path(at)}/terminations`, withoutEmptyFile(values), {
          version: agreement.version,
        });
        location.replace(href("termination", { agreement: agreement.id, id: made.id }));
      },
    }),
  );
}

/** @param {FormData} values */
function withoutEmptyFile(values) {
  const letter = values.get("letter");
  if (letter instanceof File && !letter.size && !letter.name) values.delete("letter");
  return values;
}
