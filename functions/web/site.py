"""The site without a CDN: its files from their bucket, with the headers that the CDN gives; one origin with the API.

1. `/api/` is the application. Everything else is a file of the bucket under its path, `/` the first page.
2. A browser that has a file already is told that it has not changed (RFC 9110, 13.1.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.wrappers import Request, Response

from functions.ports import Site
from functions.web import headers, stage

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_FIRST = "index.html"


class SiteAndApi:
    """The WSGI application of one origin."""

    def __init__(self, api: WSGIApplication, site: Site) -> None:
        self._api, self._site = api, site

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, with the security headers that its answer does not set itself."""
        stage.restore_path(environ)
        asked = Request(environ)
        answer = self._api if asked.path.startswith("/api/") else self._file(asked)
        return answer(environ, headers.completing(asked.path, start_response))

    def _file(self, asked: Request) -> WSGIApplication:
        if asked.method not in {"GET", "HEAD"}:
            return MethodNotAllowed(["GET", "HEAD"])
        found = self._site.file(asked.path.lstrip("/") or _FIRST)
        if found is None:
            return NotFound()
        answer = Response(found.content, content_type=found.media_type)
        answer.headers["Cache-Control"] = found.keeping
        answer.add_etag()
        return answer.make_conditional(asked)
