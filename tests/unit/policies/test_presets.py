"""Each preset says what its guide says, value by value, and nothing else."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from functions.domain.actors import PARTIES, Role
from functions.domain.channels import Channel
from functions.domain.policy import (
    Counterparty,
    EditAfterAccept,
    EffectiveOn,
    EmployerAdmission,
    InvitesWhileSigned,
    ReviewChain,
    SchoolPolicy,
    SourceReview,
    StatusWords,
    TerminationOpens,
    TerminationReason,
)
from functions.domain.policy_texts import settings
from functions.policies import presets

Sentences = dict[str, tuple[str, object]]

USTC: Sentences = {
    "an invitation is open for two weeks": ("invite_valid_days", 14),
    "each of them for the same two weeks": ("employer_may_choose_validity", False),
    "a graduate may hold several": ("max_open_invites_per_student", 0),
    "accepted terms never change": ("edit_after_accept", EditAfterAccept.NEVER),
    "graduates vouch for their own record": ("source_record_review", SourceReview.SELF),
    "graduates mend registry fields themselves": ("student_may_edit_registry_fields", True),
    "the college reviews": ("review_chain", ReviewChain.COLLEGE),
    "an acceptance takes effect": ("effective_on_employer_initiated", EffectiveOn.ACCEPTANCE),
    "an acceptance by QR card takes effect": ("effective_on_qr", EffectiveOn.ACCEPTANCE),
    "only employers begin": ("student_may_initiate", False),
    "recruiters sign by the QR card": ("qr_signing_without_account", True),
    "what they send is an invitation": ("qr_student_confirms", True),
    "graduates print": ("who_prints", frozenset({Role.STUDENT})),
    "printing is not a necessary step": ("print_required", False),
    "the office's seal is on the form": ("preset_school_seal", True),
    "signing is online from 2022 on": ("online_only_from", date(2022, 1, 1)),
    "paper is for special kinds": ("paper_exceptions", ("选调",)),
    "graduates ask to end it": ("termination_initiators", frozenset({Role.STUDENT})),
    "the employer consents on paper": ("termination_counterparty", Counterparty.LETTER),
    "the consent is uploaded": ("termination_letter_required", True),
    "the college reviews terminations": ("termination_reviewers", ReviewChain.COLLEGE),
    "terminations open after New Year": ("termination_opens", TerminationOpens.AFTER_NEW_YEAR),
    "then the graduate is free at once": ("cooldown_working_days", 0),
    "invitations are told by text message": ("notify_invitation", frozenset({Channel.SMS})),
}
ANHUI: Sentences = {
    "states are called as its guide calls them": ("status_words", StatusWords.ANHUI),
    "the employer names the last day": ("employer_may_choose_validity", True),
    "who has signed is invited by nobody": ("invites_while_signed", InvitesWhileSigned.REFUSED),
    "declining is a plain button": ("reject_reason_required", False),
    "graduates vouch for their own record": ("source_record_review", SourceReview.SELF),
    "college or administrator reviews": ("review_chain", ReviewChain.EITHER),
    "a review may fail": ("review_fail_allowed", True),
    "the review takes effect": ("effective_on_employer_initiated", EffectiveOn.SCHOOL_REVIEW),
    "the review of a QR signing takes effect": ("effective_on_qr", EffectiveOn.SCHOOL_REVIEW),
    "none of the three ways is the graduate's": ("student_may_initiate", False),
    "unregistered units sign by the QR card": ("qr_signing_without_account", True),
    "and their confirmation signs": ("qr_student_confirms", False),
    "registration is enough": ("employer_admission", EmployerAdmission.REGISTRATION),
    "three copies": ("copies", ("用人单位", "毕业生", "学校")),
    "staff and employers print": (
        "who_prints", frozenset({Role.COLLEGE, Role.SCHOOL, Role.ADMIN, Role.EMPLOYER}),
    ),
    "both sign and stamp the paper": ("print_required", True),
    "the form shows the ethnic group": ("form_shows_ethnicity", True),
    "the form shows the political status": ("form_shows_political_status", True),
    "the form shows the QQ number": ("form_shows_qq", True),
    "the form shows the home address": ("form_shows_home_address", True),
    "graduates ask to end it": ("termination_initiators", frozenset({Role.STUDENT})),
    "material stands for the answer": ("termination_counterparty", Counterparty.LETTER),
    "the material is uploaded": ("termination_letter_required", True),
    "the counsellor reviews terminations": ("termination_reviewers", ReviewChain.COLLEGE),
    "then the graduate signs anew": ("cooldown_working_days", 0),
    "numbers are made, not imported": ("agreement_number_required_before_invite", False),
    "a number is the year, digits and the student's": ("agreement_number_pattern", "{year}{serial:08}{student}"),
    "invitations are told in the mini-program": ("notify_invitation", frozenset()),
}  # fmt: skip
HNUST: Sentences = {
    "states are called as its manual calls them": ("status_words", StatusWords.HNUST),
    "an invitation is open for 14 days": ("invite_valid_days", 14),
    "no employer chooses otherwise": ("employer_may_choose_validity", False),
    "five at once": ("max_open_invites_per_student", 5),
    "who rejects says why": ("reject_reason_required", True),
    "grey fields are the school's": ("student_may_edit_registry_fields", False),
    "college and school both review": ("review_chain", ReviewChain.COLLEGE_SCHOOL),
    "an acceptance takes effect": ("effective_on_employer_initiated", EffectiveOn.ACCEPTANCE),
    "a graduate's own by the college's review": ("effective_on_student_initiated", EffectiveOn.COLLEGE_REVIEW),
    "graduates may begin": ("student_may_initiate", True),
    "nobody signs without an account": ("qr_signing_without_account", False),
    "four copies": ("copies", ("学生", "用人单位", "学院", "招生就业处")),
    "graduates print": ("who_prints", frozenset({Role.STUDENT})),
    "health is asked": ("student_answers_health", True),
    "the pay after the trial is asked": ("student_answers_pay_after_trial", True),
    "graduates ask to end it": ("termination_initiators", frozenset({Role.STUDENT})),
    "a stamped proof stands for the answer": ("termination_counterparty", Counterparty.LETTER),
    "the proof is uploaded": ("termination_letter_required", True),
    "the office reviews terminations": ("termination_reviewers", ReviewChain.SCHOOL),
    "the reason is told in words": ("termination_reason", TerminationReason.TEXT),
    "one chance each": ("max_terminations", 1),
    "fifteen working days": ("cooldown_working_days", 15),
    "the number is the student's": ("agreement_number_pattern", "{student}"),
    "invitations are told by WeChat": ("notify_invitation", frozenset({Channel.WECHAT})),
    "and so is the signing": ("notify_signing", frozenset({Channel.WECHAT})),
}
NCSS: Sentences = {
    "states are called as its guide calls them": ("status_words", StatusWords.NCSS),
    "several units may invite": ("max_open_invites_per_student", 0),
    "who has signed only looks": ("invites_while_signed", InvitesWhileSigned.VIEW_ONLY),
    "rejecting is a plain button": ("reject_reason_required", False),
    "a failed review begins anew, nothing is edited": ("edit_after_accept", EditAfterAccept.NEVER),
    "graduates vouch for their own record": ("source_record_review", SourceReview.SELF),
    "the school mends it": ("student_may_edit_registry_fields", False),
    "school or college reviews, once": ("review_chain", ReviewChain.EITHER),
    "a review may fail": ("review_fail_allowed", True),
    "the review takes effect": ("effective_on_employer_initiated", EffectiveOn.SCHOOL_REVIEW),
    "the review of the stamped scan takes effect": ("effective_on_offline", EffectiveOn.SCHOOL_REVIEW),
    "graduates apply for signing on paper only": ("student_may_initiate", False),
    "online signing is for registered units": ("qr_signing_without_account", False),
    "registration is enough": ("employer_admission", EmployerAdmission.REGISTRATION),
    "graduates download": ("who_prints", frozenset({Role.STUDENT})),
    "either side asks to end it": ("termination_initiators", PARTIES),
    "the other side answers": ("termination_counterparty", Counterparty.ANSWER),
    "no letter": ("termination_letter_required", False),
    "school or college reviews terminations": ("termination_reviewers", ReviewChain.EITHER),
    "the reason is picked": ("termination_reason", TerminationReason.LIST),
    "then the graduate signs anew": ("cooldown_working_days", 0),
}
HNUST_2023: Sentences = {
    "states are called as its notice calls them": ("status_words", StatusWords.HNUST_2023),
    "seven days at least": ("invite_valid_days_min", 7),
    "fourteen days at most": ("invite_valid_days_max", 14),
    "who has signed is not found": ("invites_while_signed", InvitesWhileSigned.REFUSED),
    "employers withdraw before the answer": ("withdraw_before_accept", True),
    "a teacher has it mended after the answer": ("edit_after_accept", EditAfterAccept.RETURN),
    "either level vouches for the record": ("source_record_review", SourceReview.EITHER),
    "the college reviews": ("review_chain", ReviewChain.COLLEGE),
    "a review sends back": ("review_fail_allowed", False),
    "an acceptance takes effect": ("effective_on_employer_initiated", EffectiveOn.ACCEPTANCE),
    "a graduate's own by the college's review": ("effective_on_student_initiated", EffectiveOn.COLLEGE_REVIEW),
    "graduates may begin": ("student_may_initiate", True),
    "units register first": ("qr_signing_without_account", False),
    "and are admitted to the school": ("employer_admission", EmployerAdmission.REGISTRATION_AND_ADMISSION),
    "both parties print": ("who_prints", PARTIES),
    "the employer stamps and posts it": ("print_required", True),
    "signing is online from the fifth of September on": ("online_only_from", date(2022, 9, 5)),
    "for the class of 2023 and later": ("online_only_cohort", 2023),
    "paper is for applying to public bodies": ("paper_exceptions", ("报考公务员单位", "国有企业", "事业单位")),
    "blank forms are marked": ("blank_form_marking", True),
    "either side asks to end it": ("termination_initiators", PARTIES),
    "material stands for the answer": ("termination_counterparty", Counterparty.LETTER),
    "the material is handed in": ("termination_letter_required", True),
    "the college reviews terminations": ("termination_reviewers", ReviewChain.COLLEGE),
    "no invitation without an imported number": ("agreement_number_required_before_invite", True),
    "invitations are told by WeChat": ("notify_invitation", frozenset({Channel.WECHAT})),
    "and so is the signing": ("notify_signing", frozenset({Channel.WECHAT})),
}
TABLES = {"ustc": USTC, "anhui": ANHUI, "hnust": HNUST, "ncss": NCSS, "hnust-2023": HNUST_2023}
ROWS = {f"{name}: {words}": (name, *row) for name, rows in TABLES.items() for words, row in rows.items()}


@pytest.mark.parametrize(("name", "setting", "value"), ROWS.values(), ids=ROWS.keys())
def test_a_preset_is_its_guide(name: str, setting: str, value: object) -> None:
    assert getattr(presets.presets()[name].policy, setting) == value


@pytest.mark.parametrize("name", TABLES)
def test_a_preset_holds_no_value_without_its_sentence(name: str) -> None:
    stated = presets.presets()[name].stated
    assert {setting for setting, said in stated.items() if said.value is not None} == {
        setting for setting, _ in TABLES[name].values()
    }


@pytest.mark.parametrize("name", TABLES)
def test_where_a_guide_is_silent_or_names_no_value_the_default_stands(name: str) -> None:
    preset, default = presets.presets()[name], SchoolPolicy()
    for setting in fields(SchoolPolicy):
        said = preset.stated.get(setting.name)
        if said is None or said.value is None:
            assert getattr(preset.policy, setting.name) == getattr(default, setting.name)


def test_every_statement_has_its_words_and_its_rule_and_is_on_a_setting() -> None:
    said = [(name, each) for preset in presets.presets().values() for name, each in preset.stated.items()]
    assert all(each.words and each.cite for _, each in said)
    assert {name for name, _ in said} <= set(settings())


def test_a_setting_is_seen_where_a_guide_speaks_of_it() -> None:
    shown: list[tuple[str, Any]] = [(preset.system, said.value) for preset, said in presets.seen("max_terminations")]
    assert shown == [("HNUST", 1)]
    assert presets.seen("termination_answer_days") == ()


def test_no_two_presets_are_the_same() -> None:
    assert len({repr(preset.policy) for preset in presets.presets().values()}) == len(presets.NAMES)
