/** Back from WeChat with a code: the reader confirms, and the code becomes the binding of this account. */
import { api } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";
import { goOn } from "../lib/trail.js";

open({
  name: "wechat",
  roles: ["student", "employer"],
  back: "account",
  view: (_, at) => html`
    <p class="lead">${t("wechat.lead", { name: at.account.name })}</p>
    <div class="buttons">
      <button class="button button-primary" @click=${() => at.act(() => bind(at.param("code"), at.param("state")))}>${t("wechat.bind")}</button>
      <a class="button" href=${href("account")}>${t("common.cancel")}</a>
    </div>
  `,
});

/** @param {string} code @param {string} state */
async function bind(code, state) {
  await api.put("/api/channels/wechat", { code, state });
  goOn(t("wechat.bound"), href("account"));
}
