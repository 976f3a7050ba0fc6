"""Invitations: who may do what when, what each verb stores and tells, and what leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.agreement import State as AgreementState
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.flags import PENALTY_ABOVE_LIMIT
from functions.domain.invitation import Invitation, Shown, State
from functions.domain.policy import (
    EffectiveOn,
    EmployerAdmission,
    InvitesWhileSigned,
    ReviewChain,
    SchoolPolicy,
    SourceReview,
)
from functions.domain.signing_lock import LockState
from functions.domain.student import SourceState
from functions.usecases import invitations
from functions.usecases.invitations import Answers
from tests import factories, steps
from tests.factories import someone
from tests.unit.usecases.attempts import (
    STRANGERS,
    Attempt,
    after,
    assert_refused,
    change,
    later,
    other_unit,
    said,
    told,
)
from tests.unit.web.asking import stored
from tests.world import World

EMPLOYER, STUDENT, SYSTEM = someone(Role.EMPLOYER), someone(Role.STUDENT), someone(Role.SYSTEM)
OTHER_TERMS = replace(steps.TERMS, monthly_pay=9800)


def offered(world: World, invitation: str) -> Invitation:
    return world.services.store.invitation(invitation)


Verb = Callable[[World, Actor, str, int], Any]
VERBS: dict[str, Verb] = {
    "read": lambda w, who, id_, _: invitations.read(w.services, who, id_),
    "edit": lambda w, who, id_, version: invitations.edit(w.services, who, id_, OTHER_TERMS, None, version=version),
    "discard": lambda w, who, id_, version: invitations.discard(w.services, who, id_, version=version),
    "send": lambda w, who, id_, version: invitations.send(w.services, who, id_, version=version),
    "withdraw": lambda w, who, id_, version: invitations.withdraw(w.services, who, id_, version=version),
    "reject": lambda w, who, id_, version: invitations.reject(w.services, who, id_, "条件不合适", version=version),
    "accept": lambda w, who, id_, _: invitations.accept(w.services, who, id_, "00" * 32, steps.ANSWERS),
    "expire": lambda w, who, id_, _: invitations.expire(w.services, who, id_),
}
# To the school an invitation is none of its business before it is accepted.
UNCONCERNED = STRANGERS | {
    "the student's own college": someone(Role.COLLEGE),
    "the student's own school": someone(Role.SCHOOL),
    "its administrator": someone(Role.ADMIN),
}


@pytest.fixture(scope="module")
def sent() -> tuple[World, Invitation]:
    world = World()
    return world, steps.sent(world)


@pytest.mark.parametrize("stranger", UNCONCERNED.values(), ids=UNCONCERNED)
@pytest.mark.parametrize("verb", VERBS)
def test_to_a_stranger_there_is_no_invitation(sent: tuple[World, Invitation], verb: str, stranger: Actor) -> None:
    (world, offer), raised = sent, []
    before = stored(world)
    for invitation, version in ((offer.id, offer.version), ("nothing", 1)):
        with pytest.raises(NotFound) as caught:
            VERBS[verb](world, stranger, invitation, version)
        raised.append(said(caught.value))
    assert raised[0] == raised[1] == (NotFound, "invitation")
    assert stored(world) == before


def test_a_draft_is_the_employers_alone() -> None:
    world = World()
    draft = steps.drafted(world)
    for verb in VERBS.values():
        with pytest.raises(NotFound):
            verb(world, STUDENT, draft.id, draft.version)
    assert not invitations.of_student(world.services, STUDENT, None).items


def by(verb: str, who: Actor, **fields: Any) -> Callable[[World, Invitation], Any]:
    """Act on the invitation as `who`, on the version that `who` has seen or says."""
    return lambda world, offer: VERBS[verb](world, who, offer.id, fields.get("version", offer.version))


def accepting(answers: Answers = steps.ANSWERS, seen: str | None = None) -> Callable[[World, Invitation], Any]:
    def act(world: World, offer: Invitation) -> Any:
        if seen is not None:
            return invitations.accept(world.services, STUDENT, offer.id, seen, answers)
        reading = invitations.read(world.services, STUDENT, offer.id)
        shown = invitations.evidence.digest(invitations.bound(world.services, reading))
        return invitations.accept(world.services, STUDENT, offer.id, shown, answers)

    return act


def withdrawn(world: World) -> Invitation:
    offer = steps.sent(world)
    return invitations.withdraw(world.services, EMPLOYER, offer.id, version=offer.version)


def admission(state: AdmissionState) -> Callable[[World], Any]:
    return lambda w: change(w, w.services.store.find_admission(factories.SCHOOL, factories.EMPLOYER), state=state)


def unit(state: RegistrationState) -> Callable[[World], Any]:
    return lambda w: change(w, w.services.store.employer(factories.EMPLOYER), state=state)


def graduate(**fields: Any) -> Callable[[World], Any]:
    return lambda w: change(w, w.services.store.student(factories.SCHOOL, factories.STUDENT), **fields)


def lock(**fields: Any) -> Callable[[World], Any]:
    return lambda w: w.insert(factories.signing_lock(**fields))


def invited_by(count: int) -> Callable[[World], Invitation]:
    """Let `count` other employers invite the student, and draft one more invitation."""

    def begun(world: World) -> Invitation:
        for number in range(count):
            steps.sent(world, other_unit(world, number))
        return steps.drafted(world)

    return begun


def new_policy(policy: SchoolPolicy) -> Callable[[World], Any]:
    return lambda w: w.insert(factories.policy(number=2, policy=policy))


def chosen(days: int) -> Callable[[World], Invitation]:
    return lambda w: invitations.draft(w.services, EMPLOYER, factories.SCHOOL, factories.STUDENT, steps.TERMS, days)


def held(world: World) -> Invitation:
    """The student has accepted another employer's invitation."""
    mine, other = steps.sent(world), steps.sent(world, other_unit(world))
    steps.accept(world, other)
    return mine


