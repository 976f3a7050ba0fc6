/** What every page has around its content: the header, the menu of the role, the language switch, what was just said. */
import { api } from "../../lib/api.js";
import { loadTexts, sentence, t } from "../../lib/i18n.js";
import { LANGUAGES, language } from "../../lib/language.js";
import { home, href, MENU } from "../../lib/menu.js";
import { html, nothing } from "../../lib/render.js";
import { logOut } from "../../lib/session.js";
import { icon } from "../icon/icon.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

const TABS = 4;

/** @param {At} at @param {import("../../lib/render.js").Template} content */
export function shell(at, content) {
  const account = at.session.account;
  return html`
    <a class="skip" href="#content">${t("common.skip")}</a>
    <div class=${account ? "frame frame-menu" : "frame"}>
      ${header(at)}
      ${account ? sidebar(at) : nothing}
      <main id="content" class=${at.page.isWide ? "content content-wide" : "content"} tabindex="-1">
        <div class="heading">
          ${at.page.back ? html`<a class="back" href=${href(at.page.back)}>${icon("back")}${t(`${at.page.back}.title`)}</a>` : nothing}
          <h1>${at.title}</h1>
        </div>
        ${refusal(at)}
        ${content}
      </main>
      ${account ? doors() : nothing}
      ${account ? tabs(at) : nothing}
    </div>
    <p class="said" role="status">${at.said}</p>
    ${account ? sheet(at) : nothing}
  `;
}

/** @param {At} at */
function header(at) {
  const { account } = at.session;
  return html`<header class="bar">
    <a class="brand" href=${account ? home(account.role) : "/"}>
      <span class="brand-mark" aria-hidden="true">约</span><span>${t("common.product")}</span>
    </a>
    <span class="bar-end">
      ${account ? html`<span class="who">${account.employer?.name ?? account.college?.name ?? account.school?.name ?? ""} ${account.name}</span>` : nothing}
      ${languageSwitch(at)}
    </span>
  </header>`;
}

/** @param {At} at */
function languageSwitch(at) {
  const other = LANGUAGES.find((each) => each !== language()) ?? LANGUAGES[0];
  return html`<button class="quiet" lang=${other} @click=${() => choose(at, other)}>
    ${icon("globe")}${other === "en" ? "English" : "中文"}
  </button>`;
}

/** @param {At} at @param {import("../../lib/language.js").Language} chosen */
async function choose(at, chosen) {
  await loadTexts(chosen);
  at.update();
  if (!at.session.account) return;
  await at.act(() => api.put("/api/session/language", { language: chosen }));
  // Records carry words of their schools in the language in which they were read.
  await at.refresh();
}

/** @param {At} at @param {string} look */
function links(at, look) {
  const entries = MENU[at.account.role];
  const here = entries.some(({ page }) => page === at.page.name) ? at.page.name : at.page.back;
  return entries.map(
    ({
      page,
      icon: shape,
    }) => html`<a class=${look} href=${href(page)} aria-current=${page === here ? "page" : nothing}>
      ${icon(shape)}<span>${t(`menu.${page}`)}</span>
    </a>`,
  );
}

/** @param {At} at */
function leave(at) {
  return html`<button class="menu-item menu-leave" @click=${() => at.act(logOut)}>${icon("leave")}${t("common.log_out")}</button>`;
}

/** @param {At} at */
function sidebar(at) {
  return html`<nav class="sidebar" aria-label=${t("common.menu")}>${links(at, "menu-item")}${leave(at)}</nav>`;
}

/** @param {At} at */
function tabs(at) {
  return html`<nav class="tabs" aria-label=${t("common.tabs")}>
    ${links(at, "tab").slice(0, TABS)}
    <button class="tab" @click=${() => menu()?.showModal()}>${icon("menu")}<span>${t("common.more")}</span></button>
  </nav>`;
}

/** Checking papers is for everybody, whatever the role. */
function doors() {
  return html`<footer class="doors">
    <a href="/scan">${t("index.scan")}</a><a href="/desk">${t("index.desk")}</a>
  </footer>`;
}

/** @param {At} at */
function sheet(at) {
  return html`<dialog class="sheet" id="menu" aria-label=${t("common.menu")} @click=${closeOutside}>
    <nav>${links(at, "menu-item")}${leave(at)}
      <button class="button" @click=${() => menu()?.close()}>${t("common.close")}</button>
    </nav>
  </dialog>`;
}

function menu() {
  return /** @type {HTMLDialogElement | null} */ (document.getElementById("menu"));
}

/** @param {Event} event */
function closeOutside(event) {
  if (event.target === event.currentTarget) menu()?.close();
}

/** What the API refused outside any form. @param {At} at */
function refusal(at) {
  if (!at.problem || at.status !== "ready") return nothing;
  return html`<div class="notice notice-bad" role="alert">${icon("alert")}<p>${sentence(at.problem.document)}</p></div>`;
}
