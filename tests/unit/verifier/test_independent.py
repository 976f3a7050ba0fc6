"""SPEC.md is enough: a verifier written from it alone agrees on all vectors, code for code.

The codes are compared, not the numbers of the steps: the second verifier takes several steps in one function. A link is
mended before step 1 only by a verifier that chooses to (MAY), so `links.json` is compared where nothing is mended.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from verifier.attestation import Code
from verifier.vectors import curve

from . import independent
from .independent import Refusal

FOLDER = Path(__file__).parents[3] / "verifier/vectors"
BASE10, CBOR, LINKS, RECORDS, ROTATIONS, TOKENS, TRUST, VERDICTS = (
    json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    for name in ("base10", "cbor", "links", "records", "rotations", "tokens", "trust", "verdicts")
)
TRUSTED = {
    name: independent.trust_list(bytes.fromhex(coded), bytes.fromhex(VERDICTS["root"]))
    for name, coded in VERDICTS["trust_lists"].items()
}
AUTHENTIC = dict.fromkeys(("key_compromised", "trust_expired", "iat_in_future"), "unconfirmed") | {
    None: "genuine",
    "wrong_prefix": "not_ours",
    "unknown_kid": "unknown_key",
}


def by_name(cases):
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in cases])


def outcome(call, *args):
    """Return what `call` gives and the code of its refusal."""
    try:
        return call(*args), None
    except Refusal as refusal:
        return None, refusal.args[0]


def taken(steps):
    """Return what `steps` yielded, and the code that ended them."""
    given = []
    try:
        given += steps  # what came before a refusal is kept
    except Refusal as refusal:
        return given, refusal.args[0]
    return given, None


@by_name([*BASE10["accepted"], *BASE10["refused"]])
def test_base10(case):
    coded, code = outcome(independent.token_of, f"1{case['digits']}")
    assert (coded and coded.hex(), code) == (case.get("bytes"), case.get("code"))


@by_name([*CBOR["accepted"], *CBOR["refused"]])
def test_cbor(case):
    assert outcome(independent.read, bytes.fromhex(case["bytes"]))[1] == case.get("code")


@by_name(TOKENS["payloads"])
def test_claims(case):
    claims = independent.read(bytes.fromhex(case["payload"]))
    assert independent.fits(claims, {6: independent.TIME, -65537: ("array", independent.AGREEMENT)})


@by_name(RECORDS)
def test_record(case):
    assert independent.read(bytes.fromhex(case["bytes"])) == case["record"]


@by_name([case for case in LINKS["cases"] if not case.get("damage")])
def test_link_that_nothing_is_wrong_with(case):
    coded, code = outcome(independent.token_of, case["given"], LINKS["hosts"])
    assert code == case.get("code")
    assert coded == (independent.token_of(f"1{case['digits']}") if case.get("digits") else None)


@by_name([*TRUST["accepted"], *TRUST["refused"], *ROTATIONS["accepted"], *ROTATIONS["refused"]])
def test_trust_list(case):
    coded, root = bytes.fromhex(case["list"]), bytes.fromhex(case["root"])
    assert outcome(independent.trust_list, coded, root, case["held"])[1] == case.get("code")


@by_name(VERDICTS["cases"])
def test_verdict(case):
    listed = case.get("status_list", VERDICTS["status_list"]["list"])
    listed = None if listed is None else bytes.fromhex(listed)
    trust, now = TRUSTED[case.get("trust", "current")], case.get("now", 1_780_867_600)
    agreement, code = taken(independent.authenticate(case["text"], trust, now))
    stand = independent.stand(agreement[0], listed, trust, now, case.get("highest_seen", 0)) if agreement else ()
    given, status_code = taken(stand)
    as_of, (status, since) = [*given, *(None, (None, None))[len(given) :]]
    assert (code or status_code) == case["code"]
    assert (AUTHENTIC.get(code, "not_genuine"), status or "unknown") == (case["authentic"], case["status"])
    assert as_of == case.get("as_of", as_of)
    assert since == case.get("since")


SPECIFICATION = (FOLDER.parent / "SPEC.md").read_text(encoding="utf-8")
REFERENCE = TOKENS["reference"]


def test_the_worked_example_is_the_reference_vector():
    example = SPECIFICATION.partition("**Worked example**")[2].split("\n\n")
    written = [re.match(r" *((?:[0-9a-f]+ ?)+)(?:  |$)", line)[1] for line in example[1].splitlines()]
    assert "".join(written).replace(" ", "") == REFERENCE["token"]
    assert {REFERENCE["public"], REFERENCE["kid"], REFERENCE["check_code"]} <= set(
        re.findall(r"`(\w+)`", example[0] + example[2])
    )


def test_the_example_of_digits_and_of_what_is_signed_is_the_reference_vector():
    example = SPECIFICATION.partition("**Worked example**")[2].partition("## 3.")[0]
    digits, coded = REFERENCE["link"].partition("#1")[2], REFERENCE["token"]
    assert (len(bytes.fromhex(coded)), len(digits)) == (247, 600)
    assert {digits[:17], digits[17:34], digits[-5:], coded[:14], coded[-4:]} <= set(re.findall(r"`(\w+)`", example))
    to_be_signed = example.rpartition("Sig_structure:")[2]
    written = "".join(re.findall(r"^ +((?:[0-9a-f]+ ?)+)", to_be_signed, re.MULTILINE)).replace(" ", "")
    assert REFERENCE["to_be_signed"].startswith(written)
    assert len(written) > 60


@pytest.mark.parametrize("y", ["26e8958f", "c7176a70"])
def test_the_points_of_small_order_are_those_of_the_vectors(y):
    (key,) = re.findall(f"`({y}[0-9a-f]+)`", SPECIFICATION)
    assert key in curve.SMALL_ORDER.values()


def test_every_code_is_in_the_table_of_what_each_says():
    table = SPECIFICATION.partition("| code | the cause |")[2].partition("\n\n")[0]
    assert {name for line in table.splitlines()[2:] for name in line.split("|")[1].strip().split(", ")} == set(Code)


def test_the_second_verifier_is_short_and_stands_alone():
    text = Path(independent.__file__).read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    assert "verifier." not in text
    assert "import verifier" not in text