PENDING, WITHDRAWN, DRAFTED = steps.sent, withdrawn, steps.drafted


def state_does_not_allow() -> Refused:
    return Refused("state_does_not_allow")


def role_may_not() -> Refused:
    return Refused("role_may_not")


ATTEMPTS: dict[str, Attempt] = {
    "sending what is sent": Attempt(PENDING, by("send", EMPLOYER), state_does_not_allow()),
    "the student sends": Attempt(WITHDRAWN, by("send", STUDENT), role_may_not()),
    "sending a stale draft": Attempt(DRAFTED, by("send", EMPLOYER, version=7), Stale(1)),
    "sending without admission": Attempt(
        after(DRAFTED, admission(AdmissionState.WITHDRAWN)), by("send", EMPLOYER),
        Refused("employer_not_admitted", rule="C02")),
    "sending after the platform has suspended the employer": Attempt(
        after(DRAFTED, unit(RegistrationState.SUSPENDED)), by("send", EMPLOYER),
        Refused("employer_not_admitted", rule="C02")),
    "sending to a directed student": Attempt(
        after(DRAFTED, graduate(training_mode="定向")), by("send", EMPLOYER),
        Refused("student_not_eligible", rule="A07")),
    "sending to a student whose record is not confirmed": Attempt(
        after(DRAFTED, graduate(state=SourceState.IMPORTED)), by("send", EMPLOYER),
        Refused("source_record_not_confirmed", rule="B01")),
    "sending to a student whose record is under review": Attempt(
        after(DRAFTED, graduate(state=SourceState.UNDER_REVIEW)), by("send", EMPLOYER),
        Refused("source_record_not_confirmed", rule="B01"), SchoolPolicy(source_record_review=SourceReview.EITHER)),
    "sending to a student without a number where one is needed": Attempt(
        DRAFTED, by("send", EMPLOYER), Refused("agreement_number_missing", rule="B08"),
        SchoolPolicy(agreement_number_required_before_invite=True)),
    "inviting a student twice": Attempt(
        lambda w: (steps.sent(w), steps.drafted(w))[1], by("send", EMPLOYER), Refused("already_invited", rule="F09")),
    "resending beside a second invitation": Attempt(
        lambda w: (withdrawn(w), steps.sent(w))[0], by("send", EMPLOYER), Refused("already_invited", rule="F09")),
    "the sixth open invitation": Attempt(
        invited_by(5), by("send", EMPLOYER), Refused("too_many_open_invitations", rule="F05")),
    "the second where one is the cap": Attempt(
        invited_by(1), by("send", EMPLOYER), Refused("too_many_open_invitations", rule="F05"),
        SchoolPolicy(max_open_invites_per_student=1)),
    "inviting who has signed, where the school refuses it": Attempt(
        after(DRAFTED, lock(agreement="c-other")), by("send", EMPLOYER),
        Refused("student_already_signed", rule="F08"),
        SchoolPolicy(invites_while_signed=InvitesWhileSigned.REFUSED)),
    "sending with days that a newer policy fixes": Attempt(
        after(chosen(20), new_policy(SchoolPolicy(employer_may_choose_validity=False))), by("send", EMPLOYER),
        Refused("validity_fixed", field="valid_days", rule="F03")),
    "sending with days beyond a newer policy's": Attempt(
        after(chosen(20), new_policy(SchoolPolicy(invite_valid_days_max=15))), by("send", EMPLOYER),
        Refused("validity_out_of_range", field="valid_days", rule="F03")),
    "editing what is sent": Attempt(PENDING, by("edit", EMPLOYER), state_does_not_allow()),
    "the student edits": Attempt(WITHDRAWN, by("edit", STUDENT), role_may_not()),
    "editing a stale draft": Attempt(DRAFTED, by("edit", EMPLOYER, version=2), Stale(1)),
    "discarding what is sent": Attempt(PENDING, by("discard", EMPLOYER), state_does_not_allow()),
    "discarding what was withdrawn": Attempt(WITHDRAWN, by("discard", EMPLOYER), state_does_not_allow()),
    "discarding a stale draft": Attempt(DRAFTED, by("discard", EMPLOYER, version=2), Stale(1)),
    "withdrawing a draft": Attempt(DRAFTED, by("withdraw", EMPLOYER), state_does_not_allow()),
    "withdrawing twice": Attempt(WITHDRAWN, by("withdraw", EMPLOYER), state_does_not_allow()),
    "the student withdraws": Attempt(PENDING, by("withdraw", STUDENT), role_may_not()),
    "withdrawing a stale invitation": Attempt(PENDING, by("withdraw", EMPLOYER, version=1), Stale(2)),
    "withdrawing what has expired": Attempt(
        later(PENDING, days=15), by("withdraw", EMPLOYER), Refused("invitation_expired", rule="F04")),
    "withdrawing where the school does not have it": Attempt(
        PENDING, by("withdraw", EMPLOYER), Refused("withdrawal_not_allowed", rule="F11"),
        SchoolPolicy(withdraw_before_accept=False)),
    "withdrawing what was accepted": Attempt(
        lambda w: offered(w, steps.accepted(w).id), by("withdraw", EMPLOYER), state_does_not_allow()),
    "the employer rejects": Attempt(PENDING, by("reject", EMPLOYER), role_may_not()),
    "rejecting without a reason": Attempt(
        PENDING, lambda w, o: invitations.reject(w.services, STUDENT, o.id, "", version=o.version),
        Refused("reason_required", field="reason", rule="F12")),
    "rejecting a stale invitation": Attempt(PENDING, by("reject", STUDENT, version=1), Stale(2)),
    "rejecting what was withdrawn": Attempt(WITHDRAWN, by("reject", STUDENT), state_does_not_allow()),
    "rejecting what has expired": Attempt(
        later(PENDING, days=15), by("reject", STUDENT), Refused("invitation_expired", rule="F04")),
    "rejecting what was accepted": Attempt(
        lambda w: offered(w, steps.accepted(w).id), by("reject", STUDENT), state_does_not_allow()),
    "rejecting what can only be viewed": Attempt(held, by("reject", STUDENT), Refused("view_only", rule="F07")),
    "rejecting after the admission was withdrawn": Attempt(
        after(PENDING, admission(AdmissionState.WITHDRAWN)), by("reject", STUDENT),
        Refused("employer_not_admitted", rule="C02")),
    "the employer accepts": Attempt(PENDING, by("accept", EMPLOYER), role_may_not()),
    "accepting what was withdrawn": Attempt(WITHDRAWN, accepting(), state_does_not_allow()),
    "accepting what has expired": Attempt(
        later(PENDING, days=15), accepting(), Refused("invitation_expired", rule="F04")),
    "accepting after the admission was withdrawn": Attempt(
        after(PENDING, admission(AdmissionState.WITHDRAWN)), accepting(), Refused("employer_not_admitted", rule="C02")),
    "accepting a suspended employer's": Attempt(
        after(PENDING, unit(RegistrationState.SUSPENDED)), accepting(), Refused("employer_not_admitted", rule="C02")),
    "accepting as a directed student": Attempt(
        after(PENDING, graduate(training_mode="定向")), accepting(), Refused("student_not_eligible", rule="A07")),
    "accepting with a record that was corrected since": Attempt(
        after(PENDING, graduate(state=SourceState.IMPORTED)), accepting(),
        Refused("source_record_not_confirmed", rule="B01")),
    "accepting a second one": Attempt(held, accepting(), Refused("already_signed", rule="F06")),
    "accepting while the cool-down runs": Attempt(
        after(PENDING, lock(state=LockState.COOLDOWN, agreement=None, until=factories.NOW + timedelta(days=9))),
        accepting(),
        Refused("cooling_down", rule="M16")),
    "accepting without the pay after the trial": Attempt(
        PENDING, accepting(Answers()), Refused("required", field="pay_after_trial", rule="F16")),
    "accepting without a word on health where it is asked": Attempt(
        PENDING, accepting(steps.ANSWERS), Refused("required", field="health", rule="F16"),
        SchoolPolicy(student_answers_health=True)),
    "accepting something else than is shown": Attempt(PENDING, accepting(seen="00" * 32), Stale(2)),
    "expiring what has time": Attempt(PENDING, by("expire", SYSTEM), Refused("invitation_not_expired", rule="F04")),
    "expiring what was withdrawn": Attempt(
        later(WITHDRAWN, days=15), by("expire", SYSTEM), state_does_not_allow()),
    "the employer expires": Attempt(later(PENDING, days=15), by("expire", EMPLOYER), role_may_not()),
}  # fmt: skip


