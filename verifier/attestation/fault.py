"""Why a check fails: one stable code for each cause (SPEC.md 6), the same in Python and in JavaScript.

Primitives raise `Fault(code)`; only `verify` turns it into an answer. A code is part of the wire contract: it is never
renamed.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """What was wrong, in the order in which a verifier looks."""

    WRONG_PREFIX = "wrong_prefix"
    BAD_DIGITS = "bad_digits"
    BAD_CBOR = "bad_cbor"
    NON_CANONICAL_CBOR = "non_canonical_cbor"
    WRONG_TAG = "wrong_tag"
    WRONG_ALG = "wrong_alg"
    KID_IN_WRONG_HEADER = "kid_in_wrong_header"
    UNPROTECTED_NOT_EMPTY = "unprotected_not_empty"
    UNKNOWN_KID = "unknown_kid"
    WRONG_USE = "wrong_use"
    BAD_SIGNATURE = "bad_signature"
    BAD_CLAIMS = "bad_claims"
    KEY_COMPROMISED = "key_compromised"
    IAT_IN_FUTURE = "iat_in_future"
    TRUST_BAD_SIGNATURE = "trust_bad_signature"
    TRUST_EXPIRED = "trust_expired"
    TRUST_ROLLED_BACK = "trust_rolled_back"
    SMALL_ORDER_KEY = "small_order_key"
    STATUS_UNREACHABLE = "status_unreachable"
    STATUS_BAD_SIGNATURE = "status_bad_signature"
    STATUS_SUB_MISMATCH = "status_sub_mismatch"
    STATUS_EXPIRED = "status_expired"
    STATUS_ROLLED_BACK = "status_rolled_back"
    STATUS_WRONG_BITS = "status_wrong_bits"
    STATUS_INFLATE_BOMB = "status_inflate_bomb"
    STATUS_INDEX_OUT_OF_RANGE = "status_index_out_of_range"


class Fault(Exception):  # noqa: N818 - it names the fact, as the house style asks
    """A check failed for the reason `code`."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code
