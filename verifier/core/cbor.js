// Deterministic CBOR (RFC 8949 section 4.2.1) of the few kinds of value that our messages hold (SPEC.md 2).
// Integers of 64 bits (a bigint beyond 2**53), byte strings, text, arrays, maps with integer or text keys, false, true
// and null. What is no CBOR, or of another kind, is `bad_cbor`; what could have been written otherwise is
// `non_canonical_cbor`. The first fault in reading order counts.

import { hex } from "./bytes.js";
import { Fault } from "./fault.js";

/** @typedef {any} Unchecked - a value that was read: its type is still to be looked at */

const UINT = 0;
const NINT = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const TAG = 6;
const INDEFINITE = 31;
const MAX_DEPTH = 16;
/** @type {Map<number, boolean | null>} */
const SIMPLE = new Map([
  [0xf4, false],
  [0xf5, true],
  [0xf6, null],
]);
const LEAST = new Map([
  [1, 24],
  [2, 2 ** 8],
  [4, 2 ** 16],
  [8, 2 ** 32],
]);

/**
 * Return the one encoding of `value`; throws TypeError or RangeError when it is of no kind that we write.
 * @param {Unchecked} value
 * @returns {Uint8Array}
 */
export function encode(value) {
  if (value === null) return Uint8Array.of(0xf6);
  if (typeof value === "boolean") return Uint8Array.of(value ? 0xf5 : 0xf4);
  if (typeof value === "bigint" || Number.isSafeInteger(value)) return encodeInteger(BigInt(value));
  if (value instanceof Uint8Array) return encodeString(BYTES, value);
  if (typeof value === "string") return encodeText(value);
  if (Array.isArray(value)) return join([head(ARRAY, value.length), ...value.map(encode)]);
  if (value instanceof Map) return encodeMap(value);
  throw new TypeError(`${typeof value} has no encoding`);
}

/**
 * Return the array of a text and byte strings: all that is written to check a signature, so all that a page need carry.
 * @param {string} text - without half a surrogate pair
 * @param {Uint8Array[]} parts
 */
export function encodeStrings(text, ...parts) {
  const strings = parts.map((part) => encodeString(BYTES, part));
  return join([head(ARRAY, parts.length + 1), encodeString(TEXT, new TextEncoder().encode(text)), ...strings]);
}

/**
 * @param {number} major
 * @param {Uint8Array} content
 */
function encodeString(major, content) {
  return join([head(major, content.length), content]);
}

/**
 * Return `value` under the tag number `tag`.
 * @param {number} tag
 * @param {Unchecked} value
 */
export function encodeTagged(tag, value) {
  return join([head(TAG, tag), encode(value)]);
}

/** @param {bigint} value */
function encodeInteger(value) {
  return value >= 0n ? head(UINT, value) : head(NINT, -1n - value);
}

/** @param {string} value */
function encodeText(value) {
  if (/[\ud800-\udfff]/u.test(value)) throw new RangeError("half a surrogate pair has no encoding");
  return encodeString(TEXT, new TextEncoder().encode(value));
}

/** @param {Map<Unchecked, Unchecked>} value */
function encodeMap(value) {
  const entries = [...value].map(([key, item]) => ({ key: encode(key), item: encode(item) }));
  entries.sort((one, other) => compare(one.key, other.key));
  return join([head(MAP, value.size), ...entries.flatMap(({ key, item }) => [key, item])]);
}

/**
 * @param {number} major
 * @param {number | bigint} size
 */
function head(major, size) {
  const argument = BigInt(size);
  if (argument < 24n) return Uint8Array.of((major << 5) | Number(argument));
  let info = 24;
  for (const width of LEAST.keys()) {
    if (argument < 1n << BigInt(8 * width)) return Uint8Array.of((major << 5) | info, ...bigEndian(argument, width));
    info += 1;
  }
  throw new RangeError("an integer of more than 64 bits has no encoding");
}

/**
 * @param {bigint} argument
 * @param {number} width
 */
function bigEndian(argument, width) {
  return Array.from({ length: width }, (_, at) => Number((argument >> BigInt(8 * (width - 1 - at))) & 255n));
}

