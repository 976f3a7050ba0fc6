"""Sessions and the count of guesses, below HTTP: what races and what is written when."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from functions.domain.account import FREE_FAILURES, TOUCH_INTERVAL, Session
from functions.domain.actors import Role
from functions.domain.errors import Conflict, Refused
from functions.ports import Delete, Replace
from functions.usecases import accounts, sessions
from tests.world import PASSWORD, World

LOGIN = "wang@school.example"


@pytest.fixture
def world() -> World:
    made = World()
    made.open_account(
        Role.COLLEGE, id="reviewer", login=LOGIN, password_hash=made.services.secrets.hash_password(PASSWORD)
    )
    return made


def log_in(world: World) -> tuple[Session, str]:
    return sessions.log_in(world.services, LOGIN, PASSWORD)


def stored(world: World, token: str) -> Session:
    found = world.services.store.find_session(sessions.token_hash(token))
    assert found is not None
    return found


def test_a_use_is_written_every_five_minutes_at_most(world: World) -> None:
    session, token = log_in(world)
    world.clock.pass_(seconds=TOUCH_INTERVAL.total_seconds() - 1)
    sessions.find(world.services, token)
    assert stored(world, token) == session
    world.clock.pass_(seconds=1)
    sessions.find(world.services, token)
    assert stored(world, token).seen_at == world.clock.now()


def test_two_requests_may_write_the_use_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _, token = log_in(world)
    world.clock.pass_(seconds=TOUCH_INTERVAL.total_seconds())
    conflict = Conflict(Replace(stored(world, token)))

    def lose(*_: object) -> None:
        raise conflict

    monkeypatch.setattr(world.services.store, "commit", lose)
    assert sessions.find(world.services, token) is not None


def test_who_acts_is_the_account_as_it_is_now(world: World) -> None:
    _, token = log_in(world)
    account = world.services.store.account("reviewer")
    world.services.store.commit(Replace(replace(account, college="204", language="en", version=2)))
    found = sessions.find(world.services, token)
    assert found is not None
    assert (found.actor.college, found.language) == ("204", "en")


def test_no_session_outlives_its_account(world: World) -> None:
    _, token = log_in(world)
    world.services.store.commit(Delete(world.services.store.account("reviewer")))
    assert sessions.find(world.services, token) is None


@pytest.mark.parametrize("change", [{"is_active": False}, {"epoch": 1}], ids=["put away", "a new epoch"])
def test_no_session_outlives_what_began_it(world: World, change: dict[str, bool | int]) -> None:
    _, token = log_in(world)
    account = world.services.store.account("reviewer")
    world.services.store.commit(Replace(replace(account, version=2, **change)))  # type: ignore[arg-type]  # of either
    assert sessions.find(world.services, token) is None


def test_an_account_put_away_cannot_log_in(world: World) -> None:
    account = world.services.store.account("reviewer")
    world.services.store.commit(Replace(replace(account, is_active=False, version=2)))
    with pytest.raises(Refused, match="login_failed"):
        log_in(world)


def test_logging_out_twice_is_no_error(world: World) -> None:
    _, token = log_in(world)
    for _ in range(2):
        sessions.log_out(world.services, token)
    assert sessions.find(world.services, token) is None


def test_a_success_clears_the_count(world: World) -> None:
    for _ in range(FREE_FAILURES - 1):
        with pytest.raises(Refused, match="login_failed"):
            sessions.log_in(world.services, LOGIN, "wrong password")
    log_in(world)
    with pytest.raises(Refused, match="login_failed"):
        sessions.log_in(world.services, LOGIN, "wrong password")


def test_many_guesses_at_once_are_all_counted(world: World) -> None:
    def guess(_: int) -> str:
        try:
            sessions.log_in(world.services, LOGIN, "wrong password")
        except Refused as refused:
            return refused.code
        return "in"

    with ThreadPoolExecutor(8) as threads:
        codes = list(threads.map(guess, range(16)))
    assert codes.count("login_failed") == FREE_FAILURES
    assert codes.count("too_many_attempts") == 16 - FREE_FAILURES


def test_a_guess_that_comes_while_one_succeeds_stays_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = world.services.secrets.is_password

    def guessed_meanwhile(password: str, hashed: str) -> bool:
        sessions.counted(world.services, LOGIN)
        return real(password, hashed)

    monkeypatch.setattr(world.services.secrets, "is_password", guessed_meanwhile)
    _, token = log_in(world)
    assert sessions.find(world.services, token) is not None
    assert world.services.store.attempts(world.services.secrets.login_mark(LOGIN)).failures == 2


def test_no_session_begins_for_an_account_that_changes_meanwhile(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = world.services.secrets.is_password

    def log_out_everywhere(password: str, hashed: str) -> bool:
        sessions.log_out_everywhere(world.services, "reviewer")
        return real(password, hashed)

    monkeypatch.setattr(world.services.secrets, "is_password", log_out_everywhere)
    with pytest.raises(Conflict):
        log_in(world)


def test_a_link_of_a_trial_on_one_machine_has_no_tls() -> None:
    world = World()
    world.services = replace(world.services, host="127.0.0.1:8000")
    actor = world.services.store.account("account-admin").as_actor()
    invitation = accounts.invitation_to(world.services, actor, email="a@b.cn", name="孙老师", role=Role.SCHOOL)
    accounts.invite(world.services, invitation, "江淮理工大学")
    assert "http://127.0.0.1:8000/pages/join.html#" in world.mailer.sent[-1][2]
