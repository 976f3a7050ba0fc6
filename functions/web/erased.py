"""What was erased over HTTP: number, state, days and why it is gone, and nobody's name."""

from __future__ import annotations

from typing import Any

from functions.domain.access import Permission
from functions.domain.register import RegisterEntry
from functions.usecases import erased
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.routing import Views

views = Views()


@views.get("/api/erased-agreements", may=Permission.READ_AGREEMENT)
def listed(call: Call) -> Answer:
    """List what was erased of the party's own agreements, or of the reviewer's."""
    page = erased.of_actor(call.services, call.actor, call.cursor)
    return {"items": [_shown(one) for one in page.items], "cursor": page.cursor}


def _shown(one: RegisterEntry) -> dict[str, Any]:
    return {
        "id": one.id, "number": one.number, "state": one.state, "cohort": one.cohort, "editions": len(one.editions),
        "prints": one.prints, "signed_at": one.signed_at, "ended_on": one.ended_on, "erased_at": one.erased_at,
        "kept_until": one.kept_until, "events": one.events, "head": one.head,
    }  # fmt: skip