/** @param {Uint8Array[]} parts */
function join(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Below zero, zero or above: the order of two byte strings.
 * @param {Uint8Array} one
 * @param {Uint8Array} other
 */
function compare(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return (one[at] ?? -1) - (other[at] ?? -1);
}

/**
 * Return the value that `coded` holds; throws `bad_cbor` or `non_canonical_cbor`.
 * @param {Uint8Array} coded
 * @returns {Unchecked}
 */
export function decode(coded) {
  return new Reader(coded).whole();
}

/**
 * Return the tag number around the whole of `coded`, null without one, and the value inside; throws as `decode`.
 * @param {Uint8Array} coded
 * @returns {[number | bigint | null, Unchecked]}
 */
export function decodeTagged(coded) {
  if (/** @type {number} */ (coded[0]) >> 5 !== TAG) return [null, decode(coded)];
  const reader = new Reader(coded);
  const { argument } = reader.head();
  return [argument, decode(coded.subarray(reader.at))];
}

class Reader {
  /** @param {Uint8Array} coded */
  constructor(coded) {
    this.coded = coded;
    this.at = 0;
  }

  whole() {
    const value = this.item(0);
    if (this.at !== this.coded.length) throw new Fault("non_canonical_cbor");
    return value;
  }

  /**
   * @param {number} depth
   * @returns {Unchecked}
   */
  item(depth) {
    const simple = SIMPLE.get(this.coded[this.at] ?? 0);
    if (simple !== undefined) {
      this.at += 1;
      return simple;
    }
    const { major, argument } = this.head();
    if (major === UINT) return argument;
    if (major === NINT) return negative(argument);
    if (major === BYTES) return this.bytes(argument);
    if (major === TEXT) return text(this.bytes(argument));
    if (major === TAG || depth === MAX_DEPTH || argument > this.coded.length - this.at) throw new Fault("bad_cbor");
    return major === ARRAY ? this.array(Number(argument), depth + 1) : this.map(Number(argument), depth + 1);
  }

  /** @returns {{ major: number, argument: number | bigint }} */
  head() {
    const first = this.coded[this.at];
    if (first === undefined) throw new Fault("bad_cbor");
    const [major, info] = [first >> 5, first & 31];
    if (major > TAG) throw new Fault("bad_cbor");
    this.at += 1;
    if (info < 24) return { major, argument: info };
    if (info === INDEFINITE && major >= BYTES && major <= MAP) throw new Fault("non_canonical_cbor");
    if (info > 27) throw new Fault("bad_cbor");
    return { major, argument: this.argument(1 << (info - 24)) };
  }

  /** @param {number} width */
  argument(width) {
    const bytes = this.bytes(width);
    // A list may have thousands of them, and a bigint for every byte was slow.
    let argument = 0;
    for (let at = 0; at < width; at += 1) argument = argument * 256 + /** @type {number} */ (bytes[at]);
    if (argument < /** @type {number} */ (LEAST.get(width))) throw new Fault("non_canonical_cbor");
    return Number.isSafeInteger(argument) ? argument : BigInt(`0x${hex(bytes)}`);
  }

  /** @param {number | bigint} size */
  bytes(size) {
    if (size > this.coded.length - this.at) throw new Fault("bad_cbor");
    this.at += Number(size);
    return this.coded.slice(this.at - Number(size), this.at);
  }

  /**
   * @param {number} count
   * @param {number} depth
   */
  array(count, depth) {
    const items = [];
    for (let left = count; left > 0; left -= 1) items.push(this.item(depth));
    return items;
  }

  /**
   * @param {number} count
   * @param {number} depth
   */
  map(count, depth) {
    const items = new Map();
    /** @type {Uint8Array} */
    let last = new Uint8Array();
    for (let left = count; left > 0; left -= 1) {
      const start = this.at;
      const key = this.item(depth);
      if (!["number", "bigint", "string"].includes(typeof key)) throw new Fault("bad_cbor");
      const written = this.coded.subarray(start, this.at);
      if (compare(written, last) <= 0) throw new Fault("non_canonical_cbor");
      last = written;
      items.set(key, this.item(depth));
    }
    return items;
  }
}

/** @param {number | bigint} argument */
function negative(argument) {
  const number = -1 - Number(argument);
  return Number.isSafeInteger(number) ? number : -1n - BigInt(argument);
}

/** @param {Uint8Array} bytes */
function text(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Fault("bad_cbor");
  }
}