@pytest.mark.parametrize("tried", ATTEMPTS.values(), ids=ATTEMPTS)
def test_it_is_refused(tried: Attempt) -> None:
    assert_refused(tried)


def drafting(
    who: Actor = EMPLOYER, school: str = factories.SCHOOL, student: str = factories.STUDENT, days: int | None = None,
    **terms: Any,
) -> Callable[[World, Any], Any]:  # fmt: skip
    return lambda w, _: invitations.draft(w.services, who, school, student, replace(steps.TERMS, **terms), days)


def nothing(_: World) -> None:
    """Begin with what every world has."""


NOT_ADMITTED = Refused("employer_not_admitted", rule="C02")
NO_DRAFTS: dict[str, Attempt] = {
    "of a school that is not there": Attempt(nothing, drafting(school="10000"), NotFound("student")),
    "for a student who is not there": Attempt(nothing, drafting(student="s9"), NotFound("student")),
    "for a student of another school": Attempt(
        lambda w: w.insert(factories.student(school="10999", id="s9", id_mark="1a" * 32)), drafting(student="s9"),
        NotFound("student")),
    "by an employer that is not there": Attempt(
        nothing, drafting(who=someone(Role.EMPLOYER, party="e9")), NotFound("employer")),
    "by somebody without a party": Attempt(
        nothing, drafting(who=someone(Role.EMPLOYER, party=None)), NotFound("employer")),
    "by an employer that the school refused": Attempt(
        after(lambda _: None, admission(AdmissionState.REFUSED)), drafting(), NOT_ADMITTED),
    "by an employer that has not asked": Attempt(
        lambda w: w.insert(factories.employer(id="e9", uscc="", state=RegistrationState.APPROVED)),
        drafting(who=someone(Role.EMPLOYER, party="e9")), NOT_ADMITTED),
    "by an employer that the platform has not approved, where that is enough": Attempt(
        lambda w: w.insert(factories.employer(id="e9", uscc="", state=RegistrationState.REGISTERED)),
        drafting(who=someone(Role.EMPLOYER, party="e9")), NOT_ADMITTED,
        SchoolPolicy(employer_admission=EmployerAdmission.REGISTRATION)),
    "that is valid for too few days": Attempt(
        nothing, drafting(days=6), Refused("validity_out_of_range", field="valid_days", rule="F03")),
    "that is valid for too many days": Attempt(
        nothing, drafting(days=31), Refused("validity_out_of_range", field="valid_days", rule="F03")),
    "that is valid for other days than the school's": Attempt(
        nothing, drafting(days=15), Refused("validity_fixed", field="valid_days", rule="F03"),
        SchoolPolicy(employer_may_choose_validity=False)),
    "by an employer whose name no code can carry": Attempt(
        lambda w: change(w, w.services.store.employer(factories.EMPLOYER), name="公" * 200), drafting(),
        Refused("too_large_for_code", field="employer", rule="verification 1")),
}  # fmt: skip


