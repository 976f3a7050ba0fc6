// The text of the QR symbol (SPEC.md 1): `https://HOST/v#1<digits>`. `1` is the format. A loopback host, for trying out
// on one machine, has the scheme http; every other host has https.

import * as base10 from "./base10.js";
import { Fault } from "./fault.js";

const FORMAT = "1";
const LINK = /^(https?):\/\/([^/?#]+)\/v#1(.*)$/s;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?$/;

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
