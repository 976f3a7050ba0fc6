"""What of a record each role may know (traps 9, 20, 30)."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain import sight
from functions.domain.actors import Actor, Role
from functions.domain.agreement import State as AgreementState
from functions.domain.application import State as ApplicationState
from functions.domain.errors import NotFound
from functions.domain.invitation import State
from functions.domain.sight import SIGHT
from tests import factories

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
    "a guest": factories.actor(role=Role.GUEST, party=factories.CARD),
    "a guest with another card": factories.actor(role=Role.GUEST, party="another"),
    "a guest without a card": factories.actor(role=Role.GUEST, party=None),
    "a visitor": factories.actor(role=Role.PUBLIC, party=None, school=None),
}
_STAFF_OF_COLLEGE = {"the college", "the school", "the administrator"}
_PARTIES = {"the student", "the employer"} | _STAFF_OF_COLLEGE
SEEN_BY: dict[str, tuple[Any, set[str]]] = {
    "a student": (factories.student(), {"the student"} | _STAFF_OF_COLLEGE),
    "a correction": (factories.correction(), {"the student"} | _STAFF_OF_COLLEGE),
    "an employer": (factories.employer(), {"the employer", "the operator"}),
    "an admission": (factories.admission(), {"the employer", "the school", "the administrator"}),
    "a position": (factories.position(), {"the student", "another student of the school", "the employer"}),
    "an application": (factories.application(), {"the student", "the employer"}),
    "an application taken back": (factories.application(state=ApplicationState.WITHDRAWN), {"the student"}),
    "a draft": (factories.invitation(), {"the employer", "the system"}),
    "a discarded draft": (factories.invitation(state=State.DISCARDED), {"the employer", "the system"}),
    "a sent invitation": (
        factories.invitation(state=State.PENDING, revision=1), {"the student", "the employer", "the system"},
    ),
    "a card": (factories.card(), {"the student"}),
    "a guest's invitation": (
        factories.by_guest(state=State.PENDING, revision=1), {"the student", "a guest", "the system"},
    ),
    "a guest's agreement": (factories.signed_by_guest(), {"the student", "the system"} | _STAFF_OF_COLLEGE),
    "an agreement": (factories.agreement(), _PARTIES | {"the system"}),
    "what a student began and submitted": (
        factories.initiated(state=AgreementState.COLLEGE_REVIEW), {"the student", "the system"} | _STAFF_OF_COLLEGE,
    ),
    "a student's draft": (factories.initiated(), {"the student", "the system"}),
    "a student's draft put away": (
        factories.initiated(state=AgreementState.DISCARDED), {"the student", "the system"},
    ),
    "a mismatch": (factories.mismatch(), _STAFF_OF_COLLEGE),
    "a blank form": (factories.blank_form(), _STAFF_OF_COLLEGE),
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


def seen(actor: Actor, record: Any) -> Any:
    """Return what an actor gets: the record, or nothing where there is none for them."""
    try:
        return sight.seen(actor, record)
    except NotFound:
        return None


@pytest.mark.parametrize(("record", "seen_by"), SEEN_BY.values(), ids=SEEN_BY)
def test_each_actor_sees_only_what_is_theirs(record: Any, seen_by: set[str]) -> None:
    assert {who for who, actor in ACTORS.items() if sight.sees(actor, record)} == seen_by
    assert {who: seen(actor, record) for who, actor in ACTORS.items()} == {
        who: record if who in seen_by else None for who in ACTORS
    }


def test_every_kind_with_a_rule_of_sight_is_tried() -> None:
    assert set(SIGHT) <= {type(record).__name__ for record, _ in SEEN_BY.values()}
