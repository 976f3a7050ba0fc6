/** The applications to end agreements that concern this party, those that wait for its answer among them. */
import { chip } from "../components/chip/chip.js";
import { list, rowLink } from "../components/list/list.js";
import { api } from "../lib/api.js";
import { deadline, moment } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

open({
  name: "terminations",
  roles: ["student", "employer"],
  load: () => api.get("/api/terminations"),
  view: (/** @type {import("../lib/types.js").List} */ own, at) =>
    list(at, own, {
      path: "/api/terminations",
      none: t("terminations.none"),
      next: html`<a class="button" href=${href("agreements")}>${t("agreements.title")}</a>`,
      row: (item) => row(item, at.account.role),
    }),
});

/** @param {any} of @param {string} role */
function row(of, role) {
  const { id, agreement, state, word, initiator, student_name, employer_name, reason, applied_at, answer_by } = of;
  const waits = state === "await_other" && initiator !== role;
  return rowLink(
    href("termination", { agreement, id }),
    html`<span class="row-head"><span class="row-title">${role === "student" ? employer_name : student_name}</span>${chip("termination", state, word)}</span>
      <span>${t("agreement.applied_by", { who: t(`roles.${initiator}`) })} · ${t(`reasons.${reason}`)}</span>
      <span class="row-more">${waits ? deadline(answer_by) : moment(applied_at)}</span>`,
  );
}
