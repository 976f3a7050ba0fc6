"""Reviews over HTTP: one decision, many passes at once, a void."""

from __future__ import annotations

from typing import Any

from functions.domain import text
from functions.domain.access import Permission
from functions.domain.agreement import Action
from functions.usecases import reviews
from functions.usecases.reviews import Result
from functions.web import agreements, problems
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import choice, each, nested, opaque, optional
from functions.web.routing import Views

views = Views()
_MOST_VERSION = 10**9


@views.post("/api/agreements/<agreement>/reviews", may=Permission.REVIEW_AGREEMENT, current=agreements.one)
def review(call: Call, agreement: str) -> Answer:
    """Pass, return or fail."""
    typed = call.body.read(
        decision=choice(Action, Action.PASS, Action.RETURN, Action.FAIL), reason=optional(text.reason, "")
    )
    decided = reviews.review(
        call.services, call.actor, agreement, typed["decision"], typed["reason"], version=call.version
    )
    return agreements.row(decided)


def _version(typed: object, field: str) -> int:
    return text.whole_number(typed, field, least=1, most=_MOST_VERSION)


@views.post("/api/reviews", may=Permission.REVIEW_AGREEMENT)
def pass_many(call: Call) -> Answer:
    """Pass many; each row has its own result."""
    chosen = each(nested(id=opaque, version=_version), most=reviews.MOST_AT_ONCE)
    typed = call.body.read(items=chosen)
    results = reviews.pass_many(call.services, call.actor, [(one["id"], one["version"]) for one in typed["items"]])
    return {"results": [_result(call, result) for result in results]}


def _result(call: Call, result: Result) -> dict[str, Any]:
    if result.error is None:
        return {"id": result.id, "is_done": True, "state": result.agreement.state if result.agreement else None}
    problem = problems.of(result.error, call.services.texts, call.language)
    return {"id": result.id, "is_done": False, "problem": problem.document}


@views.put("/api/agreements/<agreement>/licence-check", may=Permission.REVIEW_AGREEMENT, current=agreements.one)
def check_licence(call: Call, agreement: str) -> Answer:
    """Note how a guest's licence was looked into; the trust level rises (C07)."""
    typed = call.body.read(how=text.reason)
    reviews.check_licence(call.services, call.actor, agreement, typed["how"], version=call.version)
    return agreements.detail(call, agreement)


@views.put("/api/agreements/<agreement>/void", may=Permission.VOID_AGREEMENT, current=agreements.one)
def void(call: Call, agreement: str) -> Answer:
    """End an unsigned agreement."""
    typed = call.body.read(reason=text.reason)
    return agreements.row(reviews.void(call.services, call.actor, agreement, typed["reason"], version=call.version))
