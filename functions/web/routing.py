"""How a path becomes a call of a view.

1. Every route names its permission; it is checked before the body is read. A route without one cannot be made.
2. A write must come from our own pages (`sessions.py`).
3. Views are thin: they parse, call a use case, and return what to show.
4. Whatever goes wrong becomes a problem here and nowhere else; a stale or lost race shows the record as it is now.
5. Each request leaves one line in the log (`log.py`), and what it took is its school's (`usecases/usage.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from flask import Flask, Response
from werkzeug.wrappers import Request

from functions.domain import access
from functions.domain.access import Permission
from functions.domain.errors import Conflict, Forbidden, Stale
from functions.domain.usage import Use
from functions.ports import Services
from functions.web import answers, log, problems, sessions
from functions.web.answers import Answer
from functions.web.call import Call, language_of
from functions.web.log import Entry
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
    if services.usage:
        services.usage.begin()
    call, entry = None, log.begin(services, asked, f"{route.method} {route.path}")
    try:
        call = _call(services, asked)
        entry.actor = call.actor
        _permit(call, route)
        answered = answers.response(route.view(call, **arguments), services)
    except Exception as error:  # noqa: BLE001 - the one place where every error becomes an answer
        problem = problems.of(error, services.texts, language_of(asked))
        if problem.status == problems.INTERNAL:
            problem = _unexpected(services, error, entry, language_of(asked))
        elif call is not None and route.current is not None and isinstance(error, Stale | Conflict):
            with suppress(Exception):  # What cannot be read again is left out; asking for it says why.
                problem.document["current"] = route.current(call, **arguments)
        answered = problem_response(problem, entry)
    entry.write(answered.status_code)
    if services.usage:
        services.usage.end(entry.actor.school if entry.actor else None, Use.REQUESTS)
    return answered


def _call(services: Services, asked: Request) -> Call:
    token = sessions.cookie(asked, sessions.SESSION)
    session = sessions.find(services, token)
    return Call(services, session.actor if session else sessions.VISITOR, session, token, language_of(asked), asked)


def _permit(call: Call, route: Route) -> None:
    if call.services.throttle:
        call.services.throttle.admit(call.actor.school)
    if not access.may(route.may, call.actor.role):
        raise Malformed("login_required", 401) if call.session is None else Forbidden(route.may.value)
    if route.method != "GET":
        sessions.check_origin(call.request, call.services.host)
        sessions.check_csrf(call.request, call.session)


def _unexpected(services: Services, error: Exception, entry: Entry, language: str) -> Problem:
    """Return what becomes of an error in no row: an outage or a fault of ours, with the number the log has it under."""
    entry.error = error
    return problems.unexpected(services.outages(error), entry.request, services.texts, language)


def problem_response(problem: Problem, entry: Entry) -> Response:
    """Return a problem as `application/problem+json`; the request's line names its code."""
    entry.code = problem.document["code"]
    response = answers.of_json(problem.document, problem.status, problems.MEDIA_TYPE)
    response.headers.update(problem.headers)
    return response
