"""An invitation through the use cases: what stops each verb, and that nothing is half saved when it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.errors import DomainError, NotFound, Refused, Stale
from functions.domain.invitation import Invitation, Shown, State
from functions.domain.policy import EffectiveOn, InvitesWhileSigned, SchoolPolicy
from functions.domain.student import SourceState
from functions.domain.terms import Terms
from functions.ports import Replace
from functions.usecases import evidence, invitations
from functions.usecases.invitations import Answers
from tests import factories, steps
from tests.steps import ANSWERS, TERMS
from tests.world import World

SECOND = "f5h7j2k4m6n3p5q7r2s4t6v3w5"
EMPLOYER, STUDENT = (factories.someone(role) for role in (Role.EMPLOYER, Role.STUDENT))
OTHER_EMPLOYER, OTHER_STUDENT = replace(EMPLOYER, party=SECOND), replace(STUDENT, party="another")
OTHER_SCHOOL = replace(STUDENT, school="10999")
SYSTEM = factories.someone(Role.SYSTEM)
DEARER = replace(TERMS, monthly_pay=10000)
Verb = Callable[[World, Invitation], object]


def code(error: DomainError) -> str:
    return error.code if isinstance(error, Refused) else type(error).__name__


def stored(world: World) -> dict[Any, Any]:
    return dict(world.table._rows)


def assert_stops(world: World, said: str, verb: Callable[[], object]) -> None:
    before = stored(world)
    with pytest.raises(DomainError) as stopped:
        verb()
    assert code(stopped.value) == said
    assert stored(world) == before


def edit(terms: Terms = DEARER, days: int | None = None, who: Actor = EMPLOYER, ahead: int = 0) -> Verb:
    return lambda w, o: invitations.edit(w.services, who, o.id, terms, days, version=o.version + ahead)


def discard(who: Actor = EMPLOYER, ahead: int = 0) -> Verb:
    return lambda w, o: invitations.discard(w.services, who, o.id, version=o.version + ahead)


def send(who: Actor = EMPLOYER, ahead: int = 0) -> Verb:
    return lambda w, o: invitations.send(w.services, who, o.id, version=o.version + ahead)


def withdraw(who: Actor = EMPLOYER, ahead: int = 0) -> Verb:
    return lambda w, o: invitations.withdraw(w.services, who, o.id, version=o.version + ahead)


def reject(reason: str = "已有去向", who: Actor = STUDENT, ahead: int = 0) -> Verb:
    return lambda w, o: invitations.reject(w.services, who, o.id, reason, version=o.version + ahead)


def accept(answers: Answers = ANSWERS, who: Actor = STUDENT, seen: str | None = None) -> Verb:
    def verb(world: World, offer: Invitation) -> object:
        shown = evidence.digest(invitations.bound(world.services, invitations.read(world.services, who, offer.id)))
        return invitations.accept(world.services, who, offer.id, seen or shown, answers)

    return verb


def expire(who: Actor = SYSTEM) -> Verb:
    return lambda w, o: invitations.expire(w.services, who, o.id)


def drafted(world: World) -> Invitation:
    return steps.drafted(world)


def sent(world: World) -> Invitation:
    return steps.sent(world)


def withdrawn(world: World) -> Invitation:
    offer = steps.sent(world)
    return invitations.withdraw(world.services, EMPLOYER, offer.id, version=offer.version)


def late(world: World) -> Invitation:
    offer = steps.sent(world)
    world.clock.pass_(days=15)
    return offer


def accepted(world: World) -> Invitation:
    return world.services.store.invitation(steps.accepted(world).id)


def change(world: World, record: Any, **fields: Any) -> None:
    world.services.store.commit(Replace(replace(record, **fields, version=record.version + 1)))


def suspended(world: World) -> Invitation:
    """A sent invitation whose employer has lost its registration (decision 8)."""
    offer = steps.sent(world)
    change(world, world.services.store.employer(factories.EMPLOYER), state=RegistrationState.SUSPENDED)
    return offer


def admit_second(world: World) -> None:
    world.insert(
        factories.employer(id=SECOND, uscc="91110000600037341L", state=RegistrationState.APPROVED),
        factories.admission(employer=SECOND, state=AdmissionState.ADMITTED),
    )


def of_second(world: World) -> Invitation:
    """A second employer's invitation."""
    admit_second(world)
    return steps.sent(world, OTHER_EMPLOYER)


def beside_a_signed_one(world: World) -> Invitation:
    mine = steps.sent(world)
    steps.accept(world, of_second(world))
    return mine


