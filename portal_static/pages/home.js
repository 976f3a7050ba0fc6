/** A graduate's first page: what to do next, most urgent first, and where the signing stands. */

import { icon } from "../components/icon/icon.js";
import { notice } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { day, deadline } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {{kind: string, id?: string, until?: string, name?: string}} Step */
/** @typedef {{state: string, agreement: string | null, until: string | null, is_provisional: boolean, destination: string | null}} Lock */

/** Where each step is done. @type {Record<string, (step: Step) => string>} */
const PLACES = {
  confirm_source: () => href("source-record"),
  claim_number: () => href("source-record"),
  answer_invitation: ({ id = "" }) => href("invitation", { id }),
  answer_interview: ({ id = "" }) => href("application", { id }),
  finish_draft: ({ id = "" }) => href("initiate", { id }),
  report_paper: ({ id = "" }) => href("initiate", { id }),
  mend_returned: ({ id = "" }) => href("initiate", { id }),
  confirm_revision: ({ id = "" }) => href("reconfirm", { id }),
  answer_termination: ({ id = "" }) => href("agreement", { id }),
  print: ({ id = "" }) => href("agreement", { id }),
  print_and_stamp: ({ id = "" }) => href("agreement", { id }),
};

open({
  name: "home",
  roles: ["student"],
  title: () => t("home.title"),
  load: () => api.get("/api/next-steps"),
  view: (/** @type {{items: Step[], lock: Lock, may_initiate: boolean}} */ { items, lock, may_initiate }, at) => html`
    <p class="lead">${t("home.hello", { name: at.account.name })}</p>
    ${items.length ? html`<ol class="rows">${items.map(step)}</ol>` : notice("good", html`<p>${t("home.nothing_to_do")}</p>`)}
    ${standing(lock)}
    ${may_initiate ? notice("about", html`<p>${t("home.initiate")}</p><p><a href=${href("initiate")}>${t("initiate.title")}</a></p>`) : nothing}
  `,
});

/** @param {Step} step @param {number} index */
function step(step, index) {
  const place = PLACES[step.kind] ?? (() => href("notices"));
  return html`<li><a class=${index ? "row row-door" : "row row-door row-first"} href=${place(step)}>
    ${icon(index ? "clock" : "hand")}
    <span><span class="row-title">${t(`home.step_${step.kind}`)}</span>
      ${step.until ? html`<br><small>${deadline(step.until)}</small>` : nothing}</span>
    ${icon("next")}
  </a></li>`;
}

/** @param {Lock} lock */
function standing(lock) {
  const params = { until: day(lock.until), provisional: lock.is_provisional ? t("home.provisional") : "" };
  const to = lock.agreement
    ? html`<p><a href=${href("agreement", { id: lock.agreement })}>${t("home.see_agreement")}</a></p>`
    : nothing;
  const destination = lock.destination
    ? html`<p>${t("fields.destination")}${t("common.colon")}${t(`destinations.${lock.destination}`)}</p>`
    : nothing;
  return notice("about", html`<p>${t(`home.lock_${lock.state}`, params)}</p>${destination}${to}`, t("home.standing"));
}
