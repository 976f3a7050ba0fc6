/**
 * Which language the reader chose: Chinese first, English by the switch, remembered on this device.
 */
export const LANGUAGES = /** @type {const} */ (["zh-CN", "en"]);

/** @typedef {typeof LANGUAGES[number]} Language */

const KEY = "language";

/** @returns {Language} */
export function language() {
  const chosen = read();
  return LANGUAGES.find((each) => each === chosen) ?? "zh-CN";
}

/** @param {Language} chosen */
export function remember(chosen) {
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Storage may be switched off; the choice then holds for this page.
  }
}

function read() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
