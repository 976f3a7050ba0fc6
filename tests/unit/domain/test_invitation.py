"""SM-1, section F: every cell, every guard with both values of its policy, and the student's answer in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.domain import invitation, text
from functions.domain.actors import Role
from functions.domain.errors import Refused
from functions.domain.invitation import MACHINE, Action, Invitation, Shown, Situation, State
from functions.domain.policy import InvitesWhileSigned, SchoolPolicy
from functions.domain.signing_lock import LockState, OpenInvitation, OpenInvitations, SigningLock
from tests import factories as some
from tests.factories import CASE, EMPLOYER, NOW, SCHOOL, STUDENT, someone
from tests.unit.domain.cells import expected, outcomes, refusal

LAST_SECOND = datetime.fromisoformat("2026-03-19T23:59:59+08:00")
SOON, LATE = timedelta(seconds=1), LAST_SECOND + timedelta(seconds=1)
FREE = SigningLock(school=SCHOOL, student=STUDENT)
HELD = some.signing_lock(agreement="another")
NONE_OPEN = OpenInvitations(school=SCHOOL, student=STUDENT)


def x(role: Role = Role.EMPLOYER, **fields: Any) -> Situation:
    """Return a situation in which nothing stands in the way."""
    party = fields.pop("party", None)
    settings = {name: fields.pop(name) for name in list(fields) if hasattr(SchoolPolicy(), name)}
    by = someone(role, party=party) if party else someone(role)
    ordinary = {"actor": by, "now": NOW, "policy": SchoolPolicy(**settings), "lock": FREE, "open": NONE_OPEN}
    return Situation(**ordinary | fields)  # type: ignore[arg-type]


def offer(state: State = State.PENDING, **fields: Any) -> Invitation:
    sent = {} if state is State.DRAFT else {"revision": 1, "sent_at": NOW, "expires_at": LAST_SECOND}
    return some.invitation(**{"state": state} | sent | fields)


def waiting(*employers: str, until: datetime = LAST_SECOND) -> OpenInvitations:
    entries = (OpenInvitation(invitation=f"i-{name}", employer=name, expires_at=until) for name in employers)
    return replace(NONE_OPEN, entries=tuple(entries), version=len(employers))


# rules.md SM-1, and F01 for the draft.
CELLS = """
draft      edit      employer              draft
draft      discard   employer              discarded
draft      send      employer              pending   guest=not_yours
pending    withdraw  employer              withdrawn guest=not_yours
pending    reject    student               rejected
pending    accept    student               accepted
pending    conclude  guest                 accepted  guest=not_yours
pending    expire    system                expired
withdrawn  edit      employer              withdrawn
withdrawn  send      employer              pending
accepted   fail      college,school,admin  failed
"""


def fired(one: Invitation) -> dict[str, dict[str, str]]:
    """Return what comes of each action of each role."""

    def fire(action: Action, role: Role) -> Invitation:
        return MACHINE.fire(one, action, x(role, now=LATE if action is Action.EXPIRE else NOW))

    return outcomes(Action, fire)


@pytest.mark.parametrize("state", State)
def test_each_cell(state: State) -> None:
    assert fired(offer(state)) == expected(CELLS, state, Action)


# Section E: what a guest sends; the card is used up, so nothing of it is edited or sent again.
CELLS_OF_A_GUEST = """
draft      edit      employer              draft     employer=not_yours
draft      discard   employer              discarded employer=not_yours
draft      send      guest                 pending   employer=not_yours
pending    withdraw  guest                 withdrawn employer=not_yours
pending    reject    student               rejected
pending    accept    student               accepted
pending    conclude  guest                 accepted  guest=student_must_answer
pending    expire    system                expired
withdrawn  edit      employer              withdrawn employer=not_yours
withdrawn  send      employer              pending   employer=not_yours
accepted   fail      college,school,admin  failed
"""


@pytest.mark.parametrize("state", State)
def test_each_cell_of_a_guests_invitation(state: State) -> None:
    assert fired(offer(state, employer="", guest=some.guest())) == expected(CELLS_OF_A_GUEST, state, Action)


CONSENTED = some.guest(consent="ab" * 32)


def test_e04_a_consent_on_the_card_is_confirmed_and_takes_the_lock() -> None:
    concluded, lock = invitation.conclude(offer(employer="", guest=CONSENTED), x(Role.GUEST))
    assert (concluded.state, lock.agreement) == (State.ACCEPTED, CASE)


NOT_CONCLUDED: dict[str, tuple[dict[str, Any], str]] = {
    "by another card": ({"party": "another"}, "not_yours"),
    "after the graduate has signed elsewhere": ({"lock": HELD}, "already_signed"),
    "in the cool-down": (
        {"lock": some.signing_lock(state=LockState.COOLDOWN, agreement=None, until=LATE)}, "cooling_down"),
    "when the record was opened again": ({"is_source_confirmed": False}, "source_record_not_confirmed"),
    "by a directed student": ({"is_eligible": False}, "student_not_eligible"),
    "for a cohort that is not open": ({"is_cohort_open": False}, "cohort_not_open"),
    "where the school has no cards": ({"is_admitted": False}, "employer_not_admitted"),
    "too late": ({"now": LATE}, "invitation_expired"),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "why"), NOT_CONCLUDED.values(), ids=NOT_CONCLUDED)
def test_e04_it_is_not_concluded(fields: dict[str, Any], why: str) -> None:
    held = offer(employer="", guest=CONSENTED)
    assert refusal(lambda: invitation.conclude(held, x(Role.GUEST, **fields))).code == why


def test_e03_of_two_guests_that_name_one_unit_one_waits_for_the_answer() -> None:
    first, waits = invitation.send(some.by_guest(), x(Role.GUEST))
    assert (first.state, first.inviter) == (State.PENDING, some.employer_party().uscc)
    second = some.by_guest(id="second", guest=some.guest(card="another"))
    another = x(Role.GUEST, party="another", open=waits)
    assert refusal(lambda: invitation.send(second, another)) == Refused("already_invited", rule="F09")
    nameless = some.by_guest(id="third", guest=some.guest(unit=some.employer_party(uscc=None, name="某部队")))
    assert invitation.send(nameless, x(Role.GUEST, open=waits))[1].entries[-1].employer == "某部队"


ANOTHER: dict[str, Any] = {"party": "somebody-else"}
SIGNED: dict[str, Any] = {"lock": HELD}
LATER: dict[str, Any] = {"now": LATE}
NO: dict[str, tuple[Action, dict[str, Any], Refused]] = {
    "another employer sends": (Action.SEND, ANOTHER, Refused("not_yours")),
    "another employer edits": (Action.EDIT, ANOTHER, Refused("not_yours")),
    "another employer discards": (Action.DISCARD, ANOTHER, Refused("not_yours")),
    "another employer withdraws": (Action.WITHDRAW, ANOTHER, Refused("not_yours")),
    "another student accepts": (Action.ACCEPT, ANOTHER, Refused("not_yours")),
    "another student rejects": (Action.REJECT, ANOTHER, Refused("not_yours")),
    "sent without admission": (Action.SEND, {"is_admitted": False}, Refused("employer_not_admitted", rule="C02")),
    "sent to a cohort that is not open": (
        Action.SEND, {"is_cohort_open": False}, Refused("cohort_not_open", rule="A08")),
    "sent to a directed student": (Action.SEND, {"is_eligible": False}, Refused("student_not_eligible", rule="A07")),
    "sent before the source record is vouched for": (
        Action.SEND, {"is_source_confirmed": False}, Refused("source_record_not_confirmed", rule="B01"),
    ),
    "sent without a number where one is required": (
        Action.SEND, {"agreement_number_required_before_invite": True}, Refused("agreement_number_missing", rule="B08"),
    ),
    "sent to a signed student where that is refused": (
        Action.SEND, SIGNED | {"invites_while_signed": InvitesWhileSigned.REFUSED},
        Refused("student_already_signed", rule="F08"),
    ),
    "sent twice": (Action.SEND, {"open": waiting(EMPLOYER)}, Refused("already_invited", rule="F09")),
    "the sixth open one": (
        Action.SEND, {"open": waiting(*"abcde")}, Refused("too_many_open_invitations", rule="F05", params={"max": 5}),
    ),
    "the second where one is the cap": (
        Action.SEND, {"open": waiting("a"), "max_open_invites_per_student": 1},
        Refused("too_many_open_invitations", rule="F05", params={"max": 1}),
    ),
    "withdrawn where that is not allowed": (
        Action.WITHDRAW, {"withdraw_before_accept": False}, Refused("withdrawal_not_allowed", rule="F11"),
    ),
    "withdrawn too late": (Action.WITHDRAW, LATER, Refused("invitation_expired", rule="F04")),
    "rejected too late": (Action.REJECT, LATER, Refused("invitation_expired", rule="F04")),
    "rejected while another is signed": (Action.REJECT, SIGNED, Refused("view_only", rule="F07")),
    "rejected after the admission was withdrawn": (
        Action.REJECT, {"is_admitted": False}, Refused("employer_not_admitted", rule="C02"),
    ),
    "accepted too late": (Action.ACCEPT, LATER, Refused("invitation_expired", rule="F04")),
    "accepted while another is signed": (Action.ACCEPT, SIGNED, Refused("already_signed", rule="F06")),
    "accepted in the cool-down": (
        Action.ACCEPT, {"lock": some.signing_lock(state=LockState.COOLDOWN, agreement=None, until=LATE)},
        Refused("cooling_down", rule="M16", params={"until": "2026-03-20T00:00:00+08:00"}),
    ),
    "accepted after the admission was withdrawn": (
        Action.ACCEPT, {"is_admitted": False}, Refused("employer_not_admitted", rule="C02"),
    ),
    "accepted by a directed student": (
        Action.ACCEPT, {"is_eligible": False}, Refused("student_not_eligible", rule="A07"),
    ),
    "accepted before the source record is vouched for": (
        Action.ACCEPT, {"is_source_confirmed": False}, Refused("source_record_not_confirmed", rule="B01"),
    ),
    "expired in its last second": (
        Action.EXPIRE, {"now": LAST_SECOND}, Refused("invitation_not_expired", rule="F04"),
    ),
}  # fmt: skip
YES: dict[str, tuple[Action, dict[str, Any]]] = {
    "sent with a number where one is required": (
        Action.SEND, {"agreement_number_required_before_invite": True, "has_number": True},
    ),
    "sent without a number where none is": (Action.SEND, {"has_number": False}),
    "sent to a signed student": (Action.SEND, SIGNED),
    "sent to a free student where signed ones are not invited": (
        Action.SEND, {"invites_while_signed": InvitesWhileSigned.REFUSED},
    ),
    "sent in the cool-down, which blocks accepting only": (
        Action.SEND, {"lock": some.signing_lock(state=LockState.COOLDOWN, agreement=None, until=LATE)},
    ),
    "the fifth open one": (Action.SEND, {"open": waiting(*"abcd")}),
    "the hundredth without a cap": (
        Action.SEND, {"open": waiting(*map(str, range(99))), "max_open_invites_per_student": 0},
    ),
    "sent when five have lapsed": (Action.SEND, {"open": waiting(*"abcde", until=NOW - timedelta(days=1))}),
    "sent when the own one has lapsed": (Action.SEND, {"open": waiting(EMPLOYER, until=NOW - timedelta(days=1))}),
    "withdrawn in the last second": (Action.WITHDRAW, {"now": LAST_SECOND}),
    "withdrawn by an employer that is not admitted any more": (Action.WITHDRAW, {"is_admitted": False}),
    "rejected in the last second": (Action.REJECT, {"now": LAST_SECOND}),
    "accepted when the cool-down is over": (
        Action.ACCEPT, {"lock": some.signing_lock(state=LockState.COOLDOWN, agreement=None, until=NOW)},
    ),
}  # fmt: skip
DRAFTED = frozenset({Action.SEND, Action.EDIT, Action.DISCARD})
STUDENTS = frozenset({Action.ACCEPT, Action.REJECT})


def fire(action: Action, fields: dict[str, Any]) -> Invitation:
    state = State.DRAFT if action in DRAFTED else State.PENDING
    role = Role.SYSTEM if action is Action.EXPIRE else Role.STUDENT if action in STUDENTS else Role.EMPLOYER
    return MACHINE.fire(offer(state), action, x(role, **fields))


@pytest.mark.parametrize(("action", "fields", "why"), NO.values(), ids=NO)
def test_refuses(action: Action, fields: dict[str, Any], why: Refused) -> None:
    assert refusal(lambda: fire(action, fields)) == why


@pytest.mark.parametrize(("action", "fields"), YES.values(), ids=YES)
def test_allows(action: Action, fields: dict[str, Any]) -> None:
    assert fire(action, fields).version == 2


def test_a_resent_invitation_meets_the_same_guards() -> None:
    withdrawn = offer(State.WITHDRAWN)
    for fields in ({"is_admitted": False}, {"is_source_confirmed": False}, {"open": waiting(*"abcde")}):
        refusal(lambda fields=fields: invitation.send(withdrawn, x(**fields)))


ANSWERED_AT = {
    "in the last second": (LAST_SECOND, None),
    "one second before the last": (LAST_SECOND - SOON, None),
    "one second after": (LATE, Refused("invitation_expired", rule="F04")),
    "a day after, though no sweep ran": (LATE + timedelta(days=1), Refused("invitation_expired", rule="F04")),
}


@pytest.mark.parametrize(("now", "why"), ANSWERED_AT.values(), ids=ANSWERED_AT)
def test_trap_01_the_deadline_decides_and_not_the_sweep(now: datetime, why: Refused | None) -> None:
    pending, answering = offer(), x(Role.STUDENT, now=now)
    if why is None:
        assert invitation.accept(pending, answering)[0].state is State.ACCEPTED
    else:
        assert refusal(lambda: invitation.accept(pending, answering)) == why
        assert invitation.shown(pending, FREE, now) is State.EXPIRED


@pytest.mark.parametrize("answer", [Action.REJECT, Action.WITHDRAW, Action.EXPIRE, Action.ACCEPT])
def test_trap_03_nothing_answers_an_accepted_invitation_any_more(answer: Action) -> None:
    accepted = invitation.accept(offer(), x(Role.STUDENT))[0]
    role = {Action.WITHDRAW: Role.EMPLOYER, Action.EXPIRE: Role.SYSTEM}.get(answer, Role.STUDENT)
    again = x(role, now=LATE if answer is Action.EXPIRE else NOW)
    assert refusal(lambda: MACHINE.fire(accepted, answer, again)).code == "state_does_not_allow"


def test_trap_05_a_second_invitation_waits_for_the_answer_to_the_first() -> None:
    first, waits = invitation.send(offer(State.DRAFT), x())
    second = offer(State.DRAFT, id="second")
    assert refusal(lambda: invitation.send(second, x(open=waits))) == Refused("already_invited", rule="F09")
    ends = {
        "withdrawn": invitation.withdraw(first, x(open=waits))[1],
        "rejected": invitation.reject(first, "薪资不合适", x(Role.STUDENT, open=waits))[1],
        "expired": invitation.expire(first, x(Role.SYSTEM, open=waits, now=LATE))[1],
    }
    for after in ends.values():
        assert invitation.send(second, x(open=after))[0].state is State.PENDING
    assert invitation.send(second, x(open=waits, now=LATE))[0].state is State.PENDING


def test_trap_06_the_sixth_is_refused_and_what_is_only_viewed_does_not_count() -> None:
    five = waiting(*"abcde")
    assert refusal(lambda: invitation.send(offer(State.DRAFT), x(open=five))).code == "too_many_open_invitations"
    assert invitation.send(offer(State.DRAFT), x(open=five, lock=HELD))[0].state is State.PENDING


REASONS = {
    "薪资与面试时所说不符": None,
    "不去": None,
    "": "required",
    "   ": "required",
    "\u3000\u00a0": "required",
    "🙂🙂🙂": "reason_says_nothing",
    "。。。": "reason_says_nothing",
    "不": "reason_says_nothing",
    "123456": "reason_says_nothing",
    "\u200b\u200b": "character_not_allowed",
}


@pytest.mark.parametrize(("typed", "code"), REASONS.items(), ids=map(repr, REASONS))
def test_trap_07_a_reason_says_something(typed: str, code: str | None) -> None:
    if code is None:
        rejected, _ = invitation.reject(offer(), text.reason(typed), x(Role.STUDENT))
        assert (rejected.state, rejected.reason) == (State.REJECTED, typed)
    else:
        why = refusal(lambda: text.reason(typed))
        assert (why.code, why.field) == (code, "reason")


def test_a_reason_is_asked_for_where_the_policy_asks() -> None:
    why = refusal(lambda: invitation.reject(offer(), "", x(Role.STUDENT)))
    assert why == Refused("reason_required", field="reason", rule="F12")
    plain = x(Role.STUDENT, reject_reason_required=False)
    assert invitation.reject(offer(), "", plain)[0].state is State.REJECTED


DAYS: dict[str, tuple[int | None, dict[str, Any], int | None, Refused | None]] = {
    "nothing chosen": (None, {}, None, None),
    "the default said aloud": (14, {}, None, None),
    "the least": (7, {}, 7, None),
    "the most": (30, {}, 30, None),
    "fewer than the least": (6, {}, None, Refused("validity_out_of_range", field="valid_days", rule="F03",
                                                  params={"min": 7, "max": 30})),
    "more than the most": (15, {"invite_valid_days_max": 14}, None,
                           Refused("validity_out_of_range", field="valid_days", rule="F03",
                                   params={"min": 7, "max": 14})),
    "another where the school decides": (10, {"employer_may_choose_validity": False}, None,
                                         Refused("validity_fixed", field="valid_days", rule="F03",
                                                 params={"days": 14})),
    "the same where the school decides": (14, {"employer_may_choose_validity": False}, None, None),
}  # fmt: skip


@pytest.mark.parametrize(("days", "settings", "kept", "why"), DAYS.values(), ids=DAYS)
def test_validity(days: int | None, settings: dict[str, Any], kept: int | None, why: Refused | None) -> None:
    if why:
        assert refusal(lambda: invitation.validity(days, SchoolPolicy(**settings))) == why
        assert refusal(lambda: invitation.edit(offer(State.DRAFT), some.terms(), days, x(**settings))) == why
    else:
        edited = invitation.edit(offer(State.DRAFT), some.terms(), days, x(**settings))
        assert edited.valid_days == kept


def test_a_draft_older_than_the_policy_is_held_to_the_policy() -> None:
    draft = offer(State.DRAFT, valid_days=30)
    assert invitation.send(draft, x())[0].expires_at == datetime.fromisoformat("2026-04-04T23:59:59+08:00")
    assert refusal(lambda: invitation.send(draft, x(invite_valid_days_max=20))).code == "validity_out_of_range"
    assert refusal(lambda: invitation.send(draft, x(employer_may_choose_validity=False))).code == "validity_fixed"


def test_sending_sets_the_deadline_and_takes_a_place() -> None:
    sent, waits = invitation.send(offer(State.DRAFT), x())
    assert (sent.revision, sent.sent_at, sent.expires_at, sent.version) == (1, NOW, LAST_SECOND, 2)
    assert waits.entries == (OpenInvitation(invitation=CASE, employer=EMPLOYER, expires_at=LAST_SECOND),)
    assert waits.version == 1


def test_a_withdrawn_invitation_is_edited_and_sent_again_as_a_new_revision() -> None:
    sent, waits = invitation.send(offer(State.DRAFT), x())
    withdrawn, freed = invitation.withdraw(sent, x(open=waits))
    assert (withdrawn.state, withdrawn.previous, freed.entries) == (State.WITHDRAWN, sent.terms, ())
    edited = invitation.edit(withdrawn, some.terms(monthly_pay=9800), 7, x())
    again, _ = invitation.send(edited, x(open=freed, now=NOW + timedelta(days=1)))
    assert (again.revision, again.terms.monthly_pay, again.previous) == (2, 9800, sent.terms)
    assert again.expires_at == datetime.fromisoformat("2026-03-13T23:59:59+08:00")


def test_accepting_takes_the_lock_and_gives_the_place_back() -> None:
    sent, waits = invitation.send(offer(State.DRAFT), x())
    accepted, freed, lock = invitation.accept(sent, x(Role.STUDENT, open=waits))
    assert (accepted.state, accepted.terms, freed.entries) == (State.ACCEPTED, sent.terms, ())
    assert (lock.state, lock.agreement, lock.version) == (LockState.HELD, sent.id, 1)


def test_after_a_failed_review_the_employer_may_begin_anew() -> None:
    failed = invitation.fail(offer(State.ACCEPTED), x(Role.SCHOOL))
    assert failed.state is State.FAILED
    assert invitation.send(offer(State.DRAFT, id="another"), x())[0].state is State.PENDING


SHOWN: dict[str, tuple[Invitation, SigningLock, datetime, bool, State | Shown]] = {
    "open": (offer(), FREE, NOW, True, State.PENDING),
    "open in its last second": (offer(), FREE, LAST_SECOND, True, State.PENDING),
    "over": (offer(), FREE, LATE, True, State.EXPIRED),
    "over, and signed elsewhere": (offer(), HELD, LATE, True, State.EXPIRED),
    "over, and the admission withdrawn": (offer(), FREE, LATE, False, State.EXPIRED),
    "signed elsewhere": (offer(), HELD, NOW, True, Shown.VIEW_ONLY),
    "signed elsewhere, and the admission withdrawn": (offer(), HELD, NOW, False, Shown.INOPERABLE),
    "the admission withdrawn": (offer(), FREE, NOW, False, Shown.INOPERABLE),
    "freed again before the deadline": (offer(), some.signing_lock(state=LockState.FREE, agreement=None), NOW, True,
                                        State.PENDING),
    "in the cool-down": (offer(), some.signing_lock(state=LockState.COOLDOWN, until=LATE), NOW, True, State.PENDING),
    "accepted long ago": (offer(State.ACCEPTED), HELD, LATE, False, State.ACCEPTED),
    "a draft": (offer(State.DRAFT), HELD, LATE, False, State.DRAFT),
}  # fmt: skip


@pytest.mark.parametrize(("one", "lock", "now", "is_admitted", "seen"), SHOWN.values(), ids=SHOWN)
def test_shown(one: Invitation, lock: SigningLock, now: datetime, is_admitted: bool, seen: State | Shown) -> None:
    assert invitation.shown(one, lock, now, is_admitted=is_admitted) is seen


def test_nothing_is_offered_that_is_only_shown() -> None:
    for fields in (SIGNED, LATER, {"is_admitted": False}):
        assert MACHINE.allowed(offer(), x(Role.STUDENT, **fields)) == ()
    assert set(MACHINE.allowed(offer(), x(Role.STUDENT))) == {Action.ACCEPT, Action.REJECT}