STOPS: dict[str, tuple[Callable[[World], Invitation], Verb, str]] = {
    "editing: another employer's draft": (drafted, edit(who=OTHER_EMPLOYER), "NotFound"),
    "editing: a stale version": (drafted, edit(ahead=1), "Stale"),
    "editing: what is sent": (sent, edit(), "state_does_not_allow"),
    "editing: fewer days than the least": (drafted, edit(days=6), "validity_out_of_range"),
    "editing: more days than the most": (drafted, edit(days=31), "validity_out_of_range"),
    "discarding: what is sent": (sent, discard(), "state_does_not_allow"),
    "discarding: what was withdrawn": (withdrawn, discard(), "state_does_not_allow"),
    "discarding: a stale version": (drafted, discard(ahead=-1), "Stale"),
    "discarding: another employer's": (drafted, discard(OTHER_EMPLOYER), "NotFound"),
    "sending: twice": (sent, send(), "state_does_not_allow"),
    "sending: a stale version": (drafted, send(ahead=1), "Stale"),
    "sending: another employer's": (drafted, send(OTHER_EMPLOYER), "NotFound"),
    "sending: the student, who sees no draft": (drafted, send(STUDENT), "NotFound"),
    "withdrawing: a draft": (drafted, withdraw(), "state_does_not_allow"),
    "withdrawing: twice": (withdrawn, withdraw(), "state_does_not_allow"),
    "withdrawing: too late": (late, withdraw(), "invitation_expired"),
    "withdrawing: what is accepted": (accepted, withdraw(), "state_does_not_allow"),
    "withdrawing: a stale version": (sent, withdraw(ahead=-1), "Stale"),
    "rejecting: without a reason": (sent, reject(""), "reason_required"),
    "rejecting: another student's": (sent, reject(who=OTHER_STUDENT), "NotFound"),
    "rejecting: too late": (late, reject(), "invitation_expired"),
    "rejecting: a stale version": (sent, reject(ahead=1), "Stale"),
    "rejecting: when signed elsewhere": (beside_a_signed_one, reject(), "view_only"),
    "rejecting: a suspended employer's": (suspended, reject(), "employer_not_admitted"),
    "accepting: a draft, which the student cannot see": (drafted, accept(), "NotFound"),
    "accepting: in another school": (sent, accept(who=OTHER_SCHOOL), "NotFound"),
    "accepting: what was withdrawn": (withdrawn, accept(), "state_does_not_allow"),
    "accepting: too late": (late, accept(), "invitation_expired"),
    "accepting: a suspended employer's": (suspended, accept(), "employer_not_admitted"),
    "accepting: when signed elsewhere": (beside_a_signed_one, accept(), "already_signed"),
    "accepting: without the pay that the policy asks for": (sent, accept(Answers()), "required"),
    "accepting: something else than what is shown": (sent, accept(seen="ab" * 32), "Stale"),
    "accepting: as the employer": (sent, accept(who=EMPLOYER), "role_may_not"),
    "expiring: in time": (sent, expire(), "invitation_not_expired"),
    "expiring: by the employer": (late, expire(EMPLOYER), "role_may_not"),
    "expiring: a draft": (drafted, expire(), "state_does_not_allow"),
}


@pytest.mark.parametrize(("begin", "verb", "said"), STOPS.values(), ids=STOPS)
def test_a_verb_stops_and_saves_nothing(begin: Callable[[World], Invitation], verb: Verb, said: str) -> None:
    world = World()
    offer = begin(world)
    assert_stops(world, said, lambda: verb(world, offer))


POLICY_STOPS: dict[str, tuple[SchoolPolicy, Callable[[World], Invitation], Verb, str]] = {
    "no number yet": (SchoolPolicy(agreement_number_required_before_invite=True), drafted, send(),
                      "agreement_number_missing"),
    "days are fixed": (SchoolPolicy(employer_may_choose_validity=False), drafted, edit(days=20), "validity_fixed"),
    "nothing is withdrawn": (SchoolPolicy(withdraw_before_accept=False), sent, withdraw(), "withdrawal_not_allowed"),
    "health is asked for": (SchoolPolicy(student_answers_health=True), sent, accept(), "required"),
}  # fmt: skip


@pytest.mark.parametrize(("policy", "begin", "verb", "said"), POLICY_STOPS.values(), ids=POLICY_STOPS)
def test_the_policy_stops_a_verb(
    policy: SchoolPolicy, begin: Callable[[World], Invitation], verb: Verb, said: str
) -> None:
    world = World(policy)
    offer = begin(world)
    assert_stops(world, said, lambda: verb(world, offer))


def test_who_has_signed_cannot_be_invited_where_the_policy_says_so() -> None:
    world = World(SchoolPolicy(invites_while_signed=InvitesWhileSigned.REFUSED))
    mine = steps.drafted(world)
    steps.accept(world, of_second(world))
    assert_stops(world, "student_already_signed", lambda: send()(world, mine))


