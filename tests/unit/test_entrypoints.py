"""What AWS calls finds its job, and a job that fails keeps no other from running."""

from __future__ import annotations

import gc
import importlib
from contextlib import suppress
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import pytest

from functions.adapters.dynamo.consumption import Consumption
from functions.bootstrap import Archive, Issuer
from functions.domain.deadlines import local_date
from functions.domain.events import EventKind
from functions.domain.invitation import State
from functions.domain.usage import SHARED, Use
from functions.usecases.usage import SchoolUsage
from tests import factories
from tests.streams import change
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


SENT, EXPIRED = EventKind.INVITATION_SENT, EventKind.INVITATION_EXPIRED
EVENTS: dict[str, tuple[dict[str, Any], float, set[EventKind]]] = {
    "a change of the table": ({"Records": [change(factories.event())]}, 0, {SENT}),
    "a change that comes a day late": ({"Records": [change(factories.event())]}, 24, {SENT}),
    "a minute": ({"resources": [f"{RULE}each_minute"]}, 1, {SENT, EXPIRED}),
    "a minute, with what the hour before left": ({"resources": [f"{RULE}each_minute"]}, 1.1, set()),
    "an hour": ({"resources": [f"{RULE}each_hour"]}, 24, {SENT, EXPIRED}),
    "an hour, with what the day before left": ({"resources": [f"{RULE}each_hour"]}, 24.1, set()),
    "a day": ({"resources": [f"{RULE}each_day"]}, 240, {SENT, EXPIRED}),
}


@pytest.mark.parametrize(("event", "hours", "kinds"), EVENTS.values(), ids=EVENTS)
def test_an_event_starts_its_jobs(
    entrypoints: ModuleType, world: World, event: dict[str, Any], hours: float, kinds: set[EventKind]
) -> None:
    world.clock.pass_(hours=hours)
    entrypoints.issuer(event, None)
    assert told(world) == kinds


@dataclass
class Hurry:
    """What Lambda says of a call: how many milliseconds it still has, and its number."""

    left: int
    aws_request_id: str = "8f1c"

    def get_remaining_time_in_millis(self) -> int:
        return self.left


@pytest.mark.parametrize("name", ["each_minute", "each_hour", "each_day"])
def test_a_schedule_whose_time_is_up_leaves_the_rest_where_it_waits(
    entrypoints: ModuleType, world: World, name: str
) -> None:
    world.clock.pass_(minutes=1)
    entrypoints.issuer({"resources": [RULE + name]}, Hurry(entrypoints.RESERVE))
    assert told(world) == set()
    entrypoints.issuer({"resources": [RULE + name]}, Hurry(entrypoints.RESERVE + 1))
    assert told(world) == {SENT, EXPIRED}


def test_changes_whose_time_is_up_come_again(entrypoints: ModuleType, world: World) -> None:
    event = {"Records": [change(factories.event())]}
    assert entrypoints.issuer(event, Hurry(0)) == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert told(world) == set()
    assert entrypoints.issuer(event, Hurry(300_000)) == {"batchItemFailures": []}


@pytest.mark.parametrize("event", [{}, {"resources": [f"{RULE}app"]}, {"resources": [f"{RULE}_issuer"]}])
def test_an_event_of_nobody_is_an_error(entrypoints: ModuleType, world: World, event: dict[str, Any]) -> None:
    with pytest.raises(LookupError):
        entrypoints.issuer(event, None)


def test_a_job_that_fails_keeps_no_other_from_running(
    entrypoints: ModuleType, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the printer is on fire")

    monkeypatch.setattr(world.services.store, "unissued", fail)
    world.clock.pass_(minutes=1)
    with pytest.raises(ExceptionGroup) as failures:
        entrypoints.each_minute()
    assert [str(failure) for failure in failures.value.exceptions] == ["the printer is on fire"]
    assert told(world) == {SENT, EXPIRED}


def test_a_daily_signature_is_later_than_the_one_before(entrypoints: ModuleType, world: World) -> None:
    world.insert(factories.status_list(iat=0))
    entrypoints.each_hour()
    first = dict(world.site.orders)
    world.clock.pass_(days=1)
    entrypoints.each_hour()
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


@pytest.mark.parametrize("name", ["each_minute", "each_hour", "each_day"])
@pytest.mark.parametrize("fails", [False, True])
def test_a_schedule_that_came_to_its_end_is_heard_of(
    entrypoints: ModuleType, world: World, monkeypatch: pytest.MonkeyPatch, name: str, *, fails: bool
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the printer is on fire")

    if fails:
        monkeypatch.setattr(world.services.store, "unissued", fail)
    told: list[Any] = []
    heard = replace(world.services, journal=lambda *line: told.append(line[2]))
    monkeypatch.setattr(entrypoints, "_issuer", lambda: Issuer(heard, world.signer, printer()))
    with suppress(ExceptionGroup):
        entrypoints.issuer({"resources": [RULE + name]}, None)
    assert [line for line in told if f"{name}_runs" in line] == [{f"{name}_runs": 1}]


@pytest.mark.parametrize(("event", "charged"), [
    ({"Records": [change(factories.event())]}, {factories.SCHOOL: 1, SHARED: 1}),
    ({"resources": [f"{RULE}each_hour"]}, {factories.SCHOOL: 2, SHARED: 1}),
], ids=["a change", "an hour"])  # fmt: skip
def test_what_the_issuer_does_for_a_school_is_counted_as_the_schools(
    entrypoints: ModuleType, world: World, monkeypatch: pytest.MonkeyPatch, event: Any, charged: dict[str, int]
) -> None:
    usage = SchoolUsage(world.services.store, world.clock, Consumption(), 0)
    counting = replace(world.services, usage=usage)
    monkeypatch.setattr(entrypoints, "_issuer", lambda: Issuer(counting, world.signer, printer()))
    entrypoints.issuer(event, None)
    world.clock.pass_(minutes=5)
    while usage.settle():
        pass
    month = f"{factories.NOW:%Y-%m}"
    assert {one: world.services.store.uses(one, month).get(Use.JOBS) for one in charged} == charged


def test_the_api_answers_without_reaching_anything(entrypoints: ModuleType) -> None:
    answer = entrypoints.app.test_client().get("/api/nothing")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")


def test_the_collector_works_again_after_the_start(entrypoints: ModuleType) -> None:
    assert gc.isenabled()


def test_the_issuer_is_made_from_the_settings(entrypoints: ModuleType) -> None:
    made = entrypoints._issuer()
    assert replace(made.services) == made.services
    assert made.services.host == LOCAL["OFFICIAL_HOST"]


def test_what_waits_for_longer_than_the_hours_look_at_is_an_alarm(
    entrypoints: ModuleType, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.clock.pass_(hours=24.1)
    entrypoints.each_hour()
    assert "ALARM notices_wait" in caplog.text
