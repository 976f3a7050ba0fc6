/** What arrives from another device while a page is open here (G07): looked for now and then, while somebody can see it. */
import { Problem } from "./api.js";

const LOOK_MS = 5000;

let isLooking = false;

/** Look from now on, until the page is left; what cannot be read now is looked for again. @param {() => Promise<void>} look */
export function arriving(look) {
  if (isLooking) return;
  isLooking = true;
  setInterval(() => {
    if (!document.hidden) quietly(look);
  }, LOOK_MS);
}

/** @param {() => Promise<void>} look */
async function quietly(look) {
  try {
    await look();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}
