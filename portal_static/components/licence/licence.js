/** An uploaded licence: the picture itself; a PDF opens beside, since no page may frame another. */
import { t } from "../../lib/i18n.js";
import { html } from "../../lib/render.js";
import { icon } from "../icon/icon.js";

/** @param {string} at address of the file @param {string} owner */
export function licence(at, owner) {
  return picture(at, t("licence.of", { owner }), t("licence.open"));
}

/** Any uploaded paper. @param {string} at address of the file @param {string} said what it is @param {string} open */
export function picture(at, said, open) {
  return html`<div class="licence">
    <img src=${at} alt=${said} loading="lazy" @error=${hide}>
    <p><a class="button" href=${at} target="_blank" rel="noopener">${icon("paper")}${open}</a></p>
  </div>`;
}

/** A PDF is no picture; the link below shows it. @param {Event} event */
function hide(event) {
  const picture = /** @type {HTMLImageElement} */ (event.currentTarget);
  picture.hidden = true;
}
