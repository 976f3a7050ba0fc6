/**
 * Passing many at once: choosing, one confirmation, and a result for every row that was sent (rules.md H01).
 *
 * "Choose all" leaves out what is flagged: that wants a look, and can still be chosen by hand.
 */
import { api } from "../../lib/api.js";
import { sentence, t } from "../../lib/i18n.js";
import { href } from "../../lib/menu.js";
import { html, nothing } from "../../lib/render.js";
import { chip } from "../chip/chip.js";
import { decision } from "../dialog/decision.js";
import { ask, close } from "../dialog/dialog.js";
import { section } from "../facts/facts.js";
import { icon } from "../icon/icon.js";

/** @typedef {import("../../lib/page.js").At<any>} At */
/** @typedef {{id: string, is_done: boolean, state?: string, problem?: import("../../lib/api.js").Fault}} Result */
/** @typedef {{list: import("../../lib/lists.js").Gathered, chosen: Set<string>, results: {of: any[], results: Result[]} | null}} Model */

const MOST_AT_ONCE = 100;

/** @param {Model} model @param {At} at */
export function passing(model, at) {
  const { list, chosen } = model;
  const count = chosen.size;
  const tooMany = count > MOST_AT_ONCE;
  return html`<div class=${count ? "with-chosen" : "with-chosen with-chosen-none"} role="group" aria-label=${t("queue.bulk")}>
      <p role="status">${tooMany ? t("queue.too_many", { count, most: MOST_AT_ONCE }) : t("queue.chosen", { count })}</p>
      <button class="quiet" @click=${() => chooseAll(model, at)}>${t("queue.choose_all")}</button>
      ${count ? html`<button class="quiet" @click=${() => choose(model, [], at)}>${t("queue.choose_none")}</button>` : nothing}
      <button class="button button-primary" ?disabled=${!count || tooMany} @click=${() => ask("bulk")}>${icon("check")}${t("queue.pass_chosen", { count })}</button>
    </div>
    ${decision(at, {
      id: "bulk",
      title: t("queue.pass_title", { count }),
      lead: lead(list.items.filter(({ id }) => chosen.has(id))),
      submit: t("queue.pass_chosen", { count }),
      send: () => pass(model, at),
    })}`;
}

/** @param {any[]} items */
function lead(items) {
  const flagged = items.filter(({ flags }) => flags.length).length;
  return html`<p>${t("queue.pass_lead")}</p>${flagged ? html`<p class="error">${icon("alert")}${t("queue.pass_flagged", { count: flagged })}</p>` : nothing}`;
}

/** What is flagged is for a person to choose. @param {Model} model @param {At} at */
function chooseAll(model, at) {
  const plain = model.list.items.filter(({ flags }) => !flags.length);
  const skipped = model.list.items.length - plain.length;
  choose(
    model,
    plain.slice(0, MOST_AT_ONCE).map(({ id }) => id),
    at,
  );
  at.say(t(skipped ? "queue.chosen_but" : "queue.chosen", { count: model.chosen.size, skipped }));
}

/** @param {Model} model @param {string[]} ids @param {At} at */
function choose(model, ids, at) {
  model.chosen = new Set(ids);
  at.update();
}

/** @param {Model} model @param {At} at */
async function pass(model, at) {
  const of = model.list.items.filter(({ id }) => model.chosen.has(id));
  const items = of.map(({ id, version }) => ({ id, version }));
  const { results } = await api.post("/api/reviews", { decision: "pass", items });
  model.results = { of, results };
  close("bulk");
  await at.refresh();
  document.getElementById("outcome")?.focus();
}

/** A result for every row that was sent. @param {Model} model @param {At} at */
export function outcome({ results: last }, at) {
  if (!last) return nothing;
  const done = last.results.filter(({ is_done }) => is_done).length;
  const away = () => {
    /** @type {Model} */ (at.model).results = null;
    at.update();
  };
  return html`<div id="outcome" tabindex="-1">${section(
    t("queue.outcome", { done, failed: last.results.length - done }),
    html`<ol class="outcomes">${last.results.map((each) =>
      resultRow(
        each,
        last.of.find(({ id }) => id === each.id),
      ),
    )}</ol>`,
    html`<button class="quiet" @click=${away}>${t("common.close")}</button>`,
  )}</div>`;
}

/** @param {Result} result @param {any} item */
function resultRow({ id, is_done, state, problem }, item) {
  return html`<li>
    <a href=${href("review", { id })}>${item?.student_name ?? id}</a> ${item?.student_number}
    ${is_done ? chip("agreement", state ?? "done") : html`<span class="error">${icon("alert")}${problem ? sentence(problem) : t("network.unknown")}</span>`}
  </li>`;
}
