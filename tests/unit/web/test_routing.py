"""No request reaches a view that the table does not name, and whatever goes wrong becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError
from werkzeug.routing import Map

from functions.adapters.dynamo.table import TableBusy
from functions.domain import access
from functions.domain.access import Permission
from functions.domain.actors import Role
from functions.domain.errors import Conflict, DomainError, Forbidden, NotFound, Problems, Refused, Stale
from functions.usecases.throttling import SHARE, SchoolThrottle
from functions.web.answers import File
from functions.web.app import NOUNS, Api, MatchedRule, create_app, routes
from functions.web.routing import Route, Views, register
from tests.unit.web.asking import visitor
from tests.world import World


def client_error(code: str, status: int = 400) -> ClientError:
    answered: Any = {"Error": {"Code": code, "Message": "secret"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answered, "Query")


PEOPLE = [role for role in Role if role not in (Role.PUBLIC, Role.SYSTEM, Role.GUEST)]
CLOSED = [route for route in routes() if not access.may(route.may, Role.PUBLIC)]


def path_of(route: Route) -> str:
    return re.sub(r"<\w+>", "abc", re.sub(r"<int:\w+>", "1", route.path))


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.fixture(scope="module")
def everyone() -> World:
    return World()


@pytest.mark.parametrize("route", CLOSED, ids=named)
def test_a_visitor_must_log_in_first(everyone: World, route: Route) -> None:
    answer = visitor(everyone).send(route.method, path_of(route))
    assert (answer.status_code, answer.get_json()["code"]) == (401, "login_required")


@pytest.mark.parametrize("role", PEOPLE)
def test_another_role_is_refused(everyone: World, role: Role) -> None:
    client, denied = everyone.client(role), [route for route in routes() if not access.may(route.may, role)]
    answers = {named(route): client.send(route.method, path_of(route)) for route in denied}
    told = {route: (answer.status_code, answer.get_json()["code"]) for route, answer in answers.items()}
    assert denied
    assert told == dict.fromkeys(told, (403, "forbidden"))


@pytest.mark.parametrize("route", [route for route in routes() if route.method != "GET"], ids=named)
def test_no_write_goes_without_the_token(everyone: World, route: Route) -> None:
    role = next(role for role in PEOPLE if access.may(route.may, role))
    http = everyone.client(role).http
    answer = http.open(path_of(route), method=route.method, json={})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "csrf_failed")


def test_every_path_is_served_once() -> None:
    seen = [(route.method, route.path) for route in routes()]
    assert len(set(seen)) == len(seen)


def test_a_route_without_a_permission_cannot_be_made(world: World) -> None:
    views = Views()
    views.get("/x", may=None)(lambda _: {})  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="names no permission"):
        register(Api(world.services), world.services, views.routes[0])


UNKNOWN = {
    "a path of nothing": ("GET", "/api/nothing", 404, "not_found"),
    "a method that a path does not have": ("DELETE", "/api/codes", 405, "method_not_allowed"),
    "a path outside the API": ("GET", "/etc/passwd", 404, "not_found"),
}


@pytest.mark.parametrize(("method", "path", "status", "code"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_the_framework_refuses_is_a_problem_too(
    world: World, method: str, path: str, status: int, code: str
) -> None:
    answer = world.app.test_client().open(path, method=method)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert answer.content_type == "application/problem+json"


class StrangeError(DomainError):
    """An error that no table names."""


ERRORS: dict[str, tuple[Exception, int, str]] = {
    "a refusal of a field": (Refused("required", field="name"), 422, "required"),
    "a refusal of a deed": (Refused("view_only", rule="F07"), 409, "view_only"),
    "several refusals": (Problems([Refused("required"), Refused("date", field="d")]), 422, "required"),
    "too many attempts": (Refused("too_many_attempts", params={"seconds": 30}), 429, "too_many_attempts"),
    "nothing there": (NotFound("agreement"), 404, "not_found"),
    "not allowed": (Forbidden("x"), 403, "forbidden"),
    "stale": (Stale(4, ["terms"]), 412, "stale"),
    "a lost race": (Conflict(None), 409, "conflict"),
    "a bug": (KeyError("440524188001010014"), 500, "internal"),
    "a domain error that nobody mapped": (StrangeError("440524188001010014"), 500, "internal"),
}  # fmt: skip


def raising(world: World, error: Exception, current: Callable[..., Any] | None = None, language: str = "en") -> Any:
    def view(_: Any) -> Any:
        raise error

    app = Api(world.services)
    register(app, world.services, Route("GET", "/x", Permission.READ_CODES, view, current))
    return app.test_client().get("/x", headers={"Accept-Language": language})


@pytest.mark.parametrize(("error", "status", "code"), ERRORS.values(), ids=ERRORS.keys())
def test_an_error_becomes_a_problem(world: World, error: Exception, status: int, code: str) -> None:
    answer = raising(world, error)
    document = answer.get_json()
    assert (answer.status_code, document["status"], document["code"]) == (status, status, code)
    assert document["title"]
    assert document["detail"]


def test_a_delay_says_when_to_try_again(world: World) -> None:
    assert raising(world, ERRORS["too many attempts"][0]).headers["Retry-After"] == "30"


def test_several_refusals_are_listed(world: World) -> None:
    listed = raising(world, ERRORS["several refusals"][0]).get_json()["problems"]
    assert [(each["code"], each.get("field")) for each in listed] == [("required", None), ("date", "d")]


@pytest.mark.parametrize("error", [Stale(4, ["terms"]), Conflict(None)], ids=["stale", "a lost race"])
def test_a_stale_write_shows_the_record_as_it_is(world: World, error: Exception) -> None:
    document = raising(world, error, lambda _: {"version": 4}).get_json()
    assert document["current"] == {"version": 4}


def test_a_stale_write_says_what_changed(world: World) -> None:
    assert raising(world, ERRORS["stale"][0]).get_json()["changed"] == ["terms"]


def test_an_unexpected_error_says_nothing_and_has_the_number_of_its_line(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    answer = raising(world, ERRORS["a bug"][0])
    (line,) = caplog.records
    assert "440524" not in answer.get_data(as_text=True)
    assert answer.get_json()["request"] == line.facts["request"]  # type: ignore[attr-defined]  # `extra`


OUTAGES: dict[str, tuple[Exception, str, str | None]] = {
    "too many requests": (client_error("ThrottlingException"), "busy", "5"),
    "a transaction that was put off too often": (TableBusy(), "busy", "5"),
    "a service that is down": (client_error("InternalFailure", 500), "unavailable", "30"),
    "a role that may not": (client_error("AccessDeniedException"), "needs_operator", None),
}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(("error", "code", "after"), OUTAGES.values(), ids=OUTAGES)
def test_an_outage_says_how_it_ends(
    world: World, error: Exception, code: str, after: str | None, language: str
) -> None:
    answer = raising(world, error, language=language)
    document = answer.get_json()
    assert (answer.status_code, document["code"], answer.headers.get("Retry-After")) == (503, code, after)
    assert ("编号" in document["detail"], "number" in document["detail"]) == (
        (code, language) == ("needs_operator", "zh-CN"), (code, language) == ("needs_operator", "en"),
    )  # fmt: skip
    assert "secret" not in answer.get_data(as_text=True)


def test_answers_are_kept_by_nobody_and_guessed_at_by_nobody(world: World) -> None:
    for answer in (world.client(Role.STUDENT).get("/api/source-record"), raising(world, NotFound("x"))):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_is_shown_in_a_sandbox(world: World) -> None:
    views, app = Views(), Api(world.services)
    views.get("/f", may=Permission.READ_CODES)(
        lambda _: File(b"%PDF-", "执照\r\n.pdf", "application/pdf", is_shown=True)
    )
    register(app, world.services, views.routes[0])
    answer = app.test_client().get("/f")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"] == "inline; filename*=UTF-8''%E6%89%A7%E7%85%A7%0D%0A.pdf"


def test_no_url_is_built_from_a_rule() -> None:
    rule = MatchedRule("/api/codes", endpoint="codes")
    urls = Map([rule]).bind("localhost")
    assert urls.match("/api/codes") == ("codes", {})
    with pytest.raises(NotImplementedError):
        urls.build("codes")


@pytest.mark.parametrize("noun", NOUNS)
def test_the_modules_of_a_noun_serve_all_its_paths(noun: str) -> None:
    below = {route for route in routes() if route.path.split("/")[2] == noun}
    assert below
    assert below <= set(routes(NOUNS[noun]))


def test_every_path_has_its_noun() -> None:
    assert {route.path.split("/")[1] for route in routes()} == {"api"}
    assert {route.path.split("/")[2] for route in routes()} == set(NOUNS)


def test_another_verb_is_refused_on_every_path_options_too(world: World) -> None:
    for method in ("OPTIONS", "PATCH", "TRACE"):
        answer = world.app.test_client().open("/api/codes", method=method)
        assert (answer.status_code, answer.get_json()["code"]) == (405, "method_not_allowed")


def test_a_path_is_not_bent_into_another(world: World) -> None:
    for path in ("//api/codes", "/api//codes", "/x/api/codes"):
        assert world.app.test_client().get(path).status_code == 404


def test_a_school_that_asks_too_much_is_told_when_to_come_back_and_the_others_are_served() -> None:
    world = World()
    world.app = create_app(
        replace(world.services, throttle=SchoolThrottle(world.services.store, world.clock, SHARE - 1))
    )
    student, employer = world.client(Role.STUDENT), world.client(Role.EMPLOYER)
    answers = [student.http.get("/api/session") for _ in range(SHARE)]
    assert [answer.status_code for answer in answers] == [200] * (SHARE - 1) + [429]
    assert answers[-1].get_json()["code"] == "school_throttled"
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert employer.http.get("/api/session").status_code == 200
