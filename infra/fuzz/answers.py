"""What the Python verifier says of an input, as JSON: the same questions and words as in answers.js.

`text`, `list` and `trust` answer with what a verifier shows, its claims written into bytes again, or with the step and
the code that stopped it; `cbor` and `inflated` with what was read. An error that is no Fault is answered with `crash`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from verifier.attestation import Check, Fault, Verdict, cbor, standing, status_list, token, trust_reader, verify
from verifier.attestation.claims import EPOCH
from verifier.attestation.report import AsOf, Paper
from verifier.vectors import world

Answer = list[Any]
TRUST = trust_reader.read(world.trust_list(), world.public(world.ROOT))
LISTED = world.listed()
SETTING = {
    "trust": world.trust_list().hex(),
    "root": world.public(world.ROOT).hex(),
    "list": LISTED.hex(),
    "text": world.scanned(world.coded()),
    "now": world.NOW,
}
"""What the JavaScript side is told first, so that both look at the same world."""
_NOW = datetime.fromtimestamp(world.NOW, UTC)
_ROOT = world.public(world.ROOT)


def _text(scanned: str) -> Answer:
    report = verify(scanned, trust=TRUST, lists=lambda _: LISTED, now=_NOW)
    return [report.authentic, report.status, *_stopped(report.checks), _as_of(report.as_of), _paper(report.paper)]


def _list(coded: str) -> Answer:
    found = standing(world.CLAIMS, TRUST, bytes.fromhex(coded), _NOW)
    since = found.since and (found.since - EPOCH).days
    return [found.status, *_stopped(found.checks), _as_of(found.as_of), since]


def _trust(coded: str) -> Answer:
    trust = trust_reader.read(bytes.fromhex(coded), _ROOT)
    keys = [
        [key.x.hex(), key.kid.hex(), key.use, key.school, key.not_before, key.not_after, key.state]
        for key in trust.keys
    ]
    schools = [list(school) for school in trust.schools.items()]
    return ["read", trust.version, trust.issued_at, trust.expires_at, keys, schools, [*trust.hosts], [*trust.lists]]


def _cbor(coded: str) -> Answer:
    return ["read", cbor.encode(cbor.decode(bytes.fromhex(coded))).hex()]


def _inflated(deflated: str) -> Answer:
    packed = status_list.inflate(status_list.StatusList("", 0, 0, status_list.BITS, bytes.fromhex(deflated)))
    return ["read", len(packed), hashlib.sha256(packed).hexdigest()]


QUESTIONS: dict[str, Callable[[str], Answer]] = {
    "text": _text,
    "list": _list,
    "trust": _trust,
    "cbor": _cbor,
    "inflated": _inflated,
}


def answer(question: str, asked: str) -> Answer:
    """Return what this implementation says of `asked`: bytes in hexadecimal, or the text of a scan."""
    try:
        return QUESTIONS[question](asked)
    except Fault as fault:
        return ["refused", fault.code]
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        return ["crash", f"{type(error).__name__}: {error}"]


def ended(answered: Answer) -> str:
    """Return how a check ended in the words of SPEC.md, such as `not_genuine unknown 6 bad_signature`."""
    end = answered[:1] if answered[0] == "read" else answered[:4]
    return " ".join(str(part) for part in end if isinstance(part, str | int))


def _stopped(checks: Iterable[Check]) -> Answer:
    return next(([check.step, check.code] for check in checks if check.verdict != Verdict.PASSED), [None, None])


def _as_of(found: AsOf | None) -> Answer | None:
    return None if found is None else [int(found.issued_at.timestamp()), found.age]


def _paper(paper: Paper | None) -> Answer | None:
    if paper is None:
        return None
    return [paper.school, paper.check_code, token.prepare(paper.claims, bytes(4)).payload.hex()]
