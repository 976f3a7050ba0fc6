"""Writes the vectors: `python -m infra.generated --write`; CI compares what is committed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from verifier.attestation import AgreementClaims, record, token

from . import link_cases, plain_cases, rotation_cases, status_cases, token_cases, trust_cases
from .world import AGREEMENT, LIST, LISTED, NOW, ROOT, TRUST, kid, listed, public, trust_list

_AUTHENTIC = {
    "wrong_prefix": "not_ours",
    "unknown_kid": "unknown_key",
    "key_compromised": "unconfirmed",
    "trust_expired": "unconfirmed",
    "iat_in_future": "unconfirmed",
}
_EXPIRED = "a trust list that expires now"
_ODD = "a trust list with keys that no honest school has"


def texts() -> dict[str, str]:
    """Return the text of each file of vectors."""
    return {
        "base10.json": _text(plain_cases.base10_vectors()),
        "cbor.json": _text(plain_cases.cbor_vectors()),
        "links.json": _text(link_cases.texts()),
        "tokens.json": _tokens(),
        "records.json": _records(),
        "rotations.json": _text(rotation_cases.vectors()),
        "trust.json": _trust(),
        "verdicts.json": _verdicts(),
    }


def _tokens() -> str:
    """Return the reference vector, and claims with the payload that encodes them."""
    payloads = [
        {"name": name, "claims": _claims(claims), "payload": token.prepare(claims, kid(AGREEMENT)).payload.hex()}
        for name, claims in token_cases.CLAIMS_ACCEPTED.items()
    ]
    return _text({"reference": token_cases.REFERENCE, "payloads": payloads})


def _claims(claims: AgreementClaims) -> dict[str, Any]:
    return {name: _plain(getattr(claims, name)) for name in claims.__dataclass_fields__}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a claim may hold
    if isinstance(value, bytes):
        return value.hex()
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value.isoformat() if hasattr(value, "isoformat") else value


def _records() -> str:
    """Return canonical records and their digests."""
    cases: dict[str, dict[str, Any]] = {
        "the least record": {"version": 1},
        "a record with all kinds of value": {
            "version": 1,
            "parties": {"graduate": {"name": "欧阳𬭎"}, "employer": {"name": "合肥示例信息科技股份有限公司"}},
            "terms": {"monthly_pay": 12000, "probation": False, "position": None},
            "clauses": ["standard", 3],
            "a-key-longer-than-others": -1,
        },
    }
    coded = {name: record.encode_record(case) for name, case in cases.items()}
    return _text(
        [
            {"name": name, "record": cases[name], "bytes": each.hex(), "digest": record.digest(each).hex()}
            for name, each in coded.items()
        ]
    )


def _trust() -> str:
    accepted = [_read(name, read) for name, read in trust_cases.ACCEPTED.items()]
    refused = [
        {**_read(name, read), "code": code}
        for code, cases in trust_cases.REFUSED.items()
        for name, read in cases.items()
    ]
    return _text({"accepted": accepted, "refused": refused})


def _read(name: str, read: trust_cases.Read) -> dict[str, Any]:
    return {"name": name, "list": read.coded.hex(), "root": public(read.root).hex(), "held": read.held}


def _verdicts() -> str:
    """Return scans, with the lists that are at hand, and the answers."""
    trust_lists = {
        "current": trust_list().hex(),
        _EXPIRED: trust_list(replace(TRUST, lifetime=NOW - LISTED)).hex(),
        _ODD: trust_list(token_cases.ODD_TRUST).hex(),
    }
    return _text(
        {
            "root": public(ROOT).hex(),
            "trust_lists": trust_lists,
            "status_list": {"number": LIST, "list": listed().hex()},
            "cases": [*_token_cases(), *_status_cases()],
        }
    )


def _token_cases() -> list[dict[str, Any]]:
    good = {"authentic": "genuine", "status": "valid", "as_of": LISTED, "step": None, "code": None}
    accepted = [{"name": name, "text": text, **good} for name, text in token_cases.ACCEPTED.items()]
    for case in accepted:
        case.update(status="terminated" if case["name"] == "the last index of a list" else "valid")
    refused = [
        {"name": name, "text": text, **_refusal(step, code)}
        for (step, code), cases in token_cases.REFUSED.items()
        for name, text in cases.items()
    ]
    expired = {"name": _EXPIRED, "text": accepted[0]["text"], "trust": _EXPIRED, **_refusal(9, "trust_expired")}
    odd = [
        {"name": name, "text": text, "trust": _ODD, **_refusal(6, "bad_signature")}
        for name, text in token_cases.ODD_KEYS.items()
    ]
    return [*accepted, *refused, expired, *odd]


def _refusal(step: int, code: str) -> dict[str, Any]:
    authentic = _AUTHENTIC.get(code, "not_genuine")
    is_proved = authentic == "unconfirmed"
    return {
        "authentic": authentic,
        "status": "valid" if is_proved else "unknown",
        "as_of": LISTED if is_proved else None,
        "step": step,
        "code": code,
    }


def _status_cases() -> list[dict[str, Any]]:
    accepted = [
        {**_look(name, look), "status": status, "step": None, "code": None}
        for status, cases in status_cases.ACCEPTED.items()
        for name, look in cases.items()
    ]
    refused = [
        {**_look(name, look), "status": "unknown", "step": step, "code": code}
        for (step, code), cases in status_cases.REFUSED.items()
        for name, look in cases.items()
    ]
    return [*accepted, *refused]


def _look(name: str, look: status_cases.Looked) -> dict[str, Any]:
    coded = None if look.status_list is None else look.status_list.hex()
    case = {"name": name, "text": look.text, "status_list": coded, "authentic": "genuine"}
    said = {} if look.since is None else {"since": look.since}
    return {**case, "now": look.now, "highest_seen": look.highest_seen, **said}


def _text(vectors: object) -> str:
    return json.dumps(vectors, ensure_ascii=False, indent=1) + "\n"
