"""Values of a policy as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from functions.domain import policy_values
from functions.domain.actors import Role
from functions.domain.channels import Channel
from functions.domain.errors import Problems, Refused
from functions.domain.policy import ReviewChain, SchoolPolicy

READ: dict[str, tuple[dict[str, object], object]] = {
    "a number": ({"max_terminations": 1}, 1),
    "a number in digits": ({"max_terminations": "1"}, 1),
    "no limit": ({"max_open_invites_per_student": 0}, 0),
    "a switch": ({"print_required": True}, True),
    "a choice": ({"review_chain": "either"}, ReviewChain.EITHER),
    "a level": ({"qr_error_correction": "Q"}, "Q"),
    "a set": ({"who_prints": ["student", "admin", "admin"]}, frozenset({Role.STUDENT, Role.ADMIN})),
    "a set of channels": ({"notify_signing": ["sms", "wechat"]}, frozenset({Channel.SMS, Channel.WECHAT})),
    "the portal alone": ({"notify_signing": []}, frozenset()),
    "a day": ({"online_only_from": "2026-09-05"}, date(2026, 9, 5)),
    "no day": ({"online_only_from": ""}, None),
    "no exceptions": ({"paper_exceptions": []}, ()),
    "a list": ({"copies": ["学生", "单位", "学院", "招就处"]}, ("学生", "单位", "学院", "招就处")),
    "a pattern": ({"agreement_number_pattern": "{year}-{serial:05}"}, "{year}-{serial:05}"),
}
REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "a word for a number": ({"cooldown_working_days": "two weeks"}, "whole_number"),
    "half a day": ({"cooldown_working_days": 1.5}, "whole_number"),
    "a switch for a number": ({"cooldown_working_days": True}, "whole_number"),
    "too much": ({"cooldown_working_days": 61}, "out_of_range"),
    "less than nothing": ({"cooldown_working_days": -1}, "out_of_range"),
    "full-width digits": ({"cooldown_working_days": "１５"}, "full_width"),
    "no number": ({"cooldown_working_days": None}, "required"),
    "a word for a switch": ({"print_required": "yes"}, "not_a_boolean"),
    "no switch": ({"print_required": None}, "not_a_boolean"),
    "another chain": ({"review_chain": "nobody"}, "not_a_choice"),
    "an empty chain": ({"review_chain": ""}, "not_a_choice"),
    "no chain at all": ({"review_chain": None}, "not_a_choice"),
    "no chain for terminations": ({"termination_reviewers": ""}, "not_a_choice"),
    "a list for a chain": ({"review_chain": ["college"]}, "not_a_choice"),
    "an empty list for a chain": ({"review_chain": []}, "not_a_choice"),
    "nobody begins terminations": ({"termination_initiators": []}, "required"),
    "another level": ({"qr_error_correction": "X"}, "not_a_choice"),
    "nobody may print": ({"who_prints": []}, "required"),
    "no channels": ({"notify_signing": None}, "required"),
    "a channel that is not there": ({"notify_signing": ["fax"]}, "not_a_choice"),
    "a word for a set": ({"who_prints": "student"}, "not_a_list"),
    "the platform prints": ({"who_prints": ["operator"]}, "not_a_choice"),
    "an object in a set": ({"who_prints": [{}]}, "not_a_choice"),
    "a school begins terminations": ({"termination_initiators": ["school"]}, "not_a_choice"),
    "no copies": ({"copies": []}, "required"),
    "copies that are no list": ({"copies": "学校"}, "not_a_list"),
    "too many copies": ({"copies": [f"第{n}联" for n in range(9)]}, "too_many_entries"),
    "a copy twice": ({"copies": ["学校", " 学校 "]}, "entry_repeated"),
    "a day that is none": ({"online_only_from": "2026-02-30"}, "date"),
    "a number for a day": ({"online_only_from": 20260905}, "not_text"),
    "a copy of a number": ({"copies": [1]}, "not_text"),
    "a holder too long": ({"copies": ["学" * 21]}, "too_long"),
    "a pattern without a token": ({"agreement_number_pattern": "2026"}, "bad_number_pattern"),
    "a pattern with Chinese": ({"agreement_number_pattern": "{year}号{serial}"}, "bad_number_pattern"),
    "a pattern that repeats": ({"agreement_number_pattern": "{year}{school}"}, "number_may_repeat"),
    "a setting that is not there": ({"effective_on": "acceptance"}, "unknown_field"),
}


@pytest.mark.parametrize(("typed", "value"), READ.values(), ids=READ.keys())
def test_reads(typed: dict[str, object], value: object) -> None:
    (name,) = typed
    assert getattr(policy_values.read(typed, SchoolPolicy()), name) == value


@pytest.mark.parametrize(("typed", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(typed: dict[str, object], code: str) -> None:
    with pytest.raises(Problems) as problems:
        policy_values.read(typed, SchoolPolicy())
    (refusal,) = problems.value.refusals
    assert refusal.code == code
    assert refusal.field in typed


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(Problems) as problems:
        policy_values.read({"print_required": 1, "review_chain": 2, "copies": 3}, SchoolPolicy())
    assert {refusal.field for refusal in problems.value.refusals} == {"print_required", "review_chain", "copies"}


def test_a_contradiction_is_looked_for_once_every_value_can_be_read() -> None:
    with pytest.raises(Problems) as problems:
        policy_values.read({"invite_valid_days_min": 20, "invite_valid_days_max": 10}, SchoolPolicy())
    assert problems.value.refusals == (Refused("min_above_max", field="invite_valid_days_min", rule="F03"),)
    with pytest.raises(Problems) as problems:
        policy_values.read({"invite_valid_days_min": 20, "invite_valid_days_max": 99}, SchoolPolicy())
    assert [refusal.code for refusal in problems.value.refusals] == ["out_of_range"]


def test_what_is_not_typed_stays() -> None:
    base = SchoolPolicy(max_terminations=1)
    assert policy_values.read({"cooldown_working_days": 15}, base) == SchoolPolicy(
        max_terminations=1, cooldown_working_days=15
    )
