/** What a reviewer reads of an agreement: what is flagged, the parties, what was agreed, earlier decisions, its endings. */
import { moment, yuan } from "../../lib/format.js";
import { find, t } from "../../lib/i18n.js";
import { href } from "../../lib/menu.js";
import { html, nothing } from "../../lib/render.js";
import { actionText, chip } from "../chip/chip.js";
import { facts, recorded, section } from "../facts/facts.js";
import { notice } from "../notice/notice.js";
import { changes, termsOf } from "../terms/terms.js";
import { unitFacts } from "../unit/unit.js";

/** In the order of the form. */
const GRADUATE = [
  "name",
  "number",
  "gender",
  "ethnicity",
  "political_status",
  "college_name",
  "major",
  "class_name",
  "degree",
  "duration",
  "training_mode",
  "phone",
  "email",
  "qq",
  "address",
];

/** @param {any} agreement */
export function flagged({ flags, cohort }) {
  if (!flags.length) return nothing;
  const list = html` <a href=${href("mismatches", { cohort: String(cohort) })}>${t("mismatches.title")}</a>`;
  const said = (/** @type {string} */ code) =>
    html`<li>${find(`flags.${code}`) ?? code}${code === "registry_differs" ? list : nothing}</li>`;
  return notice("caution", html`<ul>${flags.map(said)}</ul>`, t("review.flagged"));
}

/** @param {any} agreement */
export function parties({ graduate, unit, acceptance, cohort, plan, initiation, on_paper, state }) {
  const own = [
    ["cohort", cohort],
    ["plan", plan],
    [
      on_paper ? "reported_at" : initiation ? "initiated_at" : "accepted_at",
      state === "awaiting_report" ? "" : moment(acceptance.at),
    ],
    ["pay_after_trial", yuan(acceptance.pay_after_trial)],
    ["health", acceptance.health],
  ];
  return html`<div class="columns">
    ${section(t("review.graduate"), facts([...recorded(GRADUATE, graduate), .../** @type {[string, string][]} */ (own)]))}
    ${section(t("review.unit"), unitFacts(unit))}
  </div>`;
}

/** @param {any} agreement */
export function agreed({ terms, differences, revision }) {
  return section(t("agreement.terms"), [
    differences.length
      ? notice("caution", html`<p>${changes(differences)}</p>`, t("review.revised", { revision }))
      : nothing,
    termsOf(terms, differences),
  ]);
}

/** @param {any} agreement */
export function reviews({ reviews: all }) {
  if (!all.length) return nothing;
  return section(t("review.reviews"), html`<ol class="rows">${all.map(review)}</ol>`);
}

/** @param {any} of */
function review({ level, decision, name, at, reason, revision, is_undone }) {
  return html`<li>
    <p><strong>${actionText("agreement", decision)}${is_undone ? ` · ${t("review.undone")}` : nothing}</strong> ${name} · ${find(`roles.${level}`) ?? level} · ${moment(at)} · ${t("queue.revision", { revision })}</p>
    ${reason ? html`<p>${reason}</p>` : nothing}
  </li>`;
}

/** @param {any} agreement */
export function endings({ id, terminations }) {
  if (!terminations.length) return nothing;
  return section(
    t("agreement.ending"),
    html`<ul class="rows">${terminations.map(
      (
        /** @type {any} */ each,
      ) => html`<li><a class="row" href=${href("termination-review", { agreement: id, id: each.id })}>
      <span class="row-head"><span class="row-title">${t("agreement.applied_by", { who: t(`roles.${each.initiator}`) })}</span>${chip("termination", each.state)}</span>
      <span class="row-more">${moment(each.applied_at)}</span></a></li>`,
    )}</ul>`,
  );
}
