"""The statistics of signings over HTTP (D08): a school's own for its administrator, every school's for the platform."""

from __future__ import annotations

from typing import Any

from functions.domain import student, text
from functions.domain.access import Permission
from functions.domain.deadlines import local_date
from functions.domain.school import School
from functions.domain.signing_count import SigningCount, Way
from functions.usecases import signing_counts
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.routing import Views

views = Views()
_LEAST_YEAR, _MOST_YEAR = 2000, 2100


@views.get("/api/signing-counts", may=Permission.READ_SIGNING_COUNTS)
def listed(call: Call) -> Answer:
    """Say how many agreements of a cohort were signed in which way, and the online share."""
    default = str(student.present_cohort(local_date(call.services.clock.now())))
    cohort = text.whole_number(call.query.get("cohort", default), "cohort", least=_LEAST_YEAR, most=_MOST_YEAR)
    page = signing_counts.of_cohort(call.services, call.actor, cohort, call.cursor)
    return {"items": [_row(*each) for each in page.items], "cursor": page.cursor, "cohort": cohort}


def _row(school: School, count: SigningCount) -> dict[str, Any]:
    return {
        "code": school.code, "name": school.name, "counts": {way.value: count.counts.get(way, 0) for way in Way},
        "online": count.online, "total": count.total, "online_percent": count.online_percent,
    }  # fmt: skip
