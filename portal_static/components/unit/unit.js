/** The employer: what the paper carries, and the fields of a registration. */
import { text } from "../../lib/forms.js";
import { label, t } from "../../lib/i18n.js";
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
      choices: codePaths(),
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

/**
 * A unit that a student or a guest describes (G08, E03): its fields have a name in front, so that they do not meet the
 * archive's. A guest has to say how it is reached.
 * @param {import("../../lib/forms.js").Form} form @param {Record<string, any>} unit @param {Record<string, Code[]>} codes
 * @param {{isWhole?: boolean}} [how]
 */
export function unitSketch(form, unit, codes, { isWhole = false } = {}) {
  /** @param {string} name @param {Partial<import("../field/field.js").Field>} [more] */
  const line = (name, more) =>
    field(form, { name: `unit.${name}`, label: named(name), value: unit[name], ...(more ?? {}) });
  const one = (/** @type {string} */ name, /** @type {Code[]} */ choices, /** @type {string} */ value) =>
    select(form, { name: `unit.${name}`, label: named(name), value, choices });
  return [
    line("name", { hint: t("unit.name_hint"), isWide: true }),
    one("code_path", codePaths(), unit.code_path || "none"),
    line("uscc", { hint: t("unit.uscc_hint") }),
    one("nature", labels(codes.natures), coded(codes.natures, unit.nature)),
    one("industry", labels(codes.industries), coded(codes.industries, unit.industry)),
    line("location", { hint: t("unit.location_hint") }),
    line("postcode", { inputmode: "numeric" }),
    line("address", { isOptional: !isWhole }),
    line("contact", { isOptional: !isWhole }),
    line("phone", { type: "tel", isOptional: !isWhole }),
    line("email", { type: "email", isOptional: !isWhole, ...(isWhole ? { hint: t("guest.email_hint") } : {}) }),
  ];
}

/** What `unitSketch` holds, as the API takes it. @param {FormData} values */
export function readSketch(values) {
  const unit = Object.fromEntries(["code_path", ...PRINTED].map((name) => [name, text(values, `unit.${name}`)]));
  return { ...unit, code_path: unit.code_path === "none" ? "" : unit.code_path };
}

/** @param {string} name */
function named(name) {
  return name === "name" ? t("unit.name") : label(name);
}

function codePaths() {
  return ["none", "military", "foreign"].map((code) => ({ code, label: t(`code_paths.${code}`) }));
}

/** Records hold labels, forms choose by code. @param {Code[] | undefined} codes @param {string} held */
export function coded(codes, held) {
  return (codes ?? []).find(({ code, label: said }) => held && [code, said].includes(held))?.code ?? "";
}

/** @param {Code[] | undefined} codes @returns {Code[]} */
function labels(codes) {
  return (codes ?? []).map(({ code, label }) => ({ code, label }));
}
