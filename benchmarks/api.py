"""CPU of the API through WSGI over the in-memory store, against an empty Flask route in the same run.

Each request has its own record to work on, made beforehand; what is measured is the request alone, with session, CSRF
and the line that it leaves in the log. Turns of a few milliseconds, floor and subject one after the other; the best of
each are compared, since what else the machine does only adds to a turn, and more to the one that needs more memory.
"""

from __future__ import annotations

import gc
import io
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from flask import Flask

from functions.adapters import outages
from functions.adapters.clock import SystemClock
from functions.adapters.logs import JsonLines
from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from functions.domain.student import SourceState
from functions.usecases import evidence, invitations
from tests import factories, steps
from tests.world import Client, World

ROUNDS = 5
WARM_UP, REQUESTS, TURN = 20, 200, 20
LIMITS = {"accept": 5.0, "review": 5.0, "list of 50": 10.0}


class Unread(io.TextIOBase):
    """Where lines go that nobody reads."""

    def write(self, line: str) -> int:  # noqa: D102 - as of any file
        return len(line)


class Invocation:
    """What Lambda says of the call of its function."""

    aws_request_id = "8f1cd3f0-4a0b-4ac5-8bb1-4d2a6a1f0f6e"


def environ(
    method: str, path: str, client: Client | None, body: dict[str, Any] | None = None, version: int | None = None
) -> dict[str, Any]:
    """Return a WSGI environment as API Gateway's adapter would make it."""
    content = b"" if body is None else json.dumps(body).encode()
    made = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(content),
        "wsgi.errors": io.StringIO(), "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
        "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(content)), "HTTP_X_CSRF_TOKEN": "csrf",
        "lambda.context": Invocation,
    }  # fmt: skip
    if client is not None:
        cookie = client.http.get_cookie("session")
        made["HTTP_COOKIE"] = f"session={cookie.value if cookie else ''}"
    if version is not None:
        made["HTTP_IF_MATCH"] = f'"{version}"'
    return made


def seconds(app: Flask, environs: list[dict[str, Any]]) -> float:
    """Return the CPU seconds of one request, all of which must succeed."""
    statuses: list[str] = []
    begun = time.process_time()
    for each in environs:
        b"".join(app.wsgi_app(each, lambda status, _: statuses.append(status)))  # type: ignore[arg-type, return-value]  # a WSGI server's callback
    spent = time.process_time() - begun
    if not all(status.startswith("2") for status in statuses):
        raise RuntimeError(f"a request failed: {set(statuses)}")
    return spent / len(environs)


def floor() -> Flask:
    """Return an application with one route that does nothing."""
    app = Flask("floor")
    app.add_url_rule("/empty", view_func=lambda: "")
    return app


def cases(world: World, count: int) -> Iterator[str]:
    """Invite `count` graduates and yield the invitations' ids."""
    for n in range(count):
        who = f"{n:026}"
        graduate = factories.student(
            id=who, number=f"2022{n:06}", id_mark=f"{n:064x}", state=SourceState.CONFIRMED, agreement_number=""
        )
        world.insert(graduate)
        employer = steps.actor(world, Role.EMPLOYER)
        offer = invitations.draft(world.services, employer, factories.SCHOOL, who, steps.TERMS, None)
        yield invitations.send(world.services, employer, offer.id, version=offer.version).id


def accepts(world: World) -> list[dict[str, Any]]:
    """Return requests that each accept an invitation of another student."""
    requests = []
    for case in cases(world, REQUESTS):
        offer = world.services.store.invitation(case)
        account = world.open_account(
            Role.STUDENT, id=f"s{offer.student}", login=f"s{offer.student}", party=offer.student
        )
        reading = invitations.read(world.services, account.as_actor(), case)
        seen = evidence.digest(invitations.bound(world.services, reading))
        body = {"hash": seen, "confirm": True, "pay_after_trial": 9500}
        client = world.client(Role.STUDENT, account.id)
        requests.append(environ("PUT", f"/api/invitations/{case}/acceptance", client, body))
    return requests


def accepted(world: World) -> list[Agreement]:
    """Accept an invitation for each of many students."""
    made = []
    for case in cases(world, REQUESTS):
        offer = world.services.store.invitation(case)
        who = replace(steps.actor(world, Role.STUDENT), party=offer.student)
        reading = invitations.read(world.services, who, case)
        seen = evidence.digest(invitations.bound(world.services, reading))
        made.append(invitations.accept(world.services, who, case, seen, steps.ANSWERS))
    return made


def reviews(world: World) -> list[dict[str, Any]]:
    """Return requests that each pass an agreement at the college."""
    client = world.client(Role.COLLEGE)
    return [
        environ("POST", f"/api/agreements/{one.id}/reviews", client, {"decision": "pass"}, one.version)
        for one in accepted(world)
    ]


def lists(world: World) -> list[dict[str, Any]]:
    """Return requests that each list 50 agreements under review."""
    accepted(world)
    client = world.client(Role.COLLEGE)
    requests = [environ("GET", "/api/agreements", client) for _ in range(REQUESTS)]
    return [one | {"QUERY_STRING": "state=college_review"} for one in requests]


def ratio(prepare: Callable[[World], list[dict[str, Any]]]) -> tuple[float, float]:
    """Return the ratio to the floor and the milliseconds of one request, each by the best turn."""
    empty, turns = floor(), []
    for _ in range(ROUNDS):
        world = World(journal=JsonLines("api", "bench", outages.read, SystemClock(), Unread()).tell)
        requests = prepare(world)
        # What the preparation left in memory is not the request's to walk through.
        gc.collect()
        gc.freeze()
        seconds(world.app, requests[:WARM_UP])
        for first in range(WARM_UP, REQUESTS, TURN):
            base = seconds(empty, [environ("GET", "/empty", None) for _ in range(TURN * 3)])
            turns.append((seconds(world.app, requests[first : first + TURN]), base))
    cost, base = (min(times) for times in zip(*turns, strict=True))
    return cost / base, cost * 1000


def rows() -> Iterator[tuple[str, float, float, float]]:
    """Yield name, ratio, limit and milliseconds of each row."""
    for name, prepare in {"accept": accepts, "review": reviews, "list of 50": lists}.items():
        found, cost = ratio(prepare)
        yield name, found, LIMITS[name], cost


if __name__ == "__main__":
    for name, found, limit, cost in rows():
        print(f"{name:12} {found:6.2f}x of an empty route (at most {limit}x), {cost:.2f} ms")
