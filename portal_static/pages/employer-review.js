/** One registration: what the employer says beside its licence, then the decision, and on to the next one (C01). */
import { neighbours, onward } from "../components/agreement/paths.js";
import { chip } from "../components/chip/chip.js";
import { askAgain } from "../components/dialog/dialog.js";
import { facts, section } from "../components/facts/facts.js";
import { licence } from "../components/licence/licence.js";
import { reviewing } from "../components/licence/reviewing.js";
import { notice } from "../components/notice/notice.js";
import { unitFacts } from "../components/unit/unit.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { goOn, leave } from "../lib/trail.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const LIST = "employers";
const to = (/** @type {string} */ id) => href("employer-review", { id });
const path = (/** @type {At} */ at) => `/api/employers/${encodeURIComponent(at.param("id"))}`;

open({
  name: "employer-review",
  roles: ["operator"],
  back: LIST,
  isWide: true,
  title: (unit) => unit.name,
  load: async (at) => {
    const found = await api.get(path(at));
    askAgain();
    return found;
  },
  view: (unit, at) => html`
    <p class="chips">${chip("employer", unit.state)}${unit.code_path ? html`<span class="chip chip-flag">${t(`code_paths.${unit.code_path}`)}</span>` : nothing}</p>
    ${neighbours(LIST, unit.id, to)}
    ${unit.reason ? notice("about", html`<p>${unit.reason}</p>`, t("admission-review.reason")) : nothing}
    <div class="columns">
      ${section(t("employers.details"), [
        unitFacts(unit),
        facts([
          ["registered_at", moment(unit.registered_at)],
          ["reviewed_at", moment(unit.reviewed_at)],
        ]),
      ])}
      ${section(t("licence.title"), licence(`${path(at)}/licence`, unit.name))}
    </div>
    ${reviewing(at, {
      machine: "employer",
      name: unit.name,
      actions: unit.actions,
      send: async (action, reason) => {
        await api.put(`${path(at)}/review`, { action, reason }, { version: unit.version });
        const next = onward(LIST, unit.id, to);
        leave(LIST, unit.id);
        goOn(t("admission-review.done", { name: unit.name }), next);
      },
    })}
  `,
});