@pytest.mark.parametrize("tried", NO_DRAFTS.values(), ids=NO_DRAFTS)
def test_no_draft_is_made(tried: Attempt) -> None:
    assert_refused(tried)


def test_an_edit_is_held_to_what_a_code_can_carry() -> None:
    def begin(world: World) -> Invitation:
        made = steps.drafted(world)
        change(world, world.services.store.employer(factories.EMPLOYER), name="公" * 200)
        return made

    too_large = Refused("too_large_for_code", field="employer", rule="verification 1")
    assert_refused(Attempt(begin, by("edit", EMPLOYER), too_large))


# What each verb stores and tells.


def waiting(world: World) -> list[str]:
    return [entry.invitation for entry in world.services.store.open_invitations(*WHO).entries]


WHO = (factories.SCHOOL, factories.STUDENT)


def test_a_draft_is_kept_under_the_policy_in_force_and_told_to_nobody() -> None:
    world = World()
    draft = steps.drafted(world)
    assert draft == offered(world, draft.id)
    assert (draft.state, draft.revision, draft.valid_days, draft.policy_version) == (State.DRAFT, 0, None, 1)
    assert (draft.student_name, draft.employer_name) == ("欧阳思远", "合肥云帆信息技术有限公司")
    assert (draft.expires_at, told(world, draft.id), waiting(world)) == (None, [], [])


