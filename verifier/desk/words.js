// Both languages stand in the page; the style shows the one that the page's language names. One tap changes that.

import { h } from "../page/dom.js";

/** @import { Words } from "../page/dom.js" */

/**
 * Elements for words in both languages; for one text in any language, the text.
 * @param {Words | string} words
 */
export function said(words) {
  if (typeof words === "string") return [words];
  return [h("span", { lang: "zh" }, words[0]), h("span", { lang: "en" }, words[1])];
}

/** @returns {0 | 1} the place in Words of the language on show */
export function language() {
  return document.documentElement.lang === "en" ? 1 : 0;
}

/**
 * The words in the language on show, for what is no page: files, attributes.
 * @param {Words | string} words
 */
export function plain(words) {
  return typeof words === "string" ? words : words[language()];
}

/**
 * Several sentences as one text in each language.
 * @param {readonly Words[]} all
 * @returns {Words}
 */
export function joined(all) {
  return [all.map(([chinese]) => chinese).join(""), all.map(([, english]) => english).join(" ")];
}
