/**
 * A graduate's cards (二维码名片): one for each recruiter, shown as a QR picture to be sent, revoked when it is not wanted.
 *
 * The code is told once; this tab remembers it, so that the picture can be shown again until the tab is closed.
 */
import { agreeing, writing } from "../components/card/consent.js";
import { chip } from "../components/chip/chip.js";
import { decision } from "../components/dialog/decision.js";
import { ask } from "../components/dialog/dialog.js";
import { section } from "../components/facts/facts.js";
import { empty, notice } from "../components/notice/notice.js";
import { picture } from "../components/qr/qr.js";
import { api } from "../lib/api.js";
import { deadline, moment } from "../lib/format.js";
import { sentence, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {{id: string, state: string, made_at: string, expires_at: string, ended_at: string | null, invitation: string, unit: string, actions: string[], version: number}} Card */
/** @typedef {Card & {link: string, modules: string[]}} Made */
/** @typedef {{items: Card[], may_make: any, policy: Record<string, any>, made?: Made, consent?: any}} Model */
/** @typedef {import("../lib/page.js").At<Model>} At */

const KEPT = "card:";

open({
  name: "card",
  roles: ["student"],
  back: "home",
  load: () => api.get("/api/cards"),
  view: (/** @type {Model} */ model, at) => [
    html`<p class="lead">${t("card.lead")}</p>`,
    model.made ? shown(model.made) : nothing,
    model.consent ? agreeing(at, model.consent, (consent) => make(at, consent)) : making(model, at),
    model.may_make || model.consent || model.policy.qr_student_confirms ? nothing : writing(at, model.policy),
    section(
      t("card.all"),
      model.items.length
        ? html`<ol class="rows">${model.items.map((card) => row(card, at))}</ol>`
        : empty(t("card.none")),
    ),
  ],
});

/** @param {Made} made */
function shown({ id, link, modules, expires_at }) {
  return section(
    t("card.show"),
    html`<div class="stack" id=${`symbol-${id}`} tabindex="-1">
      ${picture(modules, t("card.symbol"))}
      <p>${t("card.send")}</p>
      <p class="small">${deadline(expires_at)}</p>
      <label class="field">${t("card.link")}<input readonly value=${link} @focus=${select}></label>
    </div>`,
  );
}

/** @param {Event} event */
function select(event) {
  /** @type {HTMLInputElement} */ (event.currentTarget).select();
}

/** @param {Model} model @param {At} at */
function making({ may_make, policy }, at) {
  if (may_make) return notice("about", html`<p>${sentence(may_make)}</p>`, t("card.not_now"));
  return html`<p class="small">${t("card.consent", { days: policy.qr_card_days })}</p>
    <div class="buttons buttons-thumb"><button class="button button-primary" @click=${() => at.act(() => make(at))}>${t("card.make")}</button></div>`;
}

/** @param {At} at @param {Record<string, any>} [consent] */
async function make(at, consent) {
  const made = await api.post("/api/cards", consent ? { consent } : {});
  sessionStorage.setItem(KEPT + made.id, JSON.stringify(made));
  await show(at, made);
}

/** @param {At} at @param {Made} made */
async function show(at, made) {
  at.model = { ...(await api.get("/api/cards")), made };
  at.update();
  document.getElementById(`symbol-${made.id}`)?.focus();
}

/** @param {Card} card @param {At} at */
function row(card, at) {
  const kept = card.state === "open" ? sessionStorage.getItem(KEPT + card.id) : null;
  return html`<li class="row">
    <div class="row-head"><span class="row-title">${card.unit || t("card.made", { at: moment(card.made_at) })}</span>${chip("card", card.state)}</div>
    <p class="row-more"><span>${card.state === "open" ? deadline(card.expires_at) : card.ended_at ? moment(card.ended_at) : ""}</span>
      ${card.invitation ? html`<a href=${href("invitation", { id: card.invitation })}>${t("card.see")}</a>` : nothing}</p>
    <div class="buttons">
      ${kept ? html`<button class="button" @click=${() => at.act(() => show(at, JSON.parse(kept)))}>${t("card.show")}</button>` : nothing}
      ${card.actions.includes("revoke") ? revoking(card, at) : nothing}
    </div>
  </li>`;
}

/** @param {Card} card @param {At} at */
function revoking({ id, version }, at) {
  return html`<button class="button button-danger" @click=${() => ask(`revoke-${id}`)}>${t("card.revoke")}</button>
    ${decision(at, {
      id: `revoke-${id}`,
      title: t("card.revoke"),
      lead: html`<p>${t("card.revoke_lead")}</p>`,
      submit: t("card.revoke"),
      isGrave: true,
      send: async () => {
        await api.put(`/api/cards/${encodeURIComponent(id)}/revocation`, {}, { version });
        sessionStorage.removeItem(KEPT + id);
        await at.refresh();
        at.say(t("card.revoked"));
      },
    })}`;
}
