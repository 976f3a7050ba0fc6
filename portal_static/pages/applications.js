/** What the graduate applied for, newest first, and where each application stands (面试管理). */
import { applicationChip } from "../components/application/standing.js";
import { list, rowLink } from "../components/list/list.js";
import { api } from "../lib/api.js";
import { deadline, moment } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

open({
  name: "applications",
  roles: ["student"],
  load: () => api.get("/api/applications"),
  view: (/** @type {import("../lib/types.js").List} */ sent, at) =>
    list(at, sent, {
      path: "/api/applications",
      none: t("applications.none"),
      next: html`<a class="button" href=${href("positions")}>${t("positions.title")}</a>`,
      row,
    }),
});

/** @param {any} of */
function row(of) {
  return rowLink(
    href("application", { id: of.id }),
    html`<span class="row-head"><span class="row-title">${of.position}</span>${applicationChip(of)}</span>
      <span>${of.employer_name}</span>
      <span class="row-more">${next(of)}</span>`,
  );
}

/** What comes next, and when. @param {any} of */
function next({ state, interview, answer_by, applied_at }) {
  if (state === "offered") return deadline(answer_by);
  if (interview && ["interview_invited", "interview_accepted"].includes(state))
    return `${t("fields.interview_at")}${t("common.colon")}${moment(interview.at)}`;
  return `${t("fields.sent_at")}${t("common.colon")}${moment(applied_at)}`;
}
