/**
 * Saves a draft to the server a moment after the last key, one saving at a time, and says how it went.
 *
 * What cannot be saved yet stays in this tab's drafts; the writer is told and not stopped.
 */
import { Problem } from "./api.js";
import { moment } from "./format.js";
import { t } from "./i18n.js";

const PAUSE_MS = 1500;

/** @typedef {() => Promise<void>} Save */

export function autosave() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let running = Promise.resolve();
  let told = () => "";

  return {
    /** Save when the typing pauses, then show how it went. @param {Save} save @param {() => void} show */
    soon(save, show) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(async () => {
          told = await outcome(save);
          show();
        });
      }, PAUSE_MS);
    },
    /** Wait for what is on its way; forget what was only planned. */
    settled() {
      clearTimeout(timer);
      return running;
    },
    /** How the last saving went, in the language of now. */
    said: () => told(),
  };
}

/** @param {Save} save @returns {Promise<() => string>} */
async function outcome(save) {
  const at = new Date().toISOString();
  try {
    await save();
    return () => t("autosave.saved", { at: moment(at) });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return () => t(`autosave.${reason(error)}`);
  }
}

/** @param {Problem} problem */
function reason(problem) {
  if (problem.isNetwork) return "offline";
  return problem.status === 412 ? "stale" : "not_yet";
}
