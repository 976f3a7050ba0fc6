"""How a path becomes a call of a view.

1. Every route names its permission; it is checked before the body is read. A route without one cannot be made.
2. A write must come from our own pages (`sessions.py`).
3. Views are thin: they parse, call a use case, and return what to show.
4. Whatever goes wrong becomes a problem here and nowhere else; a stale or lost race shows the record as it is now.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response
from werkzeug.wrappers import Request

from functions.domain import access
from functions.domain.access import Permission
from functions.domain.errors import Conflict, Forbidden, Stale
from functions.ports import Services
from functions.web import answers, problems, sessions
from functions.web.answers import Answer
from functions.web.call import Call, language_of
from functions.web.problems import Malformed, Problem

View = Callable[..., Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one path: who may use it, and what reads the record again for a 412 or 409."""

    method: str
    path: str
    may: Permission
    view: View
    current: View | None = None


class Views:
    """The routes of one module, which `create_app` registers."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def get(self, path: str, *, may: Permission) -> Callable[[View], View]:
        """Serve a reading."""
        return self._add("GET", path, may, None)

    def put(self, path: str, *, may: Permission, current: View | None = None) -> Callable[[View], View]:
        """Serve a writing that may be repeated; `current` is the view that shows the record."""
        return self._add("PUT", path, may, current)

    def post(self, path: str, *, may: Permission, current: View | None = None) -> Callable[[View], View]:
        """Serve the making of something."""
        return self._add("POST", path, may, current)

    def delete(self, path: str, *, may: Permission, current: View | None = None) -> Callable[[View], View]:
        """Serve a removal."""
        return self._add("DELETE", path, may, current)

    def _add(self, method: str, path: str, may: Permission, current: View | None) -> Callable[[View], View]:
        def keep(view: View) -> View:
            self.routes.append(Route(method, path, may, view, current))
            return view

        return keep


def register(app: Flask, services: Services, route: Route) -> None:
    """Add a route to the application; raises TypeError when it names no permission."""
    if not isinstance(route.may, Permission):
        raise TypeError(f"{route.method} {route.path} names no permission")

    def respond(asked: Request, **arguments: str) -> Response:
        return _respond(services, route, asked, arguments)

    endpoint = f"{route.method} {route.path}"
    app.add_url_rule(route.path, endpoint, respond, methods=[route.method], provide_automatic_options=False)


def _respond(services: Services, route: Route, asked: Request, arguments: dict[str, str]) -> Response:
    call: Call | None = None
    try:
        call = _call(services, route, asked)
        return answers.response(route.view(call, **arguments))
    except Exception as error:  # noqa: BLE001 - the one place where every error becomes an answer
        problem = problems.of(error, services.texts, language_of(asked))
        _complete(problem, error, services, route)
        if call is not None and route.current is not None and isinstance(error, Stale | Conflict):
            problem.document["current"] = route.current(call, **arguments)
        return problem_response(problem)


def _call(services: Services, route: Route, asked: Request) -> Call:
    token = sessions.cookie(asked, sessions.SESSION)
    session = sessions.find(services, token)
    actor = session.actor if session else sessions.VISITOR
    if services.throttle:
        services.throttle.admit(actor.school)
    if not access.may(route.may, actor.role):
        raise Malformed("login_required", 401) if session is None else Forbidden(route.may.value)
    if route.method != "GET":
        sessions.check_origin(asked, services.host)
        sessions.check_csrf(asked, session)
    return Call(services, actor, session, token, language_of(asked), asked)


def _complete(problem: Problem, error: Exception, services: Services, route: Route) -> None:
    """Give an unexpected error a number under which the log has it."""
    if problem.status == problems.INTERNAL:
        problem.document["request"] = request_id = services.secrets.new_id()
        problems.record(error, request_id, f"{route.method} {route.path}")


def problem_response(problem: Problem) -> Response:
    """Return a problem as `application/problem+json`."""
    response = answers.of_json(problem.document, problem.status, problems.MEDIA_TYPE)
    response.headers.update(problem.headers)
    return response
