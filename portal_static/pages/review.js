/**
 * One agreement for the school: all that a reviewer needs on one page, the decision, and on to the next one (H01-H05).
 *
 * The administrator reads it, prints it and may void it; the API says which.
 */
import { completed, completing } from "../components/agreement/completion.js";
import { onPaper, retracting } from "../components/agreement/offline.js";
import { agreed, endings, flagged, parties, reviews } from "../components/agreement/parts.js";
import { neighbours, onward } from "../components/agreement/paths.js";
import { printing } from "../components/agreement/printing.js";
import { reissuing } from "../components/agreement/reissuing.js";
import { stamping } from "../components/agreement/stamping.js";
import { undoing } from "../components/agreement/undoing.js";
import { unlocked, unlocking } from "../components/agreement/unlocking.js";
import { verdicts } from "../components/agreement/verdict.js";
import { byStudent, chip, flag } from "../components/chip/chip.js";
import { ask, askAgain } from "../components/dialog/dialog.js";
import { handedIn } from "../components/evidence/evidence.js";
import { facts, section } from "../components/facts/facts.js";
import { keysHelp, listen } from "../components/keys/keys.js";
import { paper } from "../components/paper/paper.js";
import { lookAgain, progress } from "../components/progress/progress.js";
import { timeline } from "../components/timeline/timeline.js";
import { checking, guest, trust } from "../components/trust/trust.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { along, goOn, leave } from "../lib/trail.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const LIST = "queue";
const to = (/** @type {string} */ id) => href("review", { id });

/** @type {At | undefined} */
let page;

open({
  name: "review",
  roles: ["college", "school", "admin"],
  back: LIST,
  isWide: true,
  title: ({ agreement }) =>
    t("review.title_of", { student: agreement.student_name, employer: agreement.employer_name }),
  load: async (at) => {
    page = at;
    const path = `/api/agreements/${encodeURIComponent(at.param("id"))}`;
    const [agreement, { form }, story, { items }] = await Promise.all(
      ["", "/form", "/timeline", "/prints"].map((part) => api.get(path + part)),
    );
    if (isBeingIssued(agreement)) lookAgain(at);
    askAgain();
    return { agreement, form, story, register: items };
  },
  view: ({ agreement, form, story, register }, at) => html`
    <div class="over-list">
      <p class="chips">${chip("agreement", agreement.state)}${byStudent(agreement)}${trust(agreement)}${agreement.flags.map(flag)}</p>
      ${keysHelp(at, keys(at))}
    </div>
    ${neighbours(LIST, agreement.id, to)}
    ${flagged(agreement)}
    ${issuing(agreement)}
    ${onPaper(agreement)}
    ${agreement.state === "awaiting_report" ? nothing : handedIn(agreement, t(agreement.on_paper ? "offline.begun" : "evidence.begun"))}
    ${guest(agreement.material, `/api/agreements/${encodeURIComponent(agreement.id)}`)}
    ${checking(at, agreement, (how) => checked(at, how))}
    ${parties(agreement)}
    ${agreed(agreement)}
    ${reviews(agreement)}
    ${agreement.on_paper ? nothing : html`<details class="card" open><summary>${t("review.paper")}</summary><p class="small">${t("agreement.paper_hint")}</p>${paper(form)}</details>`}
    ${printing(at, agreement, register)}
    ${stamping(at, agreement, (said) => again(at, said))}
    ${undoing(at, agreement, (said) => again(at, said))}
    ${reissuing(at, agreement, (said) => again(at, said))}
    ${unlocked(agreement)}
    ${unlocking(at, agreement, (said) => again(at, said))}
    ${completed(agreement)}
    ${completing(at, agreement, (said) => again(at, said))}
    ${endings(agreement)}
    ${section(t("agreement.story"), timeline(story))}
    ${retracting(at, agreement, (said) => again(at, said))}
    ${verdicts(at, agreement, (said) => decided(agreement.id, said))}
  `,
});

listen(() => (page?.model ? keys(page) : []));

/** @param {any} agreement */
function isBeingIssued({ state, issued, on_paper }) {
  return state === "signed" && !issued && !on_paper;
}

/** @param {any} agreement */
function issuing(agreement) {
  if (isBeingIssued(agreement)) return section(t("review.issued"), progress(t("agreement.issuing"), 0, 0));
  const { issued, number, effective_at } = agreement;
  if (!issued) return nothing;
  return section(
    t("review.issued"),
    facts([
      ["agreement_number", number],
      ["check_code", issued.check_code],
      ["issued_at", moment(issued.at)],
      ["effective_at", moment(effective_at)],
      ["verify_page", html`<a href=${issued.url}>${t("agreement.check")}</a>`],
    ]),
  );
}

/** Straight to the next one. @param {string} id @param {string} said */
async function decided(id, said) {
  const next = onward(LIST, id, to);
  leave(LIST, id);
  goOn(said, next);
}

/** @param {At} at @param {string} how */
async function checked(at, how) {
  const { id, version } = at.model.agreement;
  await api.put(`/api/agreements/${encodeURIComponent(id)}/licence-check`, { how }, { version });
  await again(at, t("trust.checked"));
}

/** Stay, for what comes of an undoing is here. @param {At} at @param {string} said */
async function again(at, said) {
  await at.refresh();
  at.say(said);
}

/** @param {At} at @returns {import("../components/keys/keys.js").Key[]} */
function keys(at) {
  const { id, actions } = at.model.agreement;
  const { before, after } = along(LIST, id);
  const go = (/** @type {string | undefined} */ other) => () => {
    if (other) location.assign(to(other));
  };
  const verdict = (/** @type {string} */ key, /** @type {string} */ action) => ({
    keys: [key],
    text: t(`shortcuts.${action}`),
    act: () => ask(action),
    action,
  });
  return [
    { keys: ["j"], text: t("shortcuts.next_record"), act: go(after) },
    { keys: ["k"], text: t("shortcuts.previous_record"), act: go(before) },
    ...[verdict("p", "pass"), verdict("r", "return"), verdict("f", "fail")].filter(({ action }) =>
      actions.includes(action),
    ),
    { keys: ["u"], text: t("shortcuts.up"), act: () => location.assign(href(LIST)) },
  ];
}
