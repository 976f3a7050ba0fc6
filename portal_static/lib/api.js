/**
 * Talks to the API: JSON in, JSON out, one origin, the session in a cookie.
 *
 * 1. Every write carries the CSRF token of the session; one refused for its token is sent again once with a new one.
 * 2. A write to a record carries the version that was read (If-Match).
 * 3. What goes wrong is a `Problem`, whether the API said so (RFC 9457) or the network did.
 * 4. Reading is tried again by itself; writing never is, because nobody knows whether it arrived.
 * 5. What is too large for one call goes ahead in pieces (pieces.js).
 */
import { language } from "./language.js";
import { inPieces, tooLarge } from "./pieces.js";

const PATIENCE_MS = 20_000;
const UPLOAD_PATIENCE_MS = 180_000;
const PAUSES_MS = [400, 1200];

/** @typedef {{code: string, field?: string, rule?: string, params?: Record<string, string | number>, detail?: string}} Fault */
/** @typedef {Fault & {title?: string, problems?: Fault[], current?: any, changed?: string[]}} ProblemDocument */

/** A refused or failed call; `status` is 0 when no answer came. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {ProblemDocument} document
   * @param {number | null} retryAfter seconds
   */
  constructor(status, document, retryAfter = null) {
    super(document.detail || document.title || document.code);
    this.status = status;
    this.code = document.code;
    this.document = document;
    this.retryAfter = retryAfter;
  }

  /** Each fault with its field, where the API named several. @returns {Fault[]} */
  get faults() {
    return this.document.problems?.length ? this.document.problems : [this.document];
  }

  get isNetwork() {
    return this.status === 0;
  }
}

let csrf = "";

/** Remember the token that writes carry. @param {string} token */
export function carry(token) {
  csrf = token;
}

/**
 * @typedef {object} Options
 * @property {number} [version] the version that was read
 */

export const api = {
  /** @param {string} path @returns {Promise<any>} */
  get: (path) => patiently(() => call("GET", path)),
  /** @param {string} path @param {unknown} [body] @param {Options} [options] @returns {Promise<any>} */
  post: (path, body, options) => write("POST", path, body, options),
  /** @param {string} path @param {unknown} [body] @param {Options} [options] @returns {Promise<any>} */
  put: (path, body, options) => write("PUT", path, body, options),
  /** @param {string} path @param {Options} [options] @returns {Promise<any>} */
  delete: (path, options) => write("DELETE", path, undefined, options),
};

/** @param {string} method @param {string} path @param {unknown} [body] @param {Options} [options] */
async function write(method, path, body, options) {
  return send(method, path, body instanceof FormData ? await fitting(body) : body, options);
}

/** @param {FormData} form */
async function fitting(form) {
  const refused = tooLarge(form);
  if (refused) throw new Problem(413, refused);
  return inPieces(form, async (piece) => (await patiently(() => send("POST", "/api/pieces", piece))).piece);
}

/** @param {string} method @param {string} path @param {unknown} [body] @param {Options} [options] */
async function send(method, path, body, options) {
  try {
    return await call(method, path, body, options);
  } catch (problem) {
    if (!(problem instanceof Problem && problem.code.startsWith("csrf"))) throw problem;
    carry((await call("GET", "/api/session")).csrf);
    return call(method, path, body, options);
  }
}

/** @template T @param {() => Promise<T>} ask @returns {Promise<T>} */
async function patiently(ask) {
  for (const pause of PAUSES_MS) {
    try {
      return await ask();
    } catch (problem) {
      if (!(problem instanceof Problem && (problem.isNetwork || problem.status >= 502))) throw problem;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return ask();
}

/** @param {string} method @param {string} path @param {unknown} [body] @param {Options} [options] */
async function call(method, path, body, options = {}) {
  const stop = new AbortController();
  const isUpload = body instanceof FormData || body instanceof Blob;
  const timer = setTimeout(() => stop.abort(), isUpload ? UPLOAD_PATIENCE_MS : PATIENCE_MS);
  try {
    const response = await fetch(path, { ...request(method, body, options), signal: stop.signal });
    return await read(response);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(0, { code: stop.signal.aborted ? "timeout" : "offline" });
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} method @param {unknown} body @param {Options} options @returns {RequestInit} */
function request(method, body, options) {
  const headers = new Headers({ Accept: "application/json", "Accept-Language": language() });
  if (method !== "GET") headers.set("X-CSRF-Token", csrf);
  if (options.version !== undefined) headers.set("If-Match", `"${options.version}"`);
  if (body === undefined) return { method, headers };
  if (body instanceof FormData) return { method, headers, body }; // The browser names its boundary.
  headers.set("Content-Type", body instanceof Blob ? "application/octet-stream" : "application/json");
  return { method, headers, body: body instanceof Blob ? body : JSON.stringify(body) };
}

/** @param {Response} response */
async function read(response) {
  const text = await response.text();
  if (response.ok) return text ? JSON.parse(text) : null;
  throw new Problem(response.status, parsed(text), Number(response.headers.get("Retry-After")) || null);
}

/** An answer that is no problem document comes from something before the API. @param {string} text @returns {ProblemDocument} */
function parsed(text) {
  try {
    const document = JSON.parse(text);
    return typeof document.code === "string" ? document : { code: "unknown" };
  } catch {
    return { code: "unknown" };
  }
}
