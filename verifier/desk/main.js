// The batch desk: many papers, one table. What is read stays in this browser; only the trust list and the status lists are
// asked for, each once in a batch.

import { unhex } from "../core/bytes.js";
import * as fingerprint from "../core/fingerprint.js";
import { byId } from "../page/dom.js";
import { byAttention, byOrder } from "./attention.js";
import { Desk } from "./desk.js";
import { saveCsv, saveWorkbook } from "./files.js";
import { Shelf } from "./keep.js";
import { offer } from "./offer.js";
import { paced } from "./pace.js";
import { receive } from "./receive.js";
import { record } from "./record.js";
import { Sound } from "./sound.js";
import { Table } from "./table.js";
import { DESK, NOTES } from "./texts.js";
import { View } from "./view.js";
import { plain, said } from "./words.js";
import { World } from "./world.js";

/** @import { Entry } from "./batch.js" */
/** @import { Action } from "./table.js" */

/** @param {string} name */
const meta = (name) => document.querySelector(`meta[name=${name}]`)?.getAttribute("content") ?? "";

/**
 * @param {string} id
 * @param {(button: HTMLElement) => unknown} act
 */
const press = (id, act) => byId(id).addEventListener("click", () => act(byId(id)));

async function start() {
  const root = unhex(meta("root"));
  const by = { root: await fingerprint.of(root), build: meta("build") };
  const world = new World(root);
  const view = new View(by);
  const table = new Table(byId("columns"), byId("papers"), (action, entry) => act(desk, view, action, entry));
  const parts = { world, table, sound: new Sound(), shelf: await Shelf.open(Date.now()) };
  const { later } = paced(() => view.draw(desk));
  const desk = new Desk({ ...parts, changed: later });
  receive(desk);
  tools(desk);
  addEventListener("beforeprint", () =>
    byId("record").replaceChildren(...record(desk.entries, { ...by, trust: world.trust })),
  );
  await world.ready();
  view.draw(desk);
  await offer(desk);
  document.body.dataset.ready = "yes";
}

/**
 * What a button of a row does. The focus goes on to the row below, so that a pile is marked with one key.
 * @param {Desk} desk
 * @param {View} view
 * @param {Action} action
 * @param {Entry} entry
 */
function act(desk, view, action, entry) {
  if (action !== "match") {
    desk.current = entry;
    view.draw(desk);
    view.compare(action);
    return;
  }
  const below = desk.table.below(entry);
  desk.mark(entry, "match", []);
  desk.table.draw();
  if (below) desk.table.focus(below, "match");
}

/** @param {Desk} desk */
function tools(desk) {
  press("order", (button) => desk.table.sort(toggled(button) ? byOrder : byAttention));
  press("again", () => desk.again());
  press("csv", () => saveCsv(desk.table.sorted()));
  press("xlsx", () => saveWorkbook(desk.table.sorted()));
  press("print", () => print());
  press("clear", () => /** @type {HTMLDialogElement} */ (byId("sure")).showModal());
  press("silent", (button) => desk.sound.silence(toggled(button)));
  byId("silent").setAttribute("aria-pressed", String(desk.sound.isSilent));
  byId("sure").addEventListener("close", () => {
    if (!(/** @type {HTMLDialogElement} */ (byId("sure")).returnValue)) return;
    byId("cancel").click();
    desk.clear();
  });
  press("language", speak);
}

/** @param {HTMLElement} button */
function toggled(button) {
  const isPressed = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(isPressed));
  return isPressed;
}

/** @param {HTMLElement} button */
function speak(button) {
  const page = document.documentElement;
  page.lang = page.lang === "en" ? "zh-CN" : "en";
  button.textContent = plain(DESK.other);
}

byId("empty").replaceChildren(...said(DESK.empty));
byId("sure-words").replaceChildren(...said(DESK.clear));
byId("language").textContent = plain(DESK.other);
start().catch(() => byId("said").replaceChildren(...said(NOTES.noEngine)));
