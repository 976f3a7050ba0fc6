"""Verification, step by step (SPEC.md 6). The numbers are the same in Python and in JavaScript.

Is it authentic? Without any network.
 1. link: the text is a link to one of the official hosts, or its digits   wrong_prefix
 2. digits: base-10 of at most 415 bytes                                   bad_digits
 3. cbor: well-formed, and written in the one deterministic way            bad_cbor, non_canonical_cbor
 4. envelope: COSE_Sign1, Ed25519, kid protected, nothing unprotected      wrong_tag, wrong_alg, kid_in_wrong_header,
                                                                           unprotected_not_empty
 5. key: the trust list has it, for agreements                             unknown_kid, wrong_use
 6. signature: over the bytes as carried                                   bad_signature
 7. claims: each field obeys its rule                                      bad_claims
 8. entitlement: the key is this school's and was in its window            wrong_use
 9. confirmation: the key is not compromised, the trust list is current,   key_compromised, trust_expired,
    the time of issue at most 5 minutes ahead of our clock                 iat_in_future
What is it worth? Asked only after step 8 passed.
10. status_reached: there is a list to look at                             status_unreachable
11. status_envelope: as 3 and 4, typ application/statuslist+cwt            the codes of 3 and 4, bad_claims
12. status_key: the trust list has it, for status lists                    unknown_kid, wrong_use
13. status_signature                                                       status_bad_signature
14. status_claims: well-formed, of this list, by this school's key         bad_claims, status_sub_mismatch, wrong_use,
                                                                           key_compromised
15. status_time: not ahead of our clock, not expired, not older than seen  iat_in_future, status_expired,
                                                                           status_rolled_back
16. status_entry: 2 bits, at most 64 KiB inflated, days only beside what   status_wrong_bits, status_inflate_bomb,
    is superseded, the index inside                                        bad_claims, status_index_out_of_range
Every failure from 10 on leaves the status unknown: an outage never terminates an agreement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from . import base10, cbor, cose, link, status_list, token
from .claims import AgreementClaims
from .fault import Code, Fault
from .report import AsOf, Authentic, Check, Paper, Report, Status, Verdict, instant
from .status_list import Entry, StatusList
from .trust import Key, KeyState, TrustList, Use

CLOCK_SKEW = 300
"""Seconds by which a signer's clock may be ahead of ours."""
_STEPS = (
    "link", "digits", "cbor", "envelope", "key", "signature", "claims", "entitlement", "confirmation",
    "status_reached", "status_envelope", "status_key", "status_signature", "status_claims", "status_time",
    "status_entry",
)  # fmt: skip
_PASSED = tuple(Check(number, name, Verdict.PASSED) for number, name in enumerate(_STEPS, 1))
_STATUS_STEPS = 10
_once_a_list = lru_cache(maxsize=8)
"""What does not depend on the paper is done once for each status list: a batch asks the same few, again and again."""

_AUTHENTIC = {
    Code.WRONG_PREFIX: Authentic.NOT_OURS,
    Code.UNKNOWN_KID: Authentic.UNKNOWN_KEY,
    Code.KEY_COMPROMISED: Authentic.UNCONFIRMED,
    Code.TRUST_EXPIRED: Authentic.UNCONFIRMED,
    Code.IAT_IN_FUTURE: Authentic.UNCONFIRMED,
}
_UNDECIDED = {Authentic.UNKNOWN_KEY, Authentic.UNCONFIRMED}
_STATUS = {
    Entry.VALID: Status.VALID,
    Entry.INVALID: Status.TERMINATED,
    Entry.SUSPENDED: Status.SUSPENDED,
    Entry.SUPERSEDED: Status.SUPERSEDED,
}


@dataclass(slots=True)
class Authenticity:
    """Answer 1, the checks made for it, and the paper's fields once the school's signature is proved."""

    checks: tuple[Check, ...] = _PASSED[: _STATUS_STEPS - 1]
    authentic: Authentic = Authentic.GENUINE
    paper: Paper | None = None
    step: int = 1
    """The step that is being taken."""


@dataclass(slots=True)
class Standing:
    """Answers 2 and 3 and the checks made for them."""

    checks: tuple[Check, ...] = _PASSED[_STATUS_STEPS - 1 :]
    status: Status = Status.UNKNOWN
    since: date | None = None
    as_of: AsOf | None = None
    step: int = _STATUS_STEPS
    """The step that is being taken."""


def verify(
    text: str,
    *,
    trust: TrustList,
    lists: Callable[[int], bytes | None],
    now: datetime,
    highest_seen: Mapping[int, int] | None = None,
) -> Report:
    """Return the four answers about the scanned link or its digits, `text`, at the aware instant `now`.

    `lists` gives the status list token of a list number, None when it cannot be had. `highest_seen` gives the latest
    time of each list that this verifier has ever seen, in seconds since 1970-01-01 00:00 UTC.
    """
    first = authenticate(text, trust, now)
    if first.paper is None:
        return Report(first.checks, first.authentic, Status.UNKNOWN, None, None)
    number = first.paper.claims.status_list
    second = standing(first.paper.claims, trust, lists(number), now, highest_seen=(highest_seen or {}).get(number, 0))
    checks = first.checks + second.checks
    return Report(checks, first.authentic, second.status, second.as_of, first.paper, since=second.since)


