/** A school's policy to read: every setting with its meaning, who uses which value, and what changed from version to version. */
import { day, moment } from "../../lib/format.js";
import { find, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { section } from "../facts/facts.js";
import { differing, grouped, worded } from "./values.js";

/** @typedef {import("./values.js").Setting} Setting */
/** @typedef {import("./values.js").Version} Version */

/** @param {Setting[]} settings @param {Version} version */
export function settingsOf(settings, version) {
  return grouped(settings).map(([group, members]) =>
    section(
      groupTitle(group),
      html`<div class="settings">${members.map((each) => setting(each, version.values[each.name]))}</div>`,
    ),
  );
}

/** @param {string} group */
export function groupTitle(group) {
  return find(`policy.group_${group}`) ?? group;
}

/** @param {Setting} of @param {any} value */
function setting(of, value) {
  const isDefault = JSON.stringify(value) === JSON.stringify(of.default);
  return html`<article class="setting">
    <div class="setting-head"><h3>${of.title}</h3><p class="setting-value">${worded(of, value)}</p></div>
    <p>${of.meaning}</p>
    ${isDefault ? html`<p class="small">${t("policy.is_default")}</p>` : html`<p class="small setting-own">${t("policy.default_is", { value: worded(of, of.default) })}</p>`}
    ${whoUses(of)}
  </article>`;
}

/** @param {Setting} of */
export function whoUses(of) {
  const { seen, title } = of;
  if (!seen.length) return nothing;
  return html`<details><summary>${t("policy.seen", { count: seen.length })}<span class="visually-hidden"> ${title}</span></summary>
    <ul class="seen">${seen.map((each) => stated(of, each))}</ul>
  </details>`;
}

/** A guide speaks Chinese, whatever the page does. @param {Setting} of @param {import("./values.js").Seen} said */
function stated(of, { system, value, words, cite }) {
  return html`<li><span>${system}</span><strong>${value === null ? t("policy.no_value") : worded(of, value)}</strong>
    <q lang="zh-CN">${words}</q><cite>${t("policy.cite", { cite })}</cite></li>`;
}

/** Newest first; each with what it changed. @param {Setting[]} settings @param {Version[]} versions @param {number} current */
export function history(settings, versions, current) {
  return html`<ol class="versions">${versions.map((version, index) => entry(settings, version, versions[index + 1], current))}</ol>`;
}

/** @param {Setting[]} settings @param {Version} version @param {Version | undefined} before @param {number} current */
function entry(settings, version, before, current) {
  const { number, effective_from, author_name, note, created_at } = version;
  const mark = number === current ? t("policy.in_force") : number > current ? t("policy.to_come") : "";
  return html`<li>
    <h3>${t("policy.version", { number })} ${mark ? html`<span class="chip chip-${number === current ? "good" : "wait"}">${mark}</span>` : nothing}</h3>
    <p class="small">${[t("policy.from", { day: day(effective_from) }), author_name, moment(created_at)].filter(Boolean).join(" · ")}</p>
    ${note ? html`<p>${note}</p>` : nothing}
    ${before ? differences(settings, before.values, version.values) : html`<p class="small">${t("policy.first")}</p>`}
  </li>`;
}

/** @param {Setting[]} settings @param {Record<string, any>} before @param {Record<string, any>} after */
export function differences(settings, before, after) {
  const changed = differing(settings, before, after);
  if (!changed.length) return html`<p class="small">${t("policy.no_change")}</p>`;
  return html`<ul class="differences">${changed.map(
    (each) =>
      html`<li><span>${each.title}</span> <del>${worded(each, before[each.name])}</del> → <ins>${worded(each, after[each.name])}</ins></li>`,
  )}</ul>`;
}
