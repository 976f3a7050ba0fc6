/** Somebody invited by e-mail opens an account; the link works once. */
import { facts } from "../components/facts/facts.js";
import { field, formOf } from "../components/field/field.js";
import { api } from "../lib/api.js";
import { text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { home, href } from "../lib/menu.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";
import { adopt } from "../lib/session.js";

/** The token stands behind the # so that no server log has it; older links carry it as a parameter. */
const path = () =>
  `/api/account-invitations/${encodeURIComponent(location.hash.slice(1) || (new URLSearchParams(location.search).get("token") ?? ""))}`;

open({
  name: "join",
  load: () => api.get(path()),
  view: (
    /** @type {{email: string, role: import("../lib/types.js").Role, name: string, school: any, employer: any, registers: boolean}} */ invited,
    at,
  ) => {
    const form = at.form("join");
    return html`<p class="lead">${t("join.lead")}</p>
      <section class="card">
        ${facts([
          ["email", invited.email],
          ["role", t(`roles.${invited.role}`)],
          ["school", named(invited.school)],
          ["unit", named(invited.employer)],
        ])}
        ${formOf(form, {
          submit: t("join.submit"),
          isInline: true,
          send: (values) => join(values, invited.registers),
          fields: [
            field(form, { name: "name", label: t("join.name"), value: invited.name, autocomplete: "name" }),
            field(form, {
              name: "password",
              type: "password",
              autocomplete: "new-password",
              hint: t("account.password_hint"),
            }),
          ],
        })}
      </section>`;
  },
});

/** @param {{name: string} | string | null} of */
function named(of) {
  return typeof of === "object" ? (of?.name ?? "") : of;
}

/** Who has just registered an employer is shown how far that has come. @param {FormData} values @param {boolean} registers */
async function join(values, registers) {
  const session = adopt(
    await api.put(path(), { name: text(values, "name"), password: String(values.get("password")) }),
  );
  if (session.account) location.assign(registers ? href("employer") : home(session.account.role));
}
