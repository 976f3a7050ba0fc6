/** Where the own notices go: each channel with the address there, masked, and binding WeChat. */
import { api } from "../../lib/api.js";
import { find, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { facts, section } from "../facts/facts.js";

/** @typedef {{channel: string, is_on: boolean, address: string, topics: string[] | null}} Channel */
/** @typedef {import("../../lib/page.js").At<any>} At */

/** @param {At} at @param {Channel[]} channels */
export function channelsOf(at, channels) {
  return section(
    t("account.channels"),
    html`<p>${t(`account.channels_hint_${at.account.role}`)}</p>
      ${facts([[t("channels.portal"), t("account.channel_always")], ...channels.map((each) => row(at, each))])}`,
  );
}

/** @param {At} at @param {Channel} channel @returns {[string, import("../../lib/render.js").Template]} */
function row(at, { channel, is_on, address, topics }) {
  const name = t(`channels.${channel}`);
  if (!is_on) return [name, t("channel_reasons.channel_off")];
  const use = topics ? html`<p class="hint">${used(topics)}</p>` : nothing;
  return [name, channel === "wechat" ? wechat(at, address !== "", use) : [address || missing(channel), use]];
}

/** What the school tells by a channel. @param {string[]} topics */
function used(topics) {
  const named = topics.map((topic) => t(`account.topic_${topic}`)).join(t("common.comma"));
  return named ? t("account.channel_used", { topics: named }) : t("account.channel_unused");
}

/** @param {string} channel */
function missing(channel) {
  return find(`channel_reasons.no_${channel === "sms" ? "mobile" : channel}`);
}

/** @param {At} at @param {boolean} isBound @param {import("../../lib/render.js").Template} use */
function wechat(at, isBound, use) {
  return html`${t(isBound ? "account.wechat_bound" : "channel_reasons.not_bound")} ${use}
    ${isBound ? nothing : html`<p class="hint">${t("account.wechat_hint")}</p>`}
    <div class="buttons">
      ${
        isBound
          ? html`<button class="button" @click=${() => at.act(() => unbind(at))}>${t("account.wechat_unbind")}</button>`
          : html`<button class="button" @click=${() => at.act(consent)}>${t("account.wechat_bind")}</button>`
      }
    </div>`;
}

async function consent() {
  const { url } = await api.get("/api/channels/wechat/consent");
  location.assign(url);
}

/** @param {At} at */
async function unbind(at) {
  await api.delete("/api/channels/wechat");
  await at.refresh();
  at.say(t("account.wechat_unbound"));
}
