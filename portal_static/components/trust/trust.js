/**
 * How far the employer's side is known (beyond.md 11): admitted, a guest whose licence was checked, a guest only; and
 * what a guest handed in (C06-C08).
 */
import { bytes, moment } from "../../lib/format.js";
import { text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { decision } from "../dialog/decision.js";
import { ask } from "../dialog/dialog.js";
import { section } from "../facts/facts.js";
import { field } from "../field/field.js";
import { icon } from "../icon/icon.js";
import { picture } from "../licence/licence.js";
import { notice } from "../notice/notice.js";

/** @typedef {import("../../lib/render.js").Template} Template */
/** @typedef {import("../evidence/evidence.js").Paper} Paper */

const SHAPES = /** @type {Record<string, [string, string]>} */ ({
  admitted: ["good", "check"],
  licence_checked: ["good", "check"],
  guest_only: ["bad", "alert"],
});

/** The level as a chip; none where a graduate's own papers take its place. @param {{trust: string | null}} of */
export function trust({ trust: level }) {
  const [tone, shape] = SHAPES[level ?? ""] ?? ["off", "dash"];
  return level
    ? html`<span class="chip ${tone === "bad" ? "chip-flag" : `chip-${tone}`}">${icon(shape)}${t(`trust.${level}`)}</span>`
    : "";
}

/** In a list only what stands out. @param {{trust: string | null}} of */
export function guestTrust(of) {
  return of.trust === "admitted" ? "" : trust(of);
}

/**
 * What a guest is, what it handed in, and what a reviewer made of it; the addresses of its papers begin with `path`.
 * @param {any} material @param {string} path
 */
export function guest(material, path) {
  if (!material) return nothing;
  const { trust: level, files, check } = material;
  return section(t("trust.title"), [
    notice(level === "guest_only" ? "caution" : "about", html`<p>${t(`trust.${level}_hint`)}</p>`, t(`trust.${level}`)),
    check ? html`<p>${t("trust.checked_by", { name: check.name, at: moment(check.at) })}${check.how}</p>` : nothing,
    files.length ? papers(files, path) : html`<p>${t("trust.no_material")}</p>`,
  ]);
}

/** @param {Paper[]} files @param {string} path */
function papers(files, path) {
  return html`<ol class="rows">${files.map(
    (paper, index) => html`<li class="row">
      <div class="row-head"><span class="row-title">${t("trust.nth", { n: index + 1 })}</span></div>
      <p class="row-more"><span>${bytes(paper.size)}</span><span>${moment(paper.at)}</span></p>
      ${picture(`${path}/material/${paper.hash}`, t("trust.nth", { n: index + 1 }), t("evidence.open"))}
    </li>`,
  )}</ol>`;
}

/**
 * The button with which a reviewer notes that the licence was looked into (C07).
 * @param {import("../../lib/page.js").At<any>} at @param {any} agreement
 * @param {(how: string) => Promise<unknown>} send
 */
export function checking(at, { actions, material }, send) {
  if (!actions.includes("check_licence") || !material.files.length) return nothing;
  return html`<div class="buttons"><button class="button" @click=${() => ask("check_licence")}>${t("trust.check")}</button></div>
    ${decision(at, {
      id: "check_licence",
      title: t("trust.check"),
      lead: html`<p>${t("trust.check_lead")}</p>`,
      fields: field(at.form("check_licence"), {
        name: "how",
        label: t("trust.how"),
        rows: 3,
        hint: t("trust.how_hint"),
      }),
      submit: t("trust.check"),
      send: (values) => send(text(values, "how")),
    })}`;
}
