/** One invitation for its employer: check it as the graduate will read it, send, take back, correct, put away. */
import { fates } from "../components/channels/fates.js";
import { flag, statuses } from "../components/chip/chip.js";
import { facts, section } from "../components/facts/facts.js";
import { notice } from "../components/notice/notice.js";
import { advice, changes, termsOf } from "../components/terms/terms.js";
import { unitFacts } from "../components/unit/unit.js";
import { api } from "../lib/api.js";
import { deadline, moment } from "../lib/format.js";
import { find, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const path = (/** @type {At} */ at) => `/api/invitations/${encodeURIComponent(at.param("id"))}`;

open({
  name: "sent-invitation",
  roles: ["employer"],
  back: "sent",
  title: (invitation) => invitation.student_name,
  load: (at) => api.get(path(at)),
  view: (invitation, at) => html`
    ${statuses(invitation, invitation.agreement)}
    ${invitation.flags.length ? html`<p class="chips">${invitation.flags.map(flag)}</p>` : nothing}
    ${standing(invitation)}
    ${invitation.differences.length ? notice("caution", html`<p>${changes(invitation.differences)}</p>`) : nothing}
    ${section(t("sent-invitation.graduate"), facts(Object.entries(invitation.graduate)))}
    ${section(t("invitation.terms"), termsOf(invitation.terms, invitation.differences))}
    ${advice(invitation.terms, invitation.flags)}
    ${section(t("sent-invitation.unit"), unitFacts(invitation.unit))}
    ${invitation.actions.includes("discard") ? html`<p><button class="link" @click=${() => at.act(() => discard(invitation, at))}>${t("sent-invitation.discard")}</button></p>` : nothing}
    ${actions(invitation, at)}
  `,
});

/** @param {any} invitation */
function standing({ state, id, expires_at, sent_at, reason, policy, valid_days, receipt }) {
  const days = valid_days ?? policy.invite_valid_days;
  const told = find(`sent-invitation.state_${state}`, { days }) ?? "";
  return notice("about", [
    html`<p>${told}</p>`,
    state === "pending" ? html`<p>${deadline(expires_at)}</p>` : nothing,
    reason ? html`<p>${t("invitation.reason")}${t("common.colon")}${reason}</p>` : nothing,
    sent_at ? html`<p class="small">${t("invitation.sent")} ${moment(sent_at)}</p>` : nothing,
    receipt ? html`<p class="small">${received(receipt)}</p>` : nothing,
    state === "accepted" ? html`<p><a href=${href("agreement", { id })}>${t("agreement.title")}</a></p>` : nothing,
  ]);
}

/** Whether the graduate was told, and by which channels. @param {{is_told: boolean, channels: import("../components/channels/fates.js").Fate[]}} receipt */
function received({ is_told, channels }) {
  return is_told ? t("sent-invitation.told", { fates: fates(channels) }) : t("sent-invitation.telling");
}

/** What the employer may do now, the next step first. @param {any} invitation @param {At} at */
function actions(invitation, at) {
  const may = (/** @type {string} */ action) => invitation.actions.includes(action);
  const { id } = invitation;
  if (!["send", "edit", "withdraw"].some(may)) return nothing;
  return html`<div class="buttons buttons-thumb">
    ${may("send") ? html`<button class="button button-primary" @click=${() => at.act(() => write(invitation, at, "dispatch"))}>${t("sent-invitation.send")}</button>` : nothing}
    ${may("edit") ? html`<a class="button" href=${href("compose", { id })}>${t("common.edit")}</a>` : nothing}
    ${may("withdraw") ? html`<button class="button button-danger" @click=${() => at.act(() => write(invitation, at, "withdrawal"))}>${t("sent-invitation.withdraw")}</button>` : nothing}
  </div>`;
}

/** @param {any} invitation @param {At} at @param {"dispatch" | "withdrawal"} what */
async function write(invitation, at, what) {
  await api.put(`${path(at)}/${what}`, {}, { version: invitation.version });
  await at.refresh();
  at.say(t(`sent-invitation.done_${what}`));
}

/** @param {any} invitation @param {At} at */
async function discard(invitation, at) {
  await api.delete(path(at), { version: invitation.version });
  location.replace(href("sent"));
}
