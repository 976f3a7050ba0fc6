"""Each request leaves one line, which says what was asked and by whom without a word that anybody typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.web.app import NOUNS
from functions.web.log import GROUPS
from tests import factories, steps
from tests.world import World

Ask = Callable[[World], Any]


def crashing(world: World) -> Any:
    client = world.client(Role.STUDENT)
    world.table.query = None  # type: ignore[method-assign, assignment]  # a table that cannot be asked
    return client.get("/api/notices")


def failing_to_log_in(world: World) -> Any:
    http = world.app.test_client()
    csrf = http.get("/api/session").get_json()["csrf"]
    body = {"login": "nobody@example.org", "password": "wrong"}
    return [http.post("/api/session", json=body, headers={"X-CSRF-Token": csrf}) for _ in range(11)][-1]


class Written:
    """A world and the lines that its requests have left."""

    def __init__(self) -> None:
        self.lines: list[Any] = []
        self.world = World(journal=lambda *line: self.lines.append(line))


@pytest.fixture
def written() -> Written:
    return Written()


STUDENT = {"account": "account-student", "role": "student", "school": factories.SCHOOL}
VISITOR = {"account": "", "role": "public", "school": None, "code": ""}
LINES: dict[str, tuple[Ask, dict[str, Any], dict[str, int]]] = {
    "a reading": (
        lambda world: world.client(Role.STUDENT).get(f"/api/invitations/{steps.sent(world).id}"),
        {"route": "GET /api/invitations/<invitation>", "group": "signing", "status": 200, "code": "", **STUDENT},
        {"requests": 1},
    ),
    "a role that may not": (
        lambda world: world.client(Role.STUDENT).get("/api/employers"),
        {"route": "GET /api/employers", "group": "units", "status": 403, "code": "forbidden", **STUDENT},
        {"requests": 1},
    ),
    "somebody who is not logged in": (
        lambda world: world.app.test_client().get("/api/notices"),
        {"route": "GET /api/notices", "group": "accounts", "status": 401, **VISITOR, "code": "login_required"},
        {"requests": 1},
    ),
    "too many attempts": (
        failing_to_log_in,
        {"route": "POST /api/session", "group": "accounts", "status": 429, **VISITOR, "code": "too_many_attempts"},
        {"requests": 1, "throttled": 1},
    ),
    "a path of nobody": (
        lambda world: world.app.test_client().get("/api/440524188001010014"),
        {"route": "", "group": "nowhere", "status": 404, **VISITOR, "code": "not_found"},
        {"requests": 1},
    ),
    "a fault of ours": (
        crashing,
        {"route": "GET /api/notices", "group": "accounts", "status": 500, "code": "internal", **STUDENT},
        {"requests": 1, "errors": 1},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("ask", "said", "counted"), LINES.values(), ids=LINES)
def test_a_request_leaves_one_line(
    written: Written, caplog: pytest.LogCaptureFixture, ask: Ask, said: dict[str, Any], counted: dict[str, int]
) -> None:
    ask(written.world)
    told: Any = (written.lines or [("request", line.facts, line.figures, line.by) for line in caplog.records])[-1]  # type: ignore[attr-defined]  # `extra`
    message, facts, figures, by = told
    assert facts.pop("request")
    assert facts.pop("milliseconds") >= 0
    assert (message, facts, figures, by) == ("request", said, counted, ("group",))
    assert [line.exc_info is not None for line in caplog.records] == [True] * (said["status"] >= 500)


def test_the_line_has_the_number_that_lambda_gave(written: Written) -> None:
    class Context:
        aws_request_id = "8f1c"

    written.world.app.test_client().get("/api/notices", environ_overrides={"lambda.context": Context})
    assert written.lines[-1][1]["request"] == "8f1c"


def test_every_noun_is_counted_in_one_group() -> None:
    grouped = [noun for nouns in GROUPS.values() for noun in nouns]
    assert sorted(grouped) == sorted(NOUNS)
