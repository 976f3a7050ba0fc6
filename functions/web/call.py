"""One request as views see it, and how its body is read.

1. A body is JSON of at most 64 KB, a form of at most 4 MB with its files, or the bytes of a piece of a larger file
   (`pieces.py`); anything else is refused unread.
2. JSON is one object in UTF-8; NaN, Infinity and nesting without end are no JSON. A form names each field once.
3. A write to a record that has a version names it in `If-Match`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import orjson
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Request
from werkzeug.wsgi import get_content_length

from functions.domain.account import Session
from functions.domain.actors import Actor
from functions.domain.errors import Refused
from functions.ports import Services
from functions.usecases.uploads import MOST_AT_ONCE
from functions.web import uploads
from functions.web.fields import Fields
from functions.web.problems import Malformed

MOST_JSON = 64 * 1024
MOST_FORM = MOST_AT_ONCE + 256 * 1024
_MOST_VERSION_DIGITS = 9


@dataclass(frozen=True)
class Call:
    """One request; `token` is the session's cookie, "" without one."""

    services: Services
    actor: Actor
    session: Session | None
    token: str
    language: str
    request: Request

    @cached_property
    def body(self) -> Fields:
        """The fields of the body, JSON or form; raises Malformed."""
        return Fields(_body(self.request))

    @property
    def files(self) -> uploads.Files:
        """The uploaded files of a form, for `uploads.read`."""
        return uploads.Files(self.services, _limited(self.request))

    def bytes(self, most: int) -> bytes:
        """Return a body that is neither JSON nor a form; raises Malformed for another type or a longer one."""
        if _kind(self.request) != "application/octet-stream":
            raise Malformed("media_type", 415)
        return _content(self.request, most)

    @property
    def query(self) -> Mapping[str, str]:
        """The parameters after the question mark; none of them is personal."""
        return self.request.args

    @property
    def cursor(self) -> str | None:
        """Where the page that is asked for begins."""
        return self.request.args.get("cursor") or None

    @property
    def if_match(self) -> int | None:
        """The version that the writer saw, when they say one; raises Malformed."""
        header = self.request.headers.get("If-Match", "").strip('"')
        if not header:
            return None
        if not (header.isascii() and header.isdigit()) or len(header) > _MOST_VERSION_DIGITS:
            raise Malformed("version_malformed")
        return int(header)

    @property
    def version(self) -> int:
        """The version that the writer saw; raises Malformed when they do not say one."""
        seen = self.if_match
        if seen is None:
            raise Malformed("version_required", 428)
        return seen


def language_of(request: Request) -> str:
    """Return the first of our languages in Accept-Language, Chinese without one."""
    for part in request.environ.get("HTTP_ACCEPT_LANGUAGE", "").split(","):
        tag = part.strip()[:2].lower()
        if tag in {"zh", "en"}:
            return "en" if tag == "en" else "zh-CN"
    return "zh-CN"


def _body(request: Request) -> Mapping[str, object]:
    kind = _kind(request)
    if kind == "multipart/form-data":
        return _single(_limited(request).form)
    content = _content(request)
    if not content:
        return {}
    if kind != "application/json":
        raise Malformed("media_type", 415)
    return _object(content)


def _kind(request: Request) -> str:
    # The bare media type: werkzeug's own reading also looks at the parameters, which we need not.
    kind: str = request.environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    return kind


def _limited(request: Request) -> Request:
    """Return the request as one whose form may not be longer than a function can be called with."""
    request.max_content_length = MOST_FORM
    return request


def _content(request: Request, most: int = MOST_JSON) -> bytes:
    """Read the body in one go, which is its length as announced; a long one is refused unread."""
    length = get_content_length(request.environ) or 0  # werkzeug's own property makes a mapping of all headers first
    if length > most:
        raise Malformed("too_large", 413)
    content: bytes = request.environ["wsgi.input"].read(length)
    return content


def _single(form: MultiDict[str, str]) -> Mapping[str, object]:
    for name, values in form.lists():
        if len(values) > 1:
            raise Refused("repeated_field", field=name[:40])
    return {name: value for name, value in form.items() if not uploads.is_of_pieces(name)}


def _object(content: bytes) -> Mapping[str, object]:
    try:
        body = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise Malformed("malformed") from None
    if not isinstance(body, dict):
        raise Malformed("malformed")
    return body
