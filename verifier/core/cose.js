// COSE_Sign1 messages with Ed25519 (RFC 9052 section 4.2, RFC 9864), the only envelope that we read (SPEC.md 2).

import { sha256 } from "./bytes.js";
import { decode, encode, encodeStrings, encodeTagged } from "./cbor.js";
import { isSigned } from "./ed25519.js";
import { Fault } from "./fault.js";

/** @import { Unchecked } from "./cbor.js" */
/** @typedef {{ protected: Uint8Array, payload: Uint8Array }} Prepared */
/** @typedef {{ kid: Uint8Array, signed: Prepared, signature: Uint8Array }} Sign1 */

const TAG = 18;
const ED25519 = -19;
const [ALG, KID, TYP] = [1, 4, 16];
const KID_BYTES = 4;

/**
 * Return the message of `claims` to be signed by the key `kid` (4 bytes), with the content type `typ` if given.
 * @param {Unchecked} claims
 * @param {Uint8Array} kid
 * @param {string} [typ]
 * @returns {Prepared}
 */
export function prepare(claims, kid, typ) {
  /** @type {Map<number, Unchecked>} */
  const header = new Map([[ALG, ED25519]]);
  header.set(KID, kid);
  if (typ !== undefined) header.set(TYP, typ);
  return { protected: encode(header), payload: encode(claims) };
}

/**
 * The Sig_structure of RFC 9052 section 4.4: what the key signs.
 * @param {Prepared} signed
 */
export function toBeSigned(signed) {
  return encodeStrings("Signature1", signed.protected, new Uint8Array(), signed.payload);
}

/**
 * Return the message with its signature of 64 bytes.
 * @param {Prepared} signed
 * @param {Uint8Array} signature
 */
export function finish(signed, signature) {
  return encodeTagged(TAG, [signed.protected, new Map(), signed.payload, signature]);
}

/**
 * Return the kid of a raw public key of 32 bytes: the first 4 bytes of its SHA-256.
 * @param {Uint8Array} publicKey
 */
export async function keyId(publicKey) {
  return (await sha256(publicKey)).slice(0, KID_BYTES);
}

/**
 * Return the message in what `decodeTagged` gave, `typ` being the content type it must carry. Throws wrong_tag,
 * wrong_alg, kid_in_wrong_header, unprotected_not_empty, bad_claims for another content type or header, and what
 * `decode` throws for the protected header.
 * @param {number | bigint | null} tag
 * @param {Unchecked} value
 * @param {string} [typ]
 * @returns {Sign1}
 */
export function parse(tag, value, typ) {
  const is = (/** @type {number} */ at, /** @type {Function} */ kind) => value[at] instanceof kind;
  if (tag !== TAG || !Array.isArray(value) || value.length !== 4) throw new Fault("wrong_tag");
  if (!is(0, Uint8Array) || !is(1, Map) || !is(2, Uint8Array) || !is(3, Uint8Array)) throw new Fault("wrong_tag");
  const [header, unprotected, payload, signature] = value;
  const kid = readKid(decode(header), unprotected, typ);
  return { kid, signed: { protected: header, payload }, signature };
}

/**
 * @param {Unchecked} header
 * @param {Map<Unchecked, Unchecked>} unprotected
 * @param {string | undefined} typ
 * @returns {Uint8Array}
 */
function readKid(header, unprotected, typ) {
  if (!(header instanceof Map) || header.get(ALG) !== ED25519) throw new Fault("wrong_alg");
  const kid = header.get(KID);
  const isKid = kid instanceof Uint8Array && kid.length === KID_BYTES;
  if (unprotected.has(KID) || !isKid) throw new Fault("kid_in_wrong_header");
  if (unprotected.size) throw new Fault("unprotected_not_empty");
  if (header.get(TYP) !== typ || header.size !== (typ === undefined ? 2 : 3)) throw new Fault("bad_claims");
  return kid;
}

/**
 * Whether the Ed25519 key of 32 bytes signed `message`.
 * @param {Sign1} message
 * @param {Uint8Array} publicKey
 */
export function isSignedBy(message, publicKey) {
  return isSigned(toBeSigned(message.signed), message.signature, publicKey);
}
