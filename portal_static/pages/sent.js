/** What the employer drafted and sent, newest first; the hash chooses the states to see. */
import { chip } from "../components/chip/chip.js";
import { list, rowLink } from "../components/list/list.js";
import { api } from "../lib/api.js";
import { deadline, moment, yuan } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

/** @typedef {import("../lib/types.js").List} List */

/** What each choice shows; the first shows everything. @type {Record<string, string[]>} */
const SIEVES = { all: [], draft: ["draft", "withdrawn"], pending: ["pending", "inoperable"], accepted: ["accepted"] };

open({
  name: "sent",
  roles: ["employer"],
  isWide: true,
  load: () => api.get("/api/invitations"),
  view: (/** @type {List} */ own, at) => html`
    <div class="row-head">
      <nav class="sieves" aria-label=${t("sent.show")}>${Object.keys(SIEVES).map(
        (name) =>
          html`<a href="#${name}" aria-current=${name === chosen() ? "true" : "false"}>${t(`sent.${name}`)}</a>`,
      )}</nav>
      <a class="button button-primary" href=${href("find-student")}>${t("sent.new")}</a>
    </div>
    ${list(at, own, { path: "/api/invitations", none: t("sent.none"), row, only: isChosen })}
  `,
});

function chosen() {
  const name = location.hash.slice(1);
  return name in SIEVES ? name : "all";
}

/** @param {{state: string}} invitation */
function isChosen({ state }) {
  const states = SIEVES[chosen()] ?? [];
  return !states.length || states.includes(state);
}

/** @param {any} of */
function row({
  id,
  state,
  word,
  student_name,
  student_number,
  position,
  monthly_pay,
  created_at,
  sent_at,
  expires_at,
}) {
  return rowLink(
    href("sent-invitation", { id }),
    html`<span class="row-head"><span class="row-title">${student_name} <small>${student_number}</small></span>${chip("invitation", state, word)}</span>
      <span>${position}${monthly_pay === null ? "" : ` · ${yuan(monthly_pay)}`}</span>
      <span class="row-more">${state === "pending" ? deadline(expires_at) : moment(sent_at ?? created_at)}</span>`,
  );
}
