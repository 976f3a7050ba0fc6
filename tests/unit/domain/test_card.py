"""E01, E02: a card serves one invitation, lapses, can be revoked, and tells nothing to who cannot name the graduate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.domain import card
from functions.domain.actors import Role
from functions.domain.card import MACHINE, MOST_FILES, Action, Card, Consent, Shown, Situation, State
from functions.domain.errors import Refused
from functions.domain.policy import SchoolPolicy
from functions.domain.signing_lock import LockState, SigningLock
from functions.domain.student import SourceState
from tests import factories as some
from tests.factories import CARD, NOW, SCHOOL, STUDENT, someone
from tests.unit.domain.cells import expected, outcomes, refusal

LAST_SECOND = datetime.fromisoformat("2026-03-12T23:59:59+08:00")
LATE = LAST_SECOND + timedelta(seconds=1)
FREE = SigningLock(school=SCHOOL, student=STUDENT)


def x(role: Role = Role.GUEST, now: datetime = NOW, **fields: Any) -> Situation:
    return Situation(actor=someone(role, **fields), now=now)


CELLS = """
open  attach  guest    open
open  use     guest    used
open  revoke  student  revoked
"""


@pytest.mark.parametrize("state", State)
def test_each_cell(state: State) -> None:
    fired = outcomes(Action, lambda action, role: MACHINE.fire(some.card(state=state), action, x(role)))
    assert fired == expected(CELLS, state, Action)


def test_e01_a_card_lives_to_the_last_second_of_its_last_day() -> None:
    made = some.card()
    assert made.expires_at == LAST_SECOND
    assert card.use(made, "c1", x(now=LAST_SECOND)).invitation == "c1"
    assert card.shown(made, LAST_SECOND) is State.OPEN
    assert card.shown(made, LATE) is Shown.EXPIRED
    assert card.shown(some.card(state=State.USED), LATE) is State.USED


USED = card.use(some.card(), "c1", x())
FULL = some.card(files=tuple(some.evidence_file(hash=f"{n}0" * 32) for n in range(MOST_FILES)))
EXPIRED, NOT_YOURS = Refused("card_expired", rule="E01"), Refused("not_yours")
NO: dict[str, tuple[Callable[[], Any], Refused | str]] = {
    "used too late": (lambda: card.use(some.card(), "c", x(now=LATE)), EXPIRED),
    "used by the holder of another card": (lambda: card.use(some.card(), "c", x(party="another")), NOT_YOURS),
    "used twice": (lambda: card.use(USED, "c2", x()), "state_does_not_allow"),
    "used after it was revoked": (
        lambda: card.use(card.revoke(some.card(), x(Role.STUDENT)), "c", x()), "state_does_not_allow"),
    "revoked too late": (lambda: card.revoke(some.card(), x(Role.STUDENT, now=LATE)), EXPIRED),
    "revoked after it was used": (lambda: card.revoke(USED, x(Role.STUDENT)), "state_does_not_allow"),
    "another student's revoked": (lambda: card.revoke(some.card(), x(Role.STUDENT, party="another")), NOT_YOURS),
    "a paper twice": (
        lambda: card.attach(some.card(files=(some.evidence_file(),)), some.evidence_file(), x()),
        Refused("file_already_there", field="file", rule="C06")),
    "one paper too many": (
        lambda: card.attach(FULL, some.evidence_file(), x()),
        Refused("too_many_files", field="file", rule="C06", params={"max": MOST_FILES})),
    "a paper too late": (lambda: card.attach(some.card(), some.evidence_file(), x(now=LATE)), EXPIRED),
    "looked at when it is used": (lambda: card.require_open(USED, NOW), Refused("card_used", rule="E01")),
    "looked at when it has lapsed": (lambda: card.require_open(some.card(), LATE), EXPIRED),
    "looked at when it is revoked": (
        lambda: card.require_open(some.card(state=State.REVOKED), NOW), Refused("card_revoked", rule="E01")),
}  # fmt: skip


@pytest.mark.parametrize(("act", "why"), NO.values(), ids=NO)
def test_it_is_refused(act: Callable[[], Card], why: Refused | str) -> None:
    refused = refusal(act)
    assert why in (refused, refused.code)


def test_e04_a_consent_is_to_one_unit() -> None:
    consent = Consent(unit="合肥启明科技有限公司", terms=some.terms(), acceptance=some.acceptance())
    held = some.card(consent=consent)
    assert card.consented(held, consent.unit) is consent
    assert refusal(lambda: card.consented(held, "另一家单位")) == Refused(
        "unit_not_named", field="unit.name", rule="E04"
    )
    without = refusal(lambda: card.consented(some.card(), consent.unit))
    assert without == Refused("student_must_answer", rule="E03")


def test_papers_wait_with_the_card_and_can_be_taken_away() -> None:
    held = card.attach(some.card(), some.evidence_file(), x())
    assert (len(held.files), held.version) == (1, 2)
    assert card.detach(held, some.evidence_file().hash, x()).files == ()


NAMES = {
    "the name": ("欧阳思远", True),
    "the name with blanks that pad it": (" 欧阳 思远 ", True),
    "a part of the name": ("欧阳", False),
    "another name of the same family": ("欧阳思源", False),
}


@pytest.mark.parametrize(("typed", "is_right"), NAMES.values(), ids=NAMES)
def test_e02_the_recruiter_names_the_graduate(typed: str, is_right: bool) -> None:
    graduate = some.student()
    if is_right:
        card.require_named(graduate, typed)
    else:
        wrong = refusal(lambda: card.require_named(graduate, typed))
        assert wrong == Refused("graduate_differs", field="name", rule="E02")


MASKED = {"张伟": "张*", "欧阳思远": "欧**", "阿卜杜拉·买买提": "阿**", "李": "李"}


@pytest.mark.parametrize(("name", "shown"), MASKED.items())
def test_e02_before_that_a_name_is_masked(name: str, shown: str) -> None:
    assert card.masked(name) == shown


OBSTACLES: dict[str, tuple[dict[str, Any], SigningLock, SchoolPolicy, str | None]] = {
    "nothing stands in the way": ({}, FREE, SchoolPolicy(), None),
    "the cool-down runs, which blocks accepting only": (
        {}, some.signing_lock(state=LockState.COOLDOWN, agreement=None, until=LATE), SchoolPolicy(), None),
    "a school without cards": ({}, FREE, SchoolPolicy(qr_signing_without_account=False), "qr_signing_not_offered"),
    "who has signed": ({}, some.signing_lock(), SchoolPolicy(), "already_signed"),
    "a directed student": ({"training_mode": "定向"}, FREE, SchoolPolicy(), "student_not_eligible"),
    "an unconfirmed record": ({"state": SourceState.IMPORTED}, FREE, SchoolPolicy(), "source_record_not_confirmed"),
    "no number where one is needed": (
        {"agreement_number": ""}, FREE, SchoolPolicy(agreement_number_required_before_invite=True),
        "no_agreement_number"),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "lock", "policy", "why"), OBSTACLES.values(), ids=OBSTACLES)
def test_e01_who_may_make_one(fields: dict[str, Any], lock: SigningLock, policy: SchoolPolicy, why: str | None) -> None:
    graduate = some.student(**{"state": SourceState.CONFIRMED} | fields)
    found = card.obstacle(graduate, lock, policy)
    assert (found.code if found else None) == why


def test_a_card_tells_nothing_of_its_secret() -> None:
    assert CARD in repr(some.card())
    assert {"secret", "token", "code"}.isdisjoint(vars(some.card()))
