"""The steps of a case through the use cases, for tests that begin in the middle of one."""

from __future__ import annotations

from datetime import date
from typing import Any

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Action, Agreement
from functions.domain.application import Application as JobApplication
from functions.domain.edition import ReissueReason
from functions.domain.employer import CodePath
from functions.domain.ending import Verdict
from functions.domain.grounds import Reason
from functions.domain.invitation import Invitation
from functions.domain.position import Position
from functions.domain.termination import Action as TerminationAction
from functions.domain.termination import Application, Fault, Termination
from functions.domain.terms import Terms
from functions.usecases import (
    agreements,
    applications,
    cards,
    evidence,
    guest_offers,
    guests,
    initiations,
    invitations,
    offers,
    positions,
    reissuing,
    resumes,
    reviews,
    terminations,
    undoing,
    unlocking,
)
from functions.usecases.cards import Consenting
from functions.usecases.guest_offers import Offered
from functions.usecases.invitations import Answers
from functions.usecases.uploads import PDF, Upload
from tests import factories
from tests.world import World

TERMS = Terms(position="后端开发工程师", monthly_pay=9000, penalty=5000, report_by=date(2026, 7, 15))
NAME = factories.student().name
GUEST_USCC = "91340100MA2TUGKR0A"
ANSWERS = Answers(pay_after_trial=9500)


def actor(world: World, role: Role) -> Actor:
    return world.services.store.account(f"account-{role}").as_actor()


def drafted(world: World, employer: Role | Actor = Role.EMPLOYER) -> Invitation:
    who = employer if isinstance(employer, Actor) else actor(world, employer)
    return invitations.draft(world.services, who, factories.SCHOOL, factories.STUDENT, TERMS, None)


def sent(world: World, employer: Actor | None = None) -> Invitation:
    who = employer or actor(world, Role.EMPLOYER)
    offer = drafted(world, who)
    return invitations.send(world.services, who, offer.id, version=offer.version)


def accept(world: World, offer: Invitation) -> Agreement:
    who = actor(world, Role.STUDENT)
    reading = invitations.read(world.services, who, offer.id)
    seen = evidence.digest(invitations.bound(world.services, reading))
    return invitations.accept(world.services, who, offer.id, seen, ANSWERS)


def accepted(world: World) -> Agreement:
    return accept(world, sent(world))


def described(world: World) -> Position:
    """Describe a position to the school's graduates."""
    who = actor(world, Role.EMPLOYER)
    return positions.publish(world.services, who, factories.SCHOOL, TERMS, 3, "参与平台的后端开发。")


def resume_sent(world: World) -> JobApplication:
    """Let the student write a résumé and apply for a position."""
    who, offered = actor(world, Role.STUDENT), described(world)
    resumes.rewrite(
        world.services, who, wish="后端开发", experience="暑期实习。", skills="英语六级", about="踏实。", version=0
    )
    return applications.apply(world.services, who, offered.id)


def interviewed(world: World) -> JobApplication:
    """Let the employer propose an interview."""
    found = resume_sent(world)
    return applications.invite(
        world.services, actor(world, Role.EMPLOYER), found.id, factories.interview(), version=found.version
    )


def passed_interview(world: World) -> JobApplication:
    """Let the student come, and the employer be pleased."""
    found = interviewed(world)
    came = applications.answer(
        world.services, actor(world, Role.STUDENT), found.id, is_accepted=True, reason="", version=found.version
    )
    return applications.decide(
        world.services, actor(world, Role.EMPLOYER), came.id, is_passed=True, reason="", version=came.version
    )


def offered(world: World) -> Invitation:
    """Let the employer offer the position."""
    found = passed_interview(world)
    who = actor(world, Role.EMPLOYER)
    return offers.make(world.services, who, found.id, TERMS, date(2026, 3, 19), version=found.version)


def carded(world: World) -> str:
    """Make a card; return its code."""
    return cards.make(world.services, actor(world, Role.STUDENT))[1]


def consented(world: World) -> str:
    """Make a card that carries the graduate's consent to one unit; return its code."""
    who, consenting = actor(world, Role.STUDENT), Consenting(unit=recruiting().unit.name, terms=TERMS, answers=ANSWERS)
    seen = evidence.digest(cards.shown(world.services, who, consenting))
    return cards.make(world.services, who, consenting, seen)[1]


def concluded(world: World, code: str = "") -> Agreement:
    """Let the unit confirm what stands on the card."""
    offered, held = recruiting(), code or consented(world)
    return guest_offers.conclude(world.services, held, NAME, offered.unit, offered.code_path)


def recruiting(**unit: Any) -> Offered:
    """Return what a recruiter types."""
    party = factories.employer_party(**{"name": "合肥启明科技有限公司", "uscc": GUEST_USCC} | unit)
    return Offered(unit=party, code_path=CodePath.NONE, terms=TERMS, valid_days=None)


