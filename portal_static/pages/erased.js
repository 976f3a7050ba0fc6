/** What was erased because its time was over: the register's lines, which name nobody. */
import { chip } from "../components/chip/chip.js";
import { list } from "../components/list/list.js";
import { api } from "../lib/api.js";
import { day } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {{id: string, number: string, state: string, cohort: number, editions: number, prints: number, signed_at: string | null, ended_on: string, erased_at: string, kept_until: string, events: number, head: string}} Line */

open({
  name: "erased",
  roles: ["student", "employer", "college", "school", "admin"],
  load: () => api.get("/api/erased-agreements"),
  view: (/** @type {import("../lib/types.js").List} */ found, at) => html`
    <p class="lead">${t("erased.lead")}</p>
    ${list(at, found, { path: "/api/erased-agreements", none: t("erased.none"), row })}`,
});

/** @param {Line} line */
function row({ number, state, cohort, editions, prints, signed_at, ended_on, erased_at, kept_until, events, head }) {
  return html`<div class="row">
    <span class="row-head"><span class="row-title">${number ? t("agreements.number", { number }) : t("erased.unnumbered")}</span>${chip("agreement", state)}</span>
    <span>${t("erased.when", { day: day(erased_at), ended: day(ended_on) })}</span>
    <span class="row-more"><span>${t("erased.cohort", { cohort })}</span>${signed_at ? html`<span>${t("erased.signed", { day: day(signed_at) })}</span>` : nothing}<span>${t("erased.papers", { editions, prints })}</span></span>
    <span class="row-more"><span>${t("erased.kept", { day: day(kept_until) })}</span></span>
    <details><summary>${t("erased.proof")}</summary><p class="small">${t("erased.trail", { events })} <code>${head}</code></p></details>
  </div>`;
}
