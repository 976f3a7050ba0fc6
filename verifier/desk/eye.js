// Papers shown to the camera one after another. A code is a new paper when it has been out of view for a while, so that a
// paper that stays in view is one row.

import { byId } from "../page/dom.js";
import { DESK } from "./texts.js";
import { said } from "./words.js";

/** @import { Watch } from "../scanner/camera.js" */

/** Milliseconds. */
const AWAY = 2000;

/**
 * Tells a new paper from one that is still in view.
 * @param {() => number} clock - in milliseconds
 */
export function novelty(clock) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return (/** @type {string} */ text) => {
    const before = seen.get(text) ?? Number.NEGATIVE_INFINITY;
    seen.set(text, clock());
    return clock() - before > AWAY;
  };
}

/**
 * Let the camera's button open and close it; `take` is called with each new code.
 * @param {(text: string) => void} take
 */
export function eye(take) {
  /** @type {Watch | null} */
  let watch = null;
  const isNew = novelty(() => performance.now());
  byId("camera").addEventListener("click", async () => {
    watch = watch ? close(watch) : await open((text) => isNew(text) && take(text));
    byId("camera").setAttribute("aria-pressed", String(watch !== null));
    byId("eye").hidden = !watch;
  });
}

/** @param {Watch} watch */
function close(watch) {
  watch.stop();
  return null;
}

/** @param {(text: string) => void} seen */
async function open(seen) {
  byId("eye").hidden = false;
  try {
    const { watch } = await import("../scanner/camera.js");
    const video = /** @type {HTMLVideoElement} */ (byId("view"));
    return await watch(video, seen);
  } catch (/** @type {any} */ refused) {
    byId("said").replaceChildren(...said(refused.words ?? DESK.noCamera));
    return null;
  }
}
