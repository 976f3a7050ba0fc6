/** The own account: where notices go, a new password, leaving everywhere. */
import { channelsOf } from "../components/channels/channels.js";
import { facts, section } from "../components/facts/facts.js";
import { field, formOf } from "../components/field/field.js";
import { api } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";
import { adopt, logOut } from "../lib/session.js";

/** @typedef {import("../lib/page.js").At<any>} At */

// Only the parties are written to; an office reads its queue.
const PARTIES = ["student", "employer"];

open({
  name: "account",
  roles: ["student", "employer", "college", "school", "admin", "operator"],
  load: async (at) => (PARTIES.includes(at.account.role) ? (await api.get("/api/channels")).channels : []),
  view: (/** @type {import("../components/channels/channels.js").Channel[]} */ channels, at) => html`
    ${section(
      t("account.who"),
      facts([
        ["name", at.account.name],
        ["login_name", at.account.login],
        ["role", t(`roles.${at.account.role}`)],
        ["unit", at.account.employer?.name],
        ["school", at.account.school?.name],
        ["college", at.account.college?.name],
      ]),
    )}
    ${channels.length ? channelsOf(at, channels) : nothing}
    ${section(t("account.password"), password(at))}
    ${section(
      t("account.leave"),
      html`<p>${t("account.leave_hint")}</p>
        <div class="buttons">
          <button class="button" @click=${() => at.act(logOut)}>${t("common.log_out")}</button>
          <button class="button button-danger" @click=${() => at.act(leaveEverywhere)}>${t("account.leave_everywhere")}</button>
        </div>`,
    )}
  `,
});

/** @param {At} at */
function password(at) {
  const form = at.form("password");
  return formOf(form, {
    submit: t("account.change"),
    isInline: true,
    fields: [
      field(form, { name: "current", type: "password", autocomplete: "current-password" }),
      field(form, {
        name: "password",
        label: t("account.new_password"),
        type: "password",
        autocomplete: "new-password",
        hint: t("account.password_hint"),
      }),
    ],
    send: async (values) => {
      adopt(
        await api.put("/api/session/password", {
          current: String(values.get("current")),
          password: String(values.get("password")),
        }),
      );
      at.reset("password");
      at.say(t("account.changed"));
    },
  });
}

async function leaveEverywhere() {
  await api.delete("/api/sessions");
  sessionStorage.clear();
  location.assign("/");
}
