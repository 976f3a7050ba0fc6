// What a scanned, typed or pasted text is. Only what can be an agreement's goes on to be checked; nothing is ever opened.

import { mend } from "../core/link.js";
import { Refusal } from "./refusal.js";

/** Four times the longest link, for one whose every character became %XX (core/link.js). */
const LONGEST = 4096;
/** With the format before them, as they stand after `#`. */
const DIGITS = /^1[0-9]{40,}$/;
const CODE = /^#(1[0-9]+)$/;

/**
 * The text to check: digits as they are, and of a link to one of `hosts`, whatever its path, what stands after `#`. Throws
 * `Refusal`: `too_long`, `other_host` with that host, `no_agreement`, `not_a_link`.
 * @param {string} given
 * @param {readonly string[]} hosts - the official ones
 */
export function recognise(given, hosts) {
  if (given.length > LONGEST) throw new Refusal("too_long");
  const [text] = mend(given);
  if (DIGITS.test(text)) return text;
  const link = url(text);
  if (!link) throw new Refusal("not_a_link");
  if (!hosts.includes(link.host)) throw new Refusal("other_host", link.host);
  const [, code] = CODE.exec(link.hash) ?? [];
  if (!code) throw new Refusal("no_agreement");
  return code;
}

/** @param {string} text */
function url(text) {
  try {
    const found = new URL(text);
    return /^https?:$/.test(found.protocol) ? found : null;
  } catch {
    return null;
  }
}
