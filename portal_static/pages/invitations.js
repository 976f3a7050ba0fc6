/** The invitations that a graduate received: who, what for, until when. */
import { chip } from "../components/chip/chip.js";
import { list, rowLink } from "../components/list/list.js";
import { api } from "../lib/api.js";
import { deadline, moment, yuan } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

open({
  name: "invitations",
  roles: ["student"],
  load: () => api.get("/api/invitations"),
  view: (/** @type {import("../lib/types.js").List} */ received, at) =>
    list(at, received, { path: "/api/invitations", none: t("invitations.none"), row }),
});

/** @param {any} of */
function row({ id, state, employer_name, position, monthly_pay, sent_at, expires_at }) {
  return rowLink(
    href("invitation", { id }),
    html`<span class="row-head"><span class="row-title">${employer_name}</span>${chip("invitation", state)}</span>
      <span>${position}${monthly_pay === null ? "" : html` · ${yuan(monthly_pay)}`}</span>
      <span class="row-more">${state === "pending" ? deadline(expires_at) : moment(sent_at)}</span>`,
  );
}
