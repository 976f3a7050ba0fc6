/** Where an application stands: its own state, or once it led to an agreement, the agreement's. */

import { moment } from "../../lib/format.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { chip } from "../chip/chip.js";
import { facts } from "../facts/facts.js";

/** @param {{state: string, agreement_state: string | null}} application */
export function applicationChip({ state, agreement_state }) {
  return agreement_state ? chip("agreement", agreement_state) : chip("application", state);
}

/** When and where to come, and whom to ask. @param {any} interview */
export function interviewFacts({ at, place, contact, phone, note }) {
  return facts([
    ["interview_at", moment(at)],
    ["place", /^https?:\/\//.test(place) ? html`<a href=${place} rel="noreferrer noopener">${place}</a>` : place],
    ["contact", contact],
    ["phone", phone],
    ["note", note],
  ]);
}

const RESUME = ["wish", "experience", "skills", "about"];

/** The résumé as it is read. @param {Record<string, string> | null} resume */
export function resumeFacts(resume) {
  if (!resume) return html`<p class="small">${t("application.resume_hidden")}</p>`;
  return html`<div class="prose">${facts(RESUME.map((name) => [name, resume[name] ?? nothing]))}</div>`;
}
