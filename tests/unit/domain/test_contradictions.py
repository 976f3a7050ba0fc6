"""No school may choose what a student would have to discover."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import PARTIES, Role
from functions.domain.contradictions import contradictions
from functions.domain.errors import Refused
from functions.domain.policy import Counterparty, EditAfterAccept, EffectiveOn, ReviewChain, SchoolPolicy
from functions.policies.presets import Preset, presets

COLLEGE, SCHOOL = EffectiveOn.COLLEGE_REVIEW, EffectiveOn.SCHOOL_REVIEW
ACCEPTANCE, STAMP = EffectiveOn.ACCEPTANCE, EffectiveOn.PAPER_STAMP
EMPLOYERS, STUDENTS = frozenset({Role.EMPLOYER}), frozenset({Role.STUDENT})


def effects(**events: EffectiveOn) -> dict[str, EffectiveOn]:
    """Return a policy's events: the college's review in each way of signing but those named."""
    online = dict.fromkeys(("employer_initiated", "student_initiated", "qr"), COLLEGE)
    return {f"effective_on_{mode}": event for mode, event in (online | events).items()}


REFUSED: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "the least days above the most": (
        {"invite_valid_days_min": 20, "invite_valid_days_max": 10}, "min_above_max", "invite_valid_days_min", "F03",
    ),
    "the first open cohort after the last": (
        {"open_cohort_first": 2028, "open_cohort_last": 2027}, "min_above_max", "open_cohort_first", "A08",
    ),
    "the default below the least": ({"invite_valid_days": 5}, "default_out_of_bounds", "invite_valid_days", "F03"),
    "the default above the most": ({"invite_valid_days_max": 10}, "default_out_of_bounds", "invite_valid_days", "F03"),
    "a reviewer who can only pass": (
        {"edit_after_accept": EditAfterAccept.NEVER, "review_fail_allowed": False},
        "review_only_passes", "review_fail_allowed", "H05",
    ),
    "a reviewer who can only pass what a guest signs, which nobody could mend": (
        {"review_fail_allowed": False}, "only_failing_ends_a_guests", "review_fail_allowed", "C05",
    ),
    "the school's review where only the college reviews": (
        {"review_chain": ReviewChain.COLLEGE} | effects(employer_initiated=SCHOOL),
        "review_never_reached", "effective_on_employer_initiated", "H01",
    ),
    "the school's review of a student's own, where only the college reviews": (
        {"review_chain": ReviewChain.COLLEGE} | effects(student_initiated=SCHOOL),
        "review_never_reached", "effective_on_student_initiated", "H01",
    ),
    "the school's review of a QR signing, where only the college reviews": (
        {"review_chain": ReviewChain.COLLEGE} | effects(qr=SCHOOL), "review_never_reached", "effective_on_qr", "H01",
    ),
    "the college's review where only the school reviews": (
        {"review_chain": ReviewChain.SCHOOL, "effective_on_employer_initiated": COLLEGE},
        "review_never_reached", "effective_on_employer_initiated", "H01",
    ),
    "an acceptance where the student begins": (
        {"effective_on_student_initiated": ACCEPTANCE}, "nobody_accepts", "effective_on_student_initiated", "I03",
    ),
    "an acceptance of a paper signed elsewhere": (
        {"effective_on_offline": ACCEPTANCE}, "nobody_accepts", "effective_on_offline", "L05",
    ),
    "a stamp on a paper that nobody needs": (
        {"effective_on_employer_initiated": STAMP}, "stamp_without_paper", "effective_on_employer_initiated", "I04",
    ),
    "a stamp on a QR signing's paper that nobody needs": (
        {"effective_on_qr": STAMP}, "stamp_without_paper", "effective_on_qr", "I04",
    ),
    "a required paper of which one side gets none": (
        {"print_required": True, "copies": ("学校",)}, "one_copy_for_two", "copies", "J07",
    ),
    "only employers end it, but one has no account": (
        {"termination_initiators": EMPLOYERS}, "only_students_can_begin", "termination_initiators", "M20",
    ),
    "the same where only QR signing brings one without an account": (
        {"termination_initiators": EMPLOYERS, "student_may_initiate": False},
        "only_students_can_begin", "termination_initiators", "M20",
    ),
    "a letter that stands for the answer and need not be there": (
        {"termination_counterparty": Counterparty.LETTER}, "letter_is_the_answer", "termination_letter_required", "M03",
    ),
    "numbers that repeat": (
        {"agreement_number_pattern": "{year}{school}"},
        "number_may_repeat", "agreement_number_pattern", "decision 6",
    ),
}  # fmt: skip

ALLOWED: dict[str, dict[str, Any]] = {
    "a reviewer who can only return": {"review_fail_allowed": False, "qr_signing_without_account": False},
    "a reviewer who can only fail": {"edit_after_accept": EditAfterAccept.NEVER},
    "the college reviews and its review takes effect": {"review_chain": ReviewChain.COLLEGE} | effects(),
    "either reviews and the school's takes effect": {"review_chain": ReviewChain.EITHER},
    "either reviews and the college's takes effect": {"review_chain": ReviewChain.EITHER} | effects(),
    "both review and the first takes effect": effects(),
    "a way that is not used takes effect never": {
        "review_chain": ReviewChain.SCHOOL, "student_may_initiate": False, "qr_signing_without_account": False,
        "effective_on_student_initiated": ACCEPTANCE, "effective_on_qr": COLLEGE,
    },
    "a stamp on a paper that is required": {"print_required": True, "effective_on_employer_initiated": STAMP},
    "a stamp on a paper that was signed elsewhere": {"effective_on_offline": STAMP},
    "paper signed elsewhere has its own review": {"effective_on_offline": COLLEGE, "review_chain": ReviewChain.SCHOOL},
    "one copy of a paper that nobody needs": {"copies": ("学校",)},
    "two copies of a required paper": {"print_required": True, "copies": ("用人单位", "毕业生")},
    "only employers end it, all of them with an account": {
        "termination_initiators": EMPLOYERS, "student_may_initiate": False, "qr_signing_without_account": False,
    },
    "only students end it": {"termination_initiators": STUDENTS},
    "both end it": {"termination_initiators": PARTIES},
    "a letter and an answer": {"termination_letter_required": True},
    "numbers that tell students apart": {"agreement_number_pattern": "{student}"},
}  # fmt: skip


@pytest.mark.parametrize(("values", "code", "field", "rule"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(values: dict[str, Any], code: str, field: str, rule: str) -> None:
    assert list(contradictions(SchoolPolicy(**values))) == [Refused(code, field=field, rule=rule)]


@pytest.mark.parametrize("values", ALLOWED.values(), ids=ALLOWED.keys())
def test_allows(values: dict[str, Any]) -> None:
    assert list(contradictions(SchoolPolicy(**values))) == []


@pytest.mark.parametrize("preset", presets().values(), ids=lambda preset: preset.name)
def test_no_preset_contradicts_itself(preset: Preset) -> None:
    assert list(contradictions(preset.policy)) == []


def test_the_default_does_not_contradict_itself() -> None:
    assert list(contradictions(SchoolPolicy())) == []


def test_all_of_them_are_named_at_once() -> None:
    shortened = SchoolPolicy(review_chain=ReviewChain.COLLEGE, agreement_number_pattern="1")
    assert [refusal.field for refusal in contradictions(shortened)] == [
        "effective_on_employer_initiated", "effective_on_student_initiated", "effective_on_qr",
        "agreement_number_pattern",
    ]  # fmt: skip
