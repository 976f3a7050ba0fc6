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
import { lacking, Refusal } from "./refusal.js";
import { recognise } from "./scanned.js";
import { DOING, NO_TRUST } from "./texts.js";
import { offerTorch } from "./torch.js";

/** @import { Words } from "../page/dom.js" */
/** @import { Watch } from "./camera.js" */
/** @import { Reading } from "./papers.js" */
/** @import { Found } from "./pixels.js" */

const world = new World(unhex(document.querySelector("meta[name=root]")?.getAttribute("content") ?? ""));
const answers = byId("answers");
/** Counts what is being read: what comes later wins. */
let round = 0;
/** @type {Watch | null} */
let watching = null;

/**
 * Say aloud and show what goes on, in place of the answers to another paper.
 * @param {Words} words
 */
function say(words) {
  answers.replaceChildren(h("section", {}, p(words)));
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
  bringIntoView(byId("results"));
}

/** @param {HTMLElement} element - on a phone it stands below what was pressed */
function bringIntoView(element) {
  const { top } = element.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) element.scrollIntoView();
}

/**
 * Run one reading to its end; a refusal is shown as its sentence, and so is what is missing.
 * @param {Words} words
 * @param {(mine: number) => Promise<void>} read
 */
async function attempt(words, read) {
  const mine = begin(words);
  try {
    await read(mine);
  } catch (error) {
    end(mine, null, refused(refusalOf(error)));
  }
}

/**
 * What is no refusal is a network or a browser that lacks something.
 * @param {unknown} error
 */
function refusalOf(error) {
  return error instanceof Refusal ? error : lacking();
}

/**
 * @param {number} mine
 * @param {string} text
 * @param {Found | null} source
 */
async function check(mine, text, source) {
  await world.renew();
  about();
  const { trust } = world;
  // Without the list nobody can say whose a code is.
  if (!trust) {
    end(mine, NO_TRUST, untrusted());
    return;
  }
  const report = await world.check(recognise(text, trust.hosts), trust);
  end(mine, summary(report), ...(await answered(report, source)));
}

/** @param {string} text */
function scan(text) {
  byId("papers").hidden = true;
  return attempt(DOING.checking, (mine) => check(mine, text, null));
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
    for (const file of all) {
      found.push(...(await readings(file)));
      if (mine !== round) return;
    }
    offer(found, show);
  });
}

/** @param {Reading} reading */
function show(reading) {
  attempt(DOING.checking, async (mine) => {
    if ("refusal" in reading) throw reading.refusal;
    await check(mine, reading.found.text, reading.found);
  });
}

/** Say where the official page is, and whether this is it. */
function about() {
  const { trust } = world;
  const isOfficial = trust?.hosts.includes(location.host);
  const warning = trust ? texts.PAGE.elsewhere : NO_TRUST;
  byId("host").replaceChildren(
    ...(trust ? [...both(texts.PAGE.official), h("b", {}, trust.hosts.join("、"))] : []),
    ...(isOfficial ? [] : [h("strong", { class: "warning" }, ...both(warning))]),
  );
  byId("about").replaceChildren(p(texts.PAGE.private));
}

async function film() {
  stop();
  byId("camera").hidden = true;
  const mine = begin(DOING.reading);
  const lost = (/** @type {unknown} */ error) => {
    stop();
    end(mine, null, refused(refusalOf(error)));
  };
  try {
    const { watch } = await import("./camera.js");
    byId("view").hidden = false;
    watching = await watch(/** @type {HTMLVideoElement} */ (byId("video")), caught, lost);
  } catch (error) {
    lost(error);
    return;
  }
  if (mine !== round) {
    stop();
    return;
  }
  offerTorch(byId("torch"), watching);
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

for (const id of ["photo", "file"]) {
  const input = /** @type {HTMLInputElement} */ (byId(id));
  input.addEventListener("change", () => {
    read(input.files ?? []);
    input.value = "";
  });
}
byId("camera").addEventListener("click", film);
byId("stop").addEventListener("click", () => {
  stop();
  answers.setAttribute("aria-busy", "false");
  say(DOING.stopped);
});
byId("paste").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = /** @type {HTMLTextAreaElement} */ (byId("scanned"));
  field.select();
  scan(field.value);
});
byId("language").addEventListener("click", () => {
  const page = document.documentElement;
  page.lang = page.lang === "en" ? "zh-CN" : "en";
  byId("language").textContent = page.lang === "en" ? "中文" : "English";
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", async (event) => {
  event.preventDefault();
  if (event.dataTransfer) read((await dropped(event.dataTransfer)).flatMap(({ file }) => file ?? []));
});
addEventListener("paste", (event) => read(event.clipboardData?.files ?? []));
addEventListener("pagehide", stop);
listen(scan);
world.ready().then(about);
