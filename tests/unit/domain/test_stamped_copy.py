"""J14: the employer notes how its stamped copy went, on a day that can be, and corrects the note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from functions.domain import stamped_copy
from functions.domain.actors import Role
from functions.domain.agreement import Agreement, State
from functions.domain.agreement_states import Situation
from functions.domain.errors import Refused
from functions.domain.parcel import Parcel, PostedCopy
from functions.domain.policy import SchoolPolicy
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import refusal

EMPLOYER = someone(Role.EMPLOYER, name="李强")
LATER = NOW + timedelta(days=3)
TODAY = date(2026, 3, 8)
SENT = Parcel(sent_on=TODAY, carrier="邮政", tracking="EA123456789CN")


def signed(**fields: Any) -> Agreement:
    return some.agreement(**{"state": State.SIGNED, "issued": some.issued()} | fields)


def x(now: datetime = LATER) -> Situation:
    return Situation(actor=EMPLOYER, now=now, policy=SchoolPolicy())


def test_it_is_noted_and_corrected() -> None:
    noted = stamped_copy.note(signed(), SENT, x())
    assert noted.posted == PostedCopy(parcel=SENT, account=EMPLOYER.account, name="李强", at=LATER)
    right = replace(SENT, tracking="EA123456780CN")
    again = stamped_copy.note(noted, right, x(LATER + timedelta(hours=1)))
    assert again.posted is not None
    assert (again.state, again.posted.parcel, again.version) == (State.SIGNED, right, noted.version + 1)


ALLOWED = {
    "by hand, with neither carrier nor number": Parcel(sent_on=TODAY),
    "on the day on which it was issued": Parcel(sent_on=date(2026, 3, 5), carrier="顺丰"),
    "with a number alone": Parcel(sent_on=TODAY, tracking="SF-1020304050"),
}


@pytest.mark.parametrize("parcel", ALLOWED.values(), ids=ALLOWED.keys())
def test_a_copy_goes(parcel: Parcel) -> None:
    posted = stamped_copy.note(signed(), parcel, x()).posted
    assert posted is not None
    assert posted.parcel == parcel


REFUSED: dict[str, tuple[dict[str, Any], Parcel, Refused]] = {
    "tomorrow": (
        {}, replace(SENT, sent_on=TODAY + timedelta(days=1)), Refused("posted_in_future", field="sent_on", rule="J14")),
    "before there was a paper": (
        {}, replace(SENT, sent_on=date(2026, 3, 4)), Refused("posted_before_issue", field="sent_on", rule="J14")),
    "under a number with a blank": (
        {}, replace(SENT, tracking="EA 1"), Refused("tracking_malformed", field="tracking", rule="J14")),
    "under a formula": (
        {}, replace(SENT, tracking="=1+1"), Refused("tracking_malformed", field="tracking", rule="J14")),
    "as it was noted already": (
        {"posted": some.posted(parcel=SENT)}, SENT, Refused("posted_so_already", rule="J14")),
    "before it is issued": ({"issued": None}, SENT, Refused("not_issued_yet", rule="J06")),
    "of another employer's agreement": ({"employer": "e-other"}, SENT, Refused("not_yours")),
    "once it has ended": (
        {"state": State.TERMINATED}, SENT, Refused("state_does_not_allow")),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "parcel", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_no_copy_is_posted(fields: dict[str, Any], parcel: Parcel, said: Refused) -> None:
    refused = refusal(lambda: stamped_copy.note(signed(**fields), parcel, x()))
    assert (refused.code, refused.field, refused.rule) == (said.code, said.field, said.rule)


def test_the_day_is_shanghais() -> None:
    late = datetime.fromisoformat("2026-03-08T16:30:00+00:00")
    tomorrow = replace(SENT, sent_on=date(2026, 3, 9))
    posted = stamped_copy.note(signed(), tomorrow, x(late)).posted
    assert posted is not None
    assert posted.parcel == tomorrow
