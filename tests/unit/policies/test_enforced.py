"""Every setting is enforced: for each, a test in which two values of it behave differently.

A test stands as its file below tests/ and its name, both without `test_`, as in tests/rows.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from functions.domain import invitation
from functions.domain.actors import Role
from functions.domain.errors import Refused
from functions.domain.paper import Paper
from functions.domain.policy import SchoolPolicy, StatusWords
from functions.domain.policy_texts import settings
from functions.ports import Replace
from functions.usecases import cards, issuing
from tests import factories, steps
from tests.rows import whole
from tests.unit.test_rows import found
from tests.world import World

_EFFECT = "unit/domain/effective_dates::it_takes_effect_on_the_event_of_its_mode"
_TOPICS = "unit/domain/channels::each_topic_has_channels_of_its_own"
_PRINTED = "unit/domain/student::the_form_shows_a_sensitive_field_only_where_the_school_asks_for_it"
_IN_CODE = "unit/usecases/prints::key_terms_and_hint_stay_out_of_the_code_where_the_policy_says_so"
_PAPER = "unit/domain/cohorts::a08_from_the_day_on_paper_is_for_listed_exceptions"
_ASKED = "unit/usecases/invitations::no_answer_is_needed_that_the_policy_does_not_ask_for"
_OPENED = "unit/domain/cohorts::a08_a_cohort_signs_once_the_school_has_opened_it"
ENFORCED: Mapping[str, str] = {
    "invite_valid_days": "unit/policies/enforced::an_invitation_is_open_as_long_as_the_school_says",
    "invite_valid_days_min": "unit/policies/enforced::an_employer_chooses_no_fewer_days_than_the_school_allows",
    "invite_valid_days_max": "unit/domain/invitation::validity",
    "employer_may_choose_validity": "unit/domain/invitation::validity",
    "max_open_invites_per_student": "unit/domain/invitation::refuses",
    "invites_while_signed": "unit/usecases/invitations::who_has_signed_cannot_be_invited_where_the_policy_says_so",
    "reject_reason_required": "unit/domain/invitation::a_reason_is_asked_for_where_the_policy_asks",
    "withdraw_before_accept": "unit/domain/invitation::refuses",
    "keep_unanswered_months": "unit/domain/retention::months_are_counted",
    "edit_after_accept": "unit/usecases/reviews::the_policy_stops_a_decision",
    "review_chain": "unit/domain/agreement::a_chain_begins_and_ends",
    "review_fail_allowed": "unit/usecases/reviews::the_policy_stops_a_decision",
    "penalty_limit_months": "unit/domain/flags::flags",
    "source_record_review": "unit/domain/student::the_student_vouches_with_the_own_contact_fields",
    "student_may_edit_registry_fields": "unit/web/students::a_student_edits_where_the_policy_lets_students",
    "effective_on_employer_initiated": _EFFECT,
    "effective_on_student_initiated": _EFFECT,
    "effective_on_offline": _EFFECT,
    "effective_on_qr": _EFFECT,
    "student_may_initiate": "unit/domain/initiating::what_stands_in_the_way",
    "qr_signing_without_account": "unit/domain/card::e01_who_may_make_one",
    "qr_card_days": "unit/policies/enforced::a_card_lives_as_long_as_the_school_says",
    "qr_student_confirms": "unit/usecases/guest_offers::e04_a_consent_stands_on_a_card_where_the_policy_lets_it",
    "employer_admission": "unit/domain/employer::who_may_invite",
    "copies": "unit/domain/printing::trap_16_each_print_is_counted_with_its_copy_and_holder",
    "who_prints": "unit/domain/printing::who_prints_is_the_schools_choice",
    "print_required": "unit/web/students::an_issued_agreement_can_be_printed_or_has_to_be",
    "preset_school_seal": "unit/policies/enforced::the_seal_is_on_the_paper_where_the_school_says",
    "open_cohort_first": _OPENED,
    "open_cohort_last": _OPENED,
    "online_only_from": _PAPER,
    "online_only_cohort": _PAPER,
    "paper_exceptions": _PAPER,
    "blank_form_marking": "unit/domain/blank_form::a_school_that_keeps_no_register_hands_nothing_out_here",
    "blank_form_quota_percent": "unit/domain/blank_form::a_share_of_the_cohort",
    "termination_initiators": "unit/domain/termination::may_not_apply",
    "termination_counterparty": "unit/domain/termination::where_an_application_begins",
    "termination_reviewers": "unit/domain/termination::where_an_application_begins",
    "termination_opens": "unit/domain/termination::trap_14_nothing_before_the_opening_date",
    "termination_answer_days": "unit/domain/termination::an_application_carries_what_lists_show",
    "termination_letter_required": "unit/domain/termination::a_letter_where_the_policy_asks_for_one",
    "termination_reason": "unit/domain/termination::how_the_reason_is_given",
    "max_terminations": "unit/domain/termination::may_not_apply",
    "cooldown_working_days": "unit/usecases/what_if::a_student_who_has_just_ended_an_agreement_would_wait",
    "agreement_number_required_before_invite": "unit/usecases/invitations::the_policy_stops_a_verb",
    "agreement_number_pattern": "unit/usecases/limits::a_long_pattern_leaves_less_room_for_names",
    "notify_invitation": _TOPICS,
    "notify_signing": _TOPICS,
    "notify_termination": _TOPICS,
    "notify_records": _TOPICS,
    "status_words": "unit/policies/enforced::states_are_called_as_the_school_says",
    "student_answers_health": _ASKED,
    "student_answers_pay_after_trial": _ASKED,
    "form_shows_ethnicity": _PRINTED,
    "form_shows_political_status": _PRINTED,
    "form_shows_qq": _PRINTED,
    "form_shows_home_address": _PRINTED,
    "key_terms_in_code": _IN_CODE,
    "holder_hint_in_code": _IN_CODE,
    "qr_error_correction": "unit/policies/enforced::the_code_stands_as_much_damage_as_the_school_says",
    "keep_evidence_years": "unit/domain/retention::years_are_counted",
    "keep_students_years": "unit/domain/retention::years_of_graduates_are_counted",
    "keep_register_years": "unit/domain/register::it_is_kept_for_years",
}


def test_every_setting_has_its_test() -> None:
    assert ENFORCED.keys() == settings().keys()


@pytest.mark.parametrize("setting", ENFORCED)
def test_what_shows_it_is_there(setting: str) -> None:
    file, _, name = whole(ENFORCED[setting]).partition("::")
    assert name in found(file)


def test_an_invitation_is_open_as_long_as_the_school_says() -> None:
    ends = [steps.sent(World(SchoolPolicy(invite_valid_days=days))).expires_at for days in (7, 14)]
    assert ends[0] != ends[1]


def test_a_card_lives_as_long_as_the_school_says() -> None:
    worlds = [World(SchoolPolicy(qr_card_days=days)) for days in (1, 7)]
    ends = [cards.make(world.services, steps.actor(world, Role.STUDENT))[0].expires_at for world in worlds]
    assert ends[0] < ends[1]


def test_an_employer_chooses_no_fewer_days_than_the_school_allows() -> None:
    assert invitation.validity(5, SchoolPolicy(invite_valid_days_min=5)) == 5
    with pytest.raises(Refused, match="validity_out_of_range"):
        invitation.validity(5, SchoolPolicy(invite_valid_days_min=7))


class Press:
    """A press that keeps what it is given."""

    def __init__(self) -> None:
        self.papers: list[Paper] = []

    def render(self, paper: Paper) -> bytes:
        self.papers.append(paper)
        return b"%PDF-"


def printed(**values: Any) -> Paper:
    """Return a copy as it goes to the press, of a school that has a seal and these values."""
    world, press = World(SchoolPolicy(**values)), Press()
    world.blobs.put("seals/1.png", b"seal", "image/png")
    store = world.services.store
    school = store.school(factories.SCHOOL)
    store.commit(Replace(replace(school, seal="seals/1.png", version=school.version + 1)))
    issuing.issue(world.services, world.signer, press, steps.signed(world))  # type: ignore[arg-type]  # it draws one by one
    return press.papers[0]


def test_the_seal_is_on_the_paper_where_the_school_says() -> None:
    assert (printed(preset_school_seal=True).seal, printed(preset_school_seal=False).seal) == (b"seal", None)


def test_the_code_stands_as_much_damage_as_the_school_says() -> None:
    assert [printed(qr_error_correction=level).quartile for level in ("L", "Q")] == ["L", "Q"]


def test_states_are_called_as_the_school_says() -> None:
    shown = [
        World(SchoolPolicy(status_words=words)).client(Role.STUDENT).get("/api/session").get_json()["account"]
        for words in (StatusWords.STANDARD, StatusWords.ANHUI)
    ]
    assert shown[0]["words"] != shown[1]["words"]
