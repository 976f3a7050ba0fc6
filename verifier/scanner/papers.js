// What one drop or one photo gave: several papers, each with a button; one paper needs none.

import { both, byId, h } from "../page/dom.js";
import { readFile } from "./read.js";
import { Refusal } from "./refusal.js";
import { ATTACHED, onPage, several } from "./texts.js";

/** @import { Found } from "./pixels.js" */
/** @typedef {{ name: string, found: Found } | { name: string, refusal: Refusal }} Reading */

/**
 * The papers in a file, or the one reason why there is none.
 * @param {File} file
 * @returns {Promise<Reading[]>}
 */
export async function readings(file) {
  try {
    return (await readFile(file, file.name)).map((found) => ({ name: file.name, found }));
  } catch (error) {
    if (error instanceof Refusal) return [{ name: file.name, refusal: error }];
    throw error;
  }
}

/**
 * Offer each of several readings; `show` is called with the one chosen, at first with the first.
 * @param {Reading[]} all
 * @param {(reading: Reading) => void} show
 */
export function offer(all, show) {
  const list = byId("papers");
  list.hidden = all.length < 2;
  const buttons = all.map((reading) => h("button", { type: "button", class: "second" }, ...named(reading)));
  const choose = (/** @type {number} */ place) => {
    for (const [at, button] of buttons.entries()) button.setAttribute("aria-pressed", String(at === place));
    show(/** @type {Reading} */ (all[place]));
  };
  for (const [place, button] of buttons.entries()) button.addEventListener("click", () => choose(place));
  list.replaceChildren(h("p", {}, ...both(several(all.length))), h("div", { class: "buttons" }, ...buttons));
  choose(0);
}

/** @param {Reading} reading */
function named(reading) {
  if ("refusal" in reading) return ["✗ ", reading.name];
  const { page, from } = reading.found;
  const where = from === "attachment" ? ATTACHED : page && onPage(page);
  return [reading.name, ...(where ? [" · ", ...both(where)] : [])];
}
