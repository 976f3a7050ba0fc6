/** The invitations that a graduate received: who, what for, until when. */
import { statuses } from "../components/chip/chip.js";
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
  load: async () => {
    const [received, own] = await Promise.all([api.get("/api/invitations"), api.get("/api/agreements")]);
    return { ...received, own: own.items };
  },
  view: (/** @type {import("../lib/types.js").List & {own: any[]}} */ received, at) =>
    list(at, received, {
      path: "/api/invitations",
      none: t("invitations.none"),
      row: (item) =>
        row(
          item,
          received.own.find(({ id }) => id === item.id),
        ),
    }),
});

/** An accepted invitation and its agreement have the same id. @param {any} of @param {any} agreement */
function row({ id, state, word, employer_name, position, monthly_pay, sent_at, expires_at }, agreement) {
  return rowLink(
    href("invitation", { id }),
    html`<span class="row-title">${employer_name}</span>
      <span>${position}${monthly_pay === null ? "" : html` · ${yuan(monthly_pay)}`}</span>
      ${statuses({ state, word }, agreement)}
      <span class="row-more">${state === "pending" ? deadline(expires_at) : moment(sent_at)}</span>`,
  );
}
