"""The application: every module's routes over one set of services.

1. A path is `/api/<noun>/...`. The modules behind a noun are imported when it is first asked for: a cold start pays for
   what its request needs and for nothing else (docs/adr/0014).
2. Each noun is a small application of its own with the same rules; the empty one answers for a noun that nobody knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from flask import Flask, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.wrappers import Request

from functions.ports import Services
from functions.web import log, problems, stage
from functions.web.call import language_of
from functions.web.routing import Route, problem_response, register

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# The modules that serve the paths of a noun.
NOUNS: dict[str, tuple[str, ...]] = {
    "session": ("session",),
    "federation": ("federation",),
    "sessions": ("session",),
    "student-accounts": ("accounts",),
    "account-invitations": ("accounts",),
    "codes": ("codes",),
    "pieces": ("pieces",),
    "notices": ("notices",),
    "channels": ("channels",),
    "source-record": ("students", "paper_numbers"),
    "students": ("students", "paper_numbers"),
    "corrections": ("students",),
    "mismatches": ("registry",),
    "mismatch-acceptances": ("registry",),
    "next-steps": ("students",),
    "employers": ("employers",),
    "employer": ("employers",),
    "colleagues": ("employers",),
    "admissions": ("admissions",),
    "student-searches": ("admissions",),
    "schools": ("schools",),
    "school": ("schools",),
    "operator": ("schools",),
    "staff": ("staff",),
    "signing-counts": ("signing_counts",),
    "policies": ("policies",),
    "imports": ("imports",),
    "resume": ("positions",),
    "positions": ("positions", "applications"),
    "applications": ("applications",),
    "cards": ("cards",),
    "card-consents": ("cards",),
    "card-scans": ("guests",),
    "card-verifications": ("guests",),
    "card-units": ("guests",),
    "card-files": ("guests",),
    "card-file-removals": ("guests",),
    "guest-invitations": ("guests",),
    "guest-signings": ("guests",),
    "invitations": ("invitations", "materials"),
    "agreements": (
        "agreements",
        "initiations",
        "offline",
        "materials",
        "reviews",
        "undoing",
        "reissuing",
        "unlocking",
        "prints",
        "stamped_copies",
        "stamping",
        "completing",
        "terminations",
        "letters",
    ),
    "erased-agreements": ("erased",),
    "offline-signings": ("offline",),
    "agreement-searches": ("agreements",),
    "initiation": ("initiations",),
    "unit-searches": ("initiations",),
    "reviews": ("reviews",),
    "reissue-requests": ("reissuing",),
    "print-batches": ("prints",),
    "printing": ("prints",),
    "blank-forms": ("blank_forms",),
    "blank-form-requests": ("blank_forms",),
    "print-pairings": ("pairings",),
    "print-scans": ("pairings",),
    "print-grants": ("pairings",),
    "terminations": ("terminations",),
}


class MatchedRule(Rule):
    """A rule that is matched and never built: compiling what would write its URL is most of a cold start's work."""

    def _compile_builder(self, *_: object, **__: object) -> Callable[..., tuple[str, str]]:
        def refuse(*_: object, **__: object) -> tuple[str, str]:
            raise NotImplementedError("no URL is built from a rule")

        return refuse


class Api(Flask):
    """Flask without its contexts and hooks, which are two thirds of its work on a request and serve nothing of ours.

    A view is given its request and answers with a response; `flask.request`, `before_request` and their like are not
    there (docs/adr/0014).
    """

    url_rule_class = MatchedRule

    def __init__(self, services: Services) -> None:
        """Make an application without routes."""
        super().__init__("functions.web", static_folder=None)
        self.url_map.strict_slashes = self.url_map.merge_slashes = False
        self._urls = self.url_map.bind("")
        self._services = services

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, with the view's response or with what the framework has against it."""
        with Request(environ) as asked:
            return self._response(asked)(environ, start_response)

    def _response(self, asked: Request) -> Response:
        try:
            endpoint, arguments = self._urls.match(asked.path, asked.method)
        except HTTPException as error:
            entry = log.begin(self._services, asked, "")
            answered = problem_response(problems.of(error, self._services.texts, language_of(asked)), entry)
            entry.write(answered.status_code)
            return answered
        respond: Callable[..., Response] = self.view_functions[endpoint]  # type: ignore[assignment]  # ours
        return respond(asked, **arguments)


def create_app(services: Services) -> Flask:
    """Return the API over these services; a noun whose route names no permission raises TypeError when asked for."""
    empty = _application(services, ())
    empty.wsgi_app = _by_noun(services, empty.wsgi_app)  # type: ignore[assignment, method-assign]  # how Flask is wrapped
    return empty


def _by_noun(services: Services, otherwise: WSGIApplication) -> WSGIApplication:
    @cache
    def serving(noun: str) -> WSGIApplication:
        return _application(services, routes(NOUNS[noun])).wsgi_app

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        stage.restore_path(environ)
        noun = environ["PATH_INFO"].removeprefix("/api/").partition("/")[0]
        return (serving(noun) if noun in NOUNS else otherwise)(environ, start_response)

    return answer


def _application(services: Services, served: Iterable[Route]) -> Api:
    app = Api(services)
    for route in served:
        register(app, services, route)
    return app


def routes(modules: Iterable[str] | None = None) -> tuple[Route, ...]:
    """List the routes of these modules; of the whole API when none is named."""
    names = dict.fromkeys(name for several in NOUNS.values() for name in several) if modules is None else modules
    return tuple(route for name in names for route in import_module(f"functions.web.{name}").views.routes)
