/** For how many days an invitation stands, where the school lets the employer choose (F03). */
import { t } from "../../lib/i18n.js";
import { html } from "../../lib/render.js";
import { field } from "../field/field.js";

/** @param {import("../../lib/forms.js").Form} form @param {any} invitation */
export function validity(form, { valid_days, policy }) {
  const {
    employer_may_choose_validity: mayChoose,
    invite_valid_days: days,
    invite_valid_days_min: min,
    invite_valid_days_max: max,
  } = policy;
  if (!mayChoose) return html`<p class="hint">${t("compose.valid_fixed", { days })}</p>`;
  return field(form, {
    name: "valid_days",
    value: valid_days,
    isOptional: true,
    inputmode: "numeric",
    unit: t("terms.unit_days"),
    hint: t("compose.valid_hint", { days, min, max }),
  });
}
