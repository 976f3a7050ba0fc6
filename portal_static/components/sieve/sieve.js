/**
 * Narrowing a list: typed, then applied; what was applied stays through back and reload.
 *
 * Names and numbers go to the API in a body and are kept in this tab only: nothing personal gets into an address.
 */
import { recall } from "../../lib/drafts.js";
import { label, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { icon } from "../icon/icon.js";

/** @typedef {import("../../lib/page.js").At<any>} At */
/** @typedef {{name: string, choices?: {code: string, label: string}[], hints?: string[], inputmode?: string}} Narrowing */

const FORM = "sieve";

/** What the list is narrowed to now. @param {At} at @returns {Record<string, string>} */
export function sieved(at) {
  return Object.fromEntries(
    Object.entries(recall(at.form(FORM).key))
      .map(([name, typed]) => [name, typed.trim()])
      .filter(([, typed]) => typed),
  );
}

/** By what a school tells its graduates apart (rules.md 1.7), the values in sight as hints. @param {any[]} items @returns {Narrowing[]} */
export function ofGraduates(items) {
  const seen = (/** @type {string} */ name) => [...new Set(items.map((item) => String(item[name])).filter(Boolean))];
  const hinted = (/** @type {string} */ name) => ({ name, hints: seen(name).sort() });
  return [{ ...hinted("cohort"), inputmode: "numeric" }, ...["plan", "degree", "major", "class_name"].map(hinted)];
}

/** @param {At} at @param {Narrowing[]} by */
export function sieve(at, by) {
  const form = at.form(FORM);
  const count = Object.keys(sieved(at)).length;
  const apply = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    form.keep(event);
    at.refresh();
  };
  const clear = () => {
    at.reset(FORM);
    at.refresh();
  };
  return html`<details class="sieve" ?open=${count > 0 || matchMedia("(min-width: 60rem)").matches}>
    <summary>${icon("search")}${count ? t("sieve.title_of", { count }) : t("sieve.title")}</summary>
    <form role="search" id="form-sieve" class="sieve-fields" aria-label=${t("sieve.title")} @submit=${apply} @input=${form.keep}>
      ${by.map((each) => narrowing(form, each))}
      <div class="sieve-buttons">
        <button class="button">${t("sieve.apply")}</button>
        ${count ? html`<button type="button" class="quiet" @click=${clear}>${t("sieve.clear")}</button>` : nothing}
      </div>
    </form>
  </details>`;
}

/** @param {import("../../lib/forms.js").Form} form @param {Narrowing} of */
function narrowing(form, { name, choices, hints = [], inputmode }) {
  const id = form.idOf(name);
  const typed = recall(form.key)[name] ?? "";
  return html`<div class="field">
    <label for=${id}>${label(name)}</label>
    ${
      choices
        ? html`<select id=${id} name=${name}>
          <option value="">${t("sieve.all")}</option>
          ${choices.map((each) => html`<option value=${each.code} ?selected=${each.code === typed}>${each.label}</option>`)}
        </select>`
        : html`<input id=${id} name=${name} autocomplete="off" inputmode=${inputmode ?? nothing} list=${hints.length ? `${id}-list` : nothing} .value=${typed}>
        ${hints.length ? html`<datalist id="${id}-list">${hints.map((each) => html`<option value=${each}></option>`)}</datalist>` : nothing}`
    }
  </div>`;
}
