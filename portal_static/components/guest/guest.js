/** What a guest fills in (E03): the unit with its contact, the terms, papers; then everything once more, and sending. */
import { api, Problem } from "../../lib/api.js";
import { bytes } from "../../lib/format.js";
import { isTicked, text } from "../../lib/forms.js";
import { t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { read } from "../../lib/terms.js";
import { section } from "../facts/facts.js";
import { file, formOf, tick } from "../field/field.js";
import { notice } from "../notice/notice.js";
import { termsFields, termsOf } from "../terms/terms.js";
import { validity } from "../terms/validity.js";
import { readSketch, unitFacts, unitSketch } from "../unit/unit.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

const ACCEPT = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png";

/** Papers go at once: they wait with the card until the invitation is sent (C06). @param {any} model @param {At} at */
export function files({ named, card }, at) {
  const form = at.form("files");
  const remove = async (/** @type {string} */ hash) => {
    named.files = (await api.post("/api/card-file-removals", { ...card, hash })).files;
    at.update();
  };
  return section(t("guest.files"), [
    html`<p class="small">${t("guest.files_hint")}</p>`,
    listed(
      named.files,
      (hash) =>
        html`<button type="button" class="button" @click=${() => at.act(() => remove(hash))}>${t("evidence.remove")}</button>`,
    ),
    named.files.length < named.most_files
      ? formOf(form, {
          submit: t("evidence.add"),
          isInline: true,
          fields: file(form, { name: "file", label: t("evidence.file"), accept: ACCEPT, hint: t("evidence.hint") }),
          send: async (values) => {
            for (const [name, value] of Object.entries(card)) values.set(name, value);
            named.files = (await api.post("/api/card-files", values)).files;
            at.reset("files");
            at.say(t("evidence.added"));
          },
        })
      : nothing,
  ]);
}

/** @param {{hash: string, size: number}[]} files @param {(hash: string) => import("../../lib/render.js").Template} [beside] */
function listed(files, beside = () => nothing) {
  if (!files.length) return nothing;
  return html`<ol class="rows">${files.map(
    ({ hash, size }, index) =>
      html`<li class="row"><div class="row-head"><span class="row-title">${t("trust.nth", { n: index + 1 })}</span>${beside(hash)}</div><p class="row-more">${bytes(size)}</p></li>`,
  )}</ol>`;
}

/**
 * Where the graduate has agreed to terms with this unit already (E04), only the unit is filled in; other terms are an
 * invitation of their own.
 * @param {any} model @param {At} at @param {{typed: (event: Event, at: At) => void, found: Function}} library
 */
export function fill({ named, codes, typed, isOther }, at, library) {
  const form = at.form("guest");
  const agreed = isOther ? null : named.consent;
  const other = () => {
    at.model.isOther = !isOther;
    at.update();
  };
  return section(t("guest.fill"), [
    html`<p class="small">${t("guest.fill_hint")}</p>`,
    named.consent
      ? html`<p>${t(agreed ? "guest.agreed" : "guest.other")}</p><div class="buttons"><button type="button" class="button" @click=${other}>${t(agreed ? "guest.to_other" : "guest.to_agreed")}</button></div>`
      : nothing,
    agreed ? [html`<h3>${t("guest.job")}</h3>`, termsOf(agreed.terms)] : nothing,
    formOf(form, {
      submit: t("guest.go_on"),
      fields: [
        html`<div class="fields fields-two" @input=${(/** @type {Event} */ event) => library.typed(event, at)}>
          <h2 class="field-wide">${t("initiate.unit")}</h2>
          ${library.found(form, codes)}
          ${unitSketch(form, typed.unit ?? { name: agreed?.unit }, codes, { isWhole: true })}
        </div>`,
        agreed ? nothing : termsFields(form, typed.terms ?? {}),
        agreed ? nothing : validity(form, { valid_days: typed.valid_days, policy: named.policy }),
      ],
      send: async (values) => {
        const offer = { terms: read(values), valid_days: text(values, "valid_days") || null };
        at.model.typed = { unit: readSketch(values), ...(agreed ? {} : offer) };
        at.model.isChecking = true;
        scrollTo(0, 0);
      },
    }),
  ]);
}

/** @param {any} model @param {At} at @param {(typed: any, at: At) => Promise<unknown>} send */
export function check({ named, codes, typed }, at, send) {
  const form = at.form("send");
  const back = () => {
    at.model.isChecking = false;
    at.update();
  };
  return [
    section(t("initiate.unit"), unitFacts(worded(typed.unit, codes))),
    section(t("agreement.terms"), termsOf(typed.terms ?? named.consent.terms)),
    section(
      t("guest.files"),
      named.files.length ? listed(named.files) : notice("caution", html`<p>${t("guest.no_files")}</p>`),
    ),
    formOf(form, {
      submit: t(typed.terms ? "guest.send" : "guest.sign"),
      beside: html`<button type="button" class="button" @click=${back}>${t("guest.back")}</button>`,
      fields: tick(form, { name: "confirm", label: t("guest.confirm") }),
      send: async (values) => {
        if (!isTicked(values, "confirm")) throw new Problem(422, { code: "must_be_confirmed", field: "confirm" });
        await send(typed, at).catch((error) => mend(error, at));
      },
    }),
  ];
}

/** What is wrong with the fields is shown where they are. @param {unknown} error @param {At} at */
function mend(error, at) {
  if (!(error instanceof Problem) || error.status !== 422) throw error;
  at.form("guest").faults = error.faults;
  at.model.isChecking = false;
  at.update();
  document.getElementById("guest-faults")?.focus();
}

/** Forms choose by code, people read labels. @param {Record<string, any>} unit @param {Record<string, {code: string, label: string}[]>} codes */
function worded(unit, codes) {
  const label = (/** @type {string} */ table, /** @type {string} */ held) =>
    codes[table]?.find(({ code }) => code === held)?.label ?? held;
  return {
    ...unit,
    uscc: unit.uscc || null,
    nature: label("natures", unit.nature),
    industry: label("industries", unit.industry),
  };
}
