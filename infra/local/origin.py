"""One origin for everything, as the CDN will be: portal and verifier, published lists, API; and the mailbox page.

1. `/api/` is the Flask application that Lambda runs. `/s/` and `/t/` are read from the bucket of public files.
2. Everything else is a file of the site's folder, with the headers that it has behind the CDN, too
   (functions/web/headers.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.utils import send_from_directory
from werkzeug.wrappers import Request, Response

from functions.web import headers
from infra import site
from infra.local import letters

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from mypy_boto3_s3 import S3Client


class Origin:
    """The WSGI application; `lists` is the bucket of public files, `mail` returns all messages sent."""

    def __init__(
        self, api: WSGIApplication, folder: Path, lists: tuple[S3Client, str], mail: Callable[[], list[dict[str, Any]]]
    ) -> None:
        self._api, self._folder, self._mail = api, folder, mail
        self._s3, self._bucket = lists

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, with the security headers that its answer does not set itself."""
        request = Request(environ)
        answer = self._api if request.path.startswith("/api/") else self._static(request)
        return answer(environ, headers.completing(request.path, start_response))

    def _static(self, request: Request) -> WSGIApplication:
        try:
            return self._file(request)
        except HTTPException as refusal:
            return refusal

    def _file(self, request: Request) -> Response:
        path = request.path
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(["GET", "HEAD"])
        if path == "/mailbox":
            return Response(letters.page(self._mail()), mimetype="text/html")
        if path == "/mailbox.css":
            return Response(letters.STYLE, mimetype="text/css")
        if path.startswith(("/s/", "/t/")):
            return self._list(request)
        return send_from_directory(self._folder, site.file(path), request.environ)

    def _list(self, request: Request) -> Response:
        try:
            found = self._s3.get_object(Bucket=self._bucket, Key=request.path.lstrip("/"))
        except self._s3.exceptions.NoSuchKey:
            raise NotFound from None
        answer = Response(found["Body"].read(), mimetype=found["ContentType"])
        answer.headers["Cache-Control"] = found["CacheControl"]
        answer.set_etag(found["ETag"].strip('"'))
        return answer.make_conditional(request)