def invited_by_guest(world: World, code: str = "", *, files: int = 1) -> Invitation:
    """Let a guest invite by a card, with papers."""
    held = code or carded(world)
    for page in range(files):
        guests.attach(world.services, held, NAME, Upload(b"%PDF-1.7 licence" + bytes([page]), PDF))
    return guest_offers.invite(world.services, held, NAME, recruiting())


def signed_by_guest(world: World, *, files: int = 1) -> Agreement:
    """Let a guest invite and the graduate accept; the reviews follow."""
    return accept(world, invited_by_guest(world, files=files))


def drafted_by_student(world: World, *, files: int = 1) -> Agreement:
    """Draft a signing that the student begins, with stamped papers."""
    who, unit = actor(world, Role.STUDENT), factories.employer_party(name="某市某局", uscc=None)
    typed = initiations.Typed(unit=unit, code_path=CodePath.MILITARY, terms=TERMS, answers=ANSWERS)
    made = initiations.draft(world.services, who, typed)
    for page in range(files):
        made = initiations.attach(world.services, who, made.id, Upload(b"%PDF-" + bytes([page]), PDF))
    return made


def initiated(world: World, draft: Agreement | None = None) -> Agreement:
    """Submit a signing that the student begins."""
    who, made = actor(world, Role.STUDENT), draft or drafted_by_student(world)
    seen = evidence.digest(initiations.read(world.services, who, made.id).shown)
    return initiations.submit(world.services, who, made.id, seen)


def reported(world: World, found: Agreement) -> Agreement:
    """Report what was signed on paper, with its scan (K05), anew where it was returned."""
    who, unit = actor(world, Role.STUDENT), factories.employer_party(name=found.unit.name, uscc=None)
    typed = initiations.Typed(unit=unit, code_path=CodePath.MILITARY, terms=TERMS, answers=ANSWERS)
    saved = initiations.save(world.services, who, found.id, typed, version=found.version)
    page = bytes([saved.revision])
    return initiated(world, initiations.attach(world.services, who, found.id, Upload(b"%PDF-" + page, PDF)))


def passed(world: World, found: Agreement, role: Role) -> Agreement:
    who = actor(world, role)
    return reviews.review(world.services, who, found.id, Action.PASS, "", version=found.version)


def signed(world: World) -> Agreement:
    return passed(world, passed(world, accepted(world), Role.COLLEGE), Role.SCHOOL)


def issued(world: World) -> Agreement:
    found = signed(world)
    world.run_jobs()
    return world.services.store.agreement(found.id)


def asked_to_undo(world: World, found: Agreement) -> Agreement:
    who = actor(world, Role.SCHOOL)
    return undoing.request(world.services, who, found.id, "审核时看错了单位", version=found.version)


def undone(world: World, found: Agreement) -> Agreement:
    return undoing.undo(world.services, actor(world, Role.ADMIN), found.id, version=found.version)


def asked_to_reissue(world: World, found: Agreement) -> Agreement:
    who = actor(world, Role.STUDENT)
    return reissuing.request(world.services, who, found.id, ReissueReason.LOST, "搬家时遗失", version=found.version)


def reissued(world: World, found: Agreement) -> Agreement:
    return reissuing.approve(world.services, actor(world, Role.SCHOOL), found.id, version=found.version)


def asked_to_unlock(world: World, found: Agreement) -> Agreement:
    return unlocking.request(world.services, actor(world, Role.ADMIN), found.id, "已应征入伍", version=found.version)


def unlocked(world: World, found: Agreement) -> Agreement:
    return unlocking.unlock(world.services, actor(world, Role.SCHOOL), found.id, version=found.version)


def applied(world: World, found: Agreement, role: Role = Role.STUDENT) -> Termination:
    application = Application(reason=Reason.FURTHER_STUDY, explanation="考取研究生")
    found = agreements.read(world.services, actor(world, role), found.id)[0]
    return terminations.apply(world.services, actor(world, role), found.id, application, version=found.version)


def agreed(world: World, running: Termination) -> Termination:
    other = Role.EMPLOYER if running.initiator is Role.STUDENT else Role.STUDENT
    return terminations.answer(
        world.services, actor(world, other), running.agreement, running.id,
        is_agreed=True, reason="", version=running.version,
    )  # fmt: skip


def having_read(world: World, running: Termination, decision: TerminationAction, **said: Any) -> Verdict:
    """Return a verdict of somebody who has read the agreement and the letter (M13)."""
    original = agreements.shown(world.services.store.agreement(running.agreement))
    letter = evidence.digest_of_file(world.blobs.get(running.letter)) if running.letter else ""
    return Verdict(decision=decision, agreement_digest=evidence.digest(original), letter_digest=letter, **said)


def approved(world: World, running: Termination, **said: Any) -> Termination:
    verdict = having_read(world, running, TerminationAction.PASS, **{"fault": Fault.STUDENT} | said)
    return terminations.review(
        world.services, actor(world, Role.SCHOOL), running.agreement, running.id, verdict, version=running.version
    )
