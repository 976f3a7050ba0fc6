// Ed25519 (RFC 8032): WebCrypto where it knows the algorithm, else @noble/ed25519 by the rules of RFC 8032.
// noble's default takes points that RFC 8032 refuses, so `zip215` is off. Any other failure is no signature.
// R and keys of small order are refused first, and the equation must hold without the cofactor (SPEC.md 8): on these,
// libraries differ, and a code must not be genuine on one phone and forged on the next. noble's own verify multiplies by
// the cofactor, so only its points are used: half the time on an old phone, and half a kilobyte less in the page.

import { Point } from "@noble/ed25519";

import { hex, plain } from "./bytes.js";
import { isSound } from "./points.js";

const ORDER = Point.CURVE().n;

/**
 * Whether `signature` is that of `publicKey` (32 bytes) over `message`.
 * @param {Uint8Array} message
 * @param {Uint8Array} signature
 * @param {Uint8Array} publicKey
 * @returns {Promise<boolean>}
 */
export async function isSigned(message, signature, publicKey) {
  if (signature.length !== 64 || !isSound(signature.subarray(0, 32)) || !isSound(publicKey)) return false;
  if (number(signature.subarray(32)) >= ORDER) return false; // WebKitGTK takes S plus the order for S
  try {
    return await crypto.subtle.verify("Ed25519", await imported(publicKey), plain(signature), plain(message));
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    if (name === "NotSupportedError") return isSignedByNoble(message, signature, publicKey);
    if (name === "DataError" || name === "OperationError") return false;
    throw error;
  }
}

/** @type {WeakMap<Uint8Array, Promise<CryptoKey>>} - a desk checks hundreds of papers with one key */
const KEYS = new WeakMap();

/** @param {Uint8Array} publicKey */
function imported(publicKey) {
  const key =
    KEYS.get(publicKey) ?? crypto.subtle.importKey("raw", plain(publicKey), { name: "Ed25519" }, false, ["verify"]);
  KEYS.set(publicKey, key);
  return key;
}

/**
 * @param {Uint8Array} message
 * @param {Uint8Array} signature
 * @param {Uint8Array} publicKey
 */
async function isSignedByNoble(message, signature, publicKey) {
  const [R, S] = [signature.subarray(0, 32), signature.subarray(32)];
  const hash = await crypto.subtle.digest("SHA-512", Uint8Array.of(...R, ...publicKey, ...message));
  const k = number(new Uint8Array(hash)) % ORDER;
  try {
    const right = Point.fromBytes(R, false).add(Point.fromBytes(publicKey, false).multiply(k, false));
    return Point.BASE.multiply(number(S), false).equals(right);
  } catch {
    return false; // noble throws for bytes that are no point and for an S that is not below the group's order
  }
}

/**
 * The little-endian integer in `bytes`.
 * @param {Uint8Array} bytes
 */
const number = (bytes) => BigInt(`0x${hex(bytes.slice().reverse())}`);
