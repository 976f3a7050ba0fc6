/** The schools' public keys that sign agreements and status lists, as the trust list names them (verification.md 5). */
import { empty } from "../components/notice/notice.js";
import { ending } from "../components/table/ends.js";
import { lines, table } from "../components/table/table.js";
import { api } from "../lib/api.js";
import { day, daysLeft } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

const PATH = "/api/operator/keys";

open({
  name: "keys",
  roles: ["operator"],
  isWide: true,
  load: () => api.get(PATH),
  view: (/** @type {import("../lib/types.js").List} */ list, at) => {
    const more = async () => {
      const next = await api.get(`${PATH}?${new URLSearchParams({ cursor: list.cursor ?? "" })}`);
      at.model = { items: [...list.items, ...next.items], cursor: next.cursor };
      at.update();
    };
    return html`<p class="lead">${t("keys.lead")}</p>
      ${list.items.length ? html`<div class="table-frame">${table({ caption: t("keys.title"), items: list.items, columns: COLUMNS })}</div>` : empty(t("keys.none"))}
      ${ending(at, list.items.length, list.cursor ? more : null)}`;
  },
});

/** @type {import("../components/table/table.js").Column[]} */
const COLUMNS = [
  { name: "school", cell: (of) => lines(of.school_name, of.school) },
  { name: "use", cell: (of) => t(`keys.use_${of.use}`) },
  { name: "kid", cell: (of) => html`<code>${of.kid}</code>` },
  { name: "public", cell: (of) => html`<code class="long">${of.public}</code>` },
  {
    name: "in_force",
    cell: (of) => lines(t("keys.between", { from: day(of.not_before), to: day(of.not_after) }), standing(of)),
  },
];

/** @param {{not_before: string, not_after: string}} key */
function standing({ not_before, not_after }) {
  if (daysLeft(not_before) > 0) return t("keys.to_come");
  return daysLeft(not_after) < 0 ? t("keys.lapsed") : t("keys.days_left", { days: daysLeft(not_after) });
}
