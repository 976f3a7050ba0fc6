"""What AWS calls finds its job, and a job that fails keeps no other from running."""

from __future__ import annotations

import gc
import importlib
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from functions.bootstrap import Archive, Issuer
from functions.domain.deadlines import local_date
from functions.domain.events import EventKind
from functions.domain.invitation import State
from tests import factories
from tests.unit.test_settings import LOCAL
from tests.world import TEXTS, World, printer

ADDRESS = factories.event().audience[0]
RULE = "arn:aws-cn:events:cn-north-1:000000000000:rule/0a1b2c-functions.entrypoints."


@pytest.fixture
def entrypoints(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    for name, value in (LOCAL | {"TEXTS": str(TEXTS)}).items():
        monkeypatch.setenv(name, value)
    return importlib.reload(importlib.import_module("functions.entrypoints"))


@pytest.fixture
def world(entrypoints: ModuleType, monkeypatch: pytest.MonkeyPatch) -> World:
    world = World()
    world.insert(factories.event(), factories.chain())
    pending = factories.invitation(state=State.PENDING, sent_at=factories.NOW, expires_at=factories.NOW)
    world.insert(pending, factories.open_invitations())
    monkeypatch.setattr(entrypoints, "_issuer", lambda: Issuer(world.services, world.signer, printer()))
    return world


def told(world: World) -> set[EventKind]:
    return {notice.kind for notice in world.services.store.notices(ADDRESS).items}


EVENTS: dict[str, tuple[dict[str, Any], set[EventKind]]] = {
    "a change of the table": ({"Records": [{"eventSource": "aws:dynamodb"}]}, {EventKind.INVITATION_SENT}),
    "every minute": (
        {"resources": [f"{RULE}each_minute"]}, {EventKind.INVITATION_SENT, EventKind.INVITATION_EXPIRED},
    ),
    "every day": ({"resources": [f"{RULE}each_day"]}, set()),
}  # fmt: skip


@pytest.mark.parametrize(("event", "kinds"), EVENTS.values(), ids=EVENTS)
def test_an_event_starts_its_jobs(
    entrypoints: ModuleType, world: World, event: dict[str, Any], kinds: set[EventKind]
) -> None:
    world.clock.pass_(days=1)
    entrypoints.issuer(event, None)
    assert told(world) == kinds


@pytest.mark.parametrize("event", [{}, {"resources": [f"{RULE}app"]}, {"resources": [f"{RULE}_issuer"]}])
def test_an_event_of_nobody_is_an_error(entrypoints: ModuleType, world: World, event: dict[str, Any]) -> None:
    with pytest.raises(LookupError):
        entrypoints.issuer(event, None)


def test_a_job_that_fails_keeps_no_other_from_running(
    entrypoints: ModuleType, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise OSError("the printer is on fire")

    monkeypatch.setattr(world.services.store, "unissued", fail)
    with pytest.raises(ExceptionGroup) as failures:
        entrypoints.on_change()
    assert [str(failure) for failure in failures.value.exceptions] == ["the printer is on fire"]
    assert told(world) == {EventKind.INVITATION_SENT}


def test_a_daily_signature_is_later_than_the_one_before(entrypoints: ModuleType, world: World) -> None:
    world.insert(factories.status_list(iat=0))
    entrypoints.each_day()
    first = dict(world.site.orders)
    entrypoints.each_day()
    assert first
    assert all(world.site.orders[path] > order for path, order in first.items())


class Kept:
    """Where backups are: what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def begin(self, name: str) -> None:
        self.asked.append(name)

    def make(self) -> int:
        self.asked.append("copies")
        return 0


def test_every_night_everything_is_backed_up_under_the_days_name(
    entrypoints: ModuleType, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: Any = Kept()
    issuer = Issuer(world.services, world.signer, printer(), Archive(kept, kept))
    monkeypatch.setattr(entrypoints, "_issuer", lambda: issuer)
    entrypoints.each_day()
    assert kept.asked == [local_date(factories.NOW).isoformat(), "copies"]


def test_the_api_answers_without_reaching_anything(entrypoints: ModuleType) -> None:
    answer = entrypoints.app.test_client().get("/api/nothing")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")


def test_the_collector_works_again_after_the_start(entrypoints: ModuleType) -> None:
    assert gc.isenabled()


def test_the_issuer_is_made_from_the_settings(entrypoints: ModuleType) -> None:
    made = entrypoints._issuer()
    assert replace(made.services) == made.services
    assert made.services.host == LOCAL["OFFICIAL_HOST"]
