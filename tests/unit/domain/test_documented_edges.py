"""Each machine has exactly the edges of rules.md 1.4, written here from the document, and those that a rule adds.

1. REVIEW of the document is the policy's levels here: `college`, `school`, or `open` to either.
2. What people see beside the stored states (VIEW_ONLY of SM-1) has its own table, and so has the lock (SM-0).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from functions.domain import (
    agreement_states,
    application,
    card,
    employer,
    invitation,
    position,
    signing_lock,
    student,
    termination,
)
from functions.domain.actors import Role
from functions.domain.errors import Refused
from functions.domain.machine import Machine
from functions.domain.policy import Counterparty, SchoolPolicy
from functions.domain.signing_lock import SigningLock
from functions.domain.termination import Application
from infra import diagrams
from tests import factories as some
from tests.factories import NOW, SCHOOL, STUDENT, someone
from tests.unit.domain.cells import outcome

# SM-1. (none) --save--> DRAFT is where a record begins; VIEW_ONLY is below.
INVITATION = """
draft      --send-->      pending
pending    --withdraw-->  withdrawn
withdrawn  --edit-->      withdrawn
withdrawn  --send-->      pending
pending    --reject-->    rejected
pending    --expire-->    expired
pending    --accept-->    accepted
accepted   --fail-->      failed
"""
INVITATION_ADDS = {
    "E04: what the graduate has agreed to on the card is confirmed": "pending --conclude--> accepted",
    "F01: what is saved is looked over before it is sent": "draft --edit--> draft",
    "F01: or put away": "draft --discard--> discarded",
}
# SM-2. COLLEGE_REVIEW, SCHOOL_REVIEW as the document has them; print and reissue are loops on SIGNED.
AGREEMENT = """
draft           --submit-->           college_review
college_review  --withdraw-->         draft
college_review  --pass-->             school_review
college_review  --pass-->             signed
college_review  --return-->           returned
returned        --submit-->           college_review
college_review  --fail-->             sign_failed
school_review   --pass-->             signed
school_review   --return-->           returned
school_review   --fail-->             sign_failed
signed          --print-->            signed
signed          --request_reissue-->  signed
signed          --approve_reissue-->  signed
signed          --terminate-->        terminated
signed          --complete-->         completed
college_review  --void-->             void
school_review   --void-->             void
returned        --void-->             void
"""
AGREEMENT_ADDS = {
    "1.2 review_chain: the school alone may review": """
        draft --submit--> school_review
        returned --submit--> school_review
        reconfirmation --confirm--> school_review
        school_review --withdraw--> draft""",
    "1.2 review_chain: either level may, once": """
        draft --submit--> open_review
        returned --submit--> open_review
        reconfirmation --confirm--> open_review
        open_review --pass--> signed
        open_review --return--> returned
        open_review --fail--> sign_failed
        open_review --void--> void
        open_review --withdraw--> draft""",
    "C07: who reviews a guest's agreement looks into the licence": """
        college_review --check_licence--> college_review
        school_review --check_licence--> school_review
        open_review --check_licence--> open_review""",
    "G03: a draft is kept, mended, or put away; G05: what was returned is mended": """
        draft --edit--> draft
        draft --discard--> discarded
        returned --edit--> returned""",
    "decision 9: the employer revises, the student sees the difference and accepts again, or not": """
        returned --revise--> reconfirmation
        reconfirmation --confirm--> college_review
        reconfirmation --decline--> returned
        reconfirmation --void--> void""",
    "decision 7: a mistaken pass is undone by two": """
        signed --request_undo--> signed
        signed --refuse_undo--> signed
        signed --undo--> college_review
        signed --undo--> school_review
        signed --undo--> open_review""",
    "K04, K05: the college records a signing on paper; the student reports it, or the college takes it back": """
        awaiting_report --edit--> awaiting_report
        awaiting_report --submit--> college_review
        awaiting_report --submit--> school_review
        awaiting_report --submit--> open_review
        awaiting_report --retract--> void""",
    "J14: the employer notes that its copy was posted": "signed --post--> signed",
    "I04: the school records when the paper was stamped": "signed --record_stamp--> signed",
    "I05: what is fulfilled stays valid, and may be printed again": "completed --print--> completed",
    "K01: the school may refuse a reissue": "signed --refuse_reissue--> signed",
    "K01: who asked may take it back": "signed --withdraw_reissue--> signed",
    "M18: an administrator unlocks, a second one approves": """
        signed --request_unlock--> signed
        signed --refuse_unlock--> signed
        signed --unlock--> terminated""",
}
# SM-5; AWAIT_OTHER --no answer for N days--> is decision 3's LAPSED.
TERMINATION = """
await_other    --agree-->     school_review
await_other    --refuse-->    refused
await_other    --withdraw-->  withdrawn
await_other    --lapse-->     lapsed
school_review  --pass-->      approved
school_review  --fail-->      failed
"""
TERMINATION_ADDS = {
    "1.2 termination_reviewers: the college, or the college and then the school": """
        await_other --agree--> college_review
        college_review --pass--> approved
        college_review --pass--> school_review
        college_review --fail--> failed""",
    "1.2 termination_reviewers: either": """
        await_other --agree--> open_review
        open_review --pass--> approved
        open_review --fail--> failed""",
}
# SM-9. The registry's match changes fields, not the state: what it finds is a list.
SOURCE = """
imported      --confirm-->  confirmed
imported      --submit-->   under_review
under_review  --verify-->   verified
"""
SOURCE_ADDS = {
    "B02: a reviewer may send it back": "under_review --return--> imported",
    "B04, B05: what was mended is confirmed anew; a student takes back what is under review": """
        confirmed --reopen--> imported
        under_review --reopen--> imported
        verified --reopen--> imported""",
}
# SM-10, in two: the platform's registration and a school's admission.
REGISTRATION = """
registered  --approve-->  approved
approved    --suspend-->  suspended
"""
REGISTRATION_ADDS = {
    "C01: a review has other ends, and what was returned is handed in again": """
        registered --return--> returned
        registered --refuse--> refused
        returned --resubmit--> registered""",
    "SUSPENDED has a way back": "suspended --restore--> approved",
}
ADMISSION = """
requested  --approve-->  admitted
requested  --refuse-->   refused
"""
ADMISSION_ADDS = {
    "C02: whoever was refused may ask again": "refused --request--> requested",
    "decision 8: an admission is withdrawn, and asked for again": """
        admitted --withdraw--> withdrawn
        withdrawn --request--> requested""",
}

CARD_ADDS = {
    "E01: a card is for one recruiter, and can be taken back": """
        open --use--> used
        open --revoke--> revoked""",
    "C06: papers wait with it": "open --attach--> open",
}
# SM-8, whose last states are those of the invitation that the offer is: below.
APPLICATION = """
applied             --invite-->   interview_invited
interview_invited   --accept-->   interview_accepted
interview_invited   --decline-->  interview_declined
interview_accepted  --pass-->     passed
passed              --offer-->    offered
interview_accepted  --refuse-->   not_passed
"""
APPLICATION_ADDS = {
    "D02: another interview is proposed": """
        interview_invited --invite--> interview_invited
        interview_accepted --invite--> interview_invited
        interview_declined --invite--> interview_invited""",
    "D04: the employer may refuse at any time before the offer": """
        applied --refuse--> not_passed
        interview_invited --refuse--> not_passed
        interview_declined --refuse--> not_passed
        passed --refuse--> not_passed""",
    "D01: until then the student takes it back": """
        applied --withdraw--> withdrawn
        interview_invited --withdraw--> withdrawn
        interview_accepted --withdraw--> withdrawn
        interview_declined --withdraw--> withdrawn
        passed --withdraw--> withdrawn""",
}
POSITION_ADDS = {
    "D01: a position is described, closed and opened again": """
        open --edit--> open
        open --close--> closed
        closed --reopen--> open"""
}

Added = dict[str, str]
MACHINES: dict[str, tuple[Machine[Any, Any], str, Added]] = {
    "SM-1": (invitation.MACHINE, INVITATION, INVITATION_ADDS),
    "SM-2": (agreement_states.MACHINE, AGREEMENT, AGREEMENT_ADDS),
    "SM-5": (termination.MACHINE, TERMINATION, TERMINATION_ADDS),
    "SM-8": (application.MACHINE, APPLICATION, APPLICATION_ADDS),
    "section E, the card": (card.MACHINE, "", CARD_ADDS),
    "SM-8, the position": (position.MACHINE, "", POSITION_ADDS),
    "SM-9": (student.MACHINE, SOURCE, SOURCE_ADDS),
    "SM-10, the platform": (employer.REGISTRATION, REGISTRATION, REGISTRATION_ADDS),
    "SM-10, a school": (employer.ADMISSION, ADMISSION, ADMISSION_ADDS),
}


def edges(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("machine", "documented", "added"), MACHINES.values(), ids=MACHINES)
def test_a_machine_has_the_edges_of_the_document_and_no_other(
    machine: Machine[Any, Any], documented: str, added: Added
) -> None:
    wanted = [*edges(documented), *(edge for text in added.values() for edge in edges(text))]
    drawn = {f"{row.source} --{row.action}--> {row.target}" for row in machine.transitions}
    assert len(wanted) == len(set(wanted))
    assert drawn == set(wanted)


def test_no_machine_is_left_out() -> None:
    assert {machine.name for machine, _, _ in MACHINES.values()} == {
        machine.name for machine, _, _ in diagrams.MACHINES
    }


# SM-8: OFFERED --accept--> agreement, --decline--> DECLINED, --deadline--> VOID; and what SM-1 may bring beside these.
BECAME: dict[str, tuple[invitation.State, int, str]] = {
    "OFFERED": (invitation.State.PENDING, 0, "offered"),
    "--accept--> agreement": (invitation.State.ACCEPTED, 0, "signed"),
    "--decline--> DECLINED": (invitation.State.REJECTED, 0, "declined"),
    "--deadline--> VOID, before any sweep": (invitation.State.PENDING, 1, "void"),
    "--deadline--> VOID": (invitation.State.EXPIRED, 1, "void"),
    "F11: taken back by the employer": (invitation.State.WITHDRAWN, 0, "taken_back"),
    "H06: the review failed": (invitation.State.FAILED, 0, "failed"),
}


@pytest.mark.parametrize(("state", "late", "shown"), BECAME.values(), ids=BECAME)
def test_sm_8_an_offer_ends_as_its_invitation_does(state: invitation.State, late: int, shown: str) -> None:
    offer = some.invitation(state=state, sent_at=NOW, expires_at=UNTIL)
    applied = some.application(state=application.State.OFFERED)
    assert application.shown(applied, offer, UNTIL + timedelta(seconds=late)) == shown


FREE = SigningLock(school=SCHOOL, student=STUDENT)
HELD = signing_lock.take(FREE, "a", NOW)
UNTIL = NOW + timedelta(days=21)
COOLING = signing_lock.release(HELD, "a", until=UNTIL, uses_chance=True)
LOCKS = {"free": FREE, "held": HELD, "cooldown": COOLING}
# SM-0: what each event makes of each state of the lock; a code is a refusal. The lock is one record, not a Machine.
LOCK: dict[str, tuple[Any, dict[str, str]]] = {
    "accepting, submitting, registering a paper": (
        lambda lock: signing_lock.take(lock, "a", NOW),
        {"free": "held", "held": "already_signed", "cooldown": "cooling_down"},
    ),
    "the same once the cool-down is over": (
        lambda lock: signing_lock.take(lock, "a", UNTIL),
        {"free": "held", "held": "already_signed", "cooldown": "held"},
    ),
    "a failed review, a void, a withdrawal before the review": (
        lambda lock: signing_lock.free(lock, "a"),
        {"free": "lock_not_held", "held": "free", "cooldown": "lock_not_held"},
    ),
    "a termination approved, with a cool-down": (
        lambda lock: signing_lock.release(lock, "a", until=UNTIL, uses_chance=True),
        {"free": "lock_not_held", "held": "cooldown", "cooldown": "lock_not_held"},
    ),
    "a termination approved, without one": (
        lambda lock: signing_lock.release(lock, "a", until=None, uses_chance=True),
        {"free": "lock_not_held", "held": "free", "cooldown": "lock_not_held"},
    ),
    "an administrator's unlocking": (
        lambda lock: signing_lock.unlock(lock, "a"),
        {"free": "lock_not_held", "held": "free", "cooldown": "lock_not_held"},
    ),
    "a blank form handed out": (
        lambda lock: signing_lock.hand_out(lock, "HN-1"),
        {"free": "free", "held": "held", "cooldown": "cooldown"},
    ),
}


@pytest.mark.parametrize("state", LOCKS)
@pytest.mark.parametrize(("event", "ends"), LOCK.values(), ids=LOCK)
def test_sm_0_the_lock_moves_as_the_document_has_it(event: Any, ends: dict[str, str], state: str) -> None:
    assert outcome(lambda: event(LOCKS[state])) == ends[state]


def test_sm_0_an_unlocked_student_awaits_employment_and_nobody_elses_agreement_frees() -> None:
    assert signing_lock.unlock(HELD, "a").destination is signing_lock.Destination.AWAITING
    with pytest.raises(Refused, match="lock_not_held"):
        signing_lock.free(HELD, "another")


SENT = some.invitation(state=invitation.State.PENDING, revision=1, sent_at=NOW, expires_at=UNTIL)
ELSEWHERE = signing_lock.take(FREE, "another", NOW)
# SM-1, VIEW_ONLY: how a pending invitation is seen.
SEEN: dict[str, tuple[SigningLock, Any, str]] = {
    "PENDING": (FREE, NOW, "pending"),
    "PENDING --student signs elsewhere--> VIEW_ONLY": (ELSEWHERE, NOW, "view_only"),
    "VIEW_ONLY --clock--> EXPIRED": (ELSEWHERE, UNTIL + timedelta(seconds=1), "expired"),
    "VIEW_ONLY --lock freed, not expired--> PENDING": (signing_lock.free(ELSEWHERE, "another"), NOW, "pending"),
    "VIEW_ONLY --terminated, cooling down--> PENDING": (COOLING, NOW, "pending"),
}


@pytest.mark.parametrize(("lock", "now", "shown"), SEEN.values(), ids=SEEN)
def test_sm_1_view_only_follows_the_lock_and_the_clock(lock: SigningLock, now: Any, shown: str) -> None:
    assert invitation.shown(SENT, lock, now) == shown


BY_LETTER = termination.Situation(
    actor=someone(Role.STUDENT), now=NOW, policy=SchoolPolicy(termination_counterparty=Counterparty.LETTER)
)
HANDED_IN = Application(reason=some.termination().reason, explanation="考取研究生", letter="letters/1")


def test_sm_6_a_letter_begins_at_the_review_which_ends_it_either_way() -> None:
    signed = some.agreement(state=agreement_states.State.SIGNED)
    begun = termination.apply(signed, HELD, HANDED_IN, BY_LETTER, id_="t")
    assert begun.state is termination.State.SCHOOL_REVIEW
    follows = {f"{row.action}: {row.target}" for row in termination.TRANSITIONS if row.source is begun.state}
    assert follows == {"pass: approved", "fail: failed"}
