/** A graduate begins a signing: the unit by hand, the terms, stamped papers; kept (暂存), then begun (#submit, 发起). */
import { accepting } from "../components/consent/consent.js";
import { handedIn, papers } from "../components/evidence/evidence.js";
import { section } from "../components/facts/facts.js";
import { field, file, formOf } from "../components/field/field.js";
import { notice } from "../components/notice/notice.js";
import { termsFields } from "../components/terms/terms.js";
import { unitLibrary } from "../components/unit/library.js";
import { readSketch, unitFacts, unitSketch } from "../components/unit/unit.js";
import { api } from "../lib/api.js";
import { arriving } from "../lib/arriving.js";
import { text } from "../lib/forms.js";
import { find, sentence, t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { read } from "../lib/terms.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const ACCEPT = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png";

const library = unitLibrary();
const path = (/** @type {At} */ at) => `/api/agreements/${encodeURIComponent(at.param("id"))}`;

open({
  name: "initiate",
  roles: ["student"],
  back: "agreements",
  title: ({ agreement }) => said(agreement, "title"),
  load: async (at) => {
    const [standing, codes, agreement] = await Promise.all([
      api.get("/api/initiation"),
      api.get("/api/codes"),
      at.param("id") ? api.get(path(at)) : null,
    ]);
    arriving(() => look(at));
    return { standing, codes, agreement };
  },
  view: (model, at) => {
    const { agreement, standing } = model;
    if (agreement && !isOpen(agreement)) return begun(agreement);
    if (!agreement && standing.may_submit?.code === "student_may_not_initiate") return hindrance(standing.may_submit);
    if (location.hash === "#submit" && agreement) return submitting(model, at);
    return [
      hindrance(agreement ? agreement.may_submit : standing.may_submit),
      returned(agreement),
      typing(model, at),
      agreement ? evidence(agreement, at) : notice("about", html`<p>${t("initiate.papers_later")}</p>`),
      agreement ? ways(agreement, at) : nothing,
    ];
  },
});

/** A signing on paper is reported in words of its own (K05). @param {any} agreement @param {string} key */
function said(agreement, key) {
  return (agreement?.on_paper ? find(`initiate.${key}_on_paper`) : undefined) ?? t(`initiate.${key}`);
}

/** @param {any} agreement */
function isOpen({ actions }) {
  return actions.includes("edit");
}

/** @param {any} agreement */
function begun({ id }) {
  return notice(
    "about",
    html`<p>${t("initiate.begun")}</p><p><a href=${href("agreement", { id })}>${t("agreement.title")}</a></p>`,
  );
}

/** @param {any} why */
function hindrance(why) {
  return why ? notice("caution", html`<p>${sentence(why)}</p>`, t("initiate.not_now")) : nothing;
}

/** @param {any} agreement */
function returned(agreement) {
  const last = agreement?.state === "returned" ? agreement.reviews.at(-1) : null;
  return last ? notice("about", html`<p>${last.reason}</p>`, t("reconfirm.why", { name: last.name })) : nothing;
}

/** @param {any} model @param {At} at */
function typing({ agreement, codes, standing }, at) {
  const form = at.form("initiate");
  const kept = agreement?.initiation ?? {};
  return section(t("initiate.what"), [
    html`<p class="small">${said(agreement, "lead")}</p>`,
    formOf(form, {
      submit: t("initiate.save"),
      isInline: true,
      fields: [
        html`<div class="fields fields-two" @input=${(/** @type {Event} */ event) => library.typed(event, at)}>
          <h2 class="field-wide">${t("initiate.unit")}</h2>
          ${library.found(form, codes)}
          ${unitSketch(form, { ...agreement?.unit, code_path: kept.code_path }, codes)}
        </div>`,
        termsFields(form, agreement?.terms ?? {}),
        own(form, kept, standing.policy),
      ],
      send: (values) => save(values, agreement, at),
    }),
  ]);
}

/** What the student answers (F16). @param {import("../lib/forms.js").Form} form @param {any} kept @param {any} policy */
function own(form, kept, policy) {
  if (!policy.student_answers_pay_after_trial && !policy.student_answers_health) return nothing;
  return html`<div class="fields fields-two">
    <h2 class="fields-title">${t("consent.own")}</h2>
    ${policy.student_answers_pay_after_trial ? field(form, { name: "pay_after_trial", value: kept.pay_after_trial, inputmode: "numeric", unit: t("terms.unit_yuan"), hint: t("consent.pay_hint") }) : nothing}
    ${policy.student_answers_health ? field(form, { name: "health", value: kept.health, hint: t("consent.health_hint") }) : nothing}
  </div>`;
}

/** @param {FormData} values @param {any} agreement @param {At} at */
async function save(values, agreement, at) {
  const typed = {
    unit: readSketch(values),
    terms: read(values),
    pay_after_trial: text(values, "pay_after_trial") || null,
    health: text(values, "health"),
  };
  if (!agreement) {
    const made = await api.post("/api/agreements", typed);
    at.form("initiate").forget();
    location.replace(href("initiate", { id: made.id }));
    return;
  }
  at.model.agreement = await api.put(`${path(at)}/draft`, typed, { version: agreement.version });
  at.say(t("initiate.saved"));
}

/** The papers, and the way to add one here or on the phone (G02, G07). @param {any} agreement @param {At} at */
function evidence({ id, on_paper, initiation: { files, most_files } }, at) {
  const form = at.form("evidence");
  return section(t("evidence.title"), [
    html`<p>${t(on_paper ? "offline.scan_needed" : "evidence.needed")}</p><p class="small">${t("evidence.phone")}</p>`,
    papers(
      id,
      files,
      (paper) =>
        html`<button type="button" class="button" @click=${() => at.act(() => remove(paper, at))}>${t("evidence.remove")}</button>`,
    ),
    files.length < most_files
      ? formOf(form, {
          submit: t("evidence.add"),
          isInline: true,
          fields: file(form, { name: "file", label: t("evidence.file"), accept: ACCEPT, hint: t("evidence.hint") }),
          send: async (values) => {
            at.model.agreement = await api.post(`${path(at)}/evidence`, values);
            at.reset("evidence");
            at.say(t("evidence.added"));
          },
        })
      : nothing,
  ]);
}

/** @param {import("../components/evidence/evidence.js").Paper} paper @param {At} at */
async function remove({ hash }, at) {
  at.model.agreement = await api.delete(`${path(at)}/evidence/${hash}`);
  at.say(t("evidence.removed"));
}

/** @param {any} agreement @param {At} at */
function ways(agreement, at) {
  const { actions, version } = agreement;
  const discard = async () => {
    await api.delete(`${path(at)}/draft`, { version });
    location.replace(href("agreements"));
  };
  return html`<div class="buttons buttons-thumb">
    <a class="button button-primary" href="#submit">${said(agreement, "go_on")}</a>
    ${actions.includes("discard") ? html`<button class="button button-danger" @click=${() => at.act(discard)}>${t("initiate.discard")}</button>` : nothing}
  </div>`;
}

/** All of it once more as it is kept, and the word that begins it. @param {any} model @param {At} at */
function submitting({ agreement, standing }, at) {
  const { unit } = agreement.evidence.shown;
  const locks = { ...agreement.locks, ...standing.policy, others_open: 0, is_own: true };
  return [
    hindrance(agreement.may_submit),
    at.form("initiate").hasDraft ? notice("caution", html`<p>${t("initiate.unsaved")}</p>`) : nothing,
    section(t("initiate.unit"), unitFacts(unit)),
    handedIn(agreement),
    accepting(at, {
      of: { evidence: agreement.evidence, locks, policy: {} },
      title: said(agreement, "submit"),
      submit: said(agreement, "submit"),
      send: async ({ hash, confirm }) => {
        await api.put(`${path(at)}/submission`, { hash, confirm });
        location.replace(href("agreement", { id: agreement.id, done: agreement.on_paper ? "reported" : "initiated" }));
      },
    }),
  ];
}

/** A paper photographed on the phone shows here by itself (G07); what is being typed is left alone, who saved it elsewhere is met by the version. @param {At} at */
async function look(at) {
  if (!at.model?.agreement || !isOpen(at.model.agreement)) return;
  const found = await api.get(path(at));
  const { agreement } = at.model;
  if (found.initiation?.saved_at !== agreement.initiation.saved_at || found.version === agreement.version) return;
  at.model.agreement = found;
  at.update();
}
