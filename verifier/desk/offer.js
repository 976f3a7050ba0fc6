// What was left in this browser when the window was closed is offered: to restore it, or to delete it.

import { byId } from "../page/dom.js";
import { beijing } from "../page/format.js";
import { DAYS, isFree } from "./keep.js";
import { offered } from "./texts.js";
import { said } from "./words.js";

/** @import { Desk } from "./desk.js" */

const MILLISECONDS = 1000;
const LIFETIME = DAYS * 86400;

/** @param {Desk} desk */
export async function offer(desk) {
  const all = (await desk.shelf?.all()) ?? [];
  const batches = await free(new Set(all.map(({ batch }) => batch)));
  const left = all.filter(({ batch }) => batches.has(batch));
  if (!left.length) return;
  const until = Math.floor(Math.min(...batches) / MILLISECONDS) + LIFETIME;
  byId("offer").firstElementChild?.replaceChildren(...said(offered(left.length, beijing(until))));
  byId("offer").hidden = false;
  const forget = async () => {
    byId("offer").hidden = true;
    await desk.shelf?.forget(batches);
  };
  byId("forget").addEventListener("click", forget, { once: true });
  byId("restore").addEventListener(
    "click",
    async () => {
      byId("offer").hidden = true;
      for (const { reading } of left) await desk.add(reading);
      await forget();
    },
    { once: true },
  );
}

/**
 * The batches that no other window has at work.
 * @param {Set<number>} batches
 */
async function free(batches) {
  const all = [...batches];
  const isOurs = await Promise.all(all.map(isFree));
  return new Set(all.filter((_, at) => isOurs[at]));
}
