/** The people of the school: who reviews for which college, inviting by e-mail, putting an account away. */
import { chip } from "../components/chip/chip.js";
import { decision } from "../components/dialog/decision.js";
import { ask } from "../components/dialog/dialog.js";
import { section } from "../components/facts/facts.js";
import { field, formOf, radios, select } from "../components/field/field.js";
import { lines, table } from "../components/table/table.js";
import { api } from "../lib/api.js";
import { day } from "../lib/format.js";
import { text } from "../lib/forms.js";
import { t } from "../lib/i18n.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<Model>} At */
/** @typedef {{people: any[], colleges: import("../lib/types.js").Named[]}} Model */

const ROLES = ["college", "school", "admin"];

open({
  name: "staff",
  roles: ["admin"],
  isWide: true,
  load: async () => {
    const [{ items }, { colleges }] = await Promise.all([api.get("/api/staff"), api.get("/api/school")]);
    return { people: items, colleges };
  },
  view: (model, at) => html`
    <div class="table-frame">${table({ caption: t("staff.title"), items: model.people, columns: columns(model) })}</div>
    ${model.people.filter(isRemovable).map((/** @type {any} */ each) => removing(each, at))}
    ${inviting(model, at)}
  `,
});

/** @param {Model} model @returns {import("../components/table/table.js").Column[]} */
function columns({ colleges }) {
  const named = (/** @type {string | null} */ code) => colleges.find((each) => each.code === code)?.name ?? code ?? "";
  return [
    { name: "name", cell: (of) => lines(of.is_me ? t("staff.me", { name: of.name }) : of.name, of.email) },
    { name: "role", cell: (of) => lines(t(`roles.${of.role}`), named(of.college)) },
    {
      name: "since",
      cell: (of) => lines(day(of.created_at), of.expires_at ? t("staff.lapses", { day: day(of.expires_at) }) : ""),
    },
    { name: "state", cell: (of) => chip("account", of.state) },
    {
      name: "remove",
      cell: (of) =>
        isRemovable(of)
          ? html`<button class="quiet" @click=${() => ask(`remove-${of.id}`)}>${t("actions.remove")}<span class="visually-hidden"> ${of.name}</span></button>`
          : "—",
    },
  ];
}

/** @param {any} of */
function isRemovable({ actions }) {
  return actions.includes("remove");
}

/** @param {any} of @param {At} at */
function removing({ id, name }, at) {
  return decision(at, {
    id: `remove-${id}`,
    title: t("staff.remove_title", { name }),
    lead: html`<p>${t("staff.remove_lead")}</p>`,
    submit: t("actions.remove"),
    isGrave: true,
    send: async () => {
      await api.delete(`/api/staff/${encodeURIComponent(id)}`);
      await at.refresh();
      at.say(t("staff.removed", { name }));
    },
  });
}

/** @param {Model} model @param {At} at */
function inviting({ colleges }, at) {
  const form = at.form("invite");
  const chosen = checked() ?? form.draft.role ?? "";
  return section(
    t("staff.invite"),
    html`<div @change=${() => at.update()}>${formOf(form, {
      submit: t("staff.submit"),
      isInline: true,
      fields: [
        field(form, { name: "name" }),
        field(form, { name: "email", type: "email", inputmode: "email", hint: t("staff.email_hint") }),
        radios(form, {
          name: "role",
          choices: ROLES.map((code) => ({ code, label: t(`roles.${code}`), hint: t(`staff.role_${code}`) })),
        }),
        chosen === "college"
          ? select(form, { name: "college", choices: colleges.map(({ code, name }) => ({ code, label: name })) })
          : nothing,
      ],
      send: async (values) => {
        const typed = { name: text(values, "name"), email: text(values, "email"), role: text(values, "role") };
        await api.post("/api/staff", {
          ...typed,
          ...(typed.role === "college" ? { college: text(values, "college") } : {}),
        });
        at.reset("invite");
        await at.refresh();
        at.say(t("staff.invited", { email: typed.email }));
      },
    })}</div>`,
  );
}

/** The role that is ticked now. */
function checked() {
  const found = document.querySelector("#form-invite [name=role]:checked");
  return found instanceof HTMLInputElement ? found.value : undefined;
}
