"""verification.md 3: the canonical record says all that was agreed and nothing that is history."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.domain import record
from functions.domain.actors import Role
from functions.domain.agreement import Action
from functions.domain.policy import EffectiveOn, SchoolPolicy
from tests import factories as some
from tests.factories import NOW

SECONDS = 1772700000
POLICY = SchoolPolicy()


def canonical(policy: SchoolPolicy = POLICY, **fields: Any) -> dict[str, Any]:
    return record.canonical(some.agreement(**fields), "202610123000045", policy, signed_at=NOW)


def test_times_are_whole_seconds() -> None:
    said = canonical(acceptance=some.acceptance(at=NOW + timedelta(microseconds=999_999)))
    assert (said["signed_at"], said["acceptance"]["at"]) == (SECONDS, SECONDS)


def test_it_names_number_edition_cohort_and_clauses() -> None:
    said = canonical(edition=2, policy_version=4)
    assert (said["version"], said["number"], said["edition"], said["cohort"]) == (1, "202610123000045", 2, 2026)
    assert (said["clauses"], said["policy_version"]) == ({"template": "standard", "version": 1}, 4)


def test_the_parties_are_as_the_form_prints_them() -> None:
    said = canonical()
    assert said["student"]["college"] == "计算机与信息学院"
    assert set(said["student"]) == {
        "name", "gender", "ethnicity", "political_status", "number", "degree", "training_mode", "major", "duration",
        "phone", "qq", "address", "college",
    }  # fmt: skip
    assert (said["employer"]["name"], said["school"]["code"]) == ("合肥云帆信息技术有限公司", "10123")


def test_the_terms_have_what_the_student_answered() -> None:
    said = canonical(acceptance=some.acceptance(pay_after_trial=9500))["terms"]
    assert (said["pay_after_trial"], said["report_by"], said["monthly_pay"]) == (9500, "2026-07-10", 9000)
    assert said["archive"]["receiver"] == "合肥市人才服务中心"
    assert canonical(terms=some.terms(archive=None, report_by=None))["terms"]["archive"] is None


def test_the_acceptance_is_evidence_not_health() -> None:
    said = canonical(acceptance=some.acceptance(health="良好"))["acceptance"]
    assert said == {"hash": b"\xab" * 32, "at": SECONDS, "account": "a2"}


EFFECTS = {
    "on acceptance": (EffectiveOn.ACCEPTANCE, NOW, {"on": "acceptance", "at": SECONDS}),
    "on the school's review": (EffectiveOn.SCHOOL_REVIEW, NOW, {"on": "school_review", "at": SECONDS}),
    "when it is stamped": (EffectiveOn.PAPER_STAMP, None, {"on": "paper_stamp", "at": None}),
}


@pytest.mark.parametrize(("event", "at", "said"), EFFECTS.values(), ids=EFFECTS)
def test_when_it_takes_effect(event: EffectiveOn, at: Any, said: dict[str, Any]) -> None:
    assert canonical(SchoolPolicy(effective_on_employer_initiated=event), effective_at=at)["effective"] == said


def test_only_reviews_of_this_revision_that_stand() -> None:
    first = some.review(decision=Action.RETURN, reason="违约金写错了")
    second = some.review(revision=2)
    mistaken = replace(second, level=Role.SCHOOL, is_undone=True)
    third = some.review(revision=2, level=Role.SCHOOL, name="周敏", reason="同意。")
    said = canonical(revision=2, reviews=(first, second, mistaken, third))["reviews"]
    assert said == [
        {"level": "college", "decision": "pass", "by": "王老师", "at": SECONDS, "opinion": ""},
        {"level": "school", "decision": "pass", "by": "周敏", "at": SECONDS, "opinion": "同意。"},
    ]


def test_a_student_who_began_it_is_told_apart_and_a_draft_agrees_to_nothing() -> None:
    assert canonical()["mode"] == "employer_initiated"
    draft = record.canonical(some.initiated(), "", POLICY, signed_at=NOW)
    assert (draft["mode"], draft["acceptance"], draft["reviews"]) == ("student_initiated", None, [])
