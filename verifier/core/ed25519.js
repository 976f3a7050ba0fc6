// Ed25519 (RFC 8032): WebCrypto where it knows the algorithm, else @noble/ed25519 by the rules of RFC 8032.
// noble's default accepts signatures that RFC 8032 refuses, so `zip215` is off. Any other failure is no signature.

import { verifyAsync } from "@noble/ed25519";

import { plain } from "./bytes.js";

/**
 * Whether `signature` is that of `publicKey` (32 bytes) over `message`.
 * @param {Uint8Array} message
 * @param {Uint8Array} signature
 * @param {Uint8Array} publicKey
 * @returns {Promise<boolean>}
 */
export async function isSigned(message, signature, publicKey) {
  if (signature.length !== 64) return false;
  try {
    const key = await crypto.subtle.importKey("raw", plain(publicKey), { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, plain(signature), plain(message));
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    if (name === "NotSupportedError") return verifyAsync(signature, message, publicKey, { zip215: false });
    if (name === "DataError" || name === "OperationError") return false;
    throw error;
  }
}
