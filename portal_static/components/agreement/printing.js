/** Printing one agreement at the desk: a copy for each holder, and the register of what was printed (J08). */
import { api } from "../../lib/api.js";
import { moment } from "../../lib/format.js";
import { find, t } from "../../lib/i18n.js";
import { html, nothing } from "../../lib/render.js";
import { section } from "../facts/facts.js";
import { icon } from "../icon/icon.js";
import { table } from "../table/table.js";

/** @typedef {import("../../lib/page.js").At<any>} At */

/** @param {At} at @param {any} agreement @param {any[]} register */
export function printing(at, agreement, register) {
  if (!agreement.issued && !register.length) return nothing;
  return section(t("review.prints"), [
    agreement.actions.includes("print") ? copies(at, agreement) : nothing,
    register.length
      ? html`<div class="table-frame">${lines(register)}</div>`
      : html`<p class="small">${t("review.never_printed")}</p>`,
  ]);
}

/** @param {At} at @param {any} agreement */
function copies(at, { id, copies: holders }) {
  const print = async (/** @type {number} */ copy) => {
    const { href } = await api.post(`/api/agreements/${encodeURIComponent(id)}/prints`, { copy });
    location.assign(href);
  };
  return html`<p class="small">${t("agreement.print_hint", { count: holders.length })}</p>
    <div class="buttons">${holders.map(
      (/** @type {string} */ holder, /** @type {number} */ index) =>
        html`<button class="button" @click=${() => at.act(() => print(index + 1))}>${icon("print")}${t("agreement.print_copy", { copy: index + 1, holder })}</button>`,
    )}</div>`;
}

/** @param {any[]} register */
function lines(register) {
  return table({
    caption: t("review.register"),
    items: register,
    columns: [
      { name: "seq", cell: ({ seq }) => seq },
      { name: "copy", cell: ({ copy, holder }) => t("agreement.print_copy", { copy, holder }) },
      { name: "edition", cell: ({ edition }) => t("review.edition", { edition }) },
      { name: "printed_by", cell: ({ name, role }) => `${name} · ${find(`roles.${role}`) ?? role}` },
      { name: "printed_at", cell: ({ at }) => moment(at) },
    ],
  });
}
