/** The party's agreements; a graduate has one at a time, with those that ended below. */
import { actionText, statusesOf } from "../components/chip/chip.js";
import { list, rowLink } from "../components/list/list.js";
import { api } from "../lib/api.js";
import { day } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

open({
  name: "agreements",
  roles: ["student", "employer"],
  load: () => api.get("/api/agreements"),
  view: (/** @type {import("../lib/types.js").List} */ own, at) => [
    at.account.role === "student"
      ? html`<p><a class="button" href=${href("initiate")}>${actionText("agreement", "initiate")}</a></p>`
      : nothing,
    list(at, own, {
      path: "/api/agreements",
      none: t(`agreements.none_${at.account.role}`),
      row: (item) => row(item, at.account.role),
    }),
  ],
});

/** @param {any} of @param {string} role */
function row(of, role) {
  const { id, number, state, student_name, student_number, college_name, employer_name, position, submitted_at } = of;
  const isStudent = role === "student";
  return rowLink(
    href(state === "draft" ? "initiate" : "agreement", { id }),
    html`<span class="row-head"><span class="row-title">${isStudent ? employer_name : student_name}</span>
        ${of.open_termination ? html`<span class="chip chip-wait">${t("agreements.ending")}</span>` : nothing}</span>
      <span>${position}${isStudent ? nothing : html` · ${student_number} · ${college_name}`}</span>
      ${statusesOf(of)}
      <span class="row-more"><span>${number ? t("agreements.number", { number }) : ""}</span><span>${day(submitted_at)}</span></span>`,
  );
}
