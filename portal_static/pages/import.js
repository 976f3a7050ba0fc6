/**
 * One import: the dry run's progress and findings, each bad row by line, column and rule; then the run, chunk by chunk.
 *
 * A run that was interrupted goes on by itself where it stopped; the same file a second time changes nothing.
 */
import { chip } from "../components/chip/chip.js";
import { section } from "../components/facts/facts.js";
import { formOf, tick } from "../components/field/field.js";
import { icon } from "../components/icon/icon.js";
import { notice } from "../components/notice/notice.js";
import { lookAgain, progress } from "../components/progress/progress.js";
import { table } from "../components/table/table.js";
import { api } from "../lib/api.js";
import { moment } from "../lib/format.js";
import { isTicked } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const RUNNING = ["checking", "running"];
const COUNTS = /** @type {Record<string, string[]>} */ ({
  roster: ["added", "changed", "unchanged", "bad"],
  registry: ["changed", "missing", "added", "unchanged", "bad"],
});

const path = (/** @type {At} */ at) => `/api/imports/${encodeURIComponent(at.param("id"))}`;

open({
  name: "import",
  roles: ["admin"],
  back: "imports",
  title: ({ file_name }) => file_name,
  load: async (at) => {
    const found = await api.get(path(at));
    if (RUNNING.includes(found.state)) lookAgain(at);
    return found;
  },
  view: (of, at) => html`
    <p class="chips">${chip("import", of.state)}<small>${of.name} · ${moment(of.uploaded_at)}</small></p>
    ${standing(of)}
    ${of.state === "failed" ? nothing : counts(of)}
    ${of.state === "checked" ? running(of, at) : nothing}
    ${of.problems.length ? problems(of, at) : nothing}
  `,
});

/** @param {any} of */
function standing({ purpose, state, rows, passed, bad }) {
  if (state === "checking") return section(t("import.checking"), progress(t("import.checked_rows", { passed }), 0, 0));
  if (state === "running")
    return section(t("import.running"), [
      progress(t("import.passed_rows", { passed, rows }), passed, rows),
      html`<p class="small">${t("import.resumes")}</p>`,
    ]);
  if (state === "failed")
    return notice(
      "caution",
      html`<p>${t("import.failed")}</p><a class="button" href=${href("imports")}>${t("import.again")}</a>`,
      t("import.failed_title"),
    );
  if (state === "done")
    return notice(
      "good",
      html`<p>${t(bad ? "import.done_but" : "import.done", { bad })}</p>${done(purpose)}`,
      t("import.done_title"),
    );
  return notice(
    bad ? "caution" : "good",
    html`<p>${t(bad ? "import.found_bad" : "import.found_good", { rows, bad })}</p>`,
    t("import.checked"),
  );
}

/** Where what the file brought is looked at. @param {string} purpose */
function done(purpose) {
  const page = purpose === "registry" ? "mismatches" : "graduates";
  return html`<a class="button" href=${href(page)}>${t(`${page}.title`)}</a>`;
}

/** What the dry run expects, or what the run has done. @param {any} of */
function counts(of) {
  const isRun = ["running", "done"].includes(of.state);
  const said = (/** @type {string} */ name) =>
    of.purpose === "registry" ? t(`import.registry_${name}`) : t(`import.${name}${isRun ? "_run" : ""}`);
  return html`<dl class="counts">${(COUNTS[of.purpose] ?? []).map((name) => html`<div><dt>${said(name)}</dt><dd>${of[name]}</dd></div>`)}</dl>`;
}

/** @param {any} of @param {At} at */
function running({ purpose, bad, rows, added, changed, missing }, at) {
  const form = at.form("run");
  const good = rows - bad;
  if (!good) return nothing;
  return section(
    t("import.run"),
    formOf(form, {
      submit: t("import.run_count", { count: good }),
      isInline: true,
      fields: [
        html`<p>${t(added + changed + missing ? (purpose === "registry" ? "import.match_lead" : "import.run_lead") : "import.nothing_new")}</p>`,
        bad ? tick(form, { name: "leave_out_bad", label: t("import.leave_out", { bad }) }) : nothing,
      ],
      send: async (values) => {
        await api.post(`${path(at)}/run`, { leave_out_bad: isTicked(values, "leave_out_bad") });
        await at.refresh();
      },
    }),
  );
}

/** @param {any} of @param {At} at */
function problems({ problems: all, bad, state }, at) {
  const columns = [
    { name: "line", cell: (/** @type {any} */ each) => (each.line ? t("import.line", { line: each.line }) : "—") },
    {
      name: "column",
      cell: (/** @type {any} */ each) => [each.column, each.header].filter(Boolean).join(" · ") || "—",
    },
    { name: "problem", cell: (/** @type {any} */ each) => each.detail },
  ];
  const title = state === "failed" ? t("import.why") : t("import.problems", { bad });
  return section(
    title,
    [
      state !== "failed" && all.length < bad
        ? html`<p class="small">${t("import.first_problems", { count: all.length })}</p>`
        : nothing,
      html`<div class="table-frame">${table({ caption: title, items: all, columns })}</div>`,
    ],
    html`<a class="button" href=${`${path(at)}/problems.csv`}>${icon("paper")}${t("import.csv")}</a>`,
  );
}
