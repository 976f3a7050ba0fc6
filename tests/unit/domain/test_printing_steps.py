"""J16: the printing steps are the policy's."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.policy import EffectiveOn, ReviewChain, SchoolPolicy
from functions.domain.printing_steps import StepCode, steps

OWN = {StepCode.OPEN_AGREEMENT, StepCode.SCAN_ON_COMPUTER, StepCode.SEND_FILE}
TOLD: dict[str, tuple[dict[str, Any], set[StepCode], set[StepCode]]] = {
    "graduates print": ({"who_prints": frozenset({Role.STUDENT})}, OWN,
                        {StepCode.SCHOOL_PRINTS, StepCode.EMPLOYER_PRINTS}),
    "staff print": ({"who_prints": frozenset({Role.COLLEGE})}, {StepCode.SCHOOL_PRINTS},
                    OWN | {StepCode.EMPLOYER_PRINTS}),
    "employers print": ({"who_prints": frozenset({Role.EMPLOYER})}, {StepCode.EMPLOYER_PRINTS},
                        OWN | {StepCode.SCHOOL_PRINTS}),
    "printing is not necessary": ({"print_required": False}, {StepCode.NOT_NECESSARY}, set()),
    "printing is necessary": ({"print_required": True}, set(), {StepCode.NOT_NECESSARY}),
    "a preset seal": ({"preset_school_seal": True}, {StepCode.SEAL_PRESET}, {StepCode.SEAL_AT_SCHOOL}),
    "no preset seal": ({"preset_school_seal": False}, {StepCode.SEAL_AT_SCHOOL}, {StepCode.SEAL_PRESET}),
    "effective when stamped": ({"effective_on_employer_initiated": EffectiveOn.PAPER_STAMP},
                               {StepCode.EFFECTIVE_WHEN_STAMPED}, set()),
    "effective earlier": ({"effective_on_employer_initiated": EffectiveOn.ACCEPTANCE}, set(),
                          {StepCode.EFFECTIVE_WHEN_STAMPED}),
}  # fmt: skip


@pytest.mark.parametrize(("settings", "said", "unsaid"), TOLD.values(), ids=TOLD.keys())
def test_where(settings: dict[str, Any], said: set[StepCode], unsaid: set[StepCode]) -> None:
    told = {step.code for step in steps(SchoolPolicy(**settings))}
    assert said <= told
    assert not unsaid & told


def test_they_begin_with_the_review_and_name_the_copies() -> None:
    policy = SchoolPolicy(review_chain=ReviewChain.COLLEGE, copies=("学生", "用人单位"))
    first, *_ = told = steps(policy)
    assert (first.code, first.params) == (StepCode.AFTER_REVIEW, {"chain": "college"})
    (copies,) = [step for step in told if step.code is StepCode.COPIES]
    assert copies.params == {"count": 2, "holders": "学生、用人单位"}
