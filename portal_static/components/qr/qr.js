/** A QR symbol from its modules, with the quiet zone around it; black on white whatever the page looks like. */
import { html, svg } from "../../lib/render.js";

const QUIET = 4;

/** @param {string[]} modules rows of 0 and 1, 1 for dark @param {string} label */
export function qr(modules, label) {
  const side = modules.length + 2 * QUIET;
  return html`<svg class="qr" viewBox="0 0 ${side} ${side}" role="img" aria-label=${label} shape-rendering="crispEdges">
    ${svg`<path d=${modules.map(bars).join("")}></path>`}
  </svg>`;
}

/** Each run of dark modules in a row is one rectangle. @param {string} row @param {number} at */
function bars(row, at) {
  const runs = [...row.matchAll(/1+/g)];
  return runs.map(({ index, 0: run }) => `M${index + QUIET} ${at + QUIET}h${run.length}v1h-${run.length}z`).join("");
}
