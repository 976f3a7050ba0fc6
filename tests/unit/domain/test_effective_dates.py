"""Section I: when an agreement takes effect, for every mode, every event and every review chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.domain import agreement_states, reviewing
from functions.domain.actors import Role
from functions.domain.agreement import Action, Agreement, State
from functions.domain.agreement_states import Situation
from functions.domain.policy import EffectiveOn, Mode, ReviewChain, SchoolPolicy
from tests import factories as some
from tests.factories import NOW, someone

ACCEPTED, COLLEGE, LAST = (NOW + timedelta(days=day) for day in (0, 1, 2))
# Who reviews, in order; the last review of a chain stands for the word of a level that the chain leaves out.
REVIEWS = {
    "college": (ReviewChain.COLLEGE, ((Role.COLLEGE, LAST),)),
    "school": (ReviewChain.SCHOOL, ((Role.SCHOOL, LAST),)),
    "college, then school": (ReviewChain.COLLEGE_SCHOOL, ((Role.COLLEGE, COLLEGE), (Role.SCHOOL, LAST))),
    "either, by the college": (ReviewChain.EITHER, ((Role.COLLEGE, LAST),)),
    "either, by the school": (ReviewChain.EITHER, ((Role.SCHOOL, LAST),)),
}
EXPECTED: dict[EffectiveOn, dict[str, datetime | None]] = {
    EffectiveOn.ACCEPTANCE: dict.fromkeys(REVIEWS, ACCEPTED),
    EffectiveOn.COLLEGE_REVIEW: {**dict.fromkeys(REVIEWS, LAST), "college, then school": COLLEGE},
    EffectiveOn.SCHOOL_REVIEW: dict.fromkeys(REVIEWS, LAST),
    EffectiveOn.PAPER_STAMP: dict.fromkeys(REVIEWS, None),
}
SETTINGS = {
    Mode.EMPLOYER_INITIATED: "effective_on_employer_initiated",
    Mode.STUDENT_INITIATED: "effective_on_student_initiated",
    Mode.OFFLINE: "effective_on_offline",
    Mode.QR: "effective_on_qr",
}


def policy_of(mode: Mode, event: EffectiveOn, chain: ReviewChain) -> SchoolPolicy:
    """Return a policy in which every other mode takes effect on something else."""
    other = EffectiveOn.PAPER_STAMP if event is not EffectiveOn.PAPER_STAMP else EffectiveOn.ACCEPTANCE
    settings: dict[str, Any] = dict.fromkeys(SETTINGS.values(), other)
    return SchoolPolicy(review_chain=chain, **settings | {SETTINGS[mode]: event})


def accepted(mode: Mode, policy: SchoolPolicy) -> Agreement:
    fresh = some.agreement(mode=mode, state=agreement_states.first_review(policy))
    return replace(fresh, effective_at=reviewing.effective_at(fresh, EffectiveOn.ACCEPTANCE, policy, ACCEPTED))


def decided(one: Agreement, action: Action, role: Role, policy: SchoolPolicy, now: datetime) -> Agreement:
    return reviewing.review(one, action, "见批注", by(role, now, policy))


def by(role: Role, now: datetime, policy: SchoolPolicy) -> Situation:
    return Situation(actor=someone(role), now=now, policy=policy)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("event", EffectiveOn)
@pytest.mark.parametrize("way", REVIEWS)
def test_it_takes_effect_on_the_event_of_its_mode(mode: Mode, event: EffectiveOn, way: str) -> None:
    chain, reviews = REVIEWS[way]
    policy = policy_of(mode, event, chain)
    one = accepted(mode, policy)
    for role, at in reviews:
        assert one.state is not State.SIGNED
        one = decided(one, Action.PASS, role, policy, at)
        due = EXPECTED[event][way]
        assert one.effective_at == (due if due and due <= at else None)
    assert (one.state, one.signed_at) == (State.SIGNED, LAST)
    assert one.effective_at == EXPECTED[event][way]


@pytest.mark.parametrize("event", EffectiveOn)
def test_a_return_takes_the_effect_back_until_the_event_happens_again(event: EffectiveOn) -> None:
    policy = policy_of(Mode.EMPLOYER_INITIATED, event, ReviewChain.COLLEGE_SCHOOL)
    one = accepted(Mode.EMPLOYER_INITIATED, policy)
    one = decided(one, Action.PASS, Role.COLLEGE, policy, COLLEGE)
    one = decided(one, Action.RETURN, Role.SCHOOL, policy, LAST)
    assert (one.state, one.effective_at) == (State.RETURNED, None)
    one = reviewing.revise(one, some.terms(penalty=0), by(Role.EMPLOYER, LAST, policy))
    confirming, first, second = (LAST + timedelta(days=day) for day in (1, 2, 3))
    one = reviewing.confirm(one, some.acceptance(), by(Role.STUDENT, confirming, policy))
    one = decided(one, Action.PASS, Role.COLLEGE, policy, first)
    one = decided(one, Action.PASS, Role.SCHOOL, policy, second)
    assert one.effective_at == {
        EffectiveOn.ACCEPTANCE: confirming, EffectiveOn.COLLEGE_REVIEW: first, EffectiveOn.SCHOOL_REVIEW: second,
        EffectiveOn.PAPER_STAMP: None,
    }[event]  # fmt: skip


def test_an_event_that_happens_again_changes_nothing() -> None:
    policy = policy_of(Mode.QR, EffectiveOn.ACCEPTANCE, ReviewChain.SCHOOL)
    one = some.agreement(mode=Mode.QR, effective_at=ACCEPTED)
    assert reviewing.effective_at(one, EffectiveOn.ACCEPTANCE, policy, LAST) == ACCEPTED
