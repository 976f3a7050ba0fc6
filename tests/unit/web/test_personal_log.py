"""Nothing about a person gets into a log, whichever request they make and however it ends.

1. Everybody asks a school in full use for everything, with marked personal data in its records, in bodies, queries,
   paths, headers and files' names; then again while the table fails with all the marks in its words.
2. What is searched is all that the process says: the lines of a deployed function, and both of its outputs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

import pytest
from botocore.exceptions import ClientError

from functions.domain import access
from functions.domain.actors import Role
from functions.web.app import routes
from functions.web.routing import Route
from tests import crawling
from tests.deployed_log import Written, deployed
from tests.marks import ALL, TYPED, Talkative, told
from tests.unit.web.asking import PDF, form
from tests.unit.web.test_every_route import BODIES, named
from tests.world import Client, World

PEOPLE = [role for role in Role if role not in (Role.SYSTEM, Role.GUEST)]


CRASHES: dict[str, tuple[Exception, int]] = {
    "a fault of ours": (KeyError(ALL), 500),
    "an error of the table that quotes the item": (
        ClientError({"Error": {"Code": "ValidationException", "Message": ALL}}, ALL), 500,
    ),
    "an outage": (ClientError({"Error": {"Code": "ThrottlingException", "Message": ALL}}, ALL), 503),
    "several at once": (ExceptionGroup(ALL, [OSError(ALL), ValueError(ALL)]), 500),
}  # fmt: skip


class Asked:
    """A school in full use, and all of its log."""

    def __init__(self) -> None:
        self.table, self.written = Talkative(), Written()
        self.world = World(table=self.table, journal=self.written.tell)
        self.ids = {"token": "none"} | crawling.in_use(self.world)

    def client(self, role: Role) -> Client:
        return Client(self.world.app.test_client()) if role is Role.PUBLIC else self.world.client(role)

    def ask(self, route: Route, role: Role, broken: Exception | None = None) -> int:
        """Have somebody ask for one route; return how it was answered."""
        client, asked = self.client(role), crawling.path(route, self.ids)
        self.table.broken = broken
        answer = client.send(route.method, asked, BODIES.get(named(route), {}), version=1, query_string=TYPED)
        self.table.broken = None
        return int(answer.status_code)

    def ask_wrongly(self, route: Route, role: Role) -> set[int]:
        """Have somebody type marks into every place that a request has; return how they were answered."""
        client, typed, said = self.client(role), TYPED | {ALL: ALL, "terms": TYPED}, TYPED["email"]
        headers = {"HTTP_USER_AGENT": said, "HTTP_REFERER": said, "HTTP_IF_MATCH": said, "HTTP_COOKIE": said}
        file = form(TYPED, {TYPED["file"]: (PDF, TYPED["file"])})
        answers = (
            client.send(route.method, crawling.path(route, Marked()), typed, version=1),
            client.send(route.method, crawling.path(route, self.ids), version=1, **file),
            client.send(route.method, crawling.path(route, self.ids), typed, environ_overrides=headers),
        )
        return {answer.status_code for answer in answers}

    @contextmanager
    def logged(self) -> Iterator[None]:
        """Begin a new log."""
        self.written.out.seek(0)
        self.written.out.truncate()
        with deployed(self.written):
            yield


class Marked(dict[str, str]):
    """Ids of a path, in the place of which a person has typed something."""

    def __missing__(self, name: str) -> str:
        return "7" if name == "seq" else TYPED["number"]


@pytest.fixture(scope="module")
def asked() -> Asked:
    return Asked()


def users(route: Route) -> Iterator[Role]:
    """One who may use a route, and one who may not."""
    yield next(role for role in PEOPLE if access.may(route.may, role))
    yield from [role for role in PEOPLE if not access.may(route.may, role)][:1]


@pytest.mark.parametrize("route", routes(), ids=named)
def test_a_request_says_nothing_about_a_person(asked: Asked, route: Route, capfd: pytest.CaptureFixture[str]) -> None:
    with asked.logged():
        statuses = {asked.ask(route, role) for role in users(route)} | asked.ask_wrongly(route, next(users(route)))
    assert told(asked.written, capfd) == set()
    assert {line["route"] for line in asked.written.lines()} == {named(route)}
    assert max(statuses) < 500


def test_a_crash_says_nothing_about_a_person(asked: Asked, capfd: pytest.CaptureFixture[str]) -> None:
    """Each route fails in one of the ways, its neighbours in the others."""
    with asked.logged():
        statuses = [
            (asked.ask(route, next(users(route)), error), status)
            for route, (error, status) in zip(routes(), cycle(CRASHES.values()), strict=False)
        ]
    assert told(asked.written, capfd) == set()
    crashed = [(answered, status) for answered, status in statuses if answered >= 500]
    assert len(crashed) > len(statuses) / 2
    assert [answered for answered, status in crashed if answered != status] == []
    lines = [line for line in asked.written.lines() if line["level"] == "ERROR"]
    assert [(line["status"], "next" in line) for line in lines] == [(status, status == 503) for _, status in crashed]
    assert all(line["places"] for line in lines)
