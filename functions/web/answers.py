"""What a view gives back, and the response that becomes of it.

1. JSON is compact, UTF-8, and never cached: it is about people.
2. Moments are written in Beijing time with their offset (trap 25), dates as YYYY-MM-DD.
3. A file is downloaded or shown in a sandbox of its own; no browser may guess another type for it. One that is too
   large for an answer is got from its bucket, by a link.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

import orjson
from flask import Response

from functions.domain.deadlines import local
from functions.ports import Services
from functions.usecases import uploads
from functions.web import sessions


@dataclass(frozen=True, slots=True)
class File:
    """A document to download, or to be shown beside the page that asks for it."""

    content: bytes
    name: str
    media_type: str
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A body with a status and, where a session begins or ends, the cookies' new values ("" removes one)."""

    body: Mapping[str, Any] | None
    status: int = 200
    session_token: str | None = None
    visitor_token: str | None = None


_GUARDED = (("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"))
Answer = Mapping[str, Any] | tuple[Mapping[str, Any], int] | File | Reply


def response(answer: Answer, services: Services) -> Response:
    """Return the response of an answer."""
    match answer:
        case File() if len(answer.content) > uploads.MOST_AT_ONCE:
            return _elsewhere(answer, services)
        case File():
            return _file(answer)
        case Reply():
            return _reply(answer)
        case (body, status):
            return of_json(body, status)
        case _:
            return of_json(answer, 200)


def of_json(body: object, status: int, media_type: str = "application/json") -> Response:
    """Return compact JSON; raises TypeError for a value that has no place in it."""
    content = orjson.dumps(body, default=_plain, option=orjson.OPT_PASSTHROUGH_DATETIME)
    return Response(content, status, headers=[("Content-Type", media_type), *_GUARDED])


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return local(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in an answer")


def _reply(reply: Reply) -> Response:
    answered = of_json(reply.body, reply.status) if reply.body is not None else _guarded(Response(status=204))
    if reply.session_token is not None:
        sessions.set_cookie(answered, sessions.SESSION, reply.session_token)
    if reply.visitor_token is not None:
        sessions.set_cookie(answered, sessions.VISITING, reply.visitor_token)
    return answered


def _file(file: File) -> Response:
    answered = Response(file.content, mimetype=file.media_type)
    answered.headers["Content-Disposition"] = _disposition(file)
    answered.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _guarded(answered)


def _elsewhere(file: File, services: Services) -> Response:
    href = uploads.link(services, uploads.Upload(file.content, file.media_type), _disposition(file))
    return _guarded(Response(status=303, headers={"Location": href}))


def _disposition(file: File) -> str:
    return f"{'inline' if file.is_shown else 'attachment'}; filename*=UTF-8''{quote(file.name)}"


def _guarded(answered: Response) -> Response:
    answered.headers.extend(_GUARDED)
    return answered


def masked_phone(phone: str) -> str:
    """Return a phone number as lists show it, without its middle."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else ""  # noqa: PLR2004 - three and four digits stay
