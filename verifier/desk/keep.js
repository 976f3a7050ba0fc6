// What was read is kept in this browser until it is cleared or DAYS days old, so that closing the window loses nothing.
// Only what was read and what a person marked is kept; every answer is looked up again.
// A window holds the lock of its batch, so that another window does not offer what is still at work.
// Where a browser keeps nothing (private windows), the desk works and says so.

/** @import { Entry, Reading } from "./batch.js" */

const [DATABASE, STORE] = ["desk", "papers"];
export const DAYS = 7;
const LIFETIME = DAYS * 86_400_000;

/** Milliseconds for which a window that is being closed may still hold its batch. */
const PATIENCE = 1000;

/** @typedef {[batch: number, order: number]} Key - the batch is the millisecond in which it began, and a random part */

/**
 * Hold a batch as this window's until the window is closed or what is returned is called.
 * @param {number} batch
 */
export function hold(batch) {
  let release = () => {};
  const held = new Promise((resolve) => {
    release = () => resolve(null);
  });
  navigator.locks?.request(lockOf(batch), () => held);
  return release;
}

/**
 * Whether no other window holds a batch.
 * @param {number} batch
 */
export async function isFree(batch) {
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), PATIENCE);
  try {
    await navigator.locks?.request(lockOf(batch), { signal: aborter.signal }, () => {});
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** @param {number} batch */
const lockOf = (batch) => `desk/${batch}`;

/**
 * What is kept of a paper.
 * @param {Reading} paper
 * @returns {Reading}
 */
export function kept({ text, file, page, from, attached, shown, at, refusal, paper, differing }) {
  return { text, file, page, from, attached, shown, at, refusal, paper, differing };
}

/** @param {number} batch */
const range = (batch) => IDBKeyRange.bound([batch], [batch, []]);

export class Shelf {
  #database;

  /** @param {IDBDatabase} database */
  constructor(database) {
    this.#database = database;
  }

  /**
   * The shelf of this browser without what is too old, null where there is none.
   * @param {number} now - in milliseconds
   */
  static async open(now) {
    try {
      const opening = indexedDB.open(DATABASE, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
      const shelf = new Shelf(await settled(opening));
      await shelf.#ask("readwrite", (store) => store.delete(IDBKeyRange.upperBound([now - LIFETIME])));
      return shelf;
    } catch {
      return null;
    }
  }

  /**
   * What was kept, in the order of reading, with the batch of each.
   * @returns {Promise<{ batch: number, reading: Reading }[]>}
   */
  async all() {
    const [keys, readings] = await Promise.all([
      this.#ask("readonly", (store) => store.getAllKeys()),
      this.#ask("readonly", (store) => store.getAll()),
    ]);
    return readings.map((reading, at) => ({
      batch: /** @type {Key[]} */ (/** @type {unknown} */ (keys))[at]?.[0] ?? 0,
      reading,
    }));
  }

  /**
   * Keep one paper of a batch, in place of what was kept of it before.
   * @param {number} batch
   * @param {Entry} entry
   */
  async put(batch, entry) {
    await this.#ask("readwrite", (store) => store.put(kept(entry), [batch, entry.order]));
  }

  /**
   * Forget whole batches.
   * @param {Iterable<number>} batches
   */
  async forget(batches) {
    for (const batch of batches) await this.#ask("readwrite", (store) => store.delete(range(batch)));
  }

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
   */
  #ask(mode, ask) {
    return settled(ask(this.#database.transaction(STORE, mode).objectStore(STORE)));
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
