// The button that switches the light of a camera, where it has one.

/** @import { Watch } from "./camera.js" */

/**
 * Let `button` switch the torch of what is watched; it is hidden where there is none.
 * @param {HTMLElement} button
 * @param {Watch | null} watch
 */
export function offerTorch(button, watch) {
  const say = (/** @type {boolean} */ isOn) => button.setAttribute("aria-pressed", String(isOn));
  button.hidden = !watch?.torch;
  say(false);
  button.onclick = async () => {
    const isOn = button.getAttribute("aria-pressed") !== "true";
    say(isOn);
    await watch?.torch?.(isOn).catch(() => say(false));
  };
}
