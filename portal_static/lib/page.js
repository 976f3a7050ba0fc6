/**
 * Opens a page: texts, session, what it shows, and what to do when any of that fails.
 *
 * 1. `load` fetches the model, `view` draws it; the page is drawn again from the model after every change.
 * 2. A page with `roles` needs a log-in; what was typed waits in the drafts until the reader is back.
 * 3. The version of a record is the API's business: a stale write says so and offers to read again, typed text kept.
 * 4. Views show what the API allows (`actions`) and decide nothing.
 */
import { failure, skeleton, staleness } from "../components/notice/notice.js";
import { shell } from "../components/shell/shell.js";
import { Problem } from "./api.js";
import { Form } from "./forms.js";
import { alsoLoad, loadTexts, speak, t } from "./i18n.js";
import { OFFICE } from "./menu.js";
import { html, nothing, render } from "./render.js";
import { loadSession, logIn } from "./session.js";
import { saidBefore } from "./trail.js";

/** @typedef {import("./types.js").Role} Role */
/** @typedef {import("./types.js").Session} Session */
/** @typedef {import("./render.js").Template} Template */

/**
 * @template M
 * @typedef {object} Page
 * @property {string} name its texts in pages.json, its place in the menu
 * @property {Role[]} [roles] who may open it; left out: anybody
 * @property {(at: At<M>) => Promise<M>} [load]
 * @property {(model: M, at: At<M>) => Template} view
 * @property {(model: M) => string} [title] left out: the text `<name>.title`
 * @property {string} [back] the page that the arrow in the header leads to
 * @property {boolean} [isWide] uses the whole width of a desktop
 */

const SAID_MS = 10_000;

/** One opened page. @template M */
export class At {
  params = new URLSearchParams(location.search);
  /** @type {Session} */
  session = { csrf: "", account: null, host: "" };
  /** @type {M | undefined} */
  model = undefined;
  /** @type {"loading" | "ready" | "failed"} */
  status = "loading";
  /** @type {Problem | null} */
  problem = null;
  /** @type {Problem | null} */
  stale = null;
  /** What was just done, read out by screen readers. */
  said = "";
  /** @type {Map<string, Form>} */
  #forms = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #silence;

  /** @param {Page<M>} page */
  constructor(page) {
    this.page = page;
  }

  /** The logged-in account; only pages with `roles` may ask. */
  get account() {
    if (!this.session.account) throw new Error("nobody is logged in");
    return this.session.account;
  }

  /** A parameter of the address. @param {string} name */
  param(name) {
    return this.params.get(name) ?? "";
  }

  /** The form of this name, with what was typed into it before. @param {string} name @returns {Form} */
  form(name) {
    const form = this.#forms.get(name) ?? new Form(this, `${location.pathname}${location.search}#${name}`, name);
    this.#forms.set(name, form);
    return form;
  }

  /** Empty a form that was sent and is still on the page. @param {string} name */
  reset(name) {
    this.form(name).forget();
    this.#forms.delete(name);
    const element = document.getElementById(`form-${name}`);
    if (element instanceof HTMLFormElement) element.reset();
  }

  /** Draw again. */
  update() {
    document.title = `${this.title} · ${t("common.product")}`;
    render(shell(/** @type {At<any>} */ (this), this.#content()), root());
  }

  get title() {
    return this.model !== undefined && this.page.title ? this.page.title(this.model) : t(`${this.page.name}.title`);
  }

  #content() {
    if (this.status === "failed") return failure(this.problem, () => this.reload());
    if (this.status === "loading" || this.model === undefined) return skeleton();
    // Always a pair, so that the view's elements, and what is typed in them, outlive the warning.
    return [this.stale ? staleness(this.stale, () => this.reload()) : nothing, this.page.view(this.model, this)];
  }

  /** Read the model again; what was typed stays. */
  async reload() {
    this.stale = null;
    this.#forms.clear();
    await this.refresh();
  }

  /** Read the model again and keep everything else as it is. */
  async refresh() {
    try {
      this.model = this.page.load ? await this.page.load(this) : /** @type {M} */ (null);
      this.status = "ready";
    } catch (error) {
      this.#failed(error);
    }
    this.update();
  }

  /** Do something that writes; its problem is shown at the top of the page. @param {() => Promise<unknown>} what */
  async act(what) {
    this.problem = null;
    try {
      await what();
    } catch (error) {
      if (!this.caught(error)) this.problem = /** @type {Problem} */ (error);
      this.update();
    }
  }

  /** Say what was done, to eyes and screen readers, long enough to be read. @param {string} text */
  say(text) {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#fallSilent(), SAID_MS);
    this.said = text;
    this.update();
  }

  #fallSilent() {
    this.said = "";
    this.update();
  }

  /** Deal with what is no business of a form: a lost session, a stale record, a bug. @param {unknown} error */
  caught(error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === "login_required") logIn("expired");
    else if (error.status === 412) this.#showStale(error);
    else return false;
    return true;
  }

  /** @param {Problem} problem */
  #showStale(problem) {
    this.stale = problem;
    this.update();
    document.getElementById("stale")?.focus();
  }

  /** @param {unknown} error */
  #failed(error) {
    if (this.caught(error)) return;
    this.problem = /** @type {Problem} */ (error);
    this.status = "failed";
  }
}

/** Open a page. @template M @param {Page<M>} page */
export async function open(page) {
  const at = new At(page);
  try {
    const [session] = await Promise.all([loadSession(), loadTexts()]);
    at.session = session;
    if (session.account) await speak(session.account.words);
    if (session.account && OFFICE.includes(session.account.role)) await alsoLoad("staff");
  } catch (error) {
    return cannotStart(error);
  }
  if (page.roles && !at.session.account) return logIn("required");
  if (page.roles && !page.roles.includes(at.account.role)) return refuse(at);
  addEventListener("hashchange", () => at.update());
  at.update();
  at.said = saidBefore();
  await at.refresh();
}

/** @param {At<any>} at */
function refuse(at) {
  at.status = "failed";
  at.problem = new Problem(403, { code: "forbidden" });
  at.update();
}

/** Neither texts nor session: say so in both languages, since neither is there to choose from. @param {unknown} error */
function cannotStart(error) {
  render(
    html`<main class="boot-failure">
      <h1>暂时打不开 · Cannot open</h1>
      <p>请检查网络后重试。已填写的内容还在。<br lang="en">Check the network and try again. What you typed is kept.</p>
      <button class="button" @click=${() => location.reload()}>重试 · Retry</button>
    </main>`,
    root(),
  );
  console.error(error);
}

/** Where the page is drawn; what stood there while it opened goes first. */
function root() {
  const found = /** @type {HTMLElement} */ (document.getElementById("page"));
  found.querySelector(".boot")?.remove();
  return found;
}
