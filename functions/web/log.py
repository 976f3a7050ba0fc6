"""One line of the log for each request: what was asked by whom, how it ended, and what is counted.

1. A route is written as its pattern, an actor as an opaque id: no path, query, header, body or file's name is.
2. A request is counted in its group; a failure and a request put off (429) are counted too, when there is one.
3. What failed is given to the log with its error, of which it writes no word (adapters/logs.py).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from time import perf_counter

from werkzeug.wrappers import Request

from functions.domain.actors import Actor, Role
from functions.ports import Facts, Figures, Services

LOG = logging.getLogger("functions.requests")

# What is counted together: each group is a metric, which costs money by the month.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "accounts": (
        "session", "sessions", "federation", "student-accounts", "account-invitations", "channels", "notices", "staff",
    ),
    "graduates": (
        "source-record", "students", "corrections", "mismatches", "mismatch-acceptances", "next-steps", "imports",
        "resume", "student-searches", "signing-counts",
    ),
    "units": ("employers", "employer", "colleagues", "admissions", "unit-searches"),
    "schools": ("schools", "school", "operator", "policies", "codes", "pieces"),
    "signing": (
        "positions", "applications", "invitations", "cards", "card-consents", "card-scans", "card-verifications",
        "card-units", "card-files", "card-file-removals", "guest-invitations", "guest-signings", "offline-signings",
        "initiation",
    ),
    "agreements": (
        "agreements", "agreement-searches", "erased-agreements", "reviews", "reissue-requests", "terminations",
    ),
    "papers": (
        "print-batches", "printing", "blank-forms", "blank-form-requests", "print-pairings", "print-scans",
        "print-grants",
    ),
}  # fmt: skip
NOWHERE = "nowhere"
_BY = ("group",)
_NOBODY = Actor(account="", role=Role.PUBLIC)


@dataclass(slots=True)
class Entry:
    """What the line of a request will say; it begins when the request does."""

    services: Services
    route: str
    request: str
    begun: float
    actor: Actor | None = None
    code: str = ""
    error: Exception | None = None

    def write(self, status: int) -> None:
        """Write the line: an error where the request failed."""
        if self.error:
            more = {"facts": self._facts(status), "figures": _figures(status, self.code), "by": _BY}
            LOG.error("request", exc_info=self.error, extra=more)
        elif self.services.journal:
            self.services.journal("request", self._facts(status), _figures(status, self.code), _BY)

    def _facts(self, status: int) -> Facts:
        who = self.actor or _NOBODY
        return {
            "request": self.request, "route": self.route, "group": group(self.route), "status": status,
            "code": self.code, "milliseconds": round((perf_counter() - self.begun) * 1000, 1),
            "account": who.account, "role": who.role, "school": who.school,
        }  # fmt: skip


def begin(services: Services, asked: Request, route: str) -> Entry:
    """Begin a line; `route` is "PUT /api/nouns/<id>", "" for none. Its number is Lambda's, our own outside of it."""
    context = asked.environ.get("lambda.context")
    return Entry(services, route, context.aws_request_id if context else services.secrets.new_id(), perf_counter())


@cache
def group(route: str) -> str:
    """Return the group that a route is counted in."""
    noun = route.partition("/api/")[2].partition("/")[0]
    return next((name for name, nouns in GROUPS.items() if noun in nouns), NOWHERE)


def _figures(status: int, code: str) -> Figures:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return {"requests": 1, "errors": 1}
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return {"requests": 1, "throttled_schools" if code == "school_throttled" else "throttled": 1}
    return {"requests": 1}
