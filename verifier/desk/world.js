// By what papers are checked: the trust list and the status lists, each asked for once in a batch. Nothing else is asked
// for, and neither request names an agreement.

import { read } from "../core/trust_reader.js";
import { authenticate, standing } from "../core/verify.js";
import { fetched, highestSeen, remember } from "../page/lists.js";

/** @import { Report } from "../core/report.js" */
/** @import { TrustList } from "../core/trust.js" */

const now = () => Math.floor(Date.now() / 1000);

export class World {
  #root;
  /** @type {TrustList | null} */
  trust = null;
  /** @type {Promise<void> | null} */
  #asked = null;
  /** @type {Map<number, Promise<Uint8Array | null>>} */
  #lists = new Map();

  /** @param {Uint8Array} root - the pinned public key */
  constructor(root) {
    this.#root = root;
  }

  /** Forget the status lists and look for a newer trust list, for a new batch or to ask again. */
  renew() {
    this.#lists.clear();
    this.#asked = null;
    return this.ready();
  }

  /** Have the trust list at hand, if it can be had. */
  ready() {
    this.#asked ??= this.#adopt();
    return this.#asked;
  }

  async #adopt() {
    const coded = await fetched(`${location.origin}/t/trust.cwt`);
    if (!coded) return;
    try {
      this.trust = await read(coded, this.#root, this.trust?.version);
    } catch {
      // A list that is not ours, or older, changes nothing: the one held stays.
    }
  }

  /**
   * The four answers about what a code says.
   * @param {string} text
   * @param {TrustList} trust
   * @returns {Promise<Report>}
   */
  async check(text, trust) {
    const first = await authenticate(text, trust, now());
    if (!first.paper) return { ...first, status: "unknown", asOf: null };
    const { claims } = first.paper;
    const number = claims.statusList;
    const second = await standing(claims, trust, await this.#list(number), now(), highestSeen(number));
    if (second.status !== "unknown" && second.asOf) remember(number, second.asOf.issuedAt);
    return { ...first, ...second, checks: [...first.checks, ...second.checks] };
  }

  /** @param {number} number */
  #list(number) {
    const found = this.#lists.get(number) ?? fetched(`${location.origin}/s/${number}.cwt`);
    this.#lists.set(number, found);
    return found;
  }
}
