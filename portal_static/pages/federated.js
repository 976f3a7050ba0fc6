/** Back from another platform with a code (A04): it opens the account that knows it, or is bound first. */
import { notice } from "../components/notice/notice.js";
import { api } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { home, href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";
import { adopt, keepTicket } from "../lib/session.js";

/** @typedef {import("../lib/page.js").At<any>} At */

open({
  name: "federated",
  load: async (at) => {
    const answer = await api.post("/api/federation/session", { code: at.param("code"), state: at.param("state") });
    // The code is used up: nobody who goes back or reloads sends it again.
    history.replaceState(null, "", location.pathname);
    if (answer.account) location.replace(home(adopt(answer).account?.role ?? "student"));
    else keepTicket(answer.ticket);
    return answer;
  },
  view: ({ account }, at) => (account ? html`<p>${t("federated.opening")}</p>` : unknown(at)),
});

/** Whom no account knows yet. @param {At} at */
function unknown({ session }) {
  const name = session.federation ?? "";
  return html`
    ${notice("about", html`<p>${t("federated.unknown", { name })}</p>`)}
    <div class="buttons buttons-stacked">
      <a class="button button-primary" href=${href("bind")}>${t("federated.bind")}</a>
      <a class="button" href=${href("login")}>${t("federated.log_in")}</a>
    </div>`;
}