ADMITTED_BY: dict[str, tuple[EmployerAdmission, bool]] = {
    "registration": (EmployerAdmission.REGISTRATION, False),
    "registration and admission": (EmployerAdmission.REGISTRATION_AND_ADMISSION, True),
}


@pytest.mark.parametrize(("asked", "has_admission"), ADMITTED_BY.values(), ids=ADMITTED_BY)
def test_an_employer_drafts_once_the_policy_admits_it(asked: EmployerAdmission, has_admission: bool) -> None:
    world = World(SchoolPolicy(employer_admission=asked))
    world.insert(factories.employer(id="e9", uscc="", state=RegistrationState.APPROVED))
    if has_admission:
        world.insert(factories.admission(employer="e9", state=AdmissionState.ADMITTED))
    assert steps.drafted(world, someone(Role.EMPLOYER, party="e9")).employer == "e9"


def test_a_draft_is_edited_and_put_away() -> None:
    world = World()
    draft = steps.drafted(world)
    edited = invitations.edit(world.services, EMPLOYER, draft.id, OTHER_TERMS, 20, version=1)
    assert (edited.terms, edited.valid_days, edited.version) == (OTHER_TERMS, 20, 2)
    discarded = invitations.discard(world.services, EMPLOYER, draft.id, version=2)
    assert offered(world, draft.id) == discarded
    assert (discarded.state, told(world, draft.id)) == (State.DISCARDED, [])


