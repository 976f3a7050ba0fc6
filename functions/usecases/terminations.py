"""Terminating a signed agreement (section M): applied for, answered, reviewed.

The status of the printed code is part of the commit that ends the agreement; a job publishes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain import agreement_states, ending, reviewing, sight, termination
from functions.domain.actors import SYSTEM, Actor, Role, college_address, school_address
from functions.domain.agreement import Agreement
from functions.domain.ending import Verdict
from functions.domain.events import EventKind, Fact
from functions.domain.letter import WaitingLetter
from functions.domain.policy import Mode
from functions.domain.termination import Application, Situation, State, Termination
from functions.ports import Change, Delete, Insert, Page, Replace, Services
from functions.usecases import agreements, evidence, uploads, usage, working_days
from functions.usecases.settling import commit, expect, held_lock, settled
from functions.usecases.uploads import Upload

# The folder of all letters.
LETTERS = "letters"


def read(
    services: Services, actor: Actor, agreement_id: str, termination_id: str
) -> tuple[Termination, Agreement, Situation]:
    """Return an application that the actor may see, with its agreement; raises NotFound."""
    found, x = agreements.read(services, actor, agreement_id)
    applied = sight.seen(actor, services.store.termination(agreement_id, termination_id))
    return applied, found, situation(services, found, x)


def of_agreement(services: Services, actor: Actor, agreement_id: str) -> tuple[Termination, ...]:
    """List the applications on an agreement; raises NotFound."""
    agreements.read(services, actor, agreement_id)
    return services.store.terminations_of_agreement(agreement_id)


def of_party(services: Services, actor: Actor, cursor: str | None) -> Page[Termination]:
    """List the applications on a party's agreements, the newest first."""
    if actor.role is Role.STUDENT:
        return Page(services.store.terminations_of_student(actor.school or "", actor.party or ""))
    return services.store.terminations_of_employer(actor.party or "", cursor=cursor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What a list is narrowed to (rules.md 1.7); None lets everything pass."""

    college: str | None = None
    cohort: str | None = None
    plan: str | None = None
    degree: str | None = None
    major: str | None = None
    class_name: str | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything but the college is asked for, which the store narrows by itself."""
        return self != Sieve(college=self.college)

    def passes(self, applied: Termination) -> bool:
        """Tell whether an application belongs in the list; the store has narrowed the college."""
        return (
            self.cohort in (None, str(applied.cohort))
            and self.plan in (None, applied.plan)
            and self.degree in (None, applied.degree)
            and self.major in (None, applied.major)
            and self.class_name in (None, applied.class_name)
        )


def of_school(services: Services, actor: Actor, state: State, sieve: Sieve, cursor: str | None) -> Page[Termination]:
    """List a school's applications in one state; a college reviewer sees the own college."""
    return services.store.terminations(
        actor.school or "", state, college=sight.college_of(actor, sieve.college), cursor=cursor,
        passes=sieve.passes if sieve.narrows else None,
    )  # fmt: skip


@settled
def apply(
    services: Services, actor: Actor, agreement_id: str, application: Application, *, version: int,
    letter: Upload | None = None,
) -> Termination:  # fmt: skip
    """Apply for termination (M03-M05); `letter` is kept once nothing refuses it; raises Refused, Stale.

    Without one, the letter that waits is taken along (G07).
    """
    found, x = agreements.read(services, actor, agreement_id)
    waiting = services.store.find_letter(agreement_id, actor.role)
    application = _with_letter(services, application, letter, waiting)
    expect(found, version)
    earlier = services.store.terminations_of_agreement(agreement_id)
    if _lapse_unanswered(services, earlier, x.now):
        found, x = agreements.read(services, actor, agreement_id)
        earlier = services.store.terminations_of_agreement(agreement_id)
    at = situation(services, found, x)
    made = termination.apply(
        found, services.store.signing_lock(found.school, found.student), application, at,
        id_=services.secrets.new_id(), has_lapsed=any(_is_own_lapsed(one, actor) for one in earlier),
    )  # fmt: skip
    if letter is not None:
        usage.put(services, found.school, made.letter, letter.content, letter.media_type)
    held = replace(found, open_termination=made.id, version=found.version + 1)
    taken = (Delete(waiting),) if waiting else ()
    _commit(services, made, held, at, EventKind.TERMINATION_APPLIED, Insert(made), Replace(held), *taken)
    return made


def _with_letter(
    services: Services, application: Application, letter: Upload | None, waiting: WaitingLetter | None
) -> Application:
    if letter is not None:
        return replace(
            application, letter=uploads.key(services, LETTERS, letter),
            letter_digest=evidence.digest_of_file(letter.content),
        )  # fmt: skip
    if waiting is not None:
        return replace(application, letter=waiting.file.key, letter_digest=waiting.file.hash)
    return application


def _lapse_unanswered(services: Services, earlier: tuple[Termination, ...], now: datetime) -> bool:
    """Settle an application whose time has passed before another begins: the clock decides, not the sweep."""
    due = [one for one in earlier if termination.is_lapsed(one, now)]
    for one in due:
        lapse(services, SYSTEM, one.agreement, one.id)
    return bool(due)


def _is_own_lapsed(earlier: Termination, actor: Actor) -> bool:
    return earlier.state is State.LAPSED and earlier.initiator is actor.role


def situation(services: Services, found: Agreement, x: agreement_states.Situation) -> Situation:
    """Return what the guards of an application on this agreement look at."""
    return Situation(
        actor=x.actor, now=x.now, policy=x.policy, has_employer_account=_has_account(services, found),
        calendars=working_days.wanted_by(services, x.policy),
    )  # fmt: skip


def _has_account(services: Services, found: Agreement) -> bool:
    """Whoever has invited has an account; the employer of any other mode may never have registered (M20)."""
    if not found.employer or found.mode is Mode.EMPLOYER_INITIATED:
        return bool(found.employer)
    return bool(services.store.accounts_of_party(found.employer))


@settled
def answer(
    services: Services,
    actor: Actor,
    agreement_id: str,
    termination_id: str,
    *,
    is_agreed: bool,
    reason: str,
    version: int,
) -> Termination:
    """Answer the other party's application (M06, M07); raises Refused, Stale."""
    applied, found, x = read(services, actor, agreement_id, termination_id)
    expect(applied, version)
    if is_agreed:
        agreed = termination.agree(applied, x)
        _commit(services, agreed, found, x, EventKind.TERMINATION_AGREED, Replace(agreed))
        return agreed
    refused = termination.refuse(applied, reason, x)
    _close(services, refused, found, x, EventKind.TERMINATION_REFUSED, reason)
    return refused


@settled
def withdraw(services: Services, actor: Actor, agreement_id: str, termination_id: str, *, version: int) -> Termination:
    """Take an unanswered application back; raises Refused, Stale."""
    applied, found, x = read(services, actor, agreement_id, termination_id)
    expect(applied, version)
    withdrawn = termination.withdraw(applied, x)
    _close(services, withdrawn, found, x, EventKind.TERMINATION_WITHDRAWN)
    return withdrawn


@settled
def lapse(services: Services, actor: Actor, agreement_id: str, termination_id: str) -> Termination:
    """Record that nobody answered in time (decision 3); raises Refused while there is time."""
    applied, found, x = read(services, actor, agreement_id, termination_id)
    lapsed = termination.lapse(applied, x)
    _close(services, lapsed, found, x, EventKind.TERMINATION_LAPSED)
    return lapsed


@settled
def review(
    services: Services, actor: Actor, agreement_id: str, termination_id: str, verdict: Verdict, *, version: int
) -> Termination:
    """Approve or fail an application (M08-M14); raises Refused, Stale."""
    applied, found, x = read(services, actor, agreement_id, termination_id)
    expect(applied, version)
    original = evidence.digest(agreements.shown(found))
    reviewed = ending.review(applied, verdict, original, x)
    if reviewed.state is State.FAILED:
        _close(services, reviewed, found, x, EventKind.TERMINATION_FAILED, verdict.reason)
    elif reviewed.state is State.APPROVED:
        _end(services, replace(reviewed, ended_at=x.now), found, x)
    else:
        _commit(services, reviewed, found, x, EventKind.REVIEW_PASSED, Replace(reviewed))
    return reviewed


def _close(
    services: Services, closed: Termination, found: Agreement, x: Situation, kind: EventKind, reason: str = ""
) -> None:
    """Leave the agreement as it was, free for another application (M07, M09, trap 11)."""
    freed = replace(found, open_termination=None, version=found.version + 1)
    _commit(services, closed, found, x, kind, Replace(closed), Replace(freed), reason=reason)


def _end(services: Services, approved: Termination, found: Agreement, x: Situation) -> None:
    situation = agreement_states.Situation(actor=x.actor, now=x.now, policy=x.policy)
    ended = reviewing.terminate(found, situation)
    released = ending.release_lock(held_lock(services, found), approved, x)
    changes: tuple[Change, ...] = (Replace(approved), Replace(ended), Replace(released), *agreements.revoked(ended))
    _commit(services, approved, ended, x, EventKind.AGREEMENT_TERMINATED, *changes)


def _commit(
    services: Services,
    moved: Termination,
    found: Agreement,
    x: Situation,
    kind: EventKind,
    *changes: Change,
    reason: str = "",
) -> None:
    said = {"initiator": moved.initiator.value, "until": moved.answer_by.isoformat(), "reason": reason}
    details = agreements.named(found) | said
    fact = Fact(kind=kind, audience=(*agreements.audience(found), *_reviewers(moved)), details=details)
    commit(services, found.id, (fact,), *changes, x=x, pinned=moved)


def _reviewers(moved: Termination) -> tuple[str, ...]:
    return {
        State.COLLEGE_REVIEW: (college_address(moved.school, moved.college),),
        State.SCHOOL_REVIEW: (school_address(moved.school),),
        State.OPEN_REVIEW: (college_address(moved.school, moved.college), school_address(moved.school)),
    }.get(moved.state, ())
