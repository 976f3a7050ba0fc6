/**
 * The digest of exactly what is shown: SHA-256 over canonical JSON (keys sorted, no blanks, UTF-8).
 *
 * The browser makes it from what it draws, so that accepting names what was on the screen and nothing else.
 */

/** @param {unknown} shown strings, whole numbers, booleans and null only @returns {Promise<string>} hex */
export async function digest(shown) {
  return digestOf(new TextEncoder().encode(canonical(shown)));
}

/** The digest of a file's bytes. @param {BufferSource} bytes @returns {Promise<string>} hex */
export async function digestOf(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {unknown} value @returns {string} */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}
