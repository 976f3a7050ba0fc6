"""The vectors that every implementation must agree on, read by this one."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from verifier.attestation import Code, Fault, base10, cbor, link, record, token, trust_reader, verify
from verifier.attestation.report import Verdict

FOLDER = Path(__file__).parents[3] / "verifier/vectors"
BASE10, CBOR, TOKENS, RECORDS, TRUST, VERDICTS = (
    json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    for name in ("base10", "cbor", "tokens", "records", "trust", "verdicts")
)
ROOT = bytes.fromhex(VERDICTS["root"])
NOW = 1_780_867_600
REFERENCE_NEVER_CHANGES = "56bcd1717e4a1b3e62c8554232807e0fd1b2e095a6143498f790658d847aaa85"


def by_name(cases):
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in cases])


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


@by_name(TRUST["accepted"])
def test_trust_list_is_read(case):
    assert read_trust(case).version == 3


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


@by_name(VERDICTS["cases"])
def test_verdict(case):
    report = look(case)
    stops = [(check.step, check.code) for check in report.checks if check.verdict != Verdict.PASSED]
    assert (stops or [(None, None)])[0] == (case["step"], case["code"])
    assert (report.authentic, report.status) == (case["authentic"], case["status"])
    assert report.is_good == (case["authentic"] == "genuine" and case["status"] == "valid")


@by_name([case for case in VERDICTS["cases"] if "as_of" in case])
def test_verdict_says_as_of_when(case):
    as_of = look(case).as_of
    assert (as_of and as_of.issued_at.timestamp()) == case["as_of"]


def test_the_specification_names_every_code():
    specification = (FOLDER.parent / "SPEC.md").read_text(encoding="utf-8")
    assert [code for code in Code if code not in specification] == []


def test_every_code_has_a_vector():
    refused = [*BASE10["refused"], *CBOR["refused"], *TRUST["refused"], *VERDICTS["cases"]]
    assert {case["code"] for case in refused} - {None} == set(Code)


def test_refusals_outnumber_what_passes_three_to_one():
    passes = Counter(case["code"] is None for case in VERDICTS["cases"])
    assert passes[False] >= 3 * passes[True]
    assert passes.total() >= 120
