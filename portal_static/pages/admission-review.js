/** One employer's admission to this school: its details and licence (C07), then the decision. */
import { chip } from "../components/chip/chip.js";
import { askAgain } from "../components/dialog/dialog.js";
import { section } from "../components/facts/facts.js";
import { licence } from "../components/licence/licence.js";
import { reviewing } from "../components/licence/reviewing.js";
import { notice } from "../components/notice/notice.js";
import { unitFacts } from "../components/unit/unit.js";
import { api, Problem } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { goOn } from "../lib/trail.js";

/** @typedef {import("../lib/page.js").At<any>} At */

open({
  name: "admission-review",
  roles: ["school", "admin"],
  back: "admission-requests",
  title: ({ unit }) => unit.name,
  load: async (at) => {
    const [unit, admission] = await Promise.all([
      api.get(`/api/employers/${encodeURIComponent(at.param("id"))}`),
      admissionOf(at),
    ]);
    askAgain();
    return { unit, admission };
  },
  view: ({ unit, admission }, at) => html`
    <p class="chips">${chip("admission", admission.state)}${chip("employer", unit.state)}</p>
    ${unit.state === "approved" ? nothing : notice("caution", html`<p>${t("admission-review.not_approved")}</p>`)}
    ${admission.reason ? notice("about", html`<p>${admission.reason}</p>`, t("admission-review.reason")) : nothing}
    ${section(t("employers.details"), unitFacts(unit))}
    ${section(t("licence.title"), licence(`/api/employers/${encodeURIComponent(unit.id)}/licence`, unit.name))}
    ${reviewing(at, {
      machine: "admission",
      name: unit.name,
      actions: admission.actions,
      send: async (action, reason) => {
        const path = `/api/admissions/${encodeURIComponent(admission.school)}/${encodeURIComponent(admission.employer)}/review`;
        await api.put(path, { action, reason }, { version: admission.version });
        goOn(t("admission-review.done", { name: unit.name }), href("admission-requests"));
      },
    })}
  `,
});

/** The API lists admissions by state; the one wanted is looked for in the state it was seen in, then in the others. @param {At} at */
async function admissionOf(at) {
  const states = new Set([at.param("state") || "requested", "requested", "admitted", "refused", "withdrawn"]);
  for (const state of states) {
    const found = await inState(at.param("id"), state);
    if (found) return found;
  }
  throw new Problem(404, { code: "not_found" });
}

/** @param {string} employer @param {string} state */
async function inState(employer, state) {
  let cursor = "";
  do {
    const page = await api.get(`/api/admissions?${new URLSearchParams({ state, ...(cursor ? { cursor } : {}) })}`);
    const found = page.items.find((/** @type {any} */ each) => each.employer === employer);
    if (found) return found;
    cursor = page.cursor;
  } while (cursor);
  return null;
}