def authenticate(text: str, trust: TrustList, now: datetime) -> Authenticity:
    """Take steps 1 to 9."""
    found = Authenticity()
    try:
        _authenticate(found, text, trust, int(now.timestamp()))
    except Fault as fault:
        found.authentic = _AUTHENTIC.get(fault.code, Authentic.NOT_GENUINE)
        found.checks = _until(found.step, 1, fault.code)
    return found


def _authenticate(found: Authenticity, text: str, trust: TrustList, now: int) -> None:
    digits = link.read(text, trust.hosts)
    found.step = 2
    coded = base10.decode(digits)
    found.step = 3
    tag, value = cbor.decode_tagged(coded)
    found.step = 4
    message = cose.parse(tag, value)
    found.step = 5
    key = trust.key(message.kid, Use.AGREEMENT)
    found.step = 6
    cose.check_signature(message, key.x)
    found.step = 7
    claims = token.read_claims(message.signed.payload)
    found.step = 8
    _check_entitled(key, Use.AGREEMENT, claims.school, claims.issued_at)
    found.paper = Paper(claims, trust.schools[claims.school], token.check_code(coded))
    found.step = 9
    _confirm(key, claims, trust, now)


def _check_entitled(key: Key, use: Use, school: int, at: int) -> None:
    if not key.may_sign(use, school, at):
        raise Fault(Code.WRONG_USE)


def _confirm(key: Key, claims: AgreementClaims, trust: TrustList, now: int) -> None:
    _check_uncompromised(key)
    if now >= trust.expires_at:
        raise Fault(Code.TRUST_EXPIRED)
    _check_not_ahead(claims.issued_at, now)


def _check_uncompromised(key: Key) -> None:
    if key.state == KeyState.COMPROMISED:
        raise Fault(Code.KEY_COMPROMISED)


def _check_not_ahead(issued_at: int, now: int) -> None:
    if issued_at > now + CLOCK_SKEW:
        raise Fault(Code.IAT_IN_FUTURE)


def standing(
    claims: AgreementClaims, trust: TrustList, coded: bytes | None, now: datetime, *, highest_seen: int = 0
) -> Standing:
    """Take steps 10 to 16 with the status list token `coded`, None when it cannot be had."""
    found = Standing()
    try:
        _stand(found, claims, trust, coded, (int(now.timestamp()), highest_seen))
    except Fault as fault:
        found.status = Status.UNKNOWN
        found.checks = _until(found.step, _STATUS_STEPS, fault.code)
    return found


def _stand(
    found: Standing, claims: AgreementClaims, trust: TrustList, coded: bytes | None, clock: tuple[int, int]
) -> None:
    reached = _reach(coded)
    found.step = 11
    message = _open(reached)
    found.step = 12
    key = trust.key(message.kid, Use.STATUS)
    found.step = 13
    _prove(message, key.x)
    found.step = 14
    signed = _read_list(message, key, claims, trust)
    found.as_of = AsOf(instant(signed.issued_at), clock[0] - signed.issued_at)
    found.step = 15
    _check_time(signed, *clock)
    found.step = 16
    found.status = _entry(message, claims.status_index)
    found.since = signed.since.get(claims.status_index)


def _reach(coded: bytes | None) -> bytes:
    if coded is None:
        raise Fault(Code.STATUS_UNREACHABLE)
    return coded


@_once_a_list
def _open(coded: bytes) -> cose.Sign1:
    return cose.parse(*cbor.decode_tagged(coded), typ=status_list.TYP)


@_once_a_list
def _prove(message: cose.Sign1, public_key: bytes) -> None:
    cose.check_signature(message, public_key, Code.STATUS_BAD_SIGNATURE)


@_once_a_list
def _list_claims(message: cose.Sign1) -> StatusList:
    return status_list.read_claims(message.signed.payload)


@_once_a_list
def _entries(message: cose.Sign1) -> bytes:
    return status_list.inflate(_list_claims(message))


def _read_list(message: cose.Sign1, key: Key, claims: AgreementClaims, trust: TrustList) -> StatusList:
    signed = _list_claims(message)
    if signed.uri not in trust.list_uris(claims.status_list):
        raise Fault(Code.STATUS_SUB_MISMATCH)
    _check_entitled(key, Use.STATUS, claims.school, signed.issued_at)
    _check_uncompromised(key)
    return signed


def _check_time(signed: StatusList, now: int, highest_seen: int) -> None:
    _check_not_ahead(signed.issued_at, now)
    if now >= signed.expires_at:
        raise Fault(Code.STATUS_EXPIRED)
    if signed.issued_at < highest_seen:
        raise Fault(Code.STATUS_ROLLED_BACK)


def _entry(message: cose.Sign1, index: int) -> Status:
    return _STATUS[status_list.entry(_entries(message), index)]


def _until(step: int, first: int, code: Code) -> tuple[Check, ...]:
    """Return the checks from the step `first` on: those that passed, and `step`, which failed for the reason `code`."""
    return (*_PASSED[first - 1 : step - 1], Check(step, _STEPS[step - 1], _verdict(step, code), code))


def _verdict(number: int, code: Code) -> Verdict:
    is_open = number >= _STATUS_STEPS or _AUTHENTIC.get(code) in _UNDECIDED
    return Verdict.UNKNOWN if is_open else Verdict.FAILED
