/** The front door: who this is for, and where each goes. Somebody logged in goes to their own first page. */
import { icon } from "./components/icon/icon.js";
import { t } from "./lib/i18n.js";
import { home, href } from "./lib/menu.js";
import { open } from "./lib/page.js";
import { html } from "./lib/render.js";

open({
  name: "index",
  load: async ({ session }) => {
    if (session.account) location.replace(home(session.account.role));
    return {};
  },
  view: () => html`
    <p class="lead">${t("index.lead")}</p>
    <div class="buttons">
      <a class="button button-primary" href=${href("login")}>${t("login.title")}</a>
    </div>
    <ul class="rows">
      ${[door("bind", "person"), door("register", "building"), door("scan", "check", "/scan"), door("desk", "list", "/desk"), door("print", "print")]}
    </ul>
  `,
});

/** @param {string} page @param {string} shape @param {string} [to] */
function door(page, shape, to = href(page)) {
  return html`<li><a class="row row-door" href=${to}>
    ${icon(shape)}<span><span class="row-title">${t(`index.${page}`)}</span><br><small>${t(`index.${page}_hint`)}</small></span>
  </a></li>`;
}
