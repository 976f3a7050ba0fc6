/** A QR symbol from its modules, with the quiet zone around it; black on white whatever the page looks like. */
import { html, svg } from "../../lib/render.js";

const QUIET = 4;
const SCALE = 8;

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

/** The same as a picture that a phone can keep and send. @param {string[]} modules @param {string} label */
export function picture(modules, label) {
  const side = (modules.length + 2 * QUIET) * SCALE;
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ink.fillStyle = "#fff";
  ink.fillRect(0, 0, side, side);
  ink.fillStyle = "#000";
  modules.forEach((row, y) => {
    for (const { index } of row.matchAll(/1/g))
      ink.fillRect((index + QUIET) * SCALE, (y + QUIET) * SCALE, SCALE, SCALE);
  });
  return html`<img class="qr" src=${canvas.toDataURL()} alt=${label}>`;
}
