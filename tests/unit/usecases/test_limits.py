"""A draft that could never be issued is refused by the name of the field that is too long; nothing is ever cut."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.errors import Refused
from functions.domain.policy import SchoolPolicy
from functions.usecases import claims, limits
from tests import factories
from verifier.attestation import KeyTerms

TOO_LONG: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "the employer's name": ({}, {"name": "合" * 100}, "employer"),
    "the graduate's name": ({"name": "欧" * 100}, {}, "name"),
    "both, the employer's the longer": ({"name": "欧" * 50}, {"name": "合" * 60}, "employer"),
    "both, the graduate's the longer": ({"name": "欧" * 60}, {"name": "合" * 50}, "name"),
    "an employer's name without a code of its own": ({}, {"name": "合" * 100, "uscc": ""}, "employer"),
}


@pytest.mark.parametrize("policy", [SchoolPolicy(), SchoolPolicy(key_terms_in_code=False, holder_hint_in_code=False)],
                         ids=["with key terms", "without"])  # fmt: skip
@pytest.mark.parametrize(("person", "unit", "field"), TOO_LONG.values(), ids=TOO_LONG)
def test_what_no_code_can_carry_is_refused(
    person: dict[str, Any], unit: dict[str, Any], field: str, policy: SchoolPolicy
) -> None:
    with pytest.raises(Refused) as refused:
        limits.check(factories.student(**person), factories.employer(**unit), factories.terms(), policy)
    assert refused.value == Refused("too_large_for_code", field=field, rule="verification 1")


FITS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "ordinary names": ({}, {}, {}),
    "long names": ({"name": "欧" * 20}, {"name": "合" * 50}, {}),
    "the longest position, which may leave the code": ({}, {"name": "合" * 40}, {"position": "字" * 40}),
}


@pytest.mark.parametrize(("person", "unit", "terms"), FITS.values(), ids=FITS)
def test_what_a_code_can_carry_passes(person: dict[str, Any], unit: dict[str, Any], terms: dict[str, Any]) -> None:
    limits.check(factories.student(**person), factories.employer(**unit), factories.terms(**terms), SchoolPolicy())


def test_the_policy_decides_what_stands_in_the_code() -> None:
    said = factories.student(), factories.employer(), factories.terms()
    full = claims.provisional(*said, SchoolPolicy())
    terms = factories.terms()
    assert full.terms == KeyTerms(terms.position, terms.monthly_pay, terms.penalty, terms.report_by)
    assert full.holder_hint == "0345"
    bare = claims.provisional(*said, SchoolPolicy(key_terms_in_code=False, holder_hint_in_code=False))
    assert (bare.terms, bare.holder_hint) == (None, None)


LONGEST = {
    "one that the pattern makes": ("", "{year}{school}{serial:06}", "X" * 18 + "-99"),
    "the longest pattern": ("", "A" * 40 + "{student}", "A" * 40 + "X" * 10 + "-99"),
    "one given beforehand": ("WJ-2026-10358-000417-B-2", "{student}", "WJ-2026-10358-000417-B-2"),
    "the pattern's, where the given one is shorter": ("7", "{student}", "X" * 10 + "-99"),
}


@pytest.mark.parametrize(("given", "pattern", "number"), LONGEST.values(), ids=LONGEST)
def test_a_draft_is_measured_with_the_longest_number_that_it_may_get(given: str, pattern: str, number: str) -> None:
    graduate, policy = factories.student(agreement_number=given), SchoolPolicy(agreement_number_pattern=pattern)
    assert claims.provisional(graduate, factories.employer(), factories.terms(), policy).number == number


def test_a_long_pattern_leaves_less_room_for_names() -> None:
    said = factories.student(name="欧" * 22), factories.employer(name="合" * 50), factories.terms()
    limits.check(*said, SchoolPolicy())
    with pytest.raises(Refused, match="too_large_for_code"):
        limits.check(*said, SchoolPolicy(agreement_number_pattern="A" * 50 + "{serial}"))


def test_the_final_claims_are_those_of_the_agreement() -> None:
    made = claims.final(
        factories.agreement(), "202610123000045", SchoolPolicy(), digest=bytes(32), list_id=7, index=9, issued_at=11
    )
    assert (made.number, made.edition, made.name, made.holder_hint) == ("202610123000045", 1, "欧阳思远", "0345")
    assert (made.employer, made.uscc) == ("合肥云帆信息技术有限公司", "91350100M000100Y43")
    assert (made.status_list, made.status_index, made.issued_at, made.supersedes) == (7, 9, 11, None)
