"""Cookies and the proof that a write comes from our own pages.

1. The session's cookie holds an opaque random token and nothing else: HttpOnly, Secure, SameSite=Strict, on every path.
2. A write carries the session's token in `X-CSRF-Token`; a visitor's token is derived from a cookie of their own,
   so that logging in is guarded as well (OWASP CSRF Prevention Cheat Sheet, login CSRF).
3. A browser says where a request comes from: a foreign `Origin` is refused, and a `Sec-Fetch-Site` that is not
   same-origin.
"""

from __future__ import annotations

import hashlib
import hmac

from flask import Response
from werkzeug.wrappers import Request

from functions.domain.account import ABSOLUTE_LIMIT, Session
from functions.domain.actors import Actor, Role
from functions.ports import Services
from functions.usecases import sessions as usecase
from functions.web.problems import Malformed

SESSION, VISITING = "session", "visitor"
VISITOR = Actor(account="", role=Role.PUBLIC)
_LONGEST_TOKEN = 100


def find(services: Services, token: str) -> Session | None:
    """Return the living session of a cookie."""
    return usecase.find(services, token) if 0 < len(token) <= _LONGEST_TOKEN else None


def cookie(request: Request, name: str) -> str:
    """Return a cookie's value, "" without one; ours need no unquoting, so only the name is looked for."""
    for pair in request.environ.get("HTTP_COOKIE", "").split(";"):
        found, _, value = pair.partition("=")
        if found.strip() == name:
            return str(value.strip())
    return ""


def visitor(request: Request) -> str:
    """Return the cookie of somebody who has not logged in, "" without one."""
    return cookie(request, VISITING)


def set_cookie(response: Response, name: str, value: str) -> None:
    """Set a cookie that no script reads and no other site sends; an empty value removes it."""
    age = int(ABSOLUTE_LIMIT.total_seconds()) if value else 0
    response.set_cookie(name, value, max_age=age, secure=True, httponly=True, samesite="Strict", path="/")


def visitor_csrf(visiting: str) -> str:
    """Derive a visitor's token from the visitor's cookie."""
    return hashlib.sha256(b"csrf:" + visiting.encode()).hexdigest()


def check_origin(request: Request, host: str) -> None:
    """Refuse a write that another site caused."""
    origin, site = request.environ.get("HTTP_ORIGIN"), request.environ.get("HTTP_SEC_FETCH_SITE")
    if origin is not None and _authority(origin) != _authority(host):
        raise Malformed("foreign_origin", 403)
    if site is not None and site != "same-origin":
        raise Malformed("foreign_origin", 403)


def _authority(origin: str) -> str:
    return origin.rpartition("//")[2].rstrip("/").lower()


def check_csrf(request: Request, session: Session | None) -> None:
    """Refuse a write without the token of its session, or of its visitor."""
    given = str(request.environ.get("HTTP_X_CSRF_TOKEN", ""))
    visiting = "" if session else cookie(request, VISITING)
    expected = session.csrf if session else visitor_csrf(visiting) if visiting else ""
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise Malformed("csrf_failed", 403)
