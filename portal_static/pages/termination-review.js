/**
 * One application to end an agreement: the original agreement and the letter first (M13), then the decision.
 *
 * Who passes it records at whose fault or wish it ends: only the graduate's uses up a chance (decision 4).
 */
import { neighbours, onward } from "../components/agreement/paths.js";
import { digests, letterLink, originalPaper, readingList } from "../components/agreement/reading.js";
import { actionText, chip } from "../components/chip/chip.js";
import { decision } from "../components/dialog/decision.js";
import { ask, askAgain } from "../components/dialog/dialog.js";
import { facts, section } from "../components/facts/facts.js";
import { field, radios } from "../components/field/field.js";
import { keysHelp, listen } from "../components/keys/keys.js";
import { notice } from "../components/notice/notice.js";
import { paper } from "../components/paper/paper.js";
import { termsOf } from "../components/terms/terms.js";
import { api } from "../lib/api.js";
import { deadline, moment, yuan } from "../lib/format.js";
import { text } from "../lib/forms.js";
import { find, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { along, goOn, leave } from "../lib/trail.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const LIST = "termination-queue";
const FAULTS = ["student", "employer", "neither"];

/** @param {string} key */
function to(key) {
  const [agreement = "", id = ""] = key.split(":");
  return href("termination-review", { agreement, id });
}

/** @type {At | undefined} */
let page;

open({
  name: "termination-review",
  roles: ["college", "school", "admin"],
  back: LIST,
  isWide: true,
  load: async (at) => {
    page = at;
    const [application, { form }] = await Promise.all([api.get(path(at)), api.get(`${whole(at)}/form`)]);
    askAgain();
    return { application, form };
  },
  view: ({ application, form }, at) => html`
    <div class="over-list"><p class="chips">${chip("termination", application.state)}</p>${keysHelp(at, keys(at))}</div>
    ${neighbours(LIST, key(at), to)}
    ${standing(application)}
    ${original(application, form, at)}
    ${applied(application, at)}
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
    ${deciding(application, at)}
  `,
});

listen(() => (page?.model ? keys(page) : []));

/** @param {At} at */
function whole(at) {
  return `/api/agreements/${encodeURIComponent(at.param("agreement"))}`;
}

/** @param {At} at */
function path(at) {
  return `${whole(at)}/terminations/${encodeURIComponent(at.param("id"))}`;
}

/** @param {At} at */
function key(at) {
  return `${at.param("agreement")}:${at.param("id")}`;
}

/** @param {any} application */
function standing({ state, answer_by, terms, rests_on_letter }) {
  const penalty = terms.penalty
    ? html`<p>${t("termination-review.penalty", { penalty: yuan(terms.penalty) })}</p>`
    : nothing;
  const until = state === "await_other" ? html`<p>${deadline(answer_by)}</p>` : nothing;
  const told = (rests_on_letter && find(`termination.letter_${state}`)) || find(`termination.state_${state}`) || "";
  return notice("about", [html`<p>${told}</p>`, until, penalty]);
}

/** @param {any} application @param {any} form @param {At} at */
function original({ summary, terms, agreement, original }, form, at) {
  return section(
    t("termination-review.original"),
    [
      facts([
        ["agreement_number", summary.number],
        ["student", `${summary.student_name} · ${summary.student_number}`],
        ["college_name", [summary.college_name, summary.major, summary.class_name].filter(Boolean).join(" · ")],
        ["unit", summary.employer_name],
        ["uscc", summary.uscc],
        ["signed_at", moment(summary.signed_at)],
        ["effective_at", moment(summary.effective_at)],
        [
          "print_count",
          summary.print_count
            ? t("agreement.printed", { count: summary.print_count, at: moment(summary.printed_at) })
            : t("review.never_printed"),
        ],
      ]),
      html`<details open><summary>${t("agreement.terms")}</summary>${termsOf(terms)}</details>`,
      originalPaper(at, original, paper(form)),
    ],
    html`<a href=${href("review", { id: agreement })}>${t("termination-review.whole")}</a>`,
  );
}

/** @param {any} application @param {At} at */
function applied(application, at) {
  return section(t("termination.application"), [
    facts([
      ["initiator", t(`roles.${application.initiator}`)],
      ["termination_reason", t(`reasons.${application.reason}`)],
      ["explanation", application.explanation],
      ["applied_at", moment(application.applied_at)],
    ]),
    application.is_without_liability ? html`<p>${t("termination-review.without_liability")}</p>` : nothing,
    application.has_letter
      ? letterLink(at, `${path(at)}/letter`)
      : html`<p class="small">${t("termination-review.no_letter")}</p>`,
  ]);
}

/** @param {any} of */
function review({ level, decision: made, name, at, reason, fault, verification }) {
  return section(
    t("termination.review", { level: t(`roles.${level}`) }),
    facts([
      ["decision", actionText("termination", made)],
      ["reason", reason],
      ["fault", made === "pass" ? t(`faults.${fault}`) : ""],
      ["verification", verification],
      ["reviewer", name],
      ["reviewed_at", moment(at)],
    ]),
  );
}

/** @param {any} application @param {At} at */
function deciding(application, at) {
  const verdicts = ["pass", "fail"].filter((each) => application.actions.includes(each));
  if (!verdicts.length) return nothing;
  return html`${readingList(application)}
    <div class="buttons buttons-thumb verdicts" role="group" aria-label=${t("review.decide")}>
      ${verdicts.map((each) => html`<button class="button ${each === "pass" ? "button-primary" : "button-danger"}" @click=${() => ask(each)}>${actionText("termination", each)}</button>`)}
    </div>
    ${verdicts.map((each) => asking(application, at, each))}`;
}

/** @param {any} application @param {At} at @param {string} verdict */
function asking({ version, student_name, employer_name, needs_verification }, at, verdict) {
  const form = at.form(verdict);
  const isPass = verdict === "pass";
  const fault = radios(form, {
    name: "fault",
    label: t("termination-review.fault"),
    hint: t("termination-review.fault_hint"),
    choices: FAULTS.map((code) => ({ code, label: t(`faults.${code}`) })),
  });
  return decision(at, {
    id: verdict,
    title: t("review.title_of", { student: student_name, employer: employer_name }),
    lead: html`<p>${t(`termination-review.${verdict}_lead`)}</p>`,
    fields: [
      isPass ? fault : nothing,
      isPass && needs_verification
        ? field(form, { name: "verification", rows: 3, hint: t("termination-review.verification_hint") })
        : nothing,
      field(form, { name: "reason", rows: 4, isOptional: isPass, hint: t("termination-review.reason_hint") }),
    ],
    submit: actionText("termination", verdict),
    isGrave: !isPass,
    send: async (values) => {
      const words = { reason: text(values, "reason"), verification: text(values, "verification") };
      const body = { decision: verdict, ...words, ...digests(), ...(isPass ? { fault: text(values, "fault") } : {}) };
      await api.post(`${path(at)}/reviews`, body, { version });
      const next = onward(LIST, key(at), to);
      leave(LIST, key(at));
      goOn(t(`termination-review.${verdict}_done`, { student: student_name }), next);
    },
  });
}

/** @param {At} at @returns {import("../components/keys/keys.js").Key[]} */
function keys(at) {
  const { before, after } = along(LIST, key(at));
  const go = (/** @type {string | undefined} */ other) => () => {
    if (other) location.assign(to(other));
  };
  const verdict = (/** @type {string} */ stroke, /** @type {string} */ action) => ({
    keys: [stroke],
    text: actionText("termination", action),
    act: () => ask(action),
    action,
  });
  return [
    { keys: ["j"], text: t("shortcuts.next_record"), act: go(after) },
    { keys: ["k"], text: t("shortcuts.previous_record"), act: go(before) },
    ...[verdict("p", "pass"), verdict("f", "fail")].filter(({ action }) =>
      at.model.application.actions.includes(action),
    ),
    { keys: ["u"], text: t("shortcuts.up"), act: () => location.assign(href(LIST)) },
  ];
}
