// The text of the QR symbol (SPEC.md 1): `https://HOST/v#1<digits>`. `1` is the format. A loopback host, for trying out
// on one machine, has the scheme http; every other host has https. What WeChat, Word or mail did to a link is undone where
// no character is guessed (SPEC.md 1.1), and named where not.

import * as base10 from "./base10.js";
import { Fault } from "./fault.js";

const FORMAT = "1";
const LINK = /^(https?):\/\/([^/?#]+)\/v#1(.*)$/s;
const INVISIBLE = /[\t-\r \x85\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]+/g;
const AROUND =
  /^[#<(["'\u2018\u201c\u3008-\u3010\uff08]+|([0-9])[>)\]"'\u2019\u201d\u3009-\u3011\uff09,;\u3002\uff0c\uff1b]*\.?[>)\]"'\u2019\u201d\u3009-\u3011\uff09,;\u3002\uff0c\uff1b]*$/g;
const ADDED = /\?[^#]*(?=#)|[?&][A-Za-z][^#]*$/g;
/** Four times the longest link, for one whose every character became %XX; what is longer is no link of ours. */
const LONGEST = 4096;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?$/;

/**
 * What happened to a link on its way. The first four are undone; the others lost something, which is said.
 * @typedef {"percent" | "spaces" | "wrapped" | "query" | "shortened" | "full_width" | "no_code"} Damage
 */
/** @type {[Damage, (text: string) => string][]} */
const UNDO = [
  ["percent", (text) => decoded(decoded(text))],
  ["spaces", (text) => text.replace(INVISIBLE, "")],
  ["wrapped", (text) => text.replace(AROUND, "$1")],
  ["query", (text) => text.replace(ADDED, "")],
];
/** @type {[Damage, RegExp][]} */
const LOST = [
  ["shortened", /(?:\u2026|\.\.\.)$/],
  ["full_width", /^https?(?:\uff1a|[^#]*\uff03)|(?:^|#)[0-9]*[\uff10-\uff19]/],
  ["no_code", /^(?:https?:\/\/[^/?#]+\/v)?#?$/],
];

/**
 * Return the origin of `host` (with its port, if it has one).
 * @param {string} host
 */
export function origin(host) {
  return `${LOOPBACK.test(host) ? "http" : "https"}://${host}`;
}

/**
 * Return the text of the symbol of a token.
 * @param {string} host
 * @param {Uint8Array} coded
 */
export function text(host, coded) {
  return `${origin(host)}/v#${FORMAT}${base10.encode(coded)}`;
}

/**
 * Return the digits in a link to one of `hosts`, or in the part after `#`, which begins with the format `1`; throws
 * `wrong_prefix` for another host, path or format: it is not our code.
 * @param {string} scanned
 * @param {readonly string[]} hosts
 */
export function read(scanned, hosts) {
  if (scanned.startsWith(FORMAT)) return scanned.slice(FORMAT.length);
  const [, scheme, host, digits] = LINK.exec(scanned) ?? [];
  if (host === undefined || digits === undefined || !hosts.includes(host)) throw new Fault("wrong_prefix");
  if (`${scheme}://${host}` !== origin(host)) throw new Fault("wrong_prefix");
  return digits;
}

/**
 * Return `given` without what its way added, and what its way did to it, in the order of `Damage`. Nothing is guessed and
 * nothing is checked: `read`, and the signature after it, decide (SPEC.md 1.1).
 * @param {string} given
 * @returns {[string, Damage[]]}
 */
export function mend(given) {
  if ([...given].length > LONGEST) return [given, []];
  let text = given;
  const found = UNDO.filter(([, undo]) => {
    const before = text;
    text = undo(text);
    return text !== before;
  });
  return [text, [...found, ...LOST.filter(([, sign]) => sign.test(text))].map(([damage]) => damage)];
}

/**
 * Undo percent-encoding once; what is no UTF-8 stays.
 * @param {string} text
 */
function decoded(text) {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
