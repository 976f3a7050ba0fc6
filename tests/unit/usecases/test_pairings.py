"""Scan-to-print through the use cases: one browser, one code, one line in the register, one file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.errors import DomainError, NotFound, Refused
from functions.domain.policy import SchoolPolicy
from functions.usecases import pairings, prints
from tests import steps
from tests.factories import someone
from tests.unit.usecases.attempts import Attempt, assert_refused
from tests.world import World

PC, OTHER_PC = "browser-of-the-pc", "another-browser"
Begun = tuple[str, str, str]


def begun(world: World) -> Begun:
    """A graduate with a paper, and a computer that waits; return agreement, pairing and code."""
    found = steps.issued(world)
    opened, code = pairings.open_(world.services, PC)
    return found.id, opened.id, code


def granted(world: World) -> Begun:
    made = begun(world)
    grant()(world, made)
    return made


def grant(copy: int = 2, role: Role = Role.STUDENT, code: str = "", **who: Any) -> Callable[[World, Begun], Any]:
    return lambda w, made: pairings.grant(
        w.services, someone(role, **who) if who else steps.actor(w, role), code or made[2], made[0], copy
    )


def collect(browser: str = PC) -> Callable[[World, Begun], Any]:
    return lambda w, made: pairings.collect(w.services, browser, made[1])


def test_the_phone_says_which_copy_and_the_computer_gets_it_once() -> None:
    world = World()
    agreement, opened, code = begun(world)
    student = steps.actor(world, Role.STUDENT)
    seen, mine = pairings.scan(world.services, student, code)
    assert (seen.id, len(seen.check), [one.id for one, _ in mine]) == (opened, 4, [agreement])
    pairings.grant(world.services, student, code, agreement, 2)
    (line,) = prints.register(world.services, student, agreement)
    assert (line.copy, line.account) == (2, student.account)
    content = pairings.collect(world.services, PC, opened)
    assert content == prints.file(world.services, student, agreement, 1)[1]


def test_neither_code_nor_browser_is_stored() -> None:
    world = World()
    _, opened, code = begun(world)
    stored = repr(world.services.store.find_pairing(opened))
    assert not any(secret in stored for secret in (PC, code.partition(".")[2]))


def later(begin: Callable[[World], Begun]) -> Callable[[World], Begun]:
    def made(world: World) -> Begun:
        found = begin(world)
        world.clock.pass_(seconds=121)
        return found

    return made


USED_UP = Refused("print_code_used_up", field="code", rule="J09")
NOT_GRANTED = Refused("print_not_granted", rule="J09")
NONE = NotFound("pairing")
ATTEMPTS: dict[str, Attempt] = {
    "a code twice": Attempt(granted, grant(), USED_UP),
    "a code after two minutes": Attempt(later(begun), grant(), USED_UP),
    "a code of nobody": Attempt(begun, grant(code="nobody.secret"), NONE),
    "a code with a guessed secret": Attempt(
        begun, lambda w, made: grant(code=f"{made[1]}.guessed")(w, made), NONE),
    "somebody else's agreement": Attempt(begun, grant(party="s-other"), NotFound("agreement")),
    "a copy that there is not": Attempt(begun, grant(copy=4), Refused("unknown_copy", field="copy", rule="J07")),
    "a student where only staff prints": Attempt(
        begun, grant(), Refused("role_may_not_print", rule="J01"),
        SchoolPolicy(who_prints=frozenset({Role.SCHOOL}))),
    "collecting before the phone has answered": Attempt(begun, collect(), NOT_GRANTED),
    "collecting in another browser": Attempt(granted, collect(OTHER_PC), NONE),
    "collecting without a browser": Attempt(granted, collect(""), NONE),
    "collecting after two minutes": Attempt(later(granted), collect(), NOT_GRANTED),
    "collecting what nobody opened": Attempt(
        granted, lambda w, _: pairings.collect(w.services, PC, "nothing"), NONE),
}  # fmt: skip


@pytest.mark.parametrize("tried", ATTEMPTS.values(), ids=ATTEMPTS)
def test_it_is_refused_and_nothing_is_stored(tried: Attempt) -> None:
    assert_refused(tried)


def test_a_file_is_given_out_once() -> None:
    world = World()
    made = granted(world)
    collect()(world, made)
    with pytest.raises(DomainError) as caught:
        collect()(world, made)
    assert caught.value == NOT_GRANTED


def test_a_browser_that_only_opens_is_slowed_down_and_a_print_clears_the_count() -> None:
    world = World()
    made = granted(world)
    for _ in range(3):
        pairings.open_(world.services, PC)
    collect()(world, made)
    for _ in range(5):
        pairings.open_(world.services, PC)
    with pytest.raises(Refused) as caught:
        pairings.open_(world.services, PC)
    assert caught.value.code == "too_many_attempts"
    pairings.open_(world.services, OTHER_PC)
