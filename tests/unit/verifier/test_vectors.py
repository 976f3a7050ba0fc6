"""The vectors that every implementation must agree on, read by this one."""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from verifier.attestation import Code, Fault, base10, cbor, ed25519, link, record, token, trust_reader, verify
from verifier.attestation.claims import EPOCH
from verifier.attestation.report import Verdict

FOLDER = Path(__file__).parents[3] / "verifier/vectors"
BASE10, CBOR, LINKS, TOKENS, RECORDS, TRUST, ROTATIONS, VERDICTS = (
    json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    for name in ("base10", "cbor", "links", "tokens", "records", "trust", "rotations", "verdicts")
)
ROOT = bytes.fromhex(VERDICTS["root"])
NOW = 1_780_867_600
REFERENCE_NEVER_CHANGES = "56bcd1717e4a1b3e62c8554232807e0fd1b2e095a6143498f790658d847aaa85"


def by_name(cases):
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in cases])


@pytest.fixture(params=ed25519.ENGINES.values(), ids=ed25519.ENGINES)
def engine(request, monkeypatch):
    """Check signatures with each library, those of lists too, which are remembered."""
    monkeypatch.setattr(ed25519, "ENGINE", request.param)
    sys.modules[verify.__module__]._prove.cache_clear()


def code_of(call, *args, **options):
    with pytest.raises(Fault) as fault:
        call(*args, **options)
    return fault.value.code


@by_name(BASE10["accepted"])
def test_base10_goes_both_ways(case):
    assert base10.encode(bytes.fromhex(case["bytes"])) == case["digits"]
    assert base10.decode(case["digits"]).hex() == case["bytes"]


@by_name(BASE10["refused"])
def test_base10_refuses(case):
    assert code_of(base10.decode, case["digits"]) == case["code"]


@by_name(CBOR["accepted"])
def test_cbor_comes_back_byte_for_byte(case):
    assert cbor.encode(cbor.decode(bytes.fromhex(case["bytes"]))).hex() == case["bytes"]


@by_name(CBOR["refused"])
def test_cbor_refuses(case):
    assert code_of(cbor.decode, bytes.fromhex(case["bytes"])) == case["code"]


@by_name(TOKENS["payloads"])
def test_payload_reads_as_its_claims(case):
    claims = token.read_claims(bytes.fromhex(case["payload"]))
    assert claims.number == case["claims"]["number"]
    assert token.prepare(claims, bytes(4)).payload.hex() == case["payload"]


def test_the_reference_vector_is_the_one_of_the_specification():
    reference = TOKENS["reference"]
    coded = bytes.fromhex(reference["token"])
    assert link.text("jy.example.edu.cn", coded) == reference["link"]
    assert token.check_code(coded) == reference["check_code"]
    assert len(coded) == 247
    assert hashlib.sha256(coded).hexdigest() == REFERENCE_NEVER_CHANGES


@by_name(RECORDS)
def test_record_has_one_encoding_and_one_digest(case):
    coded = record.encode_record(case["record"])
    assert (coded.hex(), record.digest(coded).hex()) == (case["bytes"], case["digest"])


def read_trust(case):
    return trust_reader.read(bytes.fromhex(case["list"]), bytes.fromhex(case["root"]), held=case["held"])


@pytest.mark.usefixtures("engine")
@by_name(TRUST["accepted"])
def test_trust_list_is_read(case):
    assert read_trust(case).version == 3


@pytest.mark.usefixtures("engine")
@by_name(TRUST["refused"])
def test_trust_list_is_refused(case):
    assert code_of(read_trust, case) == case["code"]


def look(case):
    trust = trust_reader.read(bytes.fromhex(VERDICTS["trust_lists"][case.get("trust", "current")]), ROOT)
    coded = case.get("status_list", VERDICTS["status_list"]["list"])
    return verify(
        case["text"],
        trust=trust,
        lists=lambda _: None if coded is None else bytes.fromhex(coded),
        now=datetime.fromtimestamp(case.get("now", NOW), UTC),
        highest_seen={VERDICTS["status_list"]["number"]: case.get("highest_seen", 0)},
    )


@pytest.mark.usefixtures("engine")
@by_name(VERDICTS["cases"])
def test_verdict(case):
    report = look(case)
    stops = [(check.step, check.code) for check in report.checks if check.verdict != Verdict.PASSED]
    assert (stops or [(None, None)])[0] == (case["step"], case["code"])
    assert (report.authentic, report.status) == (case["authentic"], case["status"])
    assert report.is_good == (case["authentic"] == "genuine" and case["status"] == "valid")
    assert (report.since and (report.since - EPOCH).days) == case.get("since")
    assert report.superseded_by == (2 if "since" in case else None)


@by_name([case for case in VERDICTS["cases"] if "as_of" in case])
def test_verdict_says_as_of_when(case):
    as_of = look(case).as_of
    assert (as_of and as_of.issued_at.timestamp()) == case["as_of"]


