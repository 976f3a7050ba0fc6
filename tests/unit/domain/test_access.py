"""The permission table, every cell."""

from __future__ import annotations

import pytest

from functions.domain import access
from functions.domain.access import PERMISSIONS, Permission
from functions.domain.actors import Role

# One letter for each role that may: Student, Employer, College, School (s: scHool), Admin, Operator, Public.
LETTERS = {
    "S": Role.STUDENT, "E": Role.EMPLOYER, "C": Role.COLLEGE, "H": Role.SCHOOL, "A": Role.ADMIN, "O": Role.OPERATOR,
    "P": Role.PUBLIC, "Y": Role.SYSTEM,
}  # fmt: skip
EXPECTED = {
    "read_session": "SECHAOP", "log_in": "SECHAOP", "log_out": "SECHAOP", "bind_student": "SECHAOP",
    "open_account": "SECHAOP", "register_employer": "SECHAOP", "read_schools": "SECHAOP", "read_codes": "SECHAOP",
    "hand_in_piece": "SECHAOP", "change_own_account": "SECHAO", "read_notices": "SECHAO", "read_next_steps": "S",
    "read_source_record": "S", "confirm_source_record": "S", "request_correction": "S",
    "read_students": "CHA", "read_corrections": "CHA", "answer_correction": "CHA", "review_source_record": "CHA",
    "release_binding": "A", "import_students": "A",
    "read_own_employer": "E", "resubmit_employer": "E", "read_employers": "O", "read_employer": "HAO",
    "review_employer": "O", "read_admissions": "EHA", "request_admission": "E", "review_admission": "HA",
    "read_colleagues": "E", "invite_colleague": "E", "search_student": "E",
    "read_position": "SE", "keep_position": "E", "keep_resume": "S", "apply_for_position": "S",
    "read_application": "SE", "read_applicants": "E", "withdraw_application": "S", "answer_interview": "S",
    "invite_to_interview": "E", "record_result": "E", "make_offer": "E",
    "read_invitation": "SE", "draft_invitation": "E", "edit_invitation": "E", "discard_invitation": "E",
    "send_invitation": "E", "withdraw_invitation": "E", "reject_invitation": "S", "accept_invitation": "S",
    "read_agreement": "SECHA", "review_agreement": "CH", "revise_agreement": "E", "confirm_revision": "S",
    "decline_revision": "S", "void_agreement": "A", "print_agreement": "SECHA", "read_prints": "CHA",
    "post_copy": "E", "record_stamp": "CHA",
    "record_completion": "CHA",
    "search_unit": "S", "claim_number": "S", "record_signing": "CHA",
    "read_mismatches": "CHA", "accept_registry": "HA",
    "read_cards": "S", "make_card": "S", "sign_as_guest": "SECHAOP", "read_offered_material": "S",
    "read_material": "CHA",
    "read_initiation": "S", "read_evidence": "SCHA", "draft_agreement": "S", "submit_agreement": "S",
    "print_batch": "CHA", "request_undo": "HA", "decide_undo": "HA",
    "request_reissue": "SE", "decide_reissue": "HA",
    "request_unlock": "A", "decide_unlock": "HA",
    "keep_blank_forms": "CHA", "request_blank_form": "S", "pair_computer": "SECHAOP", "grant_print": "S",
    "read_termination": "SECHA", "apply_termination": "SE", "answer_termination": "SE", "withdraw_termination": "SE",
    "review_termination": "CH",
    "read_policy": "CHA", "change_policy": "A", "read_school": "CHA", "change_school": "A", "read_staff": "A",
    "invite_staff": "A", "remove_staff": "A",
    "read_signing_counts": "AO", "create_school": "O", "read_all_schools": "O", "read_keys": "O",
}  # fmt: skip


@pytest.mark.parametrize("permission", Permission)
def test_each_cell_of_the_permission_table(permission: Permission) -> None:
    allowed = {role: access.may(permission, role) for role in Role}
    assert allowed == {role: role in {LETTERS[letter] for letter in EXPECTED[permission]} for role in Role}


def test_every_permission_has_a_row_and_no_row_is_left_over() -> None:
    assert set(PERMISSIONS) == set(Permission)
    assert set(EXPECTED) == set(Permission)


def test_what_is_not_in_the_table_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "PERMISSIONS", {})
    assert not any(access.may(permission, role) for permission in Permission for role in Role)
