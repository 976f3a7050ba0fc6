/** Applying to end a signed agreement: what follows from it first, then the reason (M03-M05). */
import { section } from "../components/facts/facts.js";
import { field, file, formOf, select } from "../components/field/field.js";
import { picture } from "../components/licence/licence.js";
import { notice } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { arriving } from "../lib/arriving.js";
import { bytes, day, moment, yuan } from "../lib/format.js";
import { label, sentence, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */
/** @typedef {import("../components/evidence/evidence.js").Paper} Paper */

const REASONS = [
  "further_study", "civil_service", "family", "health", "promises_not_kept", "employer_difficulties", "employer_breach",
  "student_breach", "not_graduating", "unit_dissolved", "misstatement", "statutory", "other",
]; // biome-ignore format: codes in rows

const path = (/** @type {At} */ at) => `/api/agreements/${encodeURIComponent(at.param("id"))}`;

open({
  name: "terminate",
  roles: ["student", "employer"],
  back: "agreements",
  load: async (at) => {
    const [agreement, { letter }] = await Promise.all([api.get(path(at)), api.get(`${path(at)}/termination-letter`)]);
    arriving(() => look(at));
    return { agreement, letter };
  },
  view: ({ agreement, letter }, at) =>
    agreement.may_terminate
      ? notice("about", html`<p>${sentence(agreement.may_terminate)}</p>`)
      : [
          section(
            t("terminate.impact"),
            html`<ul class="locks">${impact(agreement, at).map((line) => html`<li>${line}</li>`)}</ul>`,
          ),
          apply(agreement, letter, at),
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

/** The letter photographed on the phone shows here by itself (G07). @param {At} at */
async function look(at) {
  if (!at.model) return;
  const { letter } = await api.get(`${path(at)}/termination-letter`);
  if (letter?.hash === at.model.letter?.hash) return;
  at.model.letter = letter;
  at.update();
}

/** @param {any} agreement @param {Paper | null} letter that waits @param {At} at */
function apply(agreement, letter, at) {
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
        letter ? waiting(letter, at) : letterField(agreement, at),
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

/** Chosen here, it goes with the application; from the phone it is uploaded first, and the desk goes on with it. @param {any} agreement @param {At} at */
function letterField(agreement, at) {
  const form = at.form("terminate");
  const upload = (/** @type {Event & {currentTarget: HTMLButtonElement}} */ event) => {
    const chosen = event.currentTarget.form?.elements.namedItem("letter");
    const photo = chosen instanceof HTMLInputElement ? chosen.files?.[0] : undefined;
    if (photo) at.act(() => keep(photo, at));
  };
  return html`${file(form, {
    name: "letter",
    isOptional: !agreement.needs_letter,
    accept: ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png",
    hint: t(agreement.is_by_letter ? "terminate.consent_hint" : "terminate.letter_hint"),
  })}
  <p class="small">${t("terminate.phone")}</p>
  <div class="buttons"><button type="button" class="button" @click=${upload}>${t("terminate.upload")}</button></div>`;
}

/** @param {File} photo @param {At} at */
async function keep(photo, at) {
  const values = new FormData();
  values.set("file", photo);
  at.model.letter = (await api.put(`${path(at)}/termination-letter`, values)).letter;
  at.say(t("terminate.uploaded"));
}

/** The letter that waits, whichever device it came from. @param {Paper} letter @param {At} at */
function waiting({ hash, size, at: since }, at) {
  const remove = async () => {
    at.model.letter = (await api.delete(`${path(at)}/termination-letter`)).letter;
    at.say(t("evidence.removed"));
  };
  return html`<div class="stack"><h3>${label("letter")}</h3>
    ${picture(`${path(at)}/termination-letter/${hash}`, label("letter"), t("evidence.open"))}
    <p class="row-more"><span>${bytes(size)}</span><span>${moment(since)}</span></p>
    <div class="buttons"><button type="button" class="button" @click=${() => at.act(remove)}>${t("evidence.remove")}</button></div></div>`;
}

/** @param {FormData} values */
function withoutEmptyFile(values) {
  const letter = values.get("letter");
  if (letter instanceof File && !letter.size && !letter.name) values.delete("letter");
  return values;
}
