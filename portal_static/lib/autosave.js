/**
 * Saves a draft to the server a moment after the last key, one saving at a time, and says how it went.
 *
 * What cannot be saved yet stays in this tab's drafts; the writer is told and not stopped.
 */
import { Problem } from "./api.js";
import { moment } from "./format.js";
import { t } from "./i18n.js";

const PAUSE_MS = 1500;

export function autosave() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let running = Promise.resolve();
  let told = () => "";

  return {
    /** Save when the typing pauses. @param {() => Promise<void>} save */
    soon(save) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(() => attempt(save));
      }, PAUSE_MS);
    },
    /** Wait for what is on its way; forget what was only planned. */
    settled() {
      clearTimeout(timer);
      return running;
    },
    /** How the last saving went. */
    said: () => told(),
  };

  /** @param {() => Promise<void>} save */
  async function attempt(save) {
    const at = new Date().toISOString();
    told = () => t("autosave.saved", { at: moment(at) });
    try {
      await save();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      told = () =>
        t(error.isNetwork ? "autosave.offline" : error.status === 412 ? "autosave.stale" : "autosave.not_yet");
    }
  }
}
