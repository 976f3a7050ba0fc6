// Inflating zlib data (RFC 1950, RFC 1951) up to a cap, and not a byte beyond. Our own, because phones that lack
// DecompressionStream must read a status list too, and because a cap on a stream depends on how it is cut into pieces.

const LAST_LENGTH = 28;
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MAX_BITS = 15;
const END = 256;
/** The first byte of zlib data; libraries differ on what a smaller window allows. */
const WINDOW_OF_32_KIB = 0x78;

/** @typedef {{ counts: number[], symbols: number[] }} Huffman - codes of each length, symbols in the order of their codes */

/** The data has filled the cap and not come to its end. */
export class TooMuch extends Error {}
/** The data is not zlib's, or not whole. */
export class Corrupt extends Error {}

/**
 * Return what `deflated` holds, at most `cap` bytes; throws TooMuch, Corrupt.
 * @param {Uint8Array} deflated
 * @param {number} cap
 */
export function inflate(deflated, cap) {
  const [method = 0, flags = 0] = deflated;
  const isZlib = method === WINDOW_OF_32_KIB && (method * 256 + flags) % 31 === 0 && !(flags & 32);
  if (!isZlib) throw new Corrupt();
  const stream = new Stream(deflated, cap);
  while (!stream.block());
  stream.finish();
  return stream.out.subarray(0, stream.size);
}

class Stream {
  /**
   * @param {Uint8Array} deflated
   * @param {number} cap
   */
  constructor(deflated, cap) {
    this.deflated = deflated;
    this.at = 2;
    this.held = 0;
    this.count = 0;
    this.out = new Uint8Array(cap);
    this.size = 0;
  }

  byte() {
    const byte = this.deflated[this.at];
    if (byte === undefined) throw this.size === this.out.length ? new TooMuch() : new Corrupt();
    this.at += 1;
    return byte;
  }

  /** @param {number} count */
  bits(count) {
    while (this.count < count) {
      this.held |= this.byte() << this.count;
      this.count += 8;
    }
    const value = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return value;
  }

  /** @param {number} byte */
  put(byte) {
    if (this.size === this.out.length) throw new TooMuch();
    this.out[this.size] = byte;
    this.size += 1;
  }

  /** Inflate one block; true when it was the last. */
  block() {
    const isLast = this.bits(1) === 1;
    const kind = this.bits(2);
    if (kind === 0) this.stored();
    else if (kind === 1) this.codes(FIXED_LENGTHS, FIXED_DISTANCES);
    else if (kind === 2) this.codes(...this.tables());
    else throw new Corrupt();
    return isLast;
  }

  stored() {
    this.held = 0;
    this.count = 0;
    const size = this.byte() | (this.byte() << 8);
    if (size !== (~(this.byte() | (this.byte() << 8)) & 0xffff)) throw new Corrupt();
    for (let left = size; left > 0; left -= 1) this.put(this.byte());
  }

  /** @param {Huffman} huffman */
  symbol({ counts, symbols }) {
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length <= MAX_BITS; length += 1) {
      code |= this.bits(1);
      const count = counts[length] ?? 0;
      if (code - count < first) return /** @type {number} */ (symbols[index + code - first]);
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Corrupt();
  }

  /**
   * @param {Huffman} lengths
   * @param {Huffman} distances
   */
  codes(lengths, distances) {
    for (let symbol = this.symbol(lengths); symbol !== END; symbol = this.symbol(lengths)) {
      if (symbol < END) this.put(symbol);
      else this.copy(symbol - END - 1, distances);
    }
  }

  /**
   * @param {number} symbol
   * @param {Huffman} distances
   */
  copy(symbol, distances) {
    if (symbol > LAST_LENGTH) throw new Corrupt();
    const length = symbol === LAST_LENGTH ? 258 : 3 + this.range(symbol, 4);
    const distance = this.distance(this.symbol(distances));
    if (distance > this.size) throw new Corrupt();
    for (let left = length; left > 0; left -= 1) this.put(/** @type {number} */ (this.out[this.size - distance]));
  }

