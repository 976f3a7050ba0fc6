/** How far a job is, and looking again while it runs. */
import { html } from "../../lib/render.js";

const PAUSE_MS = 1500;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Read the page again in a while, once, however often this is called. @param {import("../../lib/page.js").At<any>} at */
export function lookAgain(at) {
  clearTimeout(timer);
  timer = setTimeout(() => at.refresh(), PAUSE_MS);
}

/** @param {string} text @param {number} done @param {number} total 0: nobody knows yet */
export function progress(text, done, total) {
  return html`<div class="stack">
    <p>${text}</p>
    ${total ? html`<progress aria-label=${text} value=${done} max=${total}></progress>` : html`<progress aria-label=${text}></progress>`}
  </div>`;
}
