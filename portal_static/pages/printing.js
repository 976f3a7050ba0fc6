/** 登记 → 网签协议书打印 (J16): the steps of this graduate's school, and the way to the agreement that they are for. */
import { statusesOf } from "../components/chip/chip.js";
import { section } from "../components/facts/facts.js";
import { notice } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { find, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */
/** @typedef {{code: string, params: Record<string, string | number>}} Step */

open({
  name: "printing",
  roles: ["student"],
  load: () => api.get("/api/printing"),
  view: ({ steps, agreement }) => html`
    ${own(agreement)}
    ${section(t("printing.steps"), html`<ol class="numbered">${steps.map(step)}</ol>`)}
  `,
});

/** @param {any} agreement */
function own(agreement) {
  if (!agreement) return notice("about", html`<p>${t("printing.none")}</p>`);
  return section(agreement.employer_name, [
    statusesOf(agreement),
    html`<div class="buttons"><a class="button button-primary" href=${href("agreement", { id: agreement.id })}>${t("printing.open")}</a></div>`,
  ]);
}

/** Reviewers are named by the setting's own value. @param {Step} of */
function step({ code, params }) {
  const by = find(`printing.chain_${params.chain}`) ?? "";
  return html`<li>${t(`printing.step_${code}`, { ...params, by, host: location.host })}</li>`;
}
