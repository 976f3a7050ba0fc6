/**
 * A form: what was typed, what is wrong with it, and whether it is on its way.
 *
 * 1. The API judges; the portal only shows its faults: a summary at the top, which gets the focus, and each at its field.
 * 2. Typing is kept as a draft until the API has taken it.
 * 3. A second click while the first is on its way does nothing.
 */
import { forget, keep, recall } from "./drafts.js";
import { label, sentence } from "./i18n.js";

/** @typedef {import("./api.js").Fault} Fault */
/** @typedef {import("./api.js").Problem} Problem */

export class Form {
  /** @type {Fault[]} */
  faults = [];
  isBusy = false;
  /** @type {Map<string, string>} */
  #labels = new Map();

  /**
   * @param {import("./page.js").At<any>} at
   * @param {string} key of the draft
   * @param {string} name prefix of the elements' ids
   */
  constructor(at, key, name) {
    this.at = at;
    this.key = key;
    this.name = name;
    this.draft = recall(key);
  }

  get hasDraft() {
    return Object.keys(this.draft).length > 0;
  }

  /** What a field begins with: what was typed before, else its value. @param {string} field @param {unknown} value */
  initial(field, value) {
    return this.draft[field] ?? (value === null || value === undefined ? "" : String(value));
  }

  /** The sentence of what is wrong with a field. @param {string} field */
  errorOf(field) {
    const fault = this.faults.find((each) => each.field !== undefined && isSame(each.field, field));
    return fault ? sentence(fault) : "";
  }

  /** A field's label: its own, else the common one; faults name the field by it. @param {string} field @param {string} [own] */
  labelOf(field, own) {
    if (own) this.#labels.set(field, own);
    const [, found] = [...this.#labels].find(([named]) => isSame(field, named)) ?? [];
    return found ?? label(field);
  }

  /** @param {string} field */
  idOf(field) {
    return `${this.name}-${field.replaceAll(".", "-")}`;
  }

  /** Keep what is being typed. @param {Event} event */
  keep = (event) => {
    this.draft = keep(this.key, /** @type {HTMLFormElement} */ (event.currentTarget));
  };

  /** Forget the draft: it was sent, or nobody wants it. */
  forget() {
    forget(this.key);
    this.draft = {};
  }

  /** A submit listener that sends the form's values. @param {(values: FormData) => Promise<unknown>} send */
  sending(send) {
    return async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      if (this.isBusy) return;
      const values = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
      await this.#send(() => send(values));
    };
  }

  /** @param {() => Promise<unknown>} send */
  async #send(send) {
    this.isBusy = true;
    this.faults = [];
    this.at.say("");
    try {
      await send();
      this.forget();
    } catch (error) {
      if (!this.at.caught(error)) this.faults = /** @type {Problem} */ (error).faults;
    }
    this.isBusy = false;
    this.at.update();
    if (this.faults.length) document.getElementById(`${this.name}-faults`)?.focus();
  }
}

/** The API names `terms.archive.phone` what a form calls `archive.phone`. @param {string} named @param {string} field */
function isSame(named, field) {
  return named === field || named.endsWith(`.${field}`) || field.endsWith(`.${named}`);
}

/** A trimmed text of a form. @param {FormData} values @param {string} field */
export function text(values, field) {
  return String(values.get(field) ?? "").trim();
}

/** @param {FormData} values @param {string} field */
export function isTicked(values, field) {
  return values.get(field) === "yes";
}