NOT_SENT: dict[str, tuple[dict[str, Any], str]] = {
    "whose record is not confirmed": ({"state": SourceState.IMPORTED}, "source_record_not_confirmed"),
    "who is directed": ({"training_mode": "定向"}, "student_not_eligible"),
}


@pytest.mark.parametrize(("fields", "said"), NOT_SENT.values(), ids=NOT_SENT)
def test_a_student_is_not_invited(fields: dict[str, Any], said: str) -> None:
    world = World()
    offer = steps.drafted(world)
    change(world, world.services.store.student(factories.SCHOOL, factories.STUDENT), **fields)
    assert_stops(world, said, lambda: send()(world, offer))


def test_one_employer_has_one_open_invitation() -> None:
    world = World()
    steps.sent(world)
    second = steps.drafted(world)
    assert_stops(world, "already_invited", lambda: send()(world, second))


def test_the_cap_counts_all_employers() -> None:
    world = World(SchoolPolicy(max_open_invites_per_student=1))
    admit_second(world)
    mine = steps.drafted(world)
    steps.sent(world, OTHER_EMPLOYER)
    assert_stops(world, "too_many_open_invitations", lambda: send()(world, mine))


def draft(world: World, who: Actor = EMPLOYER, days: int | None = None, student: str = factories.STUDENT) -> Invitation:
    return invitations.draft(world.services, who, factories.SCHOOL, student, TERMS, days)


def unadmitted(world: World) -> None:
    world.insert(factories.employer(id=SECOND, uscc="91110000600037341L", state=RegistrationState.APPROVED))


NOT_DRAFTED: dict[str, tuple[Callable[[World], object], str]] = {
    "by an employer without admission": (
        lambda w: (unadmitted(w), draft(w, OTHER_EMPLOYER)),
        "employer_not_admitted",
    ),
    "by an employer that is not there": (lambda w: draft(w, OTHER_EMPLOYER), "NotFound"),
    "to a student that is not there": (lambda w: draft(w, student="nobody"), "NotFound"),
    "for too many days": (lambda w: draft(w, days=31), "validity_out_of_range"),
    "for too few days": (lambda w: draft(w, days=6), "validity_out_of_range"),
}


@pytest.mark.parametrize(("verb", "said"), NOT_DRAFTED.values(), ids=NOT_DRAFTED)
def test_a_draft_is_refused(verb: Callable[[World], object], said: str) -> None:
    world = World()
    with pytest.raises(DomainError) as stopped:
        verb(world)
    assert code(stopped.value) == said
    for who in (EMPLOYER, OTHER_EMPLOYER):
        assert invitations.of_employer(world.services, who, None).items == ()


def test_a_draft_is_edited_and_put_away() -> None:
    world = World()
    offer = invitations.edit(world.services, EMPLOYER, draft(world, days=14).id, DEARER, 20, version=1)
    assert (offer.terms, offer.valid_days, offer.state) == (DEARER, 20, State.DRAFT)
    gone = invitations.discard(world.services, EMPLOYER, offer.id, version=offer.version)
    assert gone.state is State.DISCARDED
    assert world.services.store.events(offer.id) == ()


def test_a_withdrawn_invitation_is_changed_and_sent_again() -> None:
    world = World()
    offer = withdrawn(world)
    edited = invitations.edit(world.services, EMPLOYER, offer.id, DEARER, None, version=offer.version)
    again = invitations.send(world.services, EMPLOYER, offer.id, version=edited.version)
    assert (again.revision, again.previous, again.terms) == (2, TERMS, DEARER)
    kinds = [event.kind for event in world.services.store.events(offer.id)]
    assert kinds == ["invitation_sent", "invitation_withdrawn", "invitation_resent"]


def test_a_draft_begins_under_the_policy_in_force_when_it_is_sent() -> None:
    world = World()
    offer = draft(world, days=20)
    shorter = SchoolPolicy(invite_valid_days_max=15)
    world.insert(factories.policy(number=2, policy=shorter, effective_from=world.clock.now().date()))
    assert_stops(world, "validity_out_of_range", lambda: send()(world, offer))
    offer = invitations.edit(world.services, EMPLOYER, offer.id, TERMS, None, version=offer.version)
    assert invitations.send(world.services, EMPLOYER, offer.id, version=offer.version).policy_version == 2


def test_a_rejection_tells_both_why_and_frees_the_place() -> None:
    world = World()
    offer = sent(world)
    gone = invitations.reject(world.services, STUDENT, offer.id, "已有去向", version=offer.version)
    assert (gone.state, gone.reason) == (State.REJECTED, "已有去向")
    assert world.services.store.events(offer.id)[-1].details["reason"] == "已有去向"
    assert steps.sent(world).state is State.PENDING


def test_a_rejection_needs_no_reason_where_the_policy_asks_for_none() -> None:
    world = World(SchoolPolicy(reject_reason_required=False))
    offer = sent(world)
    assert invitations.reject(world.services, STUDENT, offer.id, "", version=offer.version).reason == ""