VALIDITY: dict[str, tuple[int | None, int, str]] = {
    "the school's days": (None, 14, "2026-03-19T23:59:59+08:00"),
    "the school's days, said": (14, 14, "2026-03-19T23:59:59+08:00"),
    "fewer days": (7, 14, "2026-03-12T23:59:59+08:00"),
    "more days": (30, 14, "2026-04-04T23:59:59+08:00"),
    "another school's days": (None, 10, "2026-03-15T23:59:59+08:00"),
}


@pytest.mark.parametrize(("days", "ordinary", "deadline"), VALIDITY.values(), ids=VALIDITY)
def test_an_invitation_is_open_to_the_end_of_its_last_day(days: int | None, ordinary: int, deadline: str) -> None:
    world = World(SchoolPolicy(invite_valid_days=ordinary))
    draft = invitations.draft(world.services, EMPLOYER, *WHO, steps.TERMS, days)
    sent = invitations.send(world.services, EMPLOYER, draft.id, version=1)
    assert sent.expires_at is not None
    assert sent.expires_at.isoformat() == deadline
    assert waiting(world) == [sent.id]


def test_an_invitation_is_sent_withdrawn_edited_and_sent_again() -> None:
    world = World()
    offer = withdrawn(world)
    assert (offer.state, waiting(world)) == (State.WITHDRAWN, [])
    edited = invitations.edit(world.services, EMPLOYER, offer.id, OTHER_TERMS, None, version=offer.version)
    world.clock.pass_(days=1)
    again = invitations.send(world.services, EMPLOYER, offer.id, version=edited.version)
    assert (again.revision, again.previous, again.terms) == (2, steps.TERMS, OTHER_TERMS)
    assert again.expires_at is not None
    assert again.expires_at.day == 20
    assert told(world, offer.id) == [
        ("invitation_sent", ("student",)), ("invitation_withdrawn", ("student",)), ("invitation_resent", ("student",)),
    ]  # fmt: skip


def test_a_first_sending_begins_under_the_policy_in_force_and_a_second_stays_there() -> None:
    world = World()
    draft = steps.drafted(world)
    world.insert(factories.policy(number=2, policy=SchoolPolicy(invite_valid_days=10)))
    sent = invitations.send(world.services, EMPLOYER, draft.id, version=1)
    world.insert(factories.policy(number=3, policy=SchoolPolicy(invite_valid_days=20)))
    back = invitations.withdraw(world.services, EMPLOYER, draft.id, version=sent.version)
    again = invitations.send(world.services, EMPLOYER, draft.id, version=back.version)
    assert [offer.policy_version for offer in (draft, sent, again)] == [1, 2, 2]
    assert again.expires_at == sent.expires_at


