"""The application: every module's routes over one set of services."""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

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


def create_app(services: Services) -> Flask:
    """Return the API over these services; raises TypeError when a route names no permission."""
    app = Flask("functions.web", static_folder=None)
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
