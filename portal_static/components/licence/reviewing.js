/** Deciding on an employer: the buttons that the API allows, each confirmed; all but an approval with a reason (C01, C02). */

import { text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { actionText } from "../chip/chip.js";
import { decision } from "../dialog/decision.js";
import { ask } from "../dialog/dialog.js";
import { field } from "../field/field.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

const GRANTING = ["approve", "restore"];

/**
 * @param {At} at
 * @param {{machine: string, name: string, actions: string[], send: (action: string, reason: string) => Promise<unknown>}} of
 */
export function reviewing(at, { machine, name, actions, send }) {
  const open = actions.filter((each) => each !== "request" && each !== "resubmit");
  if (!open.length) return nothing;
  return html`<div class="buttons buttons-thumb verdicts" role="group" aria-label=${t("review.decide")}>
      ${open.map((each) => html`<button class="button ${GRANTING.includes(each) ? "button-primary" : each === "return" ? "" : "button-danger"}" @click=${() => ask(each)}>${actionText(machine, each)}</button>`)}
    </div>
    ${open.map((action) =>
      decision(at, {
        id: action,
        title: `${actionText(machine, action)} · ${name}`,
        lead: html`<p>${t(`reviewing.${machine}_${action}`)}</p>`,
        fields: GRANTING.includes(action)
          ? nothing
          : field(at.form(action), { name: "reason", rows: 4, hint: t("reviewing.reason_hint") }),
        submit: actionText(machine, action),
        isGrave: !GRANTING.includes(action),
        send: (values) => send(action, text(values, "reason")),
      }),
    )}`;
}
