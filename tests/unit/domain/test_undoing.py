"""Decision 7: a mistaken pass is undone by two people of the school, before a copy is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.domain import agreement, record, reviewing, undoing
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Action, Agreement, State
from functions.domain.agreement_states import Situation
from functions.domain.errors import Refused
from functions.domain.policy import EffectiveOn, ReviewChain, SchoolPolicy
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import refusal

FIRST, SECOND = someone(Role.SCHOOL, account="a5", name="周敏"), someone(Role.ADMIN, account="a6")
EARLIER = NOW - timedelta(hours=1)
REASON = "审核时看错了单位"


def x(actor: Actor, **settings: Any) -> Situation:
    return Situation(actor=actor, now=NOW, policy=SchoolPolicy(**settings))


def signed(**fields: Any) -> Agreement:
    reviews = (some.review(at=EARLIER), some.review(level=Role.SCHOOL, account="a5"))
    ordinary: dict[str, Any] = {
        "state": State.SIGNED,
        "reviews": reviews,
        "signed_at": NOW,
        "effective_at": NOW,
        "number": "2026-1",
    }
    return some.agreement(**ordinary | {"issued": some.issued()} | fields)


def asked(**fields: Any) -> Agreement:
    return undoing.request(signed(**fields), REASON, x(FIRST))


def test_one_asks_and_a_second_one_decides() -> None:
    waiting = asked()
    assert (waiting.state, waiting.version) == (State.SIGNED, 2)
    assert waiting.undo == agreement.UndoRequest(reason=REASON, account="a5", name="周敏", at=NOW)
    undone = undoing.undo(waiting, x(SECOND))
    assert (undone.state, undone.version, undone.undo) == (State.SCHOOL_REVIEW, 3, None)
    assert (undone.signed_at, undone.effective_at, undone.issued) == (None, None, None)
    assert (undone.number, undone.edition) == ("2026-1", 2)
    assert [one.is_undone for one in undone.reviews] == [False, True]


def test_what_is_signed_next_says_nothing_of_the_undone_review() -> None:
    undone = undoing.undo(asked(), x(SECOND))
    again = reviewing.review(undone, Action.PASS, "", x(someone(Role.SCHOOL, account="a6", name="孙老师")))
    said = record.canonical(again, again.number, SchoolPolicy(), signed_at=NOW)
    assert [(one["level"], one["by"]) for one in said["reviews"]] == [("college", "王老师"), ("school", "孙老师")]
    assert (said["edition"], said["number"]) == (2, "2026-1")


CHAINS = {
    ReviewChain.COLLEGE: State.COLLEGE_REVIEW,
    ReviewChain.SCHOOL: State.SCHOOL_REVIEW,
    ReviewChain.COLLEGE_SCHOOL: State.SCHOOL_REVIEW,
    ReviewChain.EITHER: State.OPEN_REVIEW,
}


@pytest.mark.parametrize("chain", ReviewChain)
def test_it_goes_back_to_the_last_review(chain: ReviewChain) -> None:
    assert undoing.undo(asked(), x(SECOND, review_chain=chain)).state is CHAINS[chain]


EFFECTS = {
    "what the pass brought about goes": (NOW, None),
    "what came before it stays": (EARLIER, EARLIER),
    "what has not come yet does not come": (None, None),
}


@pytest.mark.parametrize(("before", "after"), EFFECTS.values(), ids=EFFECTS)
def test_the_effect(before: Any, after: Any) -> None:
    undone = undoing.undo(asked(effective_at=before), x(SECOND))
    assert undone.effective_at == after
    policy = SchoolPolicy(effective_on_employer_initiated=EffectiveOn.PAPER_STAMP)
    passing = Situation(actor=someone(Role.SCHOOL), now=NOW, policy=policy)
    assert reviewing.review(undone, Action.PASS, "", passing).effective_at == after


PRINTED: dict[str, Any] = {"print_count": 1}
OPEN: dict[str, Any] = {"open_termination": "t1"}
ASKING: dict[str, tuple[Agreement, str, Actor, Refused]] = {
    "without a reason": (signed(), "", FIRST, Refused("reason_required", field="reason", rule="decision 7")),
    "after a print": (signed(**PRINTED), REASON, FIRST, Refused("already_printed", rule="decision 7")),
    "while a termination runs": (signed(**OPEN), REASON, FIRST, Refused("termination_open", rule="SM-5")),
    "by the college": (
        signed(), REASON, someone(Role.COLLEGE), Refused("role_may_not", params={"action": "request_undo"}),
    ),
    "before it is signed": (
        signed(state=State.SCHOOL_REVIEW), REASON, FIRST,
        Refused("state_does_not_allow", params={"state": "school_review", "action": "request_undo"}),
    ),
}  # fmt: skip
DECIDING: dict[str, tuple[Agreement, Actor, Refused]] = {
    "by the one who asked": (asked(), FIRST, Refused("second_approver_needed", rule="decision 7")),
    "unasked": (signed(), SECOND, Refused("undo_not_requested", rule="decision 7")),
    "after a print": (replace(asked(), **PRINTED), SECOND, Refused("already_printed", rule="decision 7")),
    "while a termination runs": (replace(asked(), **OPEN), SECOND, Refused("termination_open", rule="SM-5")),
    "by the college": (asked(), someone(Role.COLLEGE), Refused("role_may_not", params={"action": "undo"})),
    "twice": (
        undoing.undo(asked(), x(SECOND)), SECOND,
        Refused("state_does_not_allow", params={"state": "school_review", "action": "undo"}),
    ),
    "of an agreement without a review": (
        some.agreement(), SECOND,
        Refused("state_does_not_allow", params={"state": "college_review", "action": "undo"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "reason", "actor", "why"), ASKING.values(), ids=ASKING)
def test_not_asked_for(one: Agreement, reason: str, actor: Actor, why: Refused) -> None:
    assert refusal(lambda: undoing.request(one, reason, x(actor))) == why


@pytest.mark.parametrize(("one", "actor", "why"), DECIDING.values(), ids=DECIDING)
def test_not_undone(one: Agreement, actor: Actor, why: Refused) -> None:
    assert refusal(lambda: undoing.undo(one, x(actor))) == why


def test_who_asks_again_takes_the_place_of_who_asked_first() -> None:
    again = undoing.request(asked(), "仍然不对", x(SECOND))
    assert refusal(lambda: undoing.undo(again, x(SECOND))).code == "second_approver_needed"
    assert undoing.undo(again, x(FIRST)).state is State.SCHOOL_REVIEW


REFUSING: dict[str, tuple[Agreement, str, Actor, Refused]] = {
    "without a reason": (asked(), "", SECOND, Refused("reason_required", field="reason", rule="decision 7")),
    "unasked": (signed(), REASON, SECOND, Refused("undo_not_requested", rule="decision 7")),
    "by the college": (
        asked(), REASON, someone(Role.COLLEGE), Refused("role_may_not", params={"action": "refuse_undo"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "reason", "actor", "why"), REFUSING.values(), ids=REFUSING)
def test_not_refused(one: Agreement, reason: str, actor: Actor, why: Refused) -> None:
    assert refusal(lambda: undoing.refuse(one, reason, x(actor))) == why


@pytest.mark.parametrize("who", [FIRST, SECOND], ids=["who asked", "a second one"])
@pytest.mark.parametrize("since", [{}, PRINTED, OPEN], ids=["nothing since", "a print since", "a termination since"])
def test_the_pass_stands(who: Actor, since: dict[str, Any]) -> None:
    waiting = replace(asked(), **since)
    kept = undoing.refuse(waiting, "审核无误", x(who))
    assert kept == replace(waiting, undo=None, version=waiting.version + 1)
