/** Other values tried on the graduates who are there today: counted page by page, for the values that stand in the form. */
import { api, Problem } from "../../lib/api.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { table } from "../table/table.js";

/** @typedef {import("../../lib/forms.js").Form} Form */
/** @typedef {Record<string, number>} Counts */
/** @typedef {{number: number, invitations: number, agreements: number}} Running */

const STANDINGS = ["free", "late", "blocked", "signed"];
const OBSTACLES = ["at_cap", "terminations_closed", "not_the_students", "no_chance"];

/** A trial; what it found is of the values that it was asked about, and of no others. */
export class Trial {
  isRunning = false;
  #asked = "";
  /** @type {Counts} */
  #now = {};
  /** @type {Counts} */
  #then = {};
  /** What runs, by the number of its version. @type {Map<number, Running>} */
  #running = new Map();

  /** Count all pages, and draw after each. @param {Form} form @param {Record<string, any>} values only what differs @param {() => void} update */
  async run(form, values, update) {
    this.isRunning = true;
    form.faults = [];
    [this.#asked, this.#now, this.#then, this.#running] = [JSON.stringify(values), {}, {}, new Map()];
    try {
      for (let cursor = ""; cursor !== null; ) {
        const page = await api.post("/api/policies/comparison", { values, cursor });
        [this.#now, this.#then, cursor] = [sum(this.#now, page.now), sum(this.#then, page.then), page.cursor];
        for (const each of page.running) this.#add(each);
        update();
      }
    } catch (error) {
      this.#asked = "";
      if (!(error instanceof Problem) || error.status !== 422) throw error;
      form.faults = error.faults;
    } finally {
      this.isRunning = false;
      update();
    }
    if (form.faults.length) document.getElementById(`${form.name}-faults`)?.focus();
  }

  /** @param {Running} more */
  #add(more) {
    const { invitations, agreements } = this.#running.get(more.number) ?? { invitations: 0, agreements: 0 };
    const { number } = more;
    this.#running.set(number, {
      number,
      invitations: invitations + more.invitations,
      agreements: agreements + more.agreements,
    });
  }

  /** The button and what was found. @param {Record<string, any>} values @param {() => void} start */
  view(values, start) {
    return html`<div class="what-if">
      <button type="button" class="button" ?disabled=${this.isRunning} aria-busy=${this.isRunning ? "true" : nothing} @click=${start}>${t("what_if.try")}</button>
      <p class="small">${t("what_if.hint")}</p>
      ${this.#asked === JSON.stringify(values) ? this.#found() : nothing}
    </div>`;
  }

  #found() {
    const count = STANDINGS.reduce((all, each) => all + (this.#now[each] ?? 0), 0);
    return html`<div class="found" aria-live="polite">
      <p>${t(this.isRunning ? "what_if.counting" : "what_if.counted", { count })}</p>
      ${this.#compared("what_if.caption", "standing", STANDINGS)}
      <p>${t("what_if.obstacles")}</p>
      ${this.#compared("what_if.obstacles", "obstacle", OBSTACLES)}
      ${[...this.#running.values()].map((each) => html`<p>${t("what_if.running", { ...each })}</p>`)}
    </div>`;
  }

  /** @param {string} caption @param {string} first the heading of what is counted @param {string[]} items */
  #compared(caption, first, items) {
    return table({
      caption: t(caption),
      columns: [
        { name: first, cell: (each) => t(`what_if.${each}`) },
        { name: "values_now", cell: (each) => this.#now[each] ?? 0, isNumber: true },
        { name: "values_then", cell: (each) => this.#then[each] ?? 0, isNumber: true },
      ],
      items,
    });
  }
}

/** @param {Counts} one @param {Counts} other @returns {Counts} */
function sum(one, other) {
  return Object.fromEntries([...STANDINGS, ...OBSTACLES].map((each) => [each, (one[each] ?? 0) + (other[each] ?? 0)]));
}
