/**
 * Units of the school's library that begin as one types, each with its recruiter's name; choosing one fills the form (C09).
 */
import { api, Problem } from "../../lib/api.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { coded } from "./unit.js";

/** @typedef {import("../../lib/forms.js").Form} Form */
/** @typedef {import("../../lib/page.js").At<any>} At */
/** @typedef {Record<string, import("./unit.js").Code[]>} Codes */

const PAUSE_MS = 400;
const LEAST_LETTERS = 2;
const NAME = "unit.name";

/** @typedef {(begins: string) => Promise<{items: Record<string, string>[]}>} Search */

/** @param {Search} [search] left out: as a graduate looks for a unit */
export function unitLibrary(search = (name) => api.post("/api/unit-searches", { name })) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Record<string, string>[] | null} */
  let units = null;
  let isFilling = false;

  return {
    /** Look for the name that is being typed, when the typing pauses. @param {Event} event @param {At} at */
    typed(event, at) {
      const { name, value } = /** @type {HTMLInputElement} */ (event.target);
      if (name !== NAME || isFilling) return;
      clearTimeout(timer);
      timer = setTimeout(async () => {
        units = await named(value.trim(), search);
        at.update();
      }, PAUSE_MS);
    },
    /** What was found. @param {Form} form @param {Codes} codes */
    found(form, codes) {
      const choose = (/** @type {Record<string, string>} */ unit) => {
        units = null;
        isFilling = true;
        fill(form, codes, unit);
        isFilling = false;
        form.at.update();
      };
      return html`<div class="field field-wide" role="status">${units ? listed(units, choose) : nothing}</div>`;
    },
  };
}

/** @param {string} name @param {Search} search @returns {Promise<Record<string, string>[] | null>} */
async function named(name, search) {
  if (name.length < LEAST_LETTERS) return null;
  try {
    return (await search(name)).items;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return null;
  }
}

/** @param {Record<string, string>[]} units @param {(unit: Record<string, string>) => void} choose */
function listed(units, choose) {
  if (!units.length) return html`<p class="hint">${t("initiate.none")}</p>`;
  return html`<p class="hint">${t(units[0]?.contact ? "initiate.library" : "guest.library")}</p>
    <ul class="rows">${units.map(
      (unit) =>
        html`<li><button type="button" class="button" @click=${() => choose(unit)}>${unit.contact ? t("initiate.hr", { name: unit.contact }) : ""}${unit.name}</button></li>`,
    )}</ul>`;
}

/** As if it had been typed, so that the draft keeps it. @param {Form} form @param {Codes} codes @param {Record<string, string>} unit */
function fill(form, codes, unit) {
  const chosen = {
    ...unit,
    code_path: unit.code_path || "none",
    nature: coded(codes.natures, unit.nature ?? ""),
    industry: coded(codes.industries, unit.industry ?? ""),
  };
  for (const [name, value] of Object.entries(chosen)) {
    const control = /** @type {HTMLInputElement | null} */ (document.getElementById(form.idOf(`unit.${name}`)));
    if (!control) continue;
    control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
