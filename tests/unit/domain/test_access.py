"""The permission table, every cell, and what of a record each role may know (traps 9, 20, 30)."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain import access
from functions.domain.access import PERMISSIONS, SIGHT, Permission
from functions.domain.actors import Actor, Role
from functions.domain.errors import Forbidden, NotFound
from functions.domain.invitation import State
from tests import factories

# One letter for each role that may: Student, Employer, College, School (s: scHool), Admin, Operator, Public.
LETTERS = {
    "S": Role.STUDENT, "E": Role.EMPLOYER, "C": Role.COLLEGE, "H": Role.SCHOOL, "A": Role.ADMIN, "O": Role.OPERATOR,
    "P": Role.PUBLIC, "Y": Role.SYSTEM,
}  # fmt: skip
EXPECTED = {
    "read_session": "SECHAOP", "log_in": "SECHAOP", "log_out": "SECHAOP", "bind_student": "SECHAOP",
    "open_account": "SECHAOP", "register_employer": "SECHAOP", "read_schools": "SECHAOP", "read_codes": "SECHAOP",
    "change_own_account": "SECHAO", "read_notices": "SECHAO", "read_next_steps": "S",
    "read_source_record": "S", "confirm_source_record": "S", "request_correction": "S",
    "read_students": "CHA", "read_corrections": "CHA", "answer_correction": "CHA", "review_source_record": "CHA",
    "release_binding": "A", "import_students": "A",
    "read_own_employer": "E", "resubmit_employer": "E", "read_employers": "O", "read_employer": "HAO",
    "review_employer": "O", "read_admissions": "EHA", "request_admission": "E", "review_admission": "HA",
    "read_colleagues": "E", "invite_colleague": "E", "search_student": "E",
    "read_invitation": "SE", "draft_invitation": "E", "edit_invitation": "E", "discard_invitation": "E",
    "send_invitation": "E", "withdraw_invitation": "E", "reject_invitation": "S", "accept_invitation": "S",
    "read_agreement": "SECHA", "review_agreement": "CH", "revise_agreement": "E", "confirm_revision": "S",
    "decline_revision": "S", "void_agreement": "A", "print_agreement": "SECHA", "read_prints": "CHA",
    "print_batch": "CHA",
    "read_termination": "SECHA", "apply_termination": "SE", "answer_termination": "SE", "withdraw_termination": "SE",
    "review_termination": "CH",
    "read_policy": "CHA", "change_policy": "A", "read_school": "CHA", "change_school": "A", "read_staff": "A",
    "invite_staff": "A", "remove_staff": "A",
    "create_school": "O", "read_all_schools": "O", "read_keys": "O",
}  # fmt: skip
CELLS = [(permission, role) for permission in Permission for role in Role]


@pytest.mark.parametrize(("permission", "role"), CELLS, ids=[f"{role} may {what}" for what, role in CELLS])
def test_each_cell_of_the_permission_table(permission: Permission, role: Role) -> None:
    expected = role in {LETTERS[letter] for letter in EXPECTED[permission]}
    assert access.may(permission, role) is expected
    if expected:
        access.check(permission, Actor(account="a", role=role))
    else:
        with pytest.raises(Forbidden):
            access.check(permission, Actor(account="a", role=role))


def test_every_permission_has_a_row_and_no_row_is_left_over() -> None:
    assert set(PERMISSIONS) == set(Permission)
    assert set(EXPECTED) == set(Permission)


def test_what_is_not_in_the_table_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "PERMISSIONS", {})
    assert not any(access.may(permission, role) for permission, role in CELLS)


OTHER_SCHOOL = "10999"
ACTORS = {
    "the student": factories.actor(),
    "another student of the school": factories.actor(party="somebody"),
    "a student of another school with the same id": factories.actor(school=OTHER_SCHOOL),
    "the employer": factories.actor(role=Role.EMPLOYER, school=None, party=factories.EMPLOYER),
    "another employer": factories.actor(role=Role.EMPLOYER, school=None, party="another"),
    "an employer without a binding": factories.actor(role=Role.EMPLOYER, school=None, party=None),
    "the college": factories.actor(role=Role.COLLEGE, party=None, college=factories.COLLEGE),
    "another college": factories.actor(role=Role.COLLEGE, party=None, college="204"),
    "a college of another school with the same code": factories.actor(
        role=Role.COLLEGE, party=None, college=factories.COLLEGE, school=OTHER_SCHOOL
    ),
    "a reviewer without a college": factories.actor(role=Role.COLLEGE, party=None),
    "the school": factories.actor(role=Role.SCHOOL, party=None),
    "another school": factories.actor(role=Role.SCHOOL, party=None, school=OTHER_SCHOOL),
    "the administrator": factories.actor(role=Role.ADMIN, party=None),
    "an administrator of another school": factories.actor(role=Role.ADMIN, party=None, school=OTHER_SCHOOL),
    "the operator": factories.actor(role=Role.OPERATOR, party=None, school=None),
    "the system": factories.actor(role=Role.SYSTEM, party=None, school=None),
    "a visitor": factories.actor(role=Role.PUBLIC, party=None, school=None),
}
_STAFF_OF_COLLEGE = {"the college", "the school", "the administrator"}
_PARTIES = {"the student", "the employer"} | _STAFF_OF_COLLEGE
SEEN_BY: dict[str, tuple[Any, set[str]]] = {
    "a student": (factories.student(), {"the student"} | _STAFF_OF_COLLEGE),
    "a correction": (factories.correction(), {"the student"} | _STAFF_OF_COLLEGE),
    "an employer": (factories.employer(), {"the employer", "the operator"}),
    "an admission": (factories.admission(), {"the employer", "the school", "the administrator"}),
    "a draft": (factories.invitation(), {"the employer", "the system"}),
    "a discarded draft": (factories.invitation(state=State.DISCARDED), {"the employer", "the system"}),
    "a sent invitation": (
        factories.invitation(state=State.PENDING, revision=1), {"the student", "the employer", "the system"},
    ),
    "an agreement": (factories.agreement(), _PARTIES | {"the system"}),
    "a termination": (factories.termination(), _PARTIES | {"the system"}),
    "a batch": (factories.batch(), {"the college", "another college", "a reviewer without a college", "the school",
                                    "the administrator"}),
    "an import": (factories.import_(), {"the administrator"}),
    "a school": (factories.school(), {
        "the college", "another college", "a reviewer without a college", "the school", "the administrator",
        "the operator",
    }),
    "a staff account": (factories.account(role=Role.COLLEGE, party=None), {"the administrator"}),
    "a student's account": (factories.account(), set()),
    "an HR account": (factories.account(role=Role.EMPLOYER, school=None, party=factories.EMPLOYER), {"the employer"}),
    "an invitation to the staff": (factories.account_invitation(), {"the administrator"}),
    "a notice": (factories.notice(), {"the student", "a student of another school with the same id"}),
    "a record of no kind in the table": (factories.print_(), set()),
}  # fmt: skip
SIGHTS = [(what, who) for what in SEEN_BY for who in ACTORS]


@pytest.mark.parametrize(("what", "who"), SIGHTS, ids=[f"{who}: {what}" for what, who in SIGHTS])
def test_each_actor_sees_only_what_is_theirs(what: str, who: str) -> None:
    record, seen_by = SEEN_BY[what]
    assert access.sees(ACTORS[who], record) is (who in seen_by)
    if who in seen_by:
        assert access.seen(ACTORS[who], record) is record
    else:
        with pytest.raises(NotFound):
            access.seen(ACTORS[who], record)


def test_every_kind_with_a_rule_of_sight_is_tried() -> None:
    assert set(SIGHT) <= {type(record) for record, _ in SEEN_BY.values()}
