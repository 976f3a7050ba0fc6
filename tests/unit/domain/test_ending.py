"""What an end to an agreement brings about, told before anybody applies."""

from __future__ import annotations

from datetime import datetime

import pytest

from functions.domain import ending
from functions.domain.actors import Role
from functions.domain.ending import Registry
from functions.domain.policy import SchoolPolicy
from functions.domain.termination import Situation
from tests.factories import someone

# 31 August 2026 is a Monday; the register takes changes to its last second.
MOMENTS: dict[str, tuple[str, int, Registry]] = {
    "in spring": ("2026-03-05T08:00:00+08:00", 15, Registry.OPEN),
    "no waiting time on the last day": ("2026-08-31T23:59:59+08:00", 0, Registry.OPEN),
    "free again on the last day": ("2026-08-27T12:00:00+08:00", 1, Registry.OPEN),
    "free again only after it": ("2026-08-28T12:00:00+08:00", 1, Registry.CLOSES_BEFORE),
    "a waiting time that ends after it": ("2026-08-20T12:00:00+08:00", 15, Registry.CLOSES_BEFORE),
    "the day after": ("2026-09-01T00:00:00+08:00", 0, Registry.CLOSED),
    "the next year": ("2027-03-05T08:00:00+08:00", 15, Registry.CLOSED),
}


@pytest.mark.parametrize(("now", "days", "expected"), MOMENTS.values(), ids=MOMENTS)
def test_the_register_of_destinations_is_open_when_the_student_is_free(now: str, days: int, expected: Registry) -> None:
    policy = SchoolPolicy(cooldown_working_days=days)
    situation = Situation(actor=someone(Role.STUDENT), now=datetime.fromisoformat(now), policy=policy)
    assert ending.registry(2026, situation) is expected