ALLOWED_BY_POLICY: dict[str, tuple[SchoolPolicy, Callable[[World], Invitation]]] = {
    "a sixth where there is no cap": (SchoolPolicy(max_open_invites_per_student=0), invited_by(6)),
    "a fifth": (SchoolPolicy(), invited_by(4)),
    "a sixth to who has signed, for it is only viewed": (
        SchoolPolicy(), after(invited_by(5), lock(agreement="c-other"))),
    "one to who is cooling down": (
        SchoolPolicy(), after(DRAFTED, lock(state=LockState.COOLDOWN, agreement=None))),
    "one to who has a number where one is needed": (
        SchoolPolicy(agreement_number_required_before_invite=True),
        after(DRAFTED, graduate(agreement_number="20260001"))),
    "one to who was verified": (
        SchoolPolicy(source_record_review=SourceReview.EITHER),
        after(DRAFTED, graduate(state=SourceState.VERIFIED))),
    "another after the first has lapsed": (
        SchoolPolicy(), lambda w: later(PENDING, days=15)(w) and steps.drafted(w)),
}  # fmt: skip


@pytest.mark.parametrize(("policy", "begin"), ALLOWED_BY_POLICY.values(), ids=ALLOWED_BY_POLICY)
def test_it_is_sent(policy: SchoolPolicy, begin: Callable[[World], Invitation]) -> None:
    world = World(policy)
    draft = begin(world)
    assert invitations.send(world.services, EMPLOYER, draft.id, version=draft.version).state is State.PENDING


@pytest.mark.parametrize("reason", ["薪资与面谈不符", ""], ids=["with a reason", "without one where none is asked"])
def test_a_rejection_is_told_to_the_employer_who_may_invite_again(reason: str) -> None:
    world = World(SchoolPolicy(reject_reason_required=bool(reason)))
    offer = steps.sent(world)
    rejected = invitations.reject(world.services, STUDENT, offer.id, reason, version=offer.version)
    assert (rejected.state, rejected.reason, waiting(world)) == (State.REJECTED, reason, [])
    assert told(world, offer.id)[-1] == ("invitation_rejected", ("employer",))
    assert world.services.store.events(offer.id)[-1].details["reason"] == reason
    assert steps.sent(world).state is State.PENDING


def test_an_acceptance_takes_the_lock_and_freezes_what_was_shown() -> None:
    world = World()
    offer = steps.sent(world)
    made = steps.accept(world, offer)
    assert (offered(world, offer.id).state, waiting(world)) == (State.ACCEPTED, [])
    lock = world.services.store.signing_lock(*WHO)
    assert (lock.state, lock.agreement) == (LockState.HELD, offer.id)
    assert world.services.store.agreement(offer.id) == made
    assert (made.terms, made.graduate.name, made.unit.name) == (offer.terms, "欧阳思远", "合肥云帆信息技术有限公司")
    assert (made.acceptance.pay_after_trial, made.acceptance.account) == (9500, STUDENT.account)
    assert told(world, offer.id)[-1] == ("invitation_accepted", ("employer", "college"))
    assert world.services.store.events(offer.id)[-1].details["evidence"] == made.acceptance.hash


def test_a_second_click_gets_what_the_first_one_made() -> None:
    world = World()
    offer = steps.sent(world)
    made = steps.accept(world, offer)
    before = stored(world)
    assert invitations.accept(world.services, STUDENT, offer.id, "anything", Answers()) == made
    assert stored(world) == before


CHAINS: dict[ReviewChain, AgreementState] = {
    ReviewChain.COLLEGE: AgreementState.COLLEGE_REVIEW,
    ReviewChain.COLLEGE_SCHOOL: AgreementState.COLLEGE_REVIEW,
    ReviewChain.SCHOOL: AgreementState.SCHOOL_REVIEW,
    ReviewChain.EITHER: AgreementState.OPEN_REVIEW,
}


@pytest.mark.parametrize("chain", ReviewChain)
def test_an_agreement_begins_where_the_chain_begins(chain: ReviewChain) -> None:
    assert steps.accepted(World(SchoolPolicy(review_chain=chain))).state is CHAINS[chain]


