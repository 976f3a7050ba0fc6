"""Links that were changed on their way: the shared vectors, read by Python."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from verifier.attestation import Fault, base10, link
from verifier.attestation.link import Damage

LINKS = json.loads((Path(__file__).parents[3] / "verifier/vectors/links.json").read_text(encoding="utf-8"))
CASES = [pytest.param(case, id=case["name"]) for case in LINKS["cases"]]
UNDONE = {Damage.PERCENT, Damage.SPACES, Damage.WRAPPED, Damage.QUERY}


def reading(text):
    try:
        digits = link.read(text, LINKS["hosts"])
        base10.decode(digits)
    except Fault as fault:
        return None, fault.code
    return digits, None


@pytest.mark.parametrize("case", CASES)
def test_a_link_is_mended_and_then_read_strictly(case):
    text, damage = link.mend(case["given"])
    assert (text, list(damage)) == (case["text"], case["damage"])
    assert reading(text) == (case["digits"], case["code"])


@pytest.mark.parametrize("case", CASES)
def test_what_is_mended_needs_no_more_mending(case):
    text, _ = link.mend(case["given"])
    again, damage = link.mend(text)
    assert (again, UNDONE & set(damage)) == (text, set()) or case["name"] == "% encoded three times"


@pytest.mark.parametrize("case", CASES)
def test_only_digits_that_were_given_are_read(case):
    assert case["digits"] is None or case["digits"] == LINKS["cases"][0]["digits"]


def test_a_damaged_link_is_refused_until_it_is_mended():
    mended = [case for case in LINKS["cases"] if case["digits"] and case["damage"]]
    assert len(mended) >= 20
    assert [case["name"] for case in mended if reading(case["given"])[1] is None] == []


def test_every_damage_has_a_vector():
    assert {name for case in LINKS["cases"] for name in case["damage"]} == set(Damage)


def test_a_lost_part_is_never_accepted():
    lost = [case for case in LINKS["cases"] if set(case["damage"]) - UNDONE]
    assert len(lost) >= 10
    assert {case["digits"] for case in lost} == {None}


def test_the_specification_names_every_damage():
    specification = (Path(__file__).parents[3] / "verifier/SPEC.md").read_text(encoding="utf-8")
    assert [damage for damage in Damage if f"`{damage}`" not in specification] == []
