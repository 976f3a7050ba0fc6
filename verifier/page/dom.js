// Building elements. Text goes in as text, so nothing that was scanned can become markup.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Return an element with attributes (true: present, null: absent) and children.
 * @param {string} name
 * @param {Record<string, string | boolean | null>} attributes
 * @param {Child[]} children
 */
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(attribute, value === true ? "" : value);
  }
  element.append(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  return element;
}

/** @typedef {readonly [zh: string, en: string]} Words - Chinese, English */

/**
 * Return words in both languages, Chinese first.
 * @param {Words} words
 */
export function both([chinese, english]) {
  return [h("span", { lang: "zh" }, chinese), h("span", { lang: "en" }, english)];
}

/**
 * A paragraph in both languages.
 * @param {Words} words
 * @param {Record<string, string>} [attributes]
 */
export function p(words, attributes = {}) {
  return h("p", attributes, ...both(words));
}

/**
 * The element `id` of the page.
 * @param {string} id
 */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