@pytest.mark.parametrize("event", EffectiveOn)
def test_it_takes_effect_with_the_acceptance_only_where_the_policy_says_so(event: EffectiveOn) -> None:
    made = steps.accepted(World(SchoolPolicy(effective_on_employer_initiated=event)))
    assert made.effective_at == (factories.NOW if event is EffectiveOn.ACCEPTANCE else None)


def test_what_a_reviewer_must_look_at_is_marked() -> None:
    world = World()
    draft = invitations.draft(world.services, EMPLOYER, *WHO, replace(steps.TERMS, penalty=9001), None)
    sent = invitations.send(world.services, EMPLOYER, draft.id, version=1)
    assert steps.accept(world, sent).flags == (PENALTY_ABOVE_LIMIT,)


@pytest.mark.parametrize("is_asked", [True, False], ids=["asked", "not asked"])
def test_the_student_answers_what_the_policy_asks(is_asked: bool) -> None:
    world = World(SchoolPolicy(student_answers_pay_after_trial=is_asked, student_answers_health=is_asked))
    answers = Answers(pay_after_trial=9800, health="良好") if is_asked else Answers()
    made = accepting(answers)(world, steps.sent(world))
    assert (made.acceptance.pay_after_trial, made.acceptance.health) == (answers.pay_after_trial, answers.health)


def test_a_passed_deadline_is_told_to_both() -> None:
    world = World()
    offer = later(PENDING, days=15)(world)
    expired = invitations.expire(world.services, SYSTEM, offer.id)
    assert (expired.state, waiting(world)) == (State.EXPIRED, [])
    assert told(world, offer.id)[-1] == ("invitation_expired", ("student", "employer"))


def test_the_admission_that_comes_back_opens_what_it_closed() -> None:
    """Decision 8: inoperable is derived, not stored."""
    world = World()
    offer = after(PENDING, admission(AdmissionState.WITHDRAWN))(world)
    admission(AdmissionState.ADMITTED)(world)
    assert steps.accept(world, offer).id == offer.id


# What lists show.


def states(world: World, actor: Actor) -> list[str]:
    listed = invitations.of_student if actor.role is Role.STUDENT else invitations.of_employer
    page = listed(world.services, actor, None)
    return [str(state) for _, state in invitations.shown(world.services, actor, page.items)]


SHOWN: dict[str, tuple[Callable[[World], Any], str, str]] = {
    "one that waits": (PENDING, State.PENDING, State.PENDING),
    "one beside what was signed": (held, Shown.VIEW_ONLY, State.PENDING),
    "one whose time has passed": (later(PENDING, days=15), State.EXPIRED, State.EXPIRED),
    "one without admission": (
        after(PENDING, admission(AdmissionState.WITHDRAWN)), Shown.INOPERABLE, Shown.INOPERABLE),
    "one that was withdrawn": (WITHDRAWN, State.WITHDRAWN, State.WITHDRAWN),
}  # fmt: skip


@pytest.mark.parametrize(("begin", "to_student", "to_employer"), SHOWN.values(), ids=SHOWN)
def test_a_list_shows(begin: Callable[[World], Any], to_student: str, to_employer: str) -> None:
    """That the student has signed elsewhere is not the employer's to know (F08)."""
    world = World()
    begin(world)
    assert to_student in states(world, STUDENT)
    assert states(world, EMPLOYER) == [to_employer]


def test_two_invitations_of_one_employer_are_judged_alike() -> None:
    world = World()
    later(PENDING, days=15)(world)
    steps.sent(world)
    assert states(world, EMPLOYER) == [State.PENDING, State.EXPIRED]


def test_a_draft_needs_no_admission_to_be_listed() -> None:
    world = World()
    after(DRAFTED, admission(AdmissionState.WITHDRAWN))(world)
    assert states(world, EMPLOYER) == [State.DRAFT]


def test_policies_that_begin_later_do_not_count_yet() -> None:
    world = World()
    world.insert(factories.policy(number=2, effective_from=date(2026, 3, 6)))
    assert steps.drafted(world).policy_version == 1