  /** @param {number} symbol */
  distance(symbol) {
    if (symbol > 29) throw new Corrupt();
    return 1 + this.range(symbol, 2);
  }

  /**
   * The number that `symbol` and the bits after it stand for: `steps` symbols for each doubling (RFC 1951 section 3.2.5).
   * @param {number} symbol
   * @param {number} steps
   */
  range(symbol, steps) {
    const extra = Math.max(0, Math.floor(symbol / steps) - 1);
    return ((symbol - extra * steps) << extra) + this.bits(extra);
  }

  /** @returns {[Huffman, Huffman]} */
  tables() {
    const [lengths, distances, codes] = [this.bits(5) + 257, this.bits(5) + 1, this.bits(4) + 4];
    if (lengths > 286 || distances > 30) throw new Corrupt();
    const ofCodes = new Array(ORDER.length).fill(0);
    for (const place of ORDER.slice(0, codes)) ofCodes[place] = this.bits(3);
    const all = this.lengths(huffman(ofCodes, false), lengths + distances);
    if (!all[END]) throw new Corrupt();
    return [huffman(all.slice(0, lengths), true), huffman(all.slice(lengths), true)];
  }

  /**
   * @param {Huffman} codes
   * @param {number} count
   */
  lengths(codes, count) {
    /** @type {number[]} */
    const all = [];
    while (all.length < count) {
      const symbol = this.symbol(codes);
      const [value, times] = symbol < 16 ? [symbol, 1] : this.repeat(symbol, all[all.length - 1]);
      all.push(...new Array(times).fill(value));
    }
    if (all.length > count) throw new Corrupt();
    return all;
  }

  /**
   * @param {number} symbol
   * @param {number | undefined} last
   * @returns {[number, number]}
   */
  repeat(symbol, last) {
    if (symbol === 17) return [0, 3 + this.bits(3)];
    if (symbol === 18) return [0, 11 + this.bits(7)];
    if (last === undefined) throw new Corrupt();
    return [last, 3 + this.bits(2)];
  }

  /** Check the Adler-32 sum, and that nothing follows. */
  finish() {
    let [low, high] = [1, 0];
    for (const byte of this.out.subarray(0, this.size)) {
      low = (low + byte) % 65521;
      high = (high + low) % 65521;
    }
    const sum = [high >> 8, high & 255, low >> 8, low & 255];
    const isWhole = sum.map((part) => this.byte() === part).every(Boolean);
    if (!isWhole || this.at !== this.deflated.length) throw new Corrupt();
  }
}

/**
 * Return the codes that have `lengths` bits, symbol by symbol; throws Corrupt for too many codes, and for too few
 * unless `mayBeOne` and there is a single one of one bit, or none.
 * @param {number[]} lengths
 * @param {boolean} mayBeOne
 * @returns {Huffman}
 */
function huffman(lengths, mayBeOne) {
  const counts = new Array(MAX_BITS + 1).fill(0);
  for (const length of lengths) counts[length] += 1;
  let left = 1;
  for (let length = 1; length <= MAX_BITS; length += 1) {
    left = 2 * left - counts[length];
    if (left < 0) throw new Corrupt();
  }
  const used = lengths.length - counts[0];
  if (left > 0 && !(mayBeOne && (used === 0 || (used === 1 && counts[1] === 1)))) throw new Corrupt();
  const symbols = lengths.map((length, symbol) => ({ length, symbol })).filter(({ length }) => length > 0);
  symbols.sort((one, other) => one.length - other.length || one.symbol - other.symbol);
  return { counts, symbols: symbols.map(({ symbol }) => symbol) };
}

const FIXED_LENGTHS = huffman(
  [...new Array(144).fill(8), ...new Array(112).fill(9), ...new Array(24).fill(7), ...new Array(8).fill(8)],
  false,
);
const FIXED_DISTANCES = huffman(new Array(32).fill(5), false);
