"""M18: a student who has signed is unlocked by an administrator and a second approver; the agreement ends."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.domain import reviewing, signing_lock, undoing, unlocking
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement, State, Unlocking
from functions.domain.agreement_states import Situation
from functions.domain.errors import Refused
from functions.domain.policy import SchoolPolicy
from functions.domain.signing_lock import Destination, LockState
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import refusal

FIRST, SECOND = someone(Role.ADMIN, account="a5", name="周敏"), someone(Role.ADMIN, account="a6", name="孙老师")
OFFICE, REASON = someone(Role.SCHOOL), "已应征入伍，单位不使用本系统"


def x(actor: Actor) -> Situation:
    return Situation(actor=actor, now=NOW, policy=SchoolPolicy(max_terminations=1, cooldown_working_days=15))


def signed(**fields: Any) -> Agreement:
    return some.agreement(**{"state": State.SIGNED, "signed_at": NOW, "issued": some.issued()} | fields)


def asked(**fields: Any) -> Agreement:
    return unlocking.request(signed(**fields), REASON, x(FIRST))


def test_one_asks_a_second_one_approves_and_both_are_named() -> None:
    waiting = asked()
    assert (waiting.state, waiting.unlocking) == (
        State.SIGNED, Unlocking(reason=REASON, account="a5", name="周敏", at=NOW),
    )  # fmt: skip
    ended = unlocking.unlock(waiting, x(SECOND))
    assert (ended.state, ended.ended_at, ended.version) == (State.TERMINATED, NOW, 3)
    assert ended.unlocking == replace(
        waiting.unlocking, approver="a6", approver_name="孙老师", approved_at=NOW
    )  # fmt: skip
    assert unlocking.unlock(waiting, x(OFFICE)).state is State.TERMINATED


def test_the_lock_is_free_at_once_and_the_destination_is_awaiting_employment() -> None:
    freed = signing_lock.unlock(some.signing_lock(), some.CASE)
    assert (freed.state, freed.until, freed.terminations) == (LockState.FREE, None, 0)
    assert freed.destination is Destination.AWAITING
    assert signing_lock.take(freed, "another", NOW).destination is None
    assert refusal(lambda: signing_lock.unlock(some.signing_lock(), "another")).code == "lock_not_held"


OPEN: dict[str, Any] = {"open_termination": "t1"}
STATED = {"state": "school_review"}
ASKING: dict[str, tuple[Agreement, str, Actor, Refused]] = {
    "without a reason": (signed(), "", FIRST, Refused("reason_required", field="reason", rule="M18")),
    "while a termination runs": (signed(**OPEN), REASON, FIRST, Refused("termination_open", rule="SM-5")),
    "by the school's reviewer": (
        signed(), REASON, OFFICE, Refused("role_may_not", params={"action": "request_unlock"}),
    ),
    "before it is signed": (
        signed(state=State.SCHOOL_REVIEW), REASON, FIRST,
        Refused("state_does_not_allow", params=STATED | {"action": "request_unlock"}),
    ),
}  # fmt: skip
DECIDING: dict[str, tuple[Agreement, Actor, Refused]] = {
    "by the one who asked": (asked(), FIRST, Refused("second_approver_needed", rule="M18")),
    "unasked": (signed(), SECOND, Refused("unlock_not_requested", rule="M18")),
    "while a termination runs": (replace(asked(), **OPEN), SECOND, Refused("termination_open", rule="SM-5")),
    "by the college": (asked(), someone(Role.COLLEGE), Refused("role_may_not", params={"action": "unlock"})),
    "twice": (
        unlocking.unlock(asked(), x(SECOND)), SECOND,
        Refused("state_does_not_allow", params={"state": "terminated", "action": "unlock"}),
    ),
}  # fmt: skip
REFUSING: dict[str, tuple[Agreement, str, Actor, Refused]] = {
    "without a reason": (asked(), "", SECOND, Refused("reason_required", field="reason", rule="M18")),
    "unasked": (signed(), REASON, SECOND, Refused("unlock_not_requested", rule="M18")),
    "by the student": (
        asked(), REASON, someone(Role.STUDENT), Refused("role_may_not", params={"action": "refuse_unlock"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "reason", "actor", "why"), ASKING.values(), ids=ASKING)
def test_not_asked_for(one: Agreement, reason: str, actor: Actor, why: Refused) -> None:
    assert refusal(lambda: unlocking.request(one, reason, x(actor))) == why


@pytest.mark.parametrize(("one", "actor", "why"), DECIDING.values(), ids=DECIDING)
def test_not_unlocked(one: Agreement, actor: Actor, why: Refused) -> None:
    assert refusal(lambda: unlocking.unlock(one, x(actor))) == why


@pytest.mark.parametrize(("one", "reason", "actor", "why"), REFUSING.values(), ids=REFUSING)
def test_not_refused(one: Agreement, reason: str, actor: Actor, why: Refused) -> None:
    assert refusal(lambda: unlocking.refuse(one, reason, x(actor))) == why


def test_who_asks_again_takes_the_place_of_who_asked_first() -> None:
    again = unlocking.request(asked(), "仍须解锁", x(SECOND))
    assert refusal(lambda: unlocking.unlock(again, x(SECOND))).code == "second_approver_needed"
    assert unlocking.unlock(again, x(FIRST)).state is State.TERMINATED


@pytest.mark.parametrize("who", [FIRST, OFFICE], ids=["who asked", "a second one"])
def test_the_agreement_stands(who: Actor) -> None:
    waiting = replace(asked(), **OPEN)
    assert unlocking.refuse(waiting, "应当申请解约", x(who)) == replace(
        waiting, unlocking=None, version=waiting.version + 1
    )


def test_what_ends_otherwise_was_not_unlocked() -> None:
    assert reviewing.terminate(replace(asked(), **OPEN), x(OFFICE)).unlocking is None
    both = undoing.request(asked(reviews=(some.review(),)), "审错了人", x(FIRST))
    assert undoing.undo(both, x(OFFICE)).unlocking is None
    assert unlocking.unlock(both, x(OFFICE)).undo is None
