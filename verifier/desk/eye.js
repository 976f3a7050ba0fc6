// Papers shown to the camera one after another. A code is a new paper when it has been out of view for a while, so that a
// paper that stays in view is one row.

import { byId } from "../page/dom.js";
import { offerTorch } from "../scanner/torch.js";
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
  const show = (/** @type {Watch | null} */ opened) => {
    watch = opened;
    byId("camera").setAttribute("aria-pressed", String(opened !== null));
    byId("eye").hidden = !opened;
    offerTorch(byId("torch"), opened);
  };
  const lost = (/** @type {any} */ refused) => {
    byId("said").replaceChildren(...said(refused.words ?? DESK.noCamera));
    show(null);
  };
  byId("camera").addEventListener("click", async () => {
    watch?.stop();
    if (watch) return show(null);
    try {
      show(await open((text) => isNew(text) && take(text), lost));
    } catch (refused) {
      lost(refused);
    }
  });
}

/**
 * @param {(text: string) => void} seen
 * @param {(error: unknown) => void} lost
 */
async function open(seen, lost) {
  byId("eye").hidden = false;
  const { watch } = await import("../scanner/camera.js");
  return watch(/** @type {HTMLVideoElement} */ (byId("view")), seen, lost);
}
