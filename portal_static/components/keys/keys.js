/**
 * Single keys for people who decide all day.
 *
 * 1. They do nothing while somebody types, while a dialog is open, or together with Ctrl, Alt or Meta: no browser's and no
 *    screen reader's own keys are taken. A screen reader's reading mode keeps its keys to itself.
 * 2. They can be switched off, and stay off on this device (WCAG 2.1.4).
 * 3. `?` lists them; so does a button, for whoever has no `?` at hand.
 * 4. Arrows move only from row to row inside the list, so that elsewhere they still scroll.
 */
import { t } from "../../lib/i18n.js";
import { html } from "../../lib/render.js";
import { dialog, isOpen, show } from "../dialog/dialog.js";

/** @typedef {{keys: string[], text: string, act: () => void, isInList?: boolean}} Key */

const OFF = "keys-off";
const HELP = "keys-help";

/** Listen once for the keys of a page; `list` is asked at each stroke. @param {() => Key[]} list */
export function listen(list) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || isOpen()) return;
    const found = event.key === "?" ? help : isOff() ? undefined : match(list(), event);
    if (!found) return;
    event.preventDefault();
    found.act();
  });
}

const help = { act: () => show(HELP, "button") };

/** @param {Key[]} list @param {KeyboardEvent} event */
function match(list, event) {
  const isInList = event.target instanceof Element && event.target.closest("tbody") !== null;
  return list.find((each) => each.keys.includes(event.key) && (isInList || !each.isInList));
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (target instanceof HTMLInputElement) return !["checkbox", "button", "submit"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** The button, and the list that it and `?` open. @param {import("../../lib/page.js").At<any>} at @param {Key[]} list */
export function keysHelp(at, list) {
  return html`<button class="quiet keys-button" @click=${help.act}><kbd>?</kbd>${t("shortcuts.title")}</button>
    ${dialog(HELP, t("shortcuts.title"), [
      html`<dl class="keys">${list.map(({ keys, text }) => html`<div><dt>${keys.map((key) => html`<kbd>${NAMES[key] ?? key}</kbd>`)}</dt><dd>${text}</dd></div>`)}</dl>`,
      html`<label class="choice"><input type="checkbox" .checked=${!isOff()} @change=${() => turn(at)}><span>${t("shortcuts.on")}<small>${t("shortcuts.on_hint")}</small></span></label>`,
    ])}`;
}

/** @type {Record<string, string>} */
const NAMES = { ArrowDown: "↓", ArrowUp: "↑", " ": "␣" };

function isOff() {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false;
  }
}

/** @param {import("../../lib/page.js").At<any>} at */
function turn(at) {
  try {
    localStorage.setItem(OFF, isOff() ? "no" : "yes");
  } catch {
    // Where storage is switched off the keys stay on.
  }
  at.update();
}

/** Put the focus on the main link of the row after or before the present one. @param {1 | -1} by */
export function step(by) {
  const links = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-main]")]);
  const row = document.activeElement?.closest("tr");
  const here = links.findIndex((each) => each.closest("tr") === row && row !== null);
  const next = links[here === -1 ? (by === 1 ? 0 : links.length - 1) : here + by];
  next?.focus();
  next?.closest("tr")?.scrollIntoView({ block: "nearest" });
}

/** The id of the row that has the focus. */
export function focused() {
  const row = document.activeElement?.closest("tr");
  return row instanceof HTMLElement ? row.dataset.id : undefined;
}
