// What stands around the table: the paper in hand, the counts, where the official page is. The paper in hand is drawn
// only when it is another one or something about it has changed.

import { byId, h } from "../page/dom.js";
import { beijing } from "../page/format.js";
import { REASONS, tally } from "./attention.js";
import { current } from "./current.js";
import { DESK, listed, TALLIES } from "./texts.js";
import { said } from "./words.js";

/** @import { TrustList } from "../core/trust.js" */
/** @import { Desk } from "./desk.js" */
/** @import { Entry } from "./batch.js" */
/** @import { Action } from "./table.js" */

export class View {
  #by;
  #shown = "";

  /** @param {{ root: string, build: string }} by - the fingerprints of the root key and of the page */
  constructor(by) {
    this.#by = by;
  }

  /** @param {Desk} desk */
  draw(desk) {
    this.#hand(desk);
    const isEmpty = !desk.entries.length;
    byId("tally").replaceChildren(...counts(desk.entries));
    byId("empty").hidden = !isEmpty;
    byId("frame").hidden = isEmpty;
    for (const button of document.querySelectorAll(".tools button")) button.toggleAttribute("disabled", isEmpty);
    byId("kept").replaceChildren(...said(desk.shelf ? DESK.kept : DESK.notKept));
    byId("host").replaceChildren(...official(desk.world.trust));
    byId("about").replaceChildren(...about(desk.world.trust, this.#by));
  }

  /** @param {Desk} desk */
  #hand(desk) {
    const entry = desk.current;
    const state = JSON.stringify(entry && [entry.order, entry.at, entry.paper, entry.differing, entry.editions]);
    if (state === this.#shown) return;
    this.#shown = state;
    const focused = document.activeElement?.getAttribute("data-field") ?? document.activeElement?.id;
    const mark = (/** @type {Entry["paper"]} */ paper, /** @type {string[]} */ differing) =>
      entry && desk.mark(entry, paper, differing);
    byId("current").replaceChildren(...current(entry, mark, () => desk.next()));
    if (focused && document.activeElement === document.body) focusAgain(focused);
  }

  /**
   * Bring the paper in hand into view, to be looked at or to be marked.
   * @param {Action} action
   */
  compare(action) {
    const hand = byId("hand");
    const box = action === "differ" ? hand.querySelector("input") : null;
    (box ?? hand).focus();
    hand.scrollIntoView({ block: "nearest" });
  }
}

/** @param {string} name - of a field or of an element of the paper in hand */
function focusAgain(name) {
  const found = document.querySelector(`#current [data-field="${name}"], #current [id="${name}"]`);
  if (found instanceof HTMLElement) found.focus();
}

/** @param {Entry[]} entries */
function counts(entries) {
  const found = tally(entries);
  return REASONS.filter((name) => found[name]).map((name) =>
    h("li", { class: name }, h("b", {}, String(found[name])), " ", ...said(TALLIES[name])),
  );
}

/** @param {TrustList | null} trust */
function official(trust) {
  if (!trust) return [h("strong", { class: "warning" }, ...said(DESK.noTrust))];
  const hosts = h("b", {}, trust.hosts.join("、"));
  const warning = h("strong", { class: "warning" }, ...said(DESK.elsewhere));
  return [...said(DESK.official), " ", hosts, ...(trust.hosts.includes(location.host) ? [] : [warning])];
}

/**
 * @param {TrustList | null} trust
 * @param {{ root: string, build: string }} by
 */
function about(trust, { root, build }) {
  return trust ? said(listed(trust.version, beijing(trust.issuedAt), root, build)) : [];
}
