"""Where notices go for each role."""

from __future__ import annotations

import pytest

from functions.domain.actors import (
    SYSTEM,
    Actor,
    Role,
    college_address,
    employer_address,
    guest_address,
    school_address,
    student_address,
)
from tests.factories import CARD, COLLEGE, EMPLOYER, SCHOOL, STUDENT, someone

ADDRESSES = {
    Role.STUDENT: f"student:{STUDENT}",
    Role.EMPLOYER: f"employer:{EMPLOYER}",
    Role.COLLEGE: f"college:{SCHOOL}:{COLLEGE}",
    Role.SCHOOL: f"school:{SCHOOL}",
    Role.ADMIN: f"school:{SCHOOL}",
    Role.OPERATOR: "operator",
    Role.SYSTEM: "system",
    Role.PUBLIC: "public",
    Role.GUEST: f"guest:{CARD}",
}


@pytest.mark.parametrize("role", Role)
def test_each_role_has_its_address(role: Role) -> None:
    assert someone(role).address == ADDRESSES[role]


def test_addresses_are_written_in_one_way() -> None:
    assert student_address(STUDENT) == someone(Role.STUDENT).address
    assert employer_address(EMPLOYER) == someone(Role.EMPLOYER).address
    assert guest_address(CARD) == someone(Role.GUEST).address
    assert college_address(SCHOOL, COLLEGE) == someone(Role.COLLEGE).address
    assert school_address(SCHOOL) == someone(Role.SCHOOL).address == someone(Role.ADMIN).address


def test_an_account_without_a_binding_has_nobodys_address() -> None:
    unbound = [Actor(account="a", role=role).address for role in (Role.COLLEGE, Role.SCHOOL)]
    assert unbound == ["college::", "school:"]


def test_the_system_has_its_own_account() -> None:
    assert (SYSTEM.role, SYSTEM.account, SYSTEM.school) == (Role.SYSTEM, "system", None)
