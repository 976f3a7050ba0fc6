"""The one table that makes answers of errors (RFC 9457).

1. A problem has a stable `code` and a sentence in the reader's language; the sentence comes from the texts by code.
2. `type` is `about:blank#<code>`: there is no page to fetch, and the fragment tells the types apart.
3. What is in no row here is an outage, a 503 that says how it ends, or a fault of ours, a 500 that says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from werkzeug.exceptions import HTTPException

from functions.domain.deadlines import local_date
from functions.domain.errors import Conflict, DomainError, Forbidden, NotFound, Problems, Refused, Stale
from functions.ports import Outage, Texts, Trouble

MEDIA_TYPE = "application/problem+json"
INTERNAL, UNAVAILABLE = 500, 503
# Refusals that HTTP has a status of their own for; every other one is 422 with a field and 409 without.
STATUS_OF_REFUSAL: Mapping[str, int] = {
    "login_failed": 422,
    "binding_failed": 422,
    "too_many_attempts": 429,
    "school_throttled": 429,
    "print_code_used_up": 409,
    "upload_too_large": 413,
    "upload_type": 415,
    "upload_not_what_it_claims": 415,
}
STATUS_OF_ERROR: Mapping[type[DomainError], int] = {Forbidden: 403, NotFound: 404, Conflict: 409, Stale: 412}
# What the framework says before a view is reached; any other status is shown as "malformed".
CODE_OF_STATUS: Mapping[int, str] = {
    400: "malformed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "media_type",
}
CODE_OF_ERROR: Mapping[type[DomainError], str] = {
    Forbidden: "forbidden", NotFound: "not_found", Conflict: "conflict", Stale: "stale",
}  # fmt: skip
# Seconds after which an outage may be over; one that waits for an operator has none.
RETRY_AFTER: Mapping[Trouble, int] = {Trouble.BUSY: 5, Trouble.UNAVAILABLE: 30}


class Malformed(DomainError):  # noqa: N818 - it names the fact
    """The request is wrong before any rule of the domain is asked."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem document with its status and headers."""

    status: int
    document: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)


def of(error: Exception, texts: Texts, language: str) -> Problem:
    """Return the problem that an error becomes; one that is in no row becomes a 500 without detail."""
    match error:
        case Refused():
            return _refused((error,), texts, language)
        case Problems():
            return _refused(error.refusals, texts, language)
        case Malformed():
            return _plain(error.code, error.status, texts, language)
        case HTTPException():
            return _of_framework(error, texts, language)
        case DomainError() if type(error) in STATUS_OF_ERROR:
            return _of_domain(error, texts, language)
        case _:
            return _plain("internal", INTERNAL, texts, language)


def unexpected(outage: Outage | None, request: str, texts: Texts, language: str) -> Problem:
    """Return the problem that an outage is, a 500 without one; `request` is the number that the log has it under."""
    code, status = (outage.trouble, UNAVAILABLE) if outage else ("internal", INTERNAL)
    problem = _plain(code, status, texts, language, {"request": request})
    problem.document["request"] = request
    if outage and outage.trouble in RETRY_AFTER:
        problem.headers["Retry-After"] = str(RETRY_AFTER[outage.trouble])
    return problem


def _of_domain(error: DomainError, texts: Texts, language: str) -> Problem:
    problem = _plain(CODE_OF_ERROR[type(error)], STATUS_OF_ERROR[type(error)], texts, language)
    if isinstance(error, Stale):
        problem.document["changed"] = list(error.changed)
    return problem


def _of_framework(error: HTTPException, texts: Texts, language: str) -> Problem:
    status = error.code or 400
    status = status if status in CODE_OF_STATUS else 400
    return _plain(CODE_OF_STATUS[status], status, texts, language)


def _refused(refusals: tuple[Refused, ...], texts: Texts, language: str) -> Problem:
    first = refusals[0]
    status = STATUS_OF_REFUSAL.get(first.code, 422 if first.field or len(refusals) > 1 else 409)
    parts = [part(refusal, texts, language) for refusal in refusals]
    title = texts.say(language, "problems.refused" if status == 422 else "problems.not_possible", {})  # noqa: PLR2004 - HTTP
    document = {"type": f"about:blank#{first.code}", "title": title, "status": status, **parts[0], "problems": parts}
    headers = {"Retry-After": str(first.params["seconds"])} if "seconds" in first.params else {}
    return Problem(status, document, headers)


def part(refusal: Refused, texts: Texts, language: str) -> dict[str, Any]:
    """Return one refusal with its sentence."""
    params = dict(refusal.params)
    sentence = texts.say(language, f"refusals.{refusal.code}", _named(params, texts, language))
    part: dict[str, Any] = {"code": refusal.code, "detail": sentence}
    if refusal.field:
        part["field"] = refusal.field
    if refusal.rule:
        part["rule"] = refusal.rule
    if params:
        part["params"] = params
    return part


def _named(params: Mapping[str, str | int], texts: Texts, language: str) -> dict[str, str | int]:
    """Write states and actions as people call them, and a moment as its day in Beijing."""
    named: dict[str, str | int] = dict(params)
    for name in ("state", "action"):
        if name in named:
            named[name] = texts.say(language, f"{name}s.{named[name]}", {})
    if "until" in named:
        named["until"] = local_date(datetime.fromisoformat(str(named["until"]))).isoformat()
    return named


def _plain(
    code: str, status: int, texts: Texts, language: str, params: Mapping[str, str | int] = MappingProxyType({})
) -> Problem:
    sentence = texts.say(language, f"problems.{code}", params)
    return Problem(
        status, {"type": f"about:blank#{code}", "title": sentence, "status": status, "code": code, "detail": sentence}
    )
