// Why a check fails: one stable code for each cause (SPEC.md 6), the same in Python and in JavaScript.
// Primitives throw `Fault`; only verify.js turns it into an answer.

/**
 * @typedef {"wrong_prefix" | "bad_digits" | "bad_cbor" | "non_canonical_cbor" | "wrong_tag" | "wrong_alg"
 *   | "kid_in_wrong_header" | "unprotected_not_empty" | "unknown_kid" | "wrong_use" | "bad_signature" | "bad_claims"
 *   | "key_compromised" | "iat_in_future" | "trust_bad_signature" | "trust_expired" | "trust_rolled_back"
 *   | "small_order_key" | "status_unreachable" | "status_bad_signature" | "status_sub_mismatch" | "status_expired"
 *   | "status_rolled_back" | "status_wrong_bits" | "status_inflate_bomb" | "status_index_out_of_range"} Code
 */

/** A check failed for the reason `code`. */
export class Fault extends Error {
  /** @param {Code} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}
