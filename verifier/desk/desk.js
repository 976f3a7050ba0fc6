// One batch from the first paper to "clear": each paper is mended, checked, placed, drawn and kept, in the order in which
// they came, whoever brought them.

import * as link from "../core/link.js";
import { Refusal } from "../scanner/refusal.js";
import { recognise } from "../scanner/scanned.js";
import { byOrder, isFine, reason } from "./attention.js";
import { Batch, reading } from "./batch.js";
import { hold, kept } from "./keep.js";
import { NOTES } from "./texts.js";

/** @import { Comparison, Entry, Reading } from "./batch.js" */
/** @import { Shelf } from "./keep.js" */
/** @import { Sound } from "./sound.js" */
/** @import { Table } from "./table.js" */
/** @import { World } from "./world.js" */

const MILLISECONDS = 1000;

/** The name of a new batch. */
const begin = () => Date.now() + Math.random();

export class Desk {
  #batch = new Batch();
  #started = begin();
  #release = hold(this.#started);
  /** @type {Promise<unknown>} */
  #line = Promise.resolve();
  /** @type {Entry | null} the paper in hand */
  current = null;

  /**
   * @param {object} parts
   * @param {World} parts.world
   * @param {Table} parts.table
   * @param {Sound} parts.sound
   * @param {Shelf | null} parts.shelf
   * @param {() => void} parts.changed - called after every change
   */
  constructor({ world, table, sound, shelf, changed }) {
    this.world = world;
    this.table = table;
    this.sound = sound;
    this.shelf = shelf;
    this.changed = changed;
  }

  /** The papers in the order of reading. */
  get entries() {
    return this.#batch.entries;
  }

  /**
   * Take in what was scanned, with a sound; return its row.
   * @param {string} text
   * @param {string} from
   */
  async scan(text, from) {
    const entry = await this.add({ text, from });
    this.sound.play(isFine(entry) ? "good" : "bad");
    return entry;
  }

  /**
   * Take in a paper, after those that came before it; return its row.
   * @param {Partial<Reading>} given
   * @returns {Promise<Entry>}
   */
  add(given) {
    const added = this.#line.then(() => this.#add(given));
    this.#line = added.catch(() => {});
    return added;
  }

  /** @param {Partial<Reading>} given */
  async #add(given) {
    const at = Math.floor(Date.now() / MILLISECONDS);
    const paper = reading({ at, ...given, text: link.mend(given.text ?? "")[0] });
    const report = await this.#check(paper);
    const [entry, ...others] = this.#batch.add(paper, report);
    this.current = entry;
    this.table.put(entry, ...others);
    this.#keep(entry);
    this.changed();
    return entry;
  }

  /** @param {Reading} paper */
  async #check(paper) {
    if (!paper.text) {
      paper.refusal ??= { code: "no_code", words: NOTES.noCode };
      return null;
    }
    paper.refusal = null;
    try {
      await this.world.ready();
      const { trust } = this.world;
      return trust && (await this.world.check(recognise(paper.text, trust.hosts), trust));
    } catch (error) {
      const refused = error instanceof Refusal ? error : { code: "no_engine", words: NOTES.noEngine };
      paper.refusal = { code: refused.code, words: refused.words };
      return null;
    }
  }

  /**
   * Nobody waits for this: the browser keeps what it is given in order, and the next paper may come.
   * @param {Entry} entry
   */
  async #keep(entry) {
    try {
      await this.shelf?.put(this.#started, entry);
    } catch {
      this.shelf = null;
      this.changed();
    }
  }

  /**
   * Note what a person says of a paper.
   * @param {Entry} entry
   * @param {Comparison} paper
   * @param {string[]} differing
   */
  async mark(entry, paper, differing) {
    Object.assign(entry, { paper, differing });
    this.table.put(entry);
    this.changed();
    await this.#keep(entry);
  }

  /** Take the next paper in hand that is well but for the comparison. */
  next() {
    const open = this.table.sorted().filter((entry) => reason(entry) === "compare" && entry !== this.current);
    this.current = open[0] ?? this.current;
    this.changed();
  }

  /** Ask again for the lists and check every paper anew. */
  async again() {
    const readings = [...this.entries].sort(byOrder);
    await this.#begin();
    for (const paper of readings) await this.add(kept(paper));
  }

  /** Begin a new batch with nothing; what was kept of the old one is forgotten. */
  async clear() {
    await this.shelf?.forget([this.#started]);
    this.#release();
    this.#started = begin();
    this.#release = hold(this.#started);
    await this.#begin();
    this.changed();
  }

  async #begin() {
    await this.#line;
    this.#batch = new Batch();
    this.current = null;
    this.table.clear();
    await this.world.renew();
  }
}
