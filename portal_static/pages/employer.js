/** The employer's own details, where the registration stands, and handing it in again when it was returned (C01). */
import { chip } from "../components/chip/chip.js";
import { section } from "../components/facts/facts.js";
import { field, formOf } from "../components/field/field.js";
import { notice } from "../components/notice/notice.js";
import { unitFacts, unitFields } from "../components/unit/unit.js";
import { api } from "../lib/api.js";
import { find, t } from "../lib/i18n.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

open({
  name: "employer",
  roles: ["employer"],
  load: async () => {
    const [unit, codes] = await Promise.all([api.get("/api/employer"), api.get("/api/codes")]);
    return { unit, codes };
  },
  view: ({ unit, codes }, at) => html`
    <p class="chips">${chip("employer", unit.state)}</p>
    ${at.param("done") ? notice("good", html`<p>${t("employer.done")}</p>`) : nothing}
    ${notice("about", [html`<p>${find(`employer.state_${unit.state}`) ?? ""}</p>`, unit.reason ? html`<p>${t("employer.said")}${t("common.colon")}${unit.reason}</p>` : nothing])}
    ${unit.actions.includes("resubmit") ? again(unit, codes, at) : section(t("employer.details"), [unitFacts({ ...unit, nature: unit.nature_name, industry: unit.industry_name }), html`<p><a href="/api/employer/licence">${t("employer.licence")}</a></p>`])}
  `,
});

/** @param {any} unit @param {any} codes @param {At} at */
function again(unit, codes, at) {
  const form = at.form("employer");
  return section(
    t("employer.again"),
    formOf(form, {
      submit: t("employer.resubmit"),
      fields: html`<div class="fields fields-two">
        ${unitFields(form, unit, codes)}
        ${field(form, { name: "email", value: unit.email, type: "email" })}
      </div>`,
      send: async (values) => {
        if (values.get("code_path") === "none") values.set("code_path", "");
        await api.put("/api/employer", values, { version: unit.version });
        await at.refresh();
        at.say(t("employer.resubmitted"));
      },
    }),
  );
}
