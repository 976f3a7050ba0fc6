"""The application: every module's routes over one set of services."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from functions.ports import Services
from functions.web import (
    accounts,
    admissions,
    agreements,
    codes,
    employers,
    imports,
    invitations,
    notices,
    policies,
    prints,
    problems,
    reviews,
    schools,
    session,
    staff,
    students,
    terminations,
)
from functions.web.call import language_of
from functions.web.routing import Route, problem_response, register

MODULES = (
    session, accounts, codes, notices, students, employers, admissions, schools, staff, policies, imports, invitations,
    agreements, reviews, prints, terminations,
)  # fmt: skip


class MatchedRule(Rule):
    """A rule that is matched and never built: compiling what would write its URL is most of a cold start's work."""

    def _compile_builder(self, *_: object, **__: object) -> Callable[..., tuple[str, str]]:
        def refuse(*_: object, **__: object) -> tuple[str, str]:
            raise NotImplementedError("no URL is built from a rule")

        return refuse


def create_app(services: Services) -> Flask:
    """Return the API over these services; raises TypeError when a route names no permission."""
    app = Flask("functions.web", static_folder=None)
    app.url_rule_class = MatchedRule
    app.url_map.strict_slashes = False
    for route in routes():
        register(app, services, route)

    def of_framework(error: HTTPException) -> Response:
        return problem_response(problems.of(error, services.texts, language_of(request)))

    app.register_error_handler(HTTPException, of_framework)
    return app


def routes() -> tuple[Route, ...]:
    """List every route of the API."""
    return tuple(route for module in MODULES for route in module.views.routes)
