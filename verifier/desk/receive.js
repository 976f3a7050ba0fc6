// Every way in which papers reach the desk: a scanner that types, pasted lines, chosen and dropped files and folders.

import { byId } from "../page/dom.js";
import { lacking } from "../scanner/refusal.js";
import { spoken } from "./columns.js";
import { chosen, dropped } from "./dropped.js";
import { eye } from "./eye.js";
import { takeIn } from "./intake.js";
import { paced } from "./pace.js";
import { finished, progress } from "./texts.js";
import { listen } from "./typing.js";
import { said } from "./words.js";

/** @import { Desk } from "./desk.js" */
/** @import { Named } from "./dropped.js" */

/** @param {string} id */
const input = (id) => /** @type {HTMLInputElement} */ (byId(id));

/** @param {Desk} desk */
export function receive(desk) {
  const files = new Files(desk);
  eye((text) => scan(desk, text, "camera"));
  listen((text) => scan(desk, text, "typed"));
  byId("paste").addEventListener("submit", (event) => {
    event.preventDefault();
    paste(desk);
  });
  for (const field of [input("folder"), input("files")]) {
    field.addEventListener("change", () => {
      files.read(chosen(field.files ?? []));
      field.value = "";
    });
  }
  byId("cancel").addEventListener("click", () => files.cancel());
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", async (event) => {
    event.preventDefault();
    if (event.dataTransfer) files.read(await dropped(event.dataTransfer));
  });
}

/**
 * Take in one paper and say in words what its sound says.
 * @param {Desk} desk
 * @param {string} text
 * @param {string} from
 */
async function scan(desk, text, from) {
  const entry = await desk.scan(text, from);
  byId("said").replaceChildren(...said(spoken(entry)));
}

/** @param {Desk} desk */
function paste(desk) {
  const lines = input("pasted")
    .value.split("\n")
    .filter((line) => line.trim());
  input("pasted").value = "";
  // Many at once make no sound: nobody holds them in the hand.
  for (const line of lines) {
    if (lines.length > 1) desk.add({ text: line, from: "pasted" });
    else scan(desk, line, "pasted");
  }
}

/** Loaded with the first file; when it cannot be had, that is no fault of the file. */
function reader() {
  return import("../scanner/read.js").catch(() => {
    throw lacking();
  });
}

/** Files that are being read, with a bar and a way to stop. What is dropped meanwhile waits. */
class Files {
  #desk;
  /** @type {Promise<unknown>} */
  #line = Promise.resolve();
  #aborter = new AbortController();

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  cancel() {
    this.#aborter.abort();
  }

  /** @param {Named[]} files */
  read(files) {
    this.#line = this.#line.then(() => this.#read(files));
  }

  /** @param {Named[]} files */
  async #read(files) {
    if (!files.length) return;
    this.#aborter = new AbortController();
    byId("said").replaceChildren();
    byId("reading").hidden = false;
    let [at, name] = [0, ""];
    const telling = paced(() => tell(at, files.length, name));
    const done = await takeIn(files, {
      read: async (file, name) => (await reader()).readFile(file, name, this.#aborter.signal),
      add: (paper) => this.#desk.add(paper),
      progress: (done, reading) => {
        [at, name] = [done, reading];
        telling.later();
      },
      signal: this.#aborter.signal,
    });
    byId("reading").hidden = true;
    byId("said").replaceChildren(...said(finished(done, files.length)));
  }
}

/**
 * @param {number} done
 * @param {number} all
 * @param {string} name
 */
function tell(done, all, name) {
  const bar = /** @type {HTMLProgressElement} */ (byId("bar"));
  bar.max = all;
  bar.value = done;
  byId("doing").replaceChildren(...said(progress(done, all, name)));
}
