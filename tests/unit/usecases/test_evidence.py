"""The evidence of an acceptance: everything that was shown, and nothing else, moves its hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from functions.domain.terms import Terms
from functions.usecases import evidence
from tests import factories as some
from tests.factories import CASE

ORDINARY: dict[str, Any] = {
    "case": CASE, "revision": 1, "terms": some.terms(), "graduate": some.graduate_party(),
    "unit": some.employer_party(), "witness": some.school_party(),
}  # fmt: skip


def shown(**said: Any) -> dict[str, Any]:
    return evidence.shown(**ORDINARY | said)


CHANGED: dict[str, Any] = {
    "position": "测试工程师", "job_category": "其他", "workplace": "上海市", "monthly_pay": 9001, "trial_months": None,
    "trial_pay": 0, "contract_years": 5, "penalty": None, "report_by": date(2026, 7, 11), "archive": None,
    "household_address": "", "release_for_study": False, "release_for_civil_service": False, "other": "",
}  # fmt: skip


@pytest.mark.parametrize("field", [field.name for field in fields(Terms)])
def test_every_term_counts(field: str) -> None:
    changed = some.terms(**{field: CHANGED[field]})
    assert evidence.digest(shown(terms=changed)) != evidence.digest(shown())


OTHERS: dict[str, dict[str, Any]] = {
    "the case": {"case": "another"},
    "the revision": {"revision": 2},
    "the graduate": {"graduate": some.graduate_party(name="欧阳致远")},
    "the unit": {"unit": some.employer_party(uscc=None)},
    "the witness": {"witness": some.school_party(phone="")},
}


@pytest.mark.parametrize("said", OTHERS.values(), ids=OTHERS)
def test_so_does_everything_else_that_is_shown(said: dict[str, Any]) -> None:
    assert evidence.digest(shown(**said)) != evidence.digest(shown())


def test_only_values_that_a_browser_writes_in_the_same_way() -> None:
    def kinds(value: Any) -> set[type]:
        if isinstance(value, dict):
            return {kind for each in value.values() for kind in kinds(each)}
        return {type(value)}

    assert kinds(shown()) <= {str, int, bool, type(None)}


def test_the_canonical_text_is_sorted_without_blanks_and_in_utf_8() -> None:
    text = json.dumps(shown(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert evidence.digest(shown()) == hashlib.sha256(text.encode()).hexdigest()
    assert text.startswith('{"case":')
    assert "欧阳思远" in text


def test_every_character_is_written_as_json_writes_it() -> None:
    letters = "".join(chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000)
    text = json.dumps({"b": letters, "a": -1}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert evidence.digest({"b": letters, "a": -1}) == hashlib.sha256(text.encode()).hexdigest()


UNKNOWN = {"a date": date(2026, 7, 11), "a moment": some.NOW, "a record": some.terms(), "a number for a name": {1: ""}}


@pytest.mark.parametrize("value", UNKNOWN.values(), ids=UNKNOWN)
def test_a_value_that_a_browser_does_not_know_has_no_evidence(value: object) -> None:
    with pytest.raises(TypeError):
        evidence.digest({"said": value})


def test_the_hash_does_not_change_from_release_to_release() -> None:
    assert evidence.digest(shown()) == "7f78cbcfeca23a7e5dbae1485a6a2d36c05712427076abf0dad14dcfc68ce928"


def test_trap_23_two_graduates_of_one_name_have_two_evidences() -> None:
    other = some.graduate_party(number="2022010346")
    assert other.name == some.graduate_party().name
    assert evidence.digest(shown(graduate=other)) != evidence.digest(shown())
