"""Section E through the use cases: a card, a recruiter who names the graduate, an invitation, an answer, a review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import Action
from functions.domain.agreement import State as AgreementState
from functions.domain.card import Card, State
from functions.domain.errors import Conflict, DomainError, NotFound, Refused
from functions.domain.events import EventKind
from functions.domain.guest import Trust
from functions.domain.policy import EffectiveOn, Mode, SchoolPolicy
from functions.usecases import cards, guest_offers, guests, invitations, materials, reviews
from functions.usecases.uploads import PDF, Upload
from tests import factories, steps
from tests.factories import SCHOOL, STUDENT, someone
from tests.steps import NAME
from tests.unit.usecases.attempts import STRANGERS, Attempt, assert_refused, change, told
from tests.world import World

PAPER = Upload(b"%PDF-1.7 licence", PDF)
STUDENT_ACTOR = someone(Role.STUDENT)


def held(world: World, code: str) -> Card:
    found = world.services.store.find_card(code.partition(".")[0])
    assert found
    return found


def revoke(world: World, code: str) -> Card:
    return cards.revoke(world.services, STUDENT_ACTOR, held(world, code).id, version=held(world, code).version)


def revoked(world: World) -> str:
    code = steps.carded(world)
    revoke(world, code)
    return code


def used(world: World) -> str:
    code = steps.carded(world)
    steps.invited_by_guest(world, code)
    return code


def lapsed(world: World) -> str:
    code = steps.carded(world)
    world.clock.pass_(days=8)
    return code


def test_e03_a_guest_invites_and_the_graduate_answers_in_the_ordinary_way() -> None:
    world = World(SchoolPolicy(effective_on_qr=EffectiveOn.ACCEPTANCE))
    code = steps.carded(world)
    sent = steps.invited_by_guest(world, code)
    assert (sent.state, sent.employer, sent.employer_name) == ("pending", "", "合肥启明科技有限公司")
    assert (held(world, code).state, held(world, code).invitation) == (State.USED, sent.id)
    made = steps.accept(world, sent)
    assert (made.mode, made.state, made.trust) == (Mode.QR, AgreementState.COLLEGE_REVIEW, Trust.GUEST_ONLY)
    assert made.effective_at == world.clock.now()
    assert made.unit == steps.recruiting().unit
    assert told(world, sent.id) == [
        ("invitation_sent", ("student",)), ("invitation_accepted", ("guest", "college")),
    ]  # fmt: skip
    (first, _) = world.services.store.events(sent.id)
    assert (first.role, first.name, first.account) == (Role.GUEST, made.unit.contact, f"card:{held(world, code).id}")


def test_neither_the_secret_nor_the_code_is_stored() -> None:
    world = World()
    code = steps.carded(world)
    assert code.partition(".")[2] not in repr(held(world, code))


def test_a_guest_is_told_by_mail_whatever_the_policy_chooses() -> None:
    world = World(SchoolPolicy(notify_invitation=frozenset(), notify_signing=frozenset()))
    steps.signed_by_guest(world)
    for _ in range(2):
        world.run_jobs()
    mail = steps.recruiting().unit.email
    assert [to for to, _, _ in world.mailer.sent] == [mail]
    world.wechat.sent.clear()


def test_a_code_shows_a_masked_name_until_the_graduate_is_named() -> None:
    world = World()
    code = steps.carded(world)
    seen = guests.look(world.services, code)
    assert (seen.name, seen.school.name, seen.state, seen.invitation) == ("欧**", "江淮理工大学", "open", None)
    named = guests.verify(world.services, code, NAME)
    assert (named.graduate.name, named.graduate.number) == (NAME, factories.student().number)


def test_e02_wrong_names_are_slowed_down_and_the_right_one_clears_the_count() -> None:
    world = World()
    code = steps.carded(world)
    for _ in range(3):
        assert refused(lambda: guests.verify(world.services, code, "欧阳思源")) == "graduate_differs"
    guests.verify(world.services, code, NAME)
    for _ in range(5):
        assert refused(lambda: guests.verify(world.services, code, "欧阳思源")) == "graduate_differs"
    assert refused(lambda: guests.verify(world.services, code, NAME)) == "too_many_attempts"
    other = steps.carded(world)
    assert guests.verify(world.services, other, NAME).graduate.name == NAME
    world.clock.pass_(hours=24)
    guests.verify(world.services, code, NAME)


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def test_a_try_that_meets_another_ones_count_succeeds_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    code = steps.carded(world)

    def commit(*changes: Any) -> None:
        raise Conflict(changes[0])

    counted = guests.sessions.counted

    def counting(*args: Any) -> Any:
        found = counted(*args)
        monkeypatch.setattr(world.services.store, "commit", commit)
        return found

    monkeypatch.setattr(guests.sessions, "counted", counting)
    assert guests.verify(world.services, code, NAME).graduate.name == NAME


def test_what_came_of_a_card_is_seen_by_its_code_and_no_more() -> None:
    world = World()
    code = steps.carded(world)
    sent = steps.invited_by_guest(world, code)
    waiting = guests.look(world.services, code)
    assert (waiting.invitation_state, waiting.agreement, waiting.may_withdraw) == ("pending", None, True)
    other = steps.sent(world)
    steps.accept(world, other)
    assert guests.look(world.services, code).invitation_state == "pending"  # F08
    assert sent.id != other.id


def test_an_accepted_one_shows_how_the_review_stands() -> None:
    world = World()
    code = steps.carded(world)
    steps.accept(world, steps.invited_by_guest(world, code))
    seen = guests.look(world.services, code)
    assert seen.agreement
    assert (seen.invitation_state, seen.agreement.state, seen.may_withdraw) == ("accepted", "college_review", False)


def test_a_guest_takes_its_invitation_back_and_the_graduate_hears_of_it() -> None:
    world = World()
    code = steps.carded(world)
    sent = steps.invited_by_guest(world, code)
    assert guest_offers.withdraw(world.services, code, NAME).state == "withdrawn"
    assert told(world, sent.id)[-1] == ("invitation_withdrawn", ("student",))
    assert world.services.store.open_invitations(SCHOOL, STUDENT).alive(world.clock.now()) == ()


def test_papers_wait_with_the_card_and_go_with_the_invitation() -> None:
    world = World()
    code = steps.carded(world)
    (paper,) = guests.attach(world.services, code, NAME, PAPER).files
    assert guests.detach(world.services, code, NAME, paper.hash).files == ()
    sent = steps.invited_by_guest(world, code, files=2)
    assert sent.guest
    assert len(sent.guest.files) == 2
    found, content = materials.of_invitation(world.services, STUDENT_ACTOR, sent.id, sent.guest.files[0].hash)
    assert (found, content) == (sent.guest.files[0], b"%PDF-1.7 licence\x00")


def test_c07_the_reviewer_checks_the_licence_and_the_student_hears_how() -> None:
    world = World()
    made = steps.signed_by_guest(world)
    college = steps.actor(world, Role.COLLEGE)
    assert made.guest
    assert materials.of_agreement(world.services, college, made.id, made.guest.files[0].hash)[1]
    checked = reviews.check_licence(world.services, college, made.id, "公示系统可查", version=made.version)
    assert checked.trust is Trust.LICENCE_CHECKED
    event = world.services.store.events(made.id)[-1]
    assert (event.kind, event.audience) == (EventKind.LICENCE_CHECKED, (f"student:{STUDENT}",))
    assert event.details["how"] == "公示系统可查"
    assert steps.passed(world, checked, Role.COLLEGE).trust is Trust.LICENCE_CHECKED


def test_h06_a_failed_review_frees_the_graduate_who_can_make_another_card() -> None:
    world = World()
    made = steps.signed_by_guest(world)
    assert refused(lambda: steps.carded(world)) == "already_signed"
    failed = reviews.review(
        world.services, steps.actor(world, Role.COLLEGE), made.id, Action.FAIL, "无从核实", version=made.version
    )
    assert failed.state is AgreementState.SIGN_FAILED
    assert world.services.store.invitation(made.id).state == "failed"
    assert told(world, made.id)[-1] == ("signing_failed", ("student", "guest"))
    assert steps.signed_by_guest(world).trust is Trust.GUEST_ONLY


def test_c09_a_guest_finds_units_of_the_school_once_it_has_named_the_graduate() -> None:
    world = World()
    code = steps.carded(world)
    assert [one.id for one in guests.library(world.services, code, NAME, "合肥")] == [factories.EMPLOYER]
    assert guests.library(world.services, code, NAME, "上海") == ()
    assert refused(lambda: guests.library(world.services, code, "某人", "合肥")) == "graduate_differs"


def test_trap_27_a_card_keeps_the_policy_under_which_it_was_made() -> None:
    world = World(SchoolPolicy(invite_valid_days=10))
    code = steps.carded(world)
    world.insert(factories.policy(number=2, policy=SchoolPolicy(qr_signing_without_account=False)))
    sent = steps.invited_by_guest(world, code)
    assert (sent.policy_version, sent.expires_at and sent.expires_at.isoformat()) == (1, "2026-03-15T23:59:59+08:00")
    assert refused(lambda: steps.carded(world)) == "qr_signing_not_offered"
    steps.accept(world, sent)


def test_a_list_shows_a_guests_invitation_as_any_other() -> None:
    world = World()
    sent = steps.invited_by_guest(world)
    page = invitations.of_student(world.services, STUDENT_ACTOR, None)
    ((offer, state),) = invitations.shown(world.services, STUDENT_ACTOR, page.items)
    assert (offer.id, state, offer.trust) == (sent.id, "pending", Trust.GUEST_ONLY)


def full(world: World) -> str:
    return [steps.carded(world) for _ in range(5)][-1]


INVITE: Callable[[World, str], Any] = lambda w, code: guest_offers.invite(w.services, code, NAME, steps.recruiting())  # noqa: E731 - a row
NONE = NotFound("card")
ATTEMPTS: dict[str, Attempt] = {
    "a card used twice": Attempt(used, INVITE, Refused("card_used", rule="E01")),
    "a card that has lapsed": Attempt(lapsed, INVITE, Refused("card_expired", rule="E01")),
    "a card that was revoked": Attempt(revoked, INVITE, Refused("card_revoked", rule="E01")),
    "a card of nobody": Attempt(steps.carded, lambda w, _: INVITE(w, "nobody.secret"), NONE),
    "a guessed secret": Attempt(
        steps.carded, lambda w, code: INVITE(w, f"{code.partition('.')[0]}.guessed"), NONE),
    "looking with a guessed secret": Attempt(
        steps.carded, lambda w, code: guests.look(w.services, f"{code.partition('.')[0]}.guessed"), NONE),
    "inviting without knowing whose card it is": Attempt(
        steps.carded, lambda w, code: guest_offers.invite(w.services, code, "某人", steps.recruiting()),
        Refused("graduate_differs", field="name", rule="E02")),
    "a unit too long for the code": Attempt(
        steps.carded, lambda w, code: guest_offers.invite(w.services, code, NAME, steps.recruiting(name="合" * 300)),
        Refused("too_large_for_code", field="unit.name", rule="verification 1")),
    "uploading without knowing whose card it is": Attempt(
        steps.carded, lambda w, code: guests.attach(w.services, code, "某人", PAPER),
        Refused("graduate_differs", field="name", rule="E02")),
    "a paper for a card that was used": Attempt(
        used, lambda w, code: guests.attach(w.services, code, NAME, PAPER), Refused("card_used", rule="E01")),
    "withdrawing what was never sent": Attempt(
        steps.carded, lambda w, code: guest_offers.withdraw(w.services, code, NAME),
        Refused("card_not_used", rule="E03")),
    "withdrawing without knowing whose card it is": Attempt(
        used, lambda w, code: guest_offers.withdraw(w.services, code, "某人"),
        Refused("graduate_differs", field="name", rule="E02")),
    "withdrawing where the school does not allow it": Attempt(
        used, lambda w, code: guest_offers.withdraw(w.services, code, NAME),
        Refused("withdrawal_not_allowed", rule="F11"), SchoolPolicy(withdraw_before_accept=False)),
    "a sixth open card": Attempt(
        full, lambda w, _: steps.carded(w), Refused("too_many_cards", rule="E01")),
    "a second invitation of one unit": Attempt(
        lambda w: (used(w), steps.carded(w))[1], INVITE, Refused("already_invited", rule="F09")),
    "inviting somebody whose record was opened again": Attempt(
        lambda w: (steps.carded(w), change(w, w.services.store.student(SCHOOL, STUDENT), state="imported"))[0],
        INVITE, Refused("source_record_not_confirmed", rule="B01")),
    "a paper that is not there": Attempt(
        lambda w: steps.invited_by_guest(w, files=0),
        lambda w, sent: materials.of_invitation(w.services, STUDENT_ACTOR, sent.id, "ab" * 32), NotFound("material")),
    "a paper of who signs with an account": Attempt(
        steps.sent, lambda w, sent: materials.of_invitation(w.services, STUDENT_ACTOR, sent.id, "ab" * 32),
        NotFound("material")),
}  # fmt: skip


@pytest.mark.parametrize("tried", ATTEMPTS.values(), ids=ATTEMPTS)
def test_it_is_refused_and_nothing_is_stored(tried: Attempt) -> None:
    assert_refused(tried)


@pytest.mark.parametrize("who", STRANGERS.values(), ids=STRANGERS)
def test_a_card_is_its_students_alone(who: Any) -> None:
    world = World()
    code = steps.carded(world)
    with pytest.raises(DomainError) as caught:
        cards.revoke(world.services, who, held(world, code).id, version=1)
    assert isinstance(caught.value, NotFound)


def test_trap_02_of_two_who_use_a_card_at_once_one_hears_that_it_is_used() -> None:
    """The second one has named the graduate before the first one sends."""
    world = World()
    code = steps.carded(world)
    named = guests.verify(world.services, code, NAME)
    steps.invited_by_guest(world, code, files=0)
    with pytest.raises(Refused) as caught:
        guest_offers._invite(world.services, named, steps.recruiting(uscc=None, name="另一家单位"))
    assert caught.value.code == "card_used"
