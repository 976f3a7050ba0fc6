"""An outside account: good in the browser that asked, one account's, bound by what every binding needs (A04)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.domain.actors import Role
from functions.domain.errors import Refused
from functions.ports import Replace
from functions.usecases import accounts, federation, sessions
from functions.usecases.accounts import Binding
from tests import factories
from tests.world import PASSWORD, World

HERE, ELSEWHERE = "cookie of a visitor", "cookie of another visitor"
LOGIN = accounts.student_login(factories.SCHOOL, factories.student().number)


def state(world: World, visitor: str = HERE) -> str:
    return parse_qs(urlsplit(federation.begin(world.services, visitor)).query)["state"][0]


def identity(world: World) -> str:
    return federation.identify(world.services, HERE, "code", state(world))


def student() -> World:
    """Return a world whose student has an account with a password."""
    world = World()
    hashed = world.services.secrets.hash_password(PASSWORD)
    account = replace(world.services.store.account(f"account-{Role.STUDENT}"), login=LOGIN, password_hash=hashed)
    world.services.store.commit(Replace(replace(account, version=account.version + 1)))
    return world


def test_every_attempt_has_a_state_nonce_and_verifier_of_its_own() -> None:
    world = World()
    one, other = (federation.begin(world.services, HERE) for _ in range(2))
    assert parse_qs(urlsplit(one).query)["state"] != parse_qs(urlsplit(other).query)["state"]
    assert urlsplit(one).fragment != urlsplit(other).fragment
    assert HERE not in one


def test_one_person_has_one_mark_that_says_nothing() -> None:
    world = World()
    assert identity(world) == identity(world)
    assert "person" not in identity(world)


Attempt = Callable[[World], tuple[str, str, str]]
REFUSED: dict[str, tuple[Attempt, str]] = {
    "a state of another browser": (lambda w: (HERE, "code", state(w, ELSEWHERE)), "federation_refused"),
    "a state of no browser": (lambda w: ("", "code", state(w, "")), "federation_refused"),
    "a state that was made up": (lambda _: (HERE, "code", "made.up"), "federation_refused"),
    "a state in one part": (lambda _: (HERE, "code", "状态"), "federation_refused"),
    "a code that is none": (lambda w: (HERE, "made up", state(w)), "federation_refused"),
}


@pytest.mark.parametrize(("attempt", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_nobody_is_identified_by(attempt: Attempt, said: str) -> None:
    world = World()
    with pytest.raises(Refused) as refused:
        federation.identify(world.services, *attempt(world))
    assert (refused.value.code, refused.value.rule) == (said, "A04")


def test_a_platform_that_is_away_is_said_to_be_away() -> None:
    world = World()
    world.federation.is_reachable = False
    with pytest.raises(Refused, match="federation_unreachable"):
        identity(world)


def test_without_a_platform_there_is_no_such_way() -> None:
    world = World()
    world.services = replace(world.services, federation=None)
    assert federation.name(world.services) is None
    with pytest.raises(Refused, match="federation_off"):
        federation.begin(world.services, HERE)


def test_whom_no_account_knows_is_not_logged_in() -> None:
    world = World()
    assert federation.log_in(world.services, identity(world)) is None


def test_a04_a_password_binds_it_and_then_it_opens_the_same_account() -> None:
    world = student()
    given = federation.ticket(world.services, HERE, identity(world))
    known = federation.claimed(world.services, HERE, given)
    sessions.log_in(world.services, LOGIN, PASSWORD, known)
    begun = federation.log_in(world.services, identity(world))
    assert begun is not None
    found = sessions.find(world.services, begun[1])
    assert found is not None
    assert found.account == f"account-{Role.STUDENT}"


def test_binding_it_again_to_the_same_account_changes_nothing() -> None:
    world = student()
    for _ in range(2):
        sessions.log_in(world.services, LOGIN, PASSWORD, identity(world))
    assert federation.log_in(world.services, identity(world)) is not None


TICKETS: dict[str, Callable[[World, str], tuple[str, str]]] = {
    "in another browser": lambda _, given: (ELSEWHERE, given),
    "in no browser": lambda w, _: ("", federation.ticket(w.services, "", identity(w))),
    "for another person": lambda _, given: (HERE, "00" * 32 + given[64:]),
    "with another end": lambda _, given: (HERE, given.replace(".1", ".2", 1)),
    "without an end": lambda _, given: (HERE, given.partition(".")[0]),
    "with an end that is no number": lambda _, given: (HERE, given.replace(".1", ".x", 1)),
    "of nothing": lambda *_: (HERE, ""),
}


@pytest.mark.parametrize("use", TICKETS.values(), ids=TICKETS.keys())
def test_a_ticket_is_not_taken(use: Callable[[World, str], tuple[str, str]]) -> None:
    world = World()
    visitor, given = use(world, federation.ticket(world.services, HERE, identity(world)))
    with pytest.raises(Refused, match="federation_lapsed"):
        federation.claimed(world.services, visitor, given)


@pytest.mark.parametrize(("minutes", "is_good"), [(30, True), (31, False)])
def test_a_ticket_is_good_for_half_an_hour(minutes: int, *, is_good: bool) -> None:
    world = World()
    given = federation.ticket(world.services, HERE, identity(world))
    world.clock.pass_(minutes=minutes)
    if is_good:
        assert federation.claimed(world.services, HERE, given) == identity(world)
        return
    with pytest.raises(Refused, match="federation_lapsed"):
        federation.claimed(world.services, HERE, given)


def taken() -> World:
    """Return a world in which somebody else's account has the outside account."""
    world = student()
    world.open_account(Role.STUDENT, id="other", login=f"{factories.SCHOOL}/other", party="other",
                       identity=identity(world))  # fmt: skip
    return world


def test_it_is_one_accounts() -> None:
    world = taken()
    with pytest.raises(Refused, match="federation_taken"):
        sessions.log_in(world.services, LOGIN, PASSWORD, identity(world))


def test_it_is_not_bound_with_a_new_account_where_another_has_it() -> None:
    world = taken()
    typed = Binding(school=factories.SCHOOL, name="某某", number="9", id_number="", password=PASSWORD)
    with pytest.raises(Refused, match="federation_taken"):
        accounts.bind(world.services, typed, identity(world))


def test_it_opens_a_students_account_only() -> None:
    world = World()
    hashed = world.services.secrets.hash_password(PASSWORD)
    world.open_account(Role.COLLEGE, id="reviewer", login="wang@school.example", password_hash=hashed)
    with pytest.raises(Refused, match="federation_for_students"):
        sessions.log_in(world.services, "wang@school.example", PASSWORD, identity(world))
