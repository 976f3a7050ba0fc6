/**
 * Scan-to-print on the computer (J09): shows a code, waits for the phone, opens the agreement.
 *
 * It asks every two seconds while somebody looks at it, and stops when the code's two minutes are over.
 */
import { section } from "../components/facts/facts.js";
import { notice } from "../components/notice/notice.js";
import { qr } from "../components/qr/qr.js";
import { api } from "../lib/api.js";
import { time } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { open } from "../lib/page.js";
import { html } from "../lib/render.js";

/** @typedef {{id: string, check: string, expires_at: string, modules: string[], state: "waiting" | "lapsed" | "collected"}} Waiting */
/** @typedef {import("../lib/page.js").At<Waiting>} At */

const PAUSE_MS = 2000;
/** By the page's own clock: a device's time of day may be wrong. */
const LIFE_MS = 120_000;

open({
  name: "print",
  load: async (at) => {
    const made = await api.post("/api/print-pairings");
    const until = Date.now() + LIFE_MS;
    setTimeout(() => ask(at, made.id, until), PAUSE_MS);
    return { ...made, state: "waiting" };
  },
  view: (/** @type {Waiting} */ model, at) => html`
    <p class="lead">${t("print.lead")}</p>
    ${section(t("print.symbol"), model.state === "waiting" ? waiting(model) : over(model, at))}
    <p class="small">${t("print.hint")}</p>
  `,
});

/** @param {Waiting} model */
function waiting({ modules, check, expires_at }) {
  return [
    qr(modules, t("print.symbol")),
    html`<p class="qr-check">${t("print.check", { check })}</p><p>${t("print.check_hint")}</p>
      <p class="small">${t("print.left", { at: time(expires_at) })}</p>`,
  ];
}

/** @param {Waiting} model @param {At} at */
function over({ state }, at) {
  return [
    notice(state === "collected" ? "good" : "about", html`<p>${t(`print.${state}`)}</p>`),
    html`<div class="buttons"><button class="button button-primary" @click=${() => at.reload()}>${t("print.again")}</button></div>`,
  ];
}

/** @param {At} at @param {string} id @param {number} until */
async function ask(at, id, until) {
  if (at.model?.id !== id || at.model.state !== "waiting") return;
  if (Date.now() > until) return end(at, "lapsed");
  const found = document.hidden ? null : await api.get(`/api/print-pairings/${id}`).catch(() => null);
  if (!found?.href) return setTimeout(() => ask(at, id, until), PAUSE_MS);
  end(at, "collected");
  location.assign(found.href);
}

/** @param {At} at @param {"lapsed" | "collected"} state */
function end(at, state) {
  if (at.model) at.model = { ...at.model, state };
  at.update();
}
