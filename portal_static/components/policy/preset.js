/** Beginning with the rules of another system: its preset fills the form in, and what differs is shown before it is sent. */
import { t } from "../../lib/i18n.js";
import { formOf, select } from "../field/field.js";
import { differing } from "./values.js";

/** @typedef {import("../../lib/forms.js").Form} Form */
/** @typedef {import("./values.js").Preset} Preset */
/** @typedef {import("./values.js").Setting} Setting */

/**
 * @param {Form} form
 * @param {Preset[]} presets
 * @param {{settings: Setting[], values: Record<string, any>, choose: (preset: Preset) => void}} of what stands in the form now
 */
export function presetForm(form, presets, { settings, values, choose }) {
  const choices = presets.map((each) => ({
    code: each.name,
    label: t("policy-new.preset_choice", {
      title: each.title,
      count: differing(settings, values, each.values).length,
    }),
  }));
  return formOf(form, {
    isInline: true,
    submit: t("policy-new.preset_fill"),
    fields: select(form, {
      name: "preset",
      label: t("policy-new.preset"),
      hint: t("policy-new.preset_hint"),
      isOptional: true,
      choices,
    }),
    send: async (sent) => {
      const preset = presets.find(({ name }) => name === sent.get("preset"));
      if (preset) choose(preset);
    },
  });
}
