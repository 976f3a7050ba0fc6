/** One agreement for its parties: where it stands, the terms, the paper, printing, what happened, ending it. */
import { completed } from "../components/agreement/completion.js";
import { onPaper } from "../components/agreement/offline.js";
import { postedCopy } from "../components/agreement/posted.js";
import { reissuing } from "../components/agreement/reissuing.js";
import { stamping } from "../components/agreement/stamping.js";
import { unlocked } from "../components/agreement/unlocking.js";
import { actionText, chip, statusesOf } from "../components/chip/chip.js";
import { askAgain } from "../components/dialog/dialog.js";
import { handedIn } from "../components/evidence/evidence.js";
import { facts, section } from "../components/facts/facts.js";
import { icon } from "../components/icon/icon.js";
import { notice } from "../components/notice/notice.js";
import { paper } from "../components/paper/paper.js";
import { changes, termsOf } from "../components/terms/terms.js";
import { timeline } from "../components/timeline/timeline.js";
import { guest, trust } from "../components/trust/trust.js";
import { api } from "../lib/api.js";
import { moment, yuan } from "../lib/format.js";
import { find, sentence, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const ISSUING_PAUSE_MS = 4000;

const path = (/** @type {At} */ at) => `/api/agreements/${encodeURIComponent(at.param("id"))}`;

open({
  name: "agreement",
  roles: ["student", "employer"],
  back: "agreements",
  title: ({ agreement }) =>
    t("agreement.title_of", { student: agreement.student_name, employer: agreement.employer_name }),
  load: async (at) => {
    const [agreement, form, story] = await Promise.all(
      ["", "/form", "/timeline"].map((part) => api.get(path(at) + part)),
    );
    askAgain();
    if (isBeingIssued(agreement)) setTimeout(() => at.refresh(), ISSUING_PAUSE_MS);
    return { agreement, form: form.form, story };
  },
  view: ({ agreement, form, story }, at) => html`
    ${statusesOf(agreement)}
    ${agreement.trust ? html`<p class="chips">${trust(agreement)}</p>` : nothing}
    ${at.param("done") ? notice("good", html`<p>${t(`agreement.done_${at.param("done")}`)}</p>`) : nothing}
    ${standing(agreement, at)}
    ${turn(agreement)}
    ${unlocked(agreement)}
    ${completed(agreement)}
    ${takingBack(agreement, at)}
    ${onPaper(agreement)}
    ${agreement.state === "awaiting_report" ? nothing : handedIn(agreement)}
    ${guest(agreement.material, `/api/invitations/${encodeURIComponent(agreement.id)}`)}
    ${printing(agreement, at)}
    ${stamping(at, agreement, (said) => again(at, said))}
    ${postedCopy(agreement, at, (said) => again(at, said))}
    ${reissuing(at, agreement, (said) => again(at, said))}
    ${section(t("agreement.terms"), [terms(agreement), own(agreement)])}
    ${agreement.on_paper ? nothing : html`<details class="card"><summary>${t("agreement.paper")}</summary><p class="small">${t("agreement.paper_hint")}</p>${paper(form)}</details>`}
    ${section(t("agreement.story"), timeline(story))}
    ${ending(agreement)}
  `,
});

/** Stay, for what comes of it is here. @param {At} at @param {string} said */
async function again(at, said) {
  await at.refresh();
  at.say(said);
}

/** @param {any} agreement */
function isBeingIssued({ state, is_issued, on_paper }) {
  return state === "signed" && !is_issued && !on_paper;
}

/** Where it stands and who is next. @param {any} agreement @param {At} at */
function standing(agreement, at) {
  const last = agreement.reviews.filter((/** @type {any} */ each) => !each.is_undone).at(-1);
  const begun = agreement.on_paper
    ? find(`agreement.state_${agreement.state}_on_paper`)
    : agreement.initiation
      ? find(`agreement.state_${agreement.state}_initiated`)
      : null;
  const told =
    begun ??
    find(`agreement.state_${agreement.state}_${at.account.role}`) ??
    find(`agreement.state_${agreement.state}`) ??
    "";
  const said = last?.reason
    ? html`<p>${t("agreement.review_said", { name: last.name })}${t("common.colon")}${last.reason}</p>`
    : nothing;
  return notice(
    "about",
    [html`<p>${told}</p>`, said],
    agreement.number ? t("agreements.number", { number: agreement.number }) : undefined,
  );
}

/** What this party has to do now. @param {any} agreement */
function turn({ id, actions, on_paper }) {
  const page = actions.includes("submit")
    ? "initiate"
    : actions.includes("revise")
      ? "revise"
      : actions.includes("confirm") || actions.includes("decline")
        ? "reconfirm"
        : "";
  if (!page) return nothing;
  return html`<div class="buttons buttons-thumb"><a class="button button-primary" href=${href(page, { id })}>${t(on_paper ? "initiate.title_on_paper" : `${page}.title`)}</a></div>`;
}

/** What the student began and nobody has reviewed (G04). @param {any} agreement @param {At} at */
function takingBack({ id, actions, version }, at) {
  if (!actions.includes("withdraw")) return nothing;
  const withdraw = async () => {
    await api.put(`${path(at)}/withdrawal`, {}, { version });
    location.assign(href("initiate", { id }));
  };
  return html`<div class="buttons"><button class="button" @click=${() => at.act(withdraw)}>${t("agreement.take_back")}</button></div>`;
}

/** @param {any} agreement @param {At} at */
function printing(agreement, at) {
  if (isBeingIssued(agreement))
    return section(
      t("agreement.print"),
      html`<p>${t("agreement.issuing")}</p><progress aria-label=${t("agreement.issuing")}></progress>`,
    );
  if (!agreement.issued) return nothing;
  const { check_code, url, at: issued_at } = agreement.issued;
  return section(t("agreement.print"), [
    facts([
      ["check_code", check_code],
      ["issued_at", moment(issued_at)],
      [
        "print_count",
        agreement.print_count
          ? t("agreement.printed", { count: agreement.print_count, at: moment(agreement.printed_at) })
          : "",
      ],
    ]),
    html`<p><a href=${`/v${new URL(url, location.origin).hash}`}>${t("agreement.check")}</a></p>`,
    agreement.actions.includes("print") ? [copies(agreement, at), elsewhere(at)] : nothing,
  ]);
}

/** On a computer where nobody is logged in (J09). @param {At} at */
function elsewhere({ account }) {
  if (account.role !== "student") return nothing;
  return html`<p class="small">${t("agreement.print_elsewhere", { address: location.host })}
    <a href=${href("printing")}>${t("printing.title")}</a></p>`;
}

/** One button a copy: which copy was printed is in the register. @param {any} agreement @param {At} at */
function copies(agreement, at) {
  return html`<p class="small">${t("agreement.print_hint", { count: agreement.copies.length })}</p>
    <div class="buttons buttons-stacked">${agreement.copies.map(
      (/** @type {string} */ holder, /** @type {number} */ index) =>
        html`<button class="button" @click=${() => at.act(() => print(at, index + 1))}>${icon("print")}${t("agreement.print_copy", { copy: index + 1, holder })}</button>`,
    )}</div>`;
}

/** @param {At} at @param {number} copy */
async function print(at, copy) {
  const { href: file } = await api.post(`${path(at)}/prints`, { copy });
  location.assign(file);
}

/** What changed matters until the number makes it final. @param {any} agreement */
function terms({ terms, differences, number }) {
  if (number || !differences.length) return termsOf(terms);
  return html`<p class="small">${changes(differences)}</p>${termsOf(terms, differences)}`;
}

/** @param {any} agreement */
function own({ state, initiation, on_paper, acceptance: { at, pay_after_trial, health } }) {
  if (["draft", "awaiting_report"].includes(state)) return nothing;
  return html`<h3>${t(on_paper ? "agreement.own_on_paper" : initiation ? "agreement.own_initiated" : "agreement.own")}</h3>${facts(
    [
      [on_paper ? "reported_at" : initiation ? "initiated_at" : "accepted_at", moment(at)],
      ["pay_after_trial", yuan(pay_after_trial)],
      ["health", health],
    ],
  )}`;
}

/** @param {any} agreement */
function ending({ id, terminations, may_terminate, state }) {
  if (state !== "signed" && !terminations.length) return nothing;
  return section(t("agreement.ending"), [
    terminations.length
      ? html`<ul class="rows">${terminations.map(
          (
            /** @type {any} */ each,
          ) => html`<li><a class="row" href=${href("termination", { agreement: id, id: each.id })}>
          <span class="row-head"><span class="row-title">${t("agreement.applied_by", { who: t(`roles.${each.initiator}`) })}</span>${chip("termination", each.state, each.word)}</span>
          <span class="row-more">${moment(each.applied_at)}</span></a></li>`,
        )}</ul>`
      : nothing,
    may_terminate
      ? html`<p class="small">${sentence(may_terminate)}</p>`
      : html`<p class="small">${t("agreement.ending_hint")}</p>
      <div class="buttons"><a class="button button-danger" href=${href("terminate", { id })}>${actionText("agreement", "apply_termination")}</a></div>`,
  ]);
}