def test_the_specification_names_every_code():
    specification = (FOLDER.parent / "SPEC.md").read_text(encoding="utf-8")
    assert [code for code in Code if code not in specification] == []


REFUSED = [
    *((None, case["code"]) for file in (BASE10, CBOR) for case in file["refused"]),
    *(("link", case["code"]) for case in LINKS["cases"] if case["code"]),
    *(("trust", case["code"]) for file in (TRUST, ROTATIONS) for case in file["refused"]),
    *((case["step"], case["code"]) for case in VERDICTS["cases"] if case["code"]),
]
ACCEPTED = [
    *(case for file in (BASE10, CBOR, TRUST, ROTATIONS) for case in file["accepted"]),
    *(case for file in (LINKS, VERDICTS) for case in file["cases"] if not case["code"]),
    *TOKENS["payloads"],
    *RECORDS,
]
# The words of verification.md 6, each with the first step that may name it and its code.
CLASSES = {
    "wrong prefix": (1, "wrong_prefix"),
    "bad digits": (2, "bad_digits"),
    "bad CBOR": (3, "bad_cbor"),
    "bad CBOR in the protected header": (4, "bad_cbor"),
    "bad CBOR in the payload": (7, "bad_cbor"),
    "non-canonical CBOR": (3, "non_canonical_cbor"),
    "non-canonical CBOR in the protected header": (4, "non_canonical_cbor"),
    "non-canonical CBOR in the payload": (7, "non_canonical_cbor"),
    "wrong tag": (4, "wrong_tag"),
    "wrong alg": (4, "wrong_alg"),
    "kid in the wrong header": (4, "kid_in_wrong_header"),
    "unprotected not empty": (4, "unprotected_not_empty"),
    "unknown kid": (5, "unknown_kid"),
    "wrong use": (5, "wrong_use"),
    "wrong school or window": (8, "wrong_use"),
    "bad signature (including S + L malleability)": (6, "bad_signature"),
    "bad claims": (7, "bad_claims"),
    "iat in the future (more than 5 minutes)": (9, "iat_in_future"),
    "a compromised key": (9, "key_compromised"),
    "an expired trust list": (9, "trust_expired"),
    "status: unreachable": (10, "status_unreachable"),
    "status: bad signature": (13, "status_bad_signature"),
    "status: sub mismatch": (14, "status_sub_mismatch"),
    "status: expired": (15, "status_expired"),
    "status: rolled back": (15, "status_rolled_back"),
    "status: iat in the future": (15, "iat_in_future"),
    "status: wrong bits": (16, "status_wrong_bits"),
    "status: inflate bomb (cap 64 KiB per list)": (16, "status_inflate_bomb"),
    "status: index out of range": (16, "status_index_out_of_range"),
    "status: days against the rules": (14, "bad_claims"),
    "status: days that could be written otherwise": (14, "non_canonical_cbor"),
    "status: a day of what is not superseded": (16, "bad_claims"),
    "status: a list that is none": (11, "bad_cbor"),
    "status: a key that is none of ours": (12, "unknown_kid"),
    "status: a key of another use": (12, "wrong_use"),
    "status: a stolen key": (14, "key_compromised"),
    "trust: a bad signature": ("trust", "trust_bad_signature"),
    "trust: rolled back": ("trust", "trust_rolled_back"),
    "trust: a key of small order": ("trust", "small_order_key"),
}


@pytest.mark.parametrize("named", CLASSES.values(), ids=CLASSES)
def test_every_class_of_the_design_has_a_vector(named):
    assert named in REFUSED


def test_every_code_has_a_vector():
    assert {code for _, code in REFUSED} == set(Code)


def test_refusals_outnumber_what_passes_three_to_one():
    assert len(ACCEPTED) + len(REFUSED) >= 120
    assert len(REFUSED) >= 3 * len(ACCEPTED)


def test_no_two_vectors_of_a_file_have_one_name():
    files = [[*TRUST["accepted"], *TRUST["refused"]], VERDICTS["cases"], [*CBOR["accepted"], *CBOR["refused"]]]
    assert [len({case["name"] for case in file}) for file in files] == [len(file) for file in files]


CROOKED = {
    "small order": ("R a point of order 8, by the key's holder", 6),
    "the neutral point": ("R the neutral point, by the key's holder", 6),
    "an encoding that is not reduced": ("R the neutral point, not reduced, by the key's holder", 6),
    "S plus the order": ("S plus the order of the group", 6),
    "a key that is no point": ("a key that is no point", 6),
    "a key with a part of small order": ("a key with a part of small order", 6),
}


@pytest.mark.parametrize(("name", "step"), CROOKED.values(), ids=CROOKED)
def test_what_libraries_differ_on_has_a_vector(name, step):
    assert [case["step"] for case in VERDICTS["cases"] if case["name"] == name] == [step]
