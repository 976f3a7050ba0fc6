/** The school's policy: the version in force with every setting, and all versions with what each changed (rules.md 1.2). */
import { section } from "../components/facts/facts.js";
import { icon } from "../components/icon/icon.js";
import { notice } from "../components/notice/notice.js";
import { history, settingsOf } from "../components/policy/policy.js";
import { api } from "../lib/api.js";
import { day } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

open({
  name: "policy",
  roles: ["college", "school", "admin"],
  load: () => api.get("/api/policies"),
  view: (/** @type {import("../components/policy/values.js").Policies} */ { current, versions, settings }, at) => html`
    <div class="over-list">
      <p class="lead">${t("policy.now", { number: current.number, day: day(current.effective_from) })}</p>
      ${at.account.role === "admin" ? html`<a class="button button-primary" href=${href("policy-new")}>${icon("pen")}${t("policy-new.title")}</a>` : nothing}
    </div>
    ${notice("about", html`<p>${t("policy.pinned")}</p>`)}
    ${settingsOf(settings, current)}
    ${section(t("policy.history"), history(settings, versions, current.number))}
  `,
});