def test_a_passed_deadline_is_recorded_once() -> None:
    world = World()
    offer = late(world)
    assert invitations.expire(world.services, SYSTEM, offer.id).state is State.EXPIRED
    assert_stops(world, "state_does_not_allow", lambda: expire()(world, offer))
    assert world.services.store.open_invitations(factories.SCHOOL, factories.STUDENT).entries == ()


def test_a_second_click_gets_the_first_ones_agreement() -> None:
    world = World()
    made = steps.accepted(world)
    before = stored(world)
    again = invitations.accept(world.services, STUDENT, made.id, made.acceptance.hash, Answers())
    assert (again, stored(world)) == (made, before)


EFFECTIVE = {
    "on acceptance": (EffectiveOn.ACCEPTANCE, True),
    "on the school's review": (EffectiveOn.SCHOOL_REVIEW, False),
}


@pytest.mark.parametrize(("event", "is_effective"), EFFECTIVE.values(), ids=EFFECTIVE)
def test_the_policy_says_when_it_takes_effect(event: EffectiveOn, *, is_effective: bool) -> None:
    world = World(SchoolPolicy(effective_on_employer_initiated=event))
    made = steps.accepted(world)
    assert (made.effective_at == world.clock.now()) is is_effective


def test_no_answer_is_needed_that_the_policy_does_not_ask_for() -> None:
    world = World(SchoolPolicy(student_answers_pay_after_trial=False, student_answers_health=True))
    offer = sent(world)
    accept(Answers(health="良好"))(world, offer)
    assert world.services.store.agreement(offer.id).acceptance.health == "良好"


def seen_by(world: World, who: Actor) -> list[tuple[str, str]]:
    listed = invitations.of_student if who.role is Role.STUDENT else invitations.of_employer
    offers = listed(world.services, who, None).items
    return [(offer.id, state) for offer, state in invitations.shown(world.services, who, offers)]


LISTED: dict[str, tuple[Callable[[World], Invitation], Actor, str]] = {
    "a draft to its employer": (drafted, EMPLOYER, State.DRAFT),
    "an open one to the student": (sent, STUDENT, State.PENDING),
    "a late one to both": (late, STUDENT, State.EXPIRED),
    "an open one to the student who has signed elsewhere": (beside_a_signed_one, STUDENT, Shown.VIEW_ONLY),
    "the same to its employer, who must not know": (beside_a_signed_one, EMPLOYER, State.PENDING),
    "a suspended employer's": (suspended, STUDENT, Shown.INOPERABLE),
}


@pytest.mark.parametrize(("begin", "who", "state"), LISTED.values(), ids=LISTED)
def test_a_list_shows(begin: Callable[[World], Invitation], who: Actor, state: str) -> None:
    world = World()
    offer = begin(world)
    assert (offer.id, state) in seen_by(world, who)


def test_a_list_of_several_drafts_and_one_open_is_whole() -> None:
    world = World()
    offer = steps.sent(world)
    others = [steps.drafted(world).id for _ in range(2)]
    withdrawn_again = replace(offer, id="twin")
    shown = list(invitations.shown(world.services, EMPLOYER, (offer, withdrawn_again)))
    assert [state for _, state in shown] == [State.PENDING, State.PENDING]
    assert {one for one, _ in seen_by(world, EMPLOYER)} == {offer.id, *others}


@pytest.mark.parametrize("who", [OTHER_EMPLOYER, OTHER_STUDENT, OTHER_SCHOOL, factories.someone(Role.COLLEGE)])
def test_whom_it_does_not_concern_sees_nothing(who: Actor) -> None:
    world = World()
    offer = sent(world)
    with pytest.raises(NotFound):
        invitations.read(world.services, who, offer.id)


def test_what_was_shown_before_a_resending_is_stale() -> None:
    world = World()
    offer = sent(world)
    reading = invitations.read(world.services, STUDENT, offer.id)
    old = evidence.digest(invitations.bound(world.services, reading))
    back = invitations.withdraw(world.services, EMPLOYER, offer.id, version=offer.version)
    edited = invitations.edit(world.services, EMPLOYER, offer.id, DEARER, None, version=back.version)
    again = invitations.send(world.services, EMPLOYER, offer.id, version=edited.version)
    with pytest.raises(Stale) as stale:
        invitations.accept(world.services, STUDENT, offer.id, old, ANSWERS)
    assert stale.value.version == again.version


def test_the_agreement_stands_beside_its_invitation_once_there_is_one() -> None:
    world = World()
    offer = steps.sent(world)
    assert invitations.agreement(world.services, offer) is None
    made = steps.accept(world, offer)
    after = world.services.store.invitation(offer.id)
    assert invitations.agreement(world.services, after) == made
