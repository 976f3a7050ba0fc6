"""E04 through the use cases: a card that carries the graduate's consent, and the unit that can only confirm it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import State
from functions.domain.errors import Refused, Stale
from functions.domain.guest import Trust
from functions.domain.invitation import State as InvitationState
from functions.domain.policy import EffectiveOn, Mode, ReviewChain, SchoolPolicy
from functions.usecases import cards, evidence, guest_offers
from functions.usecases.cards import Consenting
from functions.usecases.invitations import Answers
from tests import factories, steps
from tests.factories import SCHOOL, STUDENT, someone
from tests.steps import ANSWERS, NAME, TERMS
from tests.unit.usecases.attempts import Attempt, assert_refused, change, told
from tests.world import World

BEFOREHAND = SchoolPolicy(qr_student_confirms=False)
GRADUATE = someone(Role.STUDENT)
UNIT = steps.recruiting().unit
CONSENTING = Consenting(unit=UNIT.name, terms=TERMS, answers=ANSWERS)


def confirm(name: str = NAME, *, unit_name: str = UNIT.name) -> Callable[[World, str], Any]:
    offered = steps.recruiting(name=unit_name)
    return lambda w, code: guest_offers.conclude(w.services, code, name, offered.unit, offered.code_path)


def test_e04_what_the_graduate_agreed_to_on_the_card_is_confirmed_and_under_review() -> None:
    world = World(SchoolPolicy(qr_student_confirms=False, review_chain=ReviewChain.EITHER))
    code = steps.consented(world)
    world.clock.pass_(days=1)
    made = steps.concluded(world, code)
    assert (made.state, made.mode, made.trust, made.unit) == (State.OPEN_REVIEW, Mode.QR, Trust.GUEST_ONLY, UNIT)
    assert (made.terms, made.acceptance.pay_after_trial) == (TERMS, ANSWERS.pay_after_trial)
    # The word is the graduate's, given when the card was made; the guest has only confirmed it.
    given = made.acceptance
    assert (given.account, given.at) == (GRADUATE.account, factories.NOW)
    assert world.services.store.signing_lock(SCHOOL, STUDENT).agreement == made.id
    assert world.services.store.invitation(made.id).state is InvitationState.ACCEPTED
    assert told(world, made.id) == [("signed_by_card", ("student", "college"))]


def test_e04_it_takes_effect_on_the_event_of_its_mode() -> None:
    world = World(SchoolPolicy(qr_student_confirms=False, effective_on_qr=EffectiveOn.ACCEPTANCE))
    assert steps.concluded(world).effective_at == world.clock.now()
    assert steps.concluded(World(BEFOREHAND)).effective_at is None


def test_e04_a_consent_stands_on_a_card_where_the_policy_lets_it() -> None:
    assert cards.shown(World(BEFOREHAND).services, GRADUATE, CONSENTING)["unit"] == UNIT.name
    with pytest.raises(Refused, match="consent_not_offered"):
        cards.shown(World().services, GRADUATE, CONSENTING)


def test_other_terms_by_the_same_card_wait_for_the_graduate() -> None:
    world = World(BEFOREHAND)
    sent = steps.invited_by_guest(world, steps.consented(world))
    assert (sent.state, sent.guest and sent.guest.consent) == (InvitationState.PENDING, "")


def mended(world: World) -> str:
    code = steps.consented(world)
    change(world, world.services.store.student(SCHOOL, STUDENT), major="软件工程")
    return code


def signed_elsewhere(world: World) -> str:
    code = steps.consented(world)
    steps.accepted(world)
    return code


def revoked(world: World) -> str:
    code = steps.consented(world)
    cards.revoke(world.services, GRADUATE, code.partition(".")[0], version=1)
    return code


def used(world: World) -> str:
    code = steps.consented(world)
    steps.concluded(world, code)
    return code


def make(consenting: Consenting = CONSENTING, seen: str = "") -> Callable[[World, Any], Any]:
    return lambda w, _: cards.make(w.services, GRADUATE, consenting, seen)


NOTHING: Callable[[World], Any] = lambda _: None  # noqa: E731 - a row
ATTEMPTS: dict[str, Attempt] = {
    "another unit confirming": Attempt(
        steps.consented, confirm(unit_name="另一家单位"),
        Refused("unit_not_named", field="unit.name", rule="E04"), BEFOREHAND),
    "confirming by a card without a consent": Attempt(
        steps.carded, confirm(), Refused("student_must_answer", rule="E03"), BEFOREHAND),
    "confirming without knowing whose card it is": Attempt(
        steps.consented, confirm("某人"), Refused("graduate_differs", field="name", rule="E02"), BEFOREHAND),
    "confirming twice": Attempt(used, confirm(), Refused("card_used", rule="E01"), BEFOREHAND),
    "confirming after the card was revoked": Attempt(
        revoked, confirm(), Refused("card_revoked", rule="E01"), BEFOREHAND),
    "confirming after the graduate has signed elsewhere": Attempt(
        signed_elsewhere, confirm(), Refused("already_signed", rule="F06"), BEFOREHAND),
    "confirming after the graduate's record was mended": Attempt(
        mended, confirm(), Refused("consent_outdated", rule="E04"), BEFOREHAND),
    "agreeing where the graduate answers": Attempt(
        NOTHING, make(), Refused("consent_not_offered", rule="E04")),
    "agreeing to what was not shown": Attempt(NOTHING, make(seen="ab" * 32), Stale(1), BEFOREHAND),
    "agreeing without the own answers": Attempt(
        NOTHING, make(Consenting(unit=UNIT.name, terms=TERMS, answers=Answers())),
        Refused("required", field="pay_after_trial", rule="F16"), BEFOREHAND),
    "looking at a consent after signing": Attempt(
        steps.accepted, lambda w, _: cards.shown(w.services, GRADUATE, CONSENTING),
        Refused("already_signed", rule="F06"), BEFOREHAND),
}  # fmt: skip


@pytest.mark.parametrize("tried", ATTEMPTS.values(), ids=ATTEMPTS)
def test_it_is_refused_and_nothing_is_stored(tried: Attempt) -> None:
    assert_refused(tried)


def test_the_digest_is_of_exactly_what_was_shown() -> None:
    world = World(BEFOREHAND)
    what = cards.shown(world.services, GRADUATE, CONSENTING)
    assert what["terms"]["position"] == TERMS.position
    assert what["graduate"]["name"] == NAME
    assert steps.concluded(world).acceptance.hash == evidence.digest(what)
