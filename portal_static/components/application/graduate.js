/** What the graduate does with her application: answer the interview, read the offer, take the application back. */
import { api } from "../../lib/api.js";
import { text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { href } from "../../lib/menu.js";
import { html, nothing } from "../../lib/render.js";
import { decision } from "../dialog/decision.js";
import { ask } from "../dialog/dialog.js";
import { field } from "../field/field.js";
import { notice } from "../notice/notice.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

/** The way to the notice, while it can be answered. @param {any} application */
export function offering({ state, offer }) {
  if (state !== "offered") return nothing;
  return notice(
    "good",
    html`<p><a class="button button-primary" href=${href("offer", { id: offer })}>${t("application.read_offer")}</a></p>`,
    t("application.congratulations"),
  );
}

/** @param {any} application @param {At} at */
export function answering(application, at) {
  if (!application.actions.includes("accept")) return nothing;
  const send = (/** @type {boolean} */ is_accepted) => (/** @type {FormData} */ values) =>
    put(application, at, "interview/answer", { is_accepted, reason: text(values, "reason") }, "answered");
  return [
    html`<div class="buttons buttons-thumb">
      <button class="button button-primary" @click=${() => ask("accept")}>${t("application.accept")}</button>
      <button class="button button-danger" @click=${() => ask("decline")}>${t("application.decline")}</button>
    </div>`,
    decision(at, {
      id: "accept",
      title: t("application.accept"),
      lead: html`<p>${t("application.accept_lead")}</p>`,
      submit: t("application.accept"),
      send: send(true),
    }),
    decision(at, {
      id: "decline",
      title: t("application.decline"),
      fields: field(at.form("decline"), { name: "reason", rows: 3, isOptional: true }),
      submit: t("application.decline"),
      isGrave: true,
      send: send(false),
    }),
  ];
}

/** @param {any} application @param {At} at */
export function withdrawing(application, at) {
  if (!application.actions.includes("withdraw")) return nothing;
  return [
    html`<p><button class="link" @click=${() => ask("withdraw")}>${t("application.withdraw")}</button></p>`,
    decision(at, {
      id: "withdraw",
      title: t("application.withdraw"),
      lead: html`<p>${t("application.withdraw_lead")}</p>`,
      submit: t("application.withdraw"),
      isGrave: true,
      send: () => put(application, at, "withdrawal", {}, "withdrawn"),
    }),
  ];
}

/** @param {any} application @param {At} at @param {string} what @param {unknown} body @param {string} said */
export async function put({ id, version }, at, what, body, said) {
  await api.put(`/api/applications/${encodeURIComponent(id)}/${what}`, body, { version });
  await at.refresh();
  at.say(t(`application.done_${said}`));
}
