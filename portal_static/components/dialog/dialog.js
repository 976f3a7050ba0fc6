/**
 * A dialog over the page: the browser keeps the focus in it and Escape closes it; the focus then returns by itself.
 *
 * 1. It is drawn closed with the page and opened by its id, so that drawing the page again does not close it.
 * 2. A dialog that asks for a decision stands in the hash: a reload opens it again, with what was typed.
 */
import { t } from "../../lib/i18n.js";
import { html } from "../../lib/render.js";
import { icon } from "../icon/icon.js";

/** @typedef {import("../../lib/render.js").Template} Template */

/** @param {string} id @param {string} title @param {Template} content */
export function dialog(id, title, content) {
  return html`<dialog class="dialog" id=${id} aria-labelledby="${id}-title" @close=${forgetStep}>
    <div class="dialog-head">
      <h2 id="${id}-title">${title}</h2>
      <button type="button" class="quiet" @click=${() => close(id)}>${icon("cross")}<span class="visually-hidden">${t("common.close")}</span></button>
    </div>
    ${content}
  </dialog>`;
}

/** Ask for a decision. @param {string} id */
export function ask(id) {
  if (!at(id)) return;
  history.replaceState(null, "", `#${id}`);
  show(id);
}

/** Open what the hash asks for, once the page is drawn. */
export function askAgain() {
  setTimeout(() => show(location.hash.slice(1)));
}

addEventListener("hashchange", askAgain);

/** Open a dialog with the focus where the work is. @param {string} id @param {string} [focus] a selector inside it */
export function show(id, focus = "textarea, form input, form select, form .button") {
  const found = at(id);
  if (!found || found.open) return;
  found.showModal();
  const first = found.querySelector(focus);
  if (first instanceof HTMLElement) first.focus();
}

/** Close a dialog; the hash forgets it at once, or a page drawn anew would open it again. @param {string} id */
export function close(id) {
  const found = at(id);
  if (!found?.open) return;
  forgetStep();
  found.close();
}

/** Whether any dialog has the page. */
export function isOpen() {
  return document.querySelector("dialog[open]") !== null;
}

function forgetStep() {
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
}

/** @param {string} id */
function at(id) {
  const found = id ? document.getElementById(id) : null;
  return found instanceof HTMLDialogElement ? found : null;
}
