"""K01: the school gives out another edition of a lost or spoilt paper, and the old one gives way to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.domain import printing, record, reissuing, undoing
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement, State
from functions.domain.agreement_states import Situation
from functions.domain.edition import ReissueReason, ReissueRequest, Superseded
from functions.domain.errors import Refused
from functions.domain.policy import SchoolPolicy
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import refusal

STUDENT, EMPLOYER, OFFICE = someone(Role.STUDENT, name="欧阳思远"), someone(Role.EMPLOYER), someone(Role.SCHOOL)
LOST = "搬家时遗失"


def x(actor: Actor, now: Any = NOW) -> Situation:
    return Situation(actor=actor, now=now, policy=SchoolPolicy())


def signed(**fields: Any) -> Agreement:
    ordinary: dict[str, Any] = {"state": State.SIGNED, "signed_at": NOW, "effective_at": NOW, "number": "2026-1"}
    return some.agreement(**ordinary | {"issued": some.issued(), "print_count": 3, "printed_at": NOW} | fields)


def asked(actor: Actor = STUDENT, **fields: Any) -> Agreement:
    return reissuing.request(signed(**fields), ReissueReason.LOST, LOST, x(actor))


def test_a_party_applies_and_the_school_opens_the_next_edition() -> None:
    waiting = asked()
    assert waiting.reissue == ReissueRequest(
        reason=ReissueReason.LOST, explanation=LOST, role=Role.STUDENT, account=STUDENT.account, name="欧阳思远", at=NOW
    )
    assert (waiting.awaits_reissue, waiting.reissue_at, waiting.edition, waiting.version) == (True, NOW, 1, 2)
    opened = reissuing.approve(waiting, x(OFFICE, NOW + timedelta(days=1)))
    assert (opened.state, opened.edition, opened.issued, opened.reissue) == (State.SIGNED, 2, None, None)
    assert (opened.is_unissued, opened.awaits_reissue, opened.reissue_at) == (True, False, None)
    assert (opened.number, opened.signed_at, opened.effective_at) == ("2026-1", NOW, NOW)
    assert opened.superseded == (
        Superseded(edition=1, by=2, at=NOW + timedelta(days=1), reason=ReissueReason.LOST, check_code="7K2M9QX4"),
    )


def test_copies_and_counts_begin_anew_while_the_register_goes_on() -> None:
    opened = reissuing.approve(asked(posted=some.posted()), x(OFFICE))
    assert (opened.edition_prints, opened.printed_at, opened.posted) == (0, None, None)
    again = replace(opened, issued=some.issued(edition=2))
    printed, line = printing.print_copy(again, 1, x(STUDENT))
    assert (printed.edition_prints, line.seq, line.edition, line.copy) == (1, 4, 2, 1)


def test_the_new_record_says_which_edition_it_takes_the_place_of() -> None:
    first, second = signed(), reissuing.approve(asked(), x(OFFICE))
    said = [record.canonical(one, one.number, SchoolPolicy(), signed_at=NOW) for one in (first, second)]
    assert "supersedes" not in said[0]
    assert said[1]["supersedes"] == {"edition": 1, "at": int(NOW.timestamp())}
    assert [one["edition"] for one in said] == [1, 2]


def test_a_reissued_paper_is_not_undone_for_copies_were_printed() -> None:
    again = replace(reissuing.approve(asked(), x(OFFICE)), issued=some.issued(edition=2))
    assert refusal(lambda: undoing.request(again, "看错了单位", x(OFFICE))).code == "already_printed"


def test_undoing_ends_an_application() -> None:
    waiting = undoing.request(asked(print_count=0, reviews=(some.review(),)), "看错了单位", x(OFFICE))
    assert undoing.undo(waiting, x(someone(Role.ADMIN, account="a6"))).reissue is None


@pytest.mark.parametrize("actor", [STUDENT, EMPLOYER])
def test_who_asked_takes_it_back_and_may_ask_again(actor: Actor) -> None:
    kept = reissuing.withdraw(asked(actor), x(actor))
    assert kept == replace(asked(actor), reissue=None, version=asked(actor).version + 1)
    assert reissuing.request(kept, ReissueReason.LOST, LOST, x(actor)).reissue is not None


def test_refused_the_paper_stays_as_it_is() -> None:
    waiting = asked(EMPLOYER)
    kept = reissuing.refuse(waiting, "请先联系用人单位查找", x(OFFICE))
    assert kept == replace(waiting, reissue=None, version=waiting.version + 1)


def may_not(action: str) -> Refused:
    return Refused("role_may_not", params={"action": action})


OPEN, UNISSUED = {"open_termination": "t1"}, {"issued": None}
TERMINATING = Refused("termination_open", rule="SM-5")
NOT_ISSUED = Refused("not_issued_yet", rule="J06")
ASKING: dict[str, tuple[Agreement, str, Actor, Refused]] = {
    "without a word": (signed(), "", STUDENT, Refused("reason_required", field="explanation", rule="K01")),
    "by another student": (signed(), LOST, someone(Role.STUDENT, party="s-other"), Refused("not_yours")),
    "by another employer": (signed(), LOST, someone(Role.EMPLOYER, party="e-other"), Refused("not_yours")),
    "by the college": (signed(), LOST, someone(Role.COLLEGE), may_not("request_reissue")),
    "by the school": (signed(), LOST, OFFICE, may_not("request_reissue")),
    "before it is issued": (signed(**UNISSUED), LOST, STUDENT, NOT_ISSUED),
    "while a termination runs": (signed(**OPEN), LOST, STUDENT, TERMINATING),
    "twice": (asked(), LOST, EMPLOYER, Refused("reissue_open", rule="K01")),
    "of what has ended": (
        signed(state=State.TERMINATED), LOST, STUDENT,
        Refused("state_does_not_allow", params={"state": "terminated", "action": "request_reissue"}),
    ),
    "before it is signed": (
        signed(state=State.SCHOOL_REVIEW), LOST, STUDENT,
        Refused("state_does_not_allow", params={"state": "school_review", "action": "request_reissue"}),
    ),
}  # fmt: skip
NOBODY_ASKED = Refused("reissue_not_requested", rule="K01")
APPROVING: dict[str, tuple[Agreement, Actor, Refused]] = {
    "unasked": (signed(), OFFICE, NOBODY_ASKED),
    "twice": (reissuing.approve(asked(), x(OFFICE)), OFFICE, NOBODY_ASKED),
    "by who asked": (asked(), STUDENT, may_not("approve_reissue")),
    "by the college": (asked(), someone(Role.COLLEGE), may_not("approve_reissue")),
    "while a termination runs": (replace(asked(), open_termination="t1"), OFFICE, TERMINATING),
    "before the last one is issued": (replace(asked(), issued=None), OFFICE, NOT_ISSUED),
    "of what has ended": (
        replace(asked(), state=State.TERMINATED), OFFICE,
        Refused("state_does_not_allow", params={"state": "terminated", "action": "approve_reissue"}),
    ),
}  # fmt: skip
WITHDRAWING: dict[str, tuple[Agreement, Actor, Refused]] = {
    "unasked": (signed(), STUDENT, NOBODY_ASKED),
    "after it was approved": (reissuing.approve(asked(), x(OFFICE)), STUDENT, NOBODY_ASKED),
    "by the other party": (asked(), EMPLOYER, Refused("only_initiator_withdraws", rule="K01")),
    "by another student": (asked(), someone(Role.STUDENT, party="s-other"), Refused("not_yours")),
    "by the school": (asked(), OFFICE, may_not("withdraw_reissue")),
}
REFUSING: dict[str, tuple[Agreement, str, Actor, Refused]] = {
    "without a reason": (asked(), "", OFFICE, Refused("reason_required", field="reason", rule="K01")),
    "unasked": (signed(), "无须补发", OFFICE, NOBODY_ASKED),
    "by who asked": (asked(), "找到了", STUDENT, may_not("refuse_reissue")),
}


@pytest.mark.parametrize(("one", "why", "actor", "error"), ASKING.values(), ids=ASKING)
def test_not_asked_for(one: Agreement, why: str, actor: Actor, error: Refused) -> None:
    assert refusal(lambda: reissuing.request(one, ReissueReason.LOST, why, x(actor))) == error


@pytest.mark.parametrize(("one", "actor", "error"), APPROVING.values(), ids=APPROVING)
def test_not_approved(one: Agreement, actor: Actor, error: Refused) -> None:
    assert refusal(lambda: reissuing.approve(one, x(actor))) == error


@pytest.mark.parametrize(("one", "why", "actor", "error"), REFUSING.values(), ids=REFUSING)
def test_not_refused(one: Agreement, why: str, actor: Actor, error: Refused) -> None:
    assert refusal(lambda: reissuing.refuse(one, why, x(actor))) == error


@pytest.mark.parametrize(("one", "actor", "error"), WITHDRAWING.values(), ids=WITHDRAWING)
def test_not_taken_back(one: Agreement, actor: Actor, error: Refused) -> None:
    assert refusal(lambda: reissuing.withdraw(one, x(actor))) == error
