/**
 * Typed text survives back, reload, a lost session and a stale page: it is kept in this tab until it was sent.
 *
 * 1. Kept by page, record and form, in sessionStorage; closing the tab forgets it.
 * 2. Passwords and whatever is marked `data-private` are never kept.
 * 3. Another person's log-in in the same tab begins with nothing.
 */
const PREFIX = "draft:";
const OWNER = "draft-owner";

/** @typedef {Record<string, string>} Draft */

/** @param {string} key @returns {Draft} */
export function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? "{}");
  } catch {
    return {};
  }
}

/** Keep what a form holds now, and return it. @param {string} key @param {HTMLFormElement} form */
export function keep(key, form) {
  const draft = typed(form);
  store(PREFIX + key, JSON.stringify(draft));
  return draft;
}

/** @param {string} key */
export function forget(key) {
  try {
    sessionStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept where storage is switched off.
  }
}

/** Forget everything when somebody else logged in. @param {string} login */
export function belongTo(login) {
  if (sessionStorage.getItem(OWNER) === login) return;
  const isOther = sessionStorage.getItem(OWNER) !== null;
  if (isOther) sessionStorage.clear();
  store(OWNER, login);
}

/** @param {HTMLFormElement} form @returns {Draft} */
function typed(form) {
  /** @type {Draft} */
  const draft = {};
  for (const element of form.elements) {
    if (element instanceof HTMLInputElement && element.type === "radio" && !element.checked) continue;
    const value = content(element);
    if (value !== undefined) draft[/** @type {HTMLInputElement} */ (element).name] = value;
  }
  return draft;
}

/** @param {Element} element @returns {string | undefined} */
function content(element) {
  if (element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement) return element.value;
  if (!(element instanceof HTMLInputElement) || !element.name || "private" in element.dataset) return undefined;
  if (element.type === "password" || element.type === "file") return undefined;
  return element.type === "checkbox" ? (element.checked ? "yes" : "no") : element.value;
}

/** @param {string} key @param {string} value */
function store(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // A full or missing storage must not stop anybody from typing.
  }
}
