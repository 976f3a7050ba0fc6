// The scanner for a desk and for a phone: camera, photo, file, drop, pasted text, a USB scanner that types. What is read
// stays in this browser; only the trust list and status lists are asked for. The readers of codes and of PDFs are loaded
// when something is to be read.

import { unhex } from "../core/bytes.js";
import { dropped } from "../desk/dropped.js";
import { listen } from "../desk/typing.js";
import { World } from "../desk/world.js";
import { both, byId, h, p } from "../page/dom.js";
import * as texts from "../page/texts.js";
import { answered, refused, summary, untrusted } from "./answers.js";
import { Refusal } from "./refusal.js";
import { recognise } from "./scanned.js";
import { DOING } from "./texts.js";

/** @import { Words } from "../page/dom.js" */
/** @import { Watch } from "./camera.js" */
/** @import { Reading } from "./papers.js" */

const world = new World(unhex(document.querySelector("meta[name=root]")?.getAttribute("content") ?? ""));
const answers = byId("answers");
/** Counts what is being read: what comes later wins. */
let round = 0;
/** @type {Watch | null} */
let watching = null;

/** @param {Words} words */
function say(words) {
  byId("said").replaceChildren(...both(words));
}

/** @param {Words} words */
function begin(words) {
  round += 1;
  answers.setAttribute("aria-busy", "true");
  say(words);
  return round;
}

/**
 * Show the blocks, unless something else came meanwhile.
 * @param {number} mine
 * @param {Words | null} words
 * @param {Node[]} shown
 */
function end(mine, words, ...shown) {
  if (mine !== round) return;
  answers.replaceChildren(...shown);
  answers.setAttribute("aria-busy", "false");
  byId("said").replaceChildren(...(words ? both(words) : []));
  byId("results").scrollIntoView({ block: "nearest" });
}

/**
 * Run one reading to its end; a refusal is shown as its sentence, and so is a browser that lacks something.
 * @param {Words} words
 * @param {(mine: number) => Promise<void>} read
 */
async function attempt(words, read) {
  const mine = begin(words);
  try {
    await read(mine);
  } catch (error) {
    end(mine, null, refused(error instanceof Refusal ? error : new Refusal("no_engine")));
  }
}

/**
 * @param {number} mine
 * @param {string} text
 * @param {Uint8Array} [record]
 */
async function check(mine, text, record) {
  await world.renew();
  const known = world.trust?.hosts ?? [location.host];
  const report = await world.check(recognise(text, known));
  about();
  if (report) end(mine, summary(report), ...(await answered(report, record)));
  else end(mine, null, untrusted());
}

/** @param {string} text */
function scan(text) {
  byId("papers").hidden = true;
  return attempt(DOING.checking, (mine) => check(mine, text));
}

/** @param {Iterable<File>} files */
function read(files) {
  const all = [...files];
  if (!all.length) return;
  stop();
  byId("papers").hidden = true;
  attempt(DOING.reading, async (mine) => {
    const { offer, readings } = await import("./papers.js");
    /** @type {Reading[]} */
    const found = [];
    for (const file of all) found.push(...(await readings(file)));
    if (mine === round) offer(found, show);
  });
}

/** @param {Reading} reading */
function show(reading) {
  attempt(DOING.checking, async (mine) => {
    if ("refusal" in reading) throw reading.refusal;
    await check(mine, reading.found.text, reading.found.record);
  });
}

/** Say where the official page is, and whether this is it. */
function about() {
  const { trust } = world;
  const isOfficial = trust?.hosts.includes(location.host);
  byId("host").replaceChildren(
    ...both(texts.PAGE.official),
    h("b", {}, trust ? trust.hosts.join("、") : "—"),
    ...(trust && !isOfficial ? [h("strong", { class: "warning" }, ...both(texts.PAGE.elsewhere))] : []),
  );
  byId("about").replaceChildren(p(texts.PAGE.private));
}

async function film() {
  stop();
  const mine = begin(DOING.reading);
  try {
    const { watch } = await import("./camera.js");
    byId("view").hidden = false;
    watching = await watch(/** @type {HTMLVideoElement} */ (byId("video")), caught);
  } catch (error) {
    byId("view").hidden = true;
    end(mine, null, refused(error instanceof Refusal ? error : new Refusal("no_engine")));
    return;
  }
  byId("torch").hidden = !watching.torch;
  byId("torch").setAttribute("aria-pressed", "false");
  byId("camera").hidden = true;
  answers.setAttribute("aria-busy", "false");
  say(DOING.camera);
}

/** @param {string} text */
function caught(text) {
  stop();
  navigator.vibrate?.(80);
  scan(text);
}

function stop() {
  watching?.stop();
  watching = null;
  byId("view").hidden = true;
  byId("camera").hidden = false;
}

function light() {
  const isOn = byId("torch").getAttribute("aria-pressed") !== "true";
  byId("torch").setAttribute("aria-pressed", String(isOn));
  watching?.torch?.(isOn).catch(() => byId("torch").setAttribute("aria-pressed", "false"));
}

for (const id of ["photo", "file"]) {
  const input = /** @type {HTMLInputElement} */ (byId(id));
  input.addEventListener("change", () => {
    read(input.files ?? []);
    input.value = "";
  });
}
byId("camera").addEventListener("click", film);
byId("torch").addEventListener("click", light);
byId("stop").addEventListener("click", () => {
  stop();
  say(DOING.stopped);
});
byId("paste").addEventListener("submit", (event) => {
  event.preventDefault();
  scan(/** @type {HTMLTextAreaElement} */ (byId("scanned")).value);
});
byId("language").addEventListener("click", () => {
  const page = document.documentElement;
  page.lang = page.lang === "en" ? "zh-CN" : "en";
  byId("language").textContent = page.lang === "en" ? "中文" : "English";
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", async (event) => {
  event.preventDefault();
  if (event.dataTransfer) read((await dropped(event.dataTransfer)).map(({ file }) => file));
});
addEventListener("paste", (event) => read(event.clipboardData?.files ?? []));
addEventListener("pagehide", stop);
listen(scan);
world.ready().then(about);
