/** The employer: what the paper carries, and the fields of a registration. */
import { t } from "../../lib/i18n.js";
import { facts } from "../facts/facts.js";
import { field, file, select } from "../field/field.js";

/** @typedef {{code: string, label: string}} Code */

const PRINTED = ["name", "uscc", "nature", "industry", "location", "address", "postcode", "contact", "phone", "email"];

/** @param {Record<string, any>} unit */
export function unitFacts(unit) {
  return facts(
    PRINTED.map(
      (name) =>
        /** @type {[string, string]} */ ([
          name === "name" ? "unit_name" : name,
          unit[name] ?? (name === "uscc" ? t("unit.no_code") : ""),
        ]),
    ),
  );
}

/** @param {import("../../lib/forms.js").Form} form @param {Record<string, any>} unit @param {Record<string, Code[]>} codes */
export function unitFields(form, unit, codes) {
  return [
    field(form, {
      name: "name",
      label: t("unit.name"),
      value: unit.name,
      hint: t("unit.name_hint"),
      autocomplete: "organization",
      isWide: true,
    }),
    select(form, {
      name: "code_path",
      value: unit.code_path || "none",
      choices: ["none", "military", "foreign"].map((code) => ({ code, label: t(`code_paths.${code}`) })),
    }),
    field(form, { name: "uscc", value: unit.uscc, hint: t("unit.uscc_hint") }),
    select(form, { name: "nature", value: unit.nature, choices: labels(codes.natures) }),
    select(form, { name: "industry", value: unit.industry, choices: labels(codes.industries) }),
    field(form, { name: "location", value: unit.location, hint: t("unit.location_hint") }),
    field(form, { name: "address", value: unit.address, autocomplete: "street-address" }),
    field(form, { name: "postcode", value: unit.postcode, inputmode: "numeric", autocomplete: "postal-code" }),
    field(form, { name: "contact", value: unit.contact, autocomplete: "name" }),
    field(form, { name: "phone", value: unit.phone, type: "tel", autocomplete: "tel" }),
    file(form, {
      name: "licence",
      accept: ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png",
      hint: t("unit.licence_hint"),
      isWide: true,
    }),
  ];
}

/** @param {Code[] | undefined} codes @returns {Code[]} */
function labels(codes) {
  return (codes ?? []).map(({ code, label }) => ({ code, label }));
}
