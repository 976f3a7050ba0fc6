"""Anybody tries anything at any time, in every mode, at two schools of other rules: what the ledger says must hold.

`STORY_EXAMPLES=2000 pytest tests/e2e/test_every_mode_at_once.py` tells more and longer stories, Hypothesis's each anew.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from functions.domain import deadlines
from functions.domain import registry as registry_domain
from functions.domain.actors import STAFF, Actor, Role
from functions.domain.agreement import Action, Agreement
from functions.domain.blank_form import BlankFormReason, Handout
from functions.domain.edition import ReissueReason
from functions.domain.employer import Action as Admitting
from functions.domain.employer import CodePath
from functions.domain.ending import Verdict
from functions.domain.errors import DomainError, NotFound, Problems, Refused, Stale
from functions.domain.grounds import Reason
from functions.domain.invitation import Invitation
from functions.domain.issuing import Status
from functions.domain.registry import Matching, Mismatch
from functions.domain.termination import Action as Ending
from functions.domain.termination import Application, Fault, Termination
from functions.jobs import deliver, expire, issue, publish_status
from functions.ports import Insert, Replace
from functions.usecases import (
    admissions,
    agreements,
    applications,
    blank_forms,
    cards,
    completing,
    evidence,
    guest_offers,
    guests,
    initiations,
    invitations,
    offers,
    offline,
    positions,
    prints,
    registry,
    reissuing,
    resumes,
    reviews,
    terminations,
    undoing,
    unlocking,
)
from functions.usecases.cards import Consenting
from functions.usecases.invitations import Answers
from functions.usecases.offline import Signing
from functions.usecases.uploads import PDF, Upload
from tests import factories as some
from tests.steps import TERMS, recruiting
from tests.story.ledger import Ledger
from tests.story.town import RULES, SCHOOLS, Town

# A tracer would take most of the time, and what is covered here is covered by the tests beside the code.
pytestmark = pytest.mark.no_cover
T = TypeVar("T")
N = st.integers(0, 1000)
NAMES = st.sampled_from(sorted(RULES))
MODES = ["employer", "offer", "student", "paper", "card"]
ANSWERS = Answers(pay_after_trial=9500, health="良好")
LETTER = Upload(b"%PDF-1.7 letter", PDF)
ADMITTING = (Admitting.APPROVE, Admitting.WITHDRAW, Admitting.REQUEST)
# What becomes of each submission, by the state before it.
SUBMITTED = {
    "draft": "signing_initiated", "returned": "signing_resubmitted", "awaiting_report": "signing_reported",
}  # fmt: skip
RECRUITING = {
    "publish": "", "apply": "application_sent", "invite": "interview_invited", "come": "interview_accepted",
    "stay": "interview_declined", "pass": "interview_passed", "refuse": "application_refused",
    "take back": "application_withdrawn", "offer": "offer_made",
}  # fmt: skip
LETTERS = st.sampled_from([True, True, False])
OTHER_TERMS = [replace(TERMS, penalty=penalty) for penalty in (0, 1000, 3000)]
REVIEWERS = {"college_review": (Role.COLLEGE,), "school_review": (Role.SCHOOL,),
             "open_review": (Role.COLLEGE, Role.SCHOOL)}  # fmt: skip


class Story(RuleBasedStateMachine):
    """Numbers choose whose turn it is and what it is about; one in eight times it is anybody at all."""

    def __init__(self) -> None:
        super().__init__()
        self.offers: list[str] = []
        self.cases: list[str] = []
        self.applied: list[tuple[str, str]] = []
        self.asked: dict[tuple[str, str], str] = {}
        self.marks: list[str] = []
        self.positions: list[str] = []
        self.cards: list[tuple[str, str, str]] = []
        self.jobs: list[str] = []

    @initialize(
        names=st.tuples(NAMES, NAMES),
        modes=st.tuples(st.sampled_from(MODES), st.sampled_from(MODES)),
        ahead=st.integers(0, 4),
    )
    def two_schools(self, names: tuple[str, str], modes: tuple[str, str], ahead: int) -> None:
        """One graduate of each school is on her way already, so that a story need not begin at the beginning."""
        self.town = Town(*names)
        self.services, self.store = self.town.services, self.town.services.store
        self.book = Ledger(self.town)
        for student, mode in zip((0, 2), modes, strict=True):
            self._begin(student, mode)
            for _ in range(ahead):
                self.somebody_reviews(n=0, m=0, decision=Action.PASS)
            if ahead:
                self.jobs_run(jobs={"issue"})

    def _begin(self, student: int, mode: str) -> None:
        match mode:
            case "student":
                self.a_student_begins(n=8 * student, files=1)
            case "paper":
                self._blank_form(2 * student, 8)
                self.a_college_records_a_paper(n=student, m=0)
                if self.case(0, "awaiting_report"):
                    self.a_student_goes_on(n=0, m=0, what="report")
            case "card":
                self.a_guest_signs(n=student, m=0, what="conclude")
            case "offer":
                for what in ("publish", "apply", "invite", "come", "pass", "offer"):
                    self.somebody_recruits(n=len(self.jobs) - 1 if self.jobs else 0, m=8 * student, what=what)
                self.a_student_answers(n=1, m=0, what="accept")
            case _:
                self.an_employer_invites(n=0, m=student)
                self.a_student_answers(n=1, m=0, what="accept")

    def teardown(self) -> None:
        if not hasattr(self, "town"):
            return
        self._issue()
        publish_status.refresh(self.services, self.town.signer)
        publish_status.run(self.services, self.town.signer)
        while deliver.run(self.services):
            pass
        self.book.check()
        self.book.check_published()
        self.book.check_delivered()
        self.book.check_outside()

    # Choosing.

    def who(self, n: int, right: list[Actor]) -> Actor:
        people = self.town.people if n % 8 == 7 or not right else right
        return people[n // 8 % len(people)]

    def offer(self, n: int, *states: str) -> Invitation | None:
        found = [one for id_ in self.offers if (one := self.store.invitation(id_)).state in states or not states]
        return found[n % len(found)] if found else None

    def case(self, n: int, *states: str) -> Agreement | None:
        found = [one for id_ in self.cases if (one := self.store.agreement(id_)).state in states or not states]
        return found[n % len(found)] if found else None

    def tried(self, verb: Callable[[], T], *, is_noted: bool = False) -> T | None:
        """Return what somebody's try gave, None when it was refused: then nothing was written.

        Nobody else is at work, so that a conflict is a fault. `is_noted`: a guest's tries are counted in any case.
        """
        self.town.clock.pass_(seconds=1)
        before, self.why = self.town.written, ""
        try:
            return verb()
        except (Refused, Problems, NotFound, Stale) as why:
            self.why = why.code if isinstance(why, Refused) else type(why).__name__
            assert is_noted or self.town.written == before
            return None

    def staff(self, found: Any, *roles: Role) -> list[Actor]:
        return [
            who for who in self.town.of(*roles, school=found.school)
            if who.role is not Role.COLLEGE or who.college == found.college
        ]  # fmt: skip

    def owners(self, found: Any, role: Role) -> list[Actor]:
        return [who for who in self.town.owner(found) if who.role is role]

    # Time, the school's own decisions, and the jobs.

    # The keys that this town begins with are good for longer.
    @precondition(lambda self: self.town.clock.now() < some.NOW + timedelta(days=250))
    @rule(days=st.integers(0, 9), hours=st.integers(0, 23))
    def time_passes(self, days: int, hours: int) -> None:
        self.town.clock.pass_(days=days, hours=hours)
        self.book.check()

    @rule(n=N, m=N, name=NAMES, what=st.sampled_from(["policy", "admission", "blank form"]))
    def something_else_happens(self, n: int, m: int, name: str, what: str) -> None:
        school = SCHOOLS[n % 2]
        match what:
            case "policy":
                begins = deadlines.local_date(self.town.clock.now()) + timedelta(days=m % 3)
                self.town.change_policy(school, name, begins)
            case "admission":
                self._admission(n // 2, m, school)
            case _:
                self._blank_form(n, m)
        self.book.check()

    def _admission(self, n: int, m: int, school: str) -> None:
        employer, action = f"e{n % 3}", list(ADMITTING)[m // 8 % 3]
        found = self.store.find_admission(school, employer)
        if action is Admitting.REQUEST:
            hr = self.who(m, [who for who in self.town.people if who.party == employer])
            if made := self.tried(lambda: admissions.request(self.services, hr, school)):
                self.book.told(f"{school}-{made.employer}", "admission_requested")
        elif found:
            by = self.who(m, self.town.of(Role.SCHOOL, Role.ADMIN, school=school))
            if self.tried(lambda: admissions.review(
                self.services, by, school, employer, action, "年度复核", version=found.version)):  # fmt: skip
                self.book.told(f"{school}-{employer}", "admission_reviewed")

    @rule(jobs=st.sets(st.sampled_from(["issue", "publish", "deliver", "sweep", "refresh"]), min_size=1))
    def jobs_run(self, jobs: set[str]) -> None:
        if "sweep" in jobs:
            self.book.sweep()
            expire.run(self.services)
        if "issue" in jobs:
            self._issue()
        if "refresh" in jobs:
            publish_status.refresh(self.services, self.town.signer)
        if "publish" in jobs:
            publish_status.run(self.services, self.town.signer)
            self.book.check_published()
        if "deliver" in jobs:
            deliver.run(self.services)
        self.book.check()

    def a_student_begins_anew(self, n: int, m: int) -> None:
        """A student begins with as many papers as it may be."""
        self.a_student_begins(n=n, files=m % 3)

    def jobs_run_all(self, n: int, m: int) -> None:
        """All jobs, some hours later."""
        self.town.clock.pass_(hours=n % 10)
        self.jobs_run(jobs={"sweep", "issue", "publish", "deliver"})

    @rule(n=N, m=N, what=st.sampled_from(["says", "accept", "dismiss"]))
    def the_registry_speaks(self, n: int, m: int, what: str) -> None:
        student = self.town.students[n % len(self.town.students)]
        school, id_ = student.school or "", student.party or ""
        stored = self.store.find_mismatch(school, id_)
        office = self.who(m, self.town.of(Role.SCHOOL, school=school))
        if what == "says":
            known = self.store.student(school, id_)
            said = registry_domain.compare(known, replace(known, major=f"第{m % 3}专业"), stored, self._match())
            if said:
                self.store.commit(Insert(said) if stored is None else Replace(said))
                self.book.registry[id_] = said.state.value
        elif stored:
            self._decide_mismatch(stored, office, what)
        self.book.check()

    def _match(self) -> Matching:
        return Matching(found_by="m1", at=self.town.clock.now())

    def _decide_mismatch(self, stored: Mismatch, office: Actor, what: str) -> None:
        id_, version = stored.student, stored.version
        if what == "accept":
            if self.tried(lambda: registry.accept(self.services, office, id_, version=version)):
                assert stored.registry
                self.book.registry[id_], self.book.majors[id_] = "accepted", stored.registry.major
                self.book.told(id_, "source_matched")
        elif self.tried(lambda: registry.dismiss(self.services, office, id_, "学籍库有误", version=version)):
            self.book.registry[id_] = "dismissed"
            self.book.told(id_, "mismatch_dismissed")

    def _issue(self) -> None:
        issue.run(self.services, self.town.signer, self.town.press)
        assert self.store.unissued() == ()
        self.book.issued()

    def a_day(self, chance: random.Random) -> None:
        """One thing of all that may happen, evenly drawn."""
        verb, choices = chance.choice(DAY)
        n, m = chance.randrange(1000), chance.randrange(1000)
        getattr(self, verb)(n=n, m=m, **{name: chance.choice(some_of) for name, some_of in choices.items()})

    # Invitations (SM-1).

    @rule(n=N, m=N)
    def an_employer_invites(self, n: int, m: int) -> None:
        employer, student = self.who(n, self.town.of(Role.EMPLOYER)), self.town.students[m % len(self.town.students)]
        school, id_ = student.school or "", student.party or ""
        made = self.tried(lambda: invitations.draft(self.services, employer, school, id_, TERMS, None))
        if made:
            self.offers.append(made.id)
            self._send(employer, made)

    def _send(self, employer: Actor, offer: Invitation) -> None:
        sent = self.tried(lambda: invitations.send(self.services, employer, offer.id, version=offer.version))
        if sent:
            self.book.told(sent.id, "invitation_sent" if sent.revision == 1 else "invitation_resent")
        self.book.check()

    @precondition(lambda self: self.offers)
    @rule(n=N, m=N, what=st.sampled_from(["send", "edit", "withdraw", "discard"]))
    def an_employer_thinks_again(self, n: int, m: int, what: str) -> None:
        states = {"withdraw": ("pending",), "discard": ("draft",)}.get(what, ("draft", "withdrawn"))
        if not (offer := self.offer(n) if n % 8 == 7 else self.offer(n, *states)):
            return
        hr = self.who(m, self.owners(offer, Role.EMPLOYER))
        version, terms = offer.version, OTHER_TERMS[n % 3]
        match what:
            case "send":
                self._send(hr, offer)
            case "edit":
                self.tried(lambda: invitations.edit(self.services, hr, offer.id, terms, None, version=version))
            case "discard":
                self.tried(lambda: invitations.discard(self.services, hr, offer.id, version=version))
            case _:
                if self.tried(lambda: invitations.withdraw(self.services, hr, offer.id, version=version)):
                    self.book.told(offer.id, "invitation_withdrawn")
        self.book.check()

    @precondition(lambda self: self.offers)
    @rule(n=N, m=N, what=st.sampled_from(["accept", "accept", "reject"]))
    def a_student_answers(self, n: int, m: int, what: str) -> None:
        offer = self.offer(n, "pending") if n % 4 else self.offer(n)
        if not offer:
            return
        student = self.who(m, self.owners(offer, Role.STUDENT))
        if what == "reject":
            if self.tried(lambda: invitations.reject(
                self.services, student, offer.id, "另有打算", version=offer.version)):  # fmt: skip
                self.book.told(offer.id, "invitation_rejected")
        elif self.book.holder.get(offer.student) == offer.id:
            self.tried(lambda: self._accept(student, offer))
        elif found := self.tried(lambda: self._accept(student, offer)):
            self.cases.append(found.id)
            self.book.took(found)
            self.book.told(found.id, "invitation_accepted")
        self._explained(offer.student)
        self.book.check()

    def _accept(self, student: Actor, offer: Invitation) -> Agreement:
        shown = invitations.bound(self.services, invitations.read(self.services, student, offer.id))
        return invitations.accept(self.services, student, offer.id, evidence.digest(shown), ANSWERS)

    def _explained(self, student: str) -> None:
        """A refusal for the lock's sake is true."""
        assert self.why != "already_signed" or student in self.book.holder
        assert not self.why.startswith("cooling_down") or student in self.book.cooling

    # From the résumé to the offer (SM-8); from there on an offer is an invitation.

    @rule(n=N, m=N, what=st.sampled_from(sorted(RECRUITING)))
    def somebody_recruits(self, n: int, m: int, what: str) -> None:
        if what in {"publish", "apply"}:
            self._open_or_apply(n, m, what)
        elif self.jobs:
            self._recruit(self.store.application(self.jobs[n % len(self.jobs)]), m, what)
        self.book.check()

    def _open_or_apply(self, n: int, m: int, what: str) -> None:
        student = self.who(m, self.town.students)
        if what == "publish":
            hr = self.who(n, self.town.of(Role.EMPLOYER))
            school = self.town.students[m // 8 % len(self.town.students)].school or ""
            if made := self.tried(lambda: positions.publish(self.services, hr, school, TERMS, 3, "参与开发。")):
                self.positions.append(made.id)
        elif self.positions:
            with suppress(DomainError):
                resumes.rewrite(
                    self.services, student, wish="开发", experience="实习。", skills="", about="", version=0
                )
            place = self.positions[n % len(self.positions)]
            if sent := self.tried(lambda: applications.apply(self.services, student, place)):
                self.jobs.append(sent.id)
                self.book.told(sent.id, "application_sent")

    def _recruit(self, job: Any, m: int, what: str) -> None:
        hr, student = (self.who(m, self.owners(job, role)) for role in (Role.EMPLOYER, Role.STUDENT))
        services, id_, version = self.services, job.id, job.version
        soon = some.interview(at=self.town.clock.now() + timedelta(days=3))
        verbs: dict[str, Callable[[], Any]] = {
            "invite": lambda: applications.invite(services, hr, id_, soon, version=version),
            "come": lambda: applications.answer(services, student, id_, is_accepted=True, reason="", version=version),
            "stay": lambda: applications.answer(services, student, id_, is_accepted=False, reason="", version=version),
            "pass": lambda: applications.decide(services, hr, id_, is_passed=True, reason="", version=version),
            "refuse": lambda: applications.decide(services, hr, id_, is_passed=False, reason="", version=version),
            "take back": lambda: applications.withdraw(services, student, id_, version=version),
            "offer": lambda: offers.make(services, hr, id_, TERMS, None, version=version),
        }  # fmt: skip
        if self.tried(verbs[what]):
            self.book.told(id_, RECRUITING[what])
            self.offers += [id_] if what == "offer" else []

    # Guests, by a graduate's card (section E).

    @rule(n=N, m=N, what=st.sampled_from(["invite", "conclude", "withdraw"]))
    def a_guest_signs(self, n: int, m: int, what: str) -> None:
        if what == "withdraw":
            self._guest_withdraws(m)
        else:
            self._guest_comes(self.town.students[n % len(self.town.students)], what)
        self.book.check()

    def _guest_comes(self, student: Actor, what: str) -> None:
        offered = recruiting()
        consenting = Consenting(unit=offered.unit.name, terms=TERMS, answers=ANSWERS) if what == "conclude" else None
        made = self.tried(lambda: self._card(student, consenting))
        if made is None:
            return
        code, name = made[1], self.store.student(student.school or "", student.party or "").name
        with suppress(Refused):
            guests.attach(self.services, code, name, Upload(b"%PDF-1.7 licence", PDF))
        self.cards.append((code, name, ""))
        if what == "invite":
            if sent := self.tried(lambda: guest_offers.invite(self.services, code, name, offered), is_noted=True):
                self.offers.append(sent.id)
                self.cards[-1] = (code, name, sent.id)
                self.book.told(sent.id, "invitation_sent")
        elif found := self.tried(
            lambda: guest_offers.conclude(self.services, code, name, offered.unit, offered.code_path), is_noted=True
        ):
            self.cases.append(found.id)
            self.book.took(found)
            self.book.told(found.id, "signed_by_card")

    def _card(self, student: Actor, consenting: Consenting | None) -> Any:
        seen = evidence.digest(cards.shown(self.services, student, consenting)) if consenting else ""
        return cards.make(self.services, student, consenting, seen)

    def _guest_withdraws(self, m: int) -> None:
        if self.cards:
            code, name, sent = self.cards[m % len(self.cards)]
            if self.tried(lambda: guest_offers.withdraw(self.services, code, name), is_noted=True):
                self.book.told(sent, "invitation_withdrawn")

    # Signing on paper (K04, K05).

    @rule(n=N, m=N)
    def a_college_records_a_paper(self, n: int, m: int) -> None:
        student = self.town.students[n % len(self.town.students)]
        school, id_ = student.school or "", student.party or ""
        college = self.store.student(school, id_).college
        office = self.who(m, self.town.of(Role.COLLEGE, school=school, college=college))
        mark = next(iter(self.book.blanks[id_]), f"HN-{n % 5}")
        found = self.tried(lambda: offline.record(self.services, office, id_, Signing(unit="某县水利局", mark=mark)))
        if found:
            self.cases.append(found.id)
            self.book.blanks[id_].remove(mark)
            self.book.took(found)
            self.book.told(found.id, "signing_recorded")
        self._explained(id_)
        self.book.check()

    # Signing that the student begins (section G).

    @rule(n=N, files=st.integers(0, 2))
    def a_student_begins(self, n: int, files: int) -> None:
        student = self.who(n, self.town.students)
        unit = some.employer_party(name=f"某市第{n % 3}局", uscc=None)
        typed = initiations.Typed(unit=unit, code_path=CodePath.MILITARY, terms=TERMS, answers=ANSWERS)
        if made := self.tried(lambda: initiations.draft(self.services, student, typed)):
            self.cases.append(made.id)
            for page in range(files):
                initiations.attach(self.services, student, made.id, Upload(b"%PDF-" + bytes([page]), PDF))
            self._submit(student, made.id)

    def _submit(self, student: Actor, id_: str) -> None:
        before = self.store.agreement(id_)
        found = self.tried(lambda: self._submitted(student, id_))
        if not found or before.state not in SUBMITTED:
            return
        if before.state == "draft":
            self.book.took(found)
        self.book.binds(found)
        self.book.told(id_, SUBMITTED[before.state])
        self.book.check()

    def _submitted(self, student: Actor, id_: str) -> Agreement:
        seen = evidence.digest(initiations.read(self.services, student, id_).shown)
        return initiations.submit(self.services, student, id_, seen)

    @precondition(lambda self: any(self.store.agreement(id_).initiation for id_ in self.cases))
    @rule(n=N, m=N, what=st.sampled_from(["submit", "save", "report", "withdraw", "discard"]))
    def a_student_goes_on(self, n: int, m: int, what: str) -> None:
        own = [found for id_ in self.cases if (found := self.store.agreement(id_)).initiation]
        if not own:
            return
        reportable = [found for found in own if found.state == "awaiting_report"] if what == "report" else []
        found = (reportable or own)[n % len(reportable or own)]
        student, version = self.who(m, self.owners(found, Role.STUDENT)), found.version
        unit = some.employer_party(name=f"某县第{n % 3}局", uscc=None)
        typed = initiations.Typed(unit=unit, code_path=CodePath.MILITARY, terms=OTHER_TERMS[n % 3], answers=ANSWERS)
        match what:
            case "submit":
                self._submit(student, found.id)
            case "report":
                saved = self.tried(lambda: initiations.save(self.services, student, found.id, typed, version=version))
                if saved and not saved.begun.files:
                    initiations.attach(self.services, student, found.id, Upload(b"%PDF-", PDF))
                self._submit(student, found.id)
            case "save":
                self.tried(lambda: initiations.save(self.services, student, found.id, typed, version=version))
            case "discard":
                self.tried(lambda: initiations.discard(self.services, student, found.id, version=version))
            case _:
                if self.tried(lambda: initiations.withdraw(self.services, student, found.id, version=version)):
                    self.book.freed(found)
                    self.book.told(found.id, "signing_withdrawn")
        self._explained(found.student)
        self.book.check()

    # Reviews and what follows from them (SM-2).

    @precondition(lambda self: self.case(0, *REVIEWERS))
    @rule(n=N, m=N, decision=st.sampled_from([Action.PASS, Action.PASS, Action.PASS, Action.RETURN, Action.FAIL]))
    def somebody_reviews(self, n: int, m: int, decision: Action) -> None:
        if not (found := self.case(n) if n % 16 == 15 else self.case(n, *REVIEWERS)):
            return
        by = self.who(m, self.staff(found, *REVIEWERS.get(found.state, (Role.SCHOOL,))))
        reason = "" if n % 4 == 3 and decision is Action.PASS else "已核对"
        done = self.tried(lambda: reviews.review(
            self.services, by, found.id, decision, reason, version=found.version))  # fmt: skip
        if done:
            assert by.role in REVIEWERS[found.state]
            assert reason or (not found.flags and self.book.registry.get(found.student) != "open")
            self._reviewed(found, done, decision)
        self.book.check()

    def _reviewed(self, found: Agreement, done: Agreement, decision: Action) -> None:
        chain = self.book.rules[found.id].chain
        if decision is Action.PASS:
            follows = (*chain, "signed")[chain.index(found.state) + 1]
            assert done.state == follows
            self.book.told(found.id, "review_passed", *(["agreement_signed"] if follows == "signed" else []))
        elif decision is Action.RETURN:
            self.book.told(found.id, "agreement_returned")
        else:
            self.book.freed(found)
            self.book.unused(found)
            self.book.told(found.id, "signing_failed")

    @precondition(lambda self: self.cases)
    @rule(n=N, m=N)
    def an_administrator_voids(self, n: int, m: int) -> None:
        if n % 3 or not (found := self.case(n // 3)):
            return
        by = self.who(m, self.staff(found, Role.ADMIN))
        end = offline.retract if found.state == "awaiting_report" else reviews.void
        if self.tried(lambda: end(self.services, by, found.id, "重复录入", version=found.version)):
            self.book.freed(found)
            self.book.unused(found)
            self.book.told(found.id, "agreement_voided")
        self.book.check()

    @precondition(lambda self: self.case(0, "returned", "reconfirmation"))
    @rule(n=N, m=N, agrees=st.booleans())
    def what_was_returned_is_mended(self, n: int, m: int, *, agrees: bool) -> None:
        found = self.case(n, "returned", "reconfirmation")
        if found is None:
            return
        role = Role.EMPLOYER if found.state == "returned" else Role.STUDENT
        by, id_ = self.who(m, self.owners(found, role)), found.id
        if found.state == "returned":
            terms = OTHER_TERMS[n % 3]
            if self.tried(lambda: agreements.revise(self.services, by, id_, terms, version=found.version)):
                self.book.told(id_, "agreement_revised")
        elif agrees:
            seen = evidence.digest(agreements.shown(found))
            if confirmed := self.tried(lambda: agreements.confirm(self.services, by, id_, seen, ANSWERS)):
                self.book.binds(confirmed)
                self.book.told(id_, "revision_confirmed")
        elif self.tried(lambda: agreements.decline(self.services, by, id_, "不同意", version=found.version)):
            self.book.told(id_, "revision_declined")
        self.book.check()

    @precondition(lambda self: self.case(0, "signed"))
    @rule(n=N, m=N, what=st.sampled_from(["undo", "unlock"]), answer=st.sampled_from(["ask", "yes", "yes", "no"]))
    def two_of_the_school_decide(self, n: int, m: int, what: str, answer: str) -> None:
        asked = [id_ for id_, wanted in self.asked if wanted == what]
        found = self.store.agreement(asked[n % len(asked)]) if asked and answer != "ask" else self.case(n, "signed")
        if found is None:
            return
        verbs = {"undo": undoing, "unlock": unlocking}[what]
        by, id_, version = self.who(m, self.staff(found, Role.SCHOOL, Role.ADMIN)), found.id, found.version
        match answer:
            case "ask":
                if self.tried(lambda: verbs.request(self.services, by, id_, "审核有误", version=version)):
                    self.asked[id_, what] = by.account
                    self.book.told(id_, f"{what}_requested")
            case "no":
                if self.tried(lambda: verbs.refuse(self.services, by, id_, "审核无误", version=version)):
                    self.asked.pop((id_, what))
                    self.book.told(id_, f"{what}_refused")
            case _:
                if self.tried(lambda: getattr(verbs, what)(self.services, by, id_, version=version)):
                    assert self.asked.pop((id_, what)) != by.account
                    self._decided(what, found)
        self.book.check()

    def _decided(self, what: str, found: Agreement) -> None:
        self.book.turned(found, Status.INVALID)
        if what == "undo":
            assert not self.book.prints[found.id]
            self.asked.pop((found.id, "unlock"), None)
            self.book.told(found.id, "review_undone")
        else:
            self.book.freed(found)
            self.book.told(found.id, "agreement_unlocked")

    @precondition(lambda self: self.case(0, "signed"))
    @rule(n=N, m=N, answer=st.sampled_from(["ask", "yes", "no", "found"]))
    def a_paper_is_lost(self, n: int, m: int, answer: str) -> None:
        open_ = [id_ for id_ in self.cases if self.store.agreement(id_).awaits_reissue]
        found = self.store.agreement(open_[n % len(open_)]) if open_ and answer != "ask" else self.case(n, "signed")
        if found is None:
            return
        id_, version = found.id, found.version
        party = self.who(m, self.town.owner(found))
        office = self.who(m, self.staff(found, Role.SCHOOL, Role.ADMIN))
        match answer:
            case "ask":
                if self.tried(lambda: reissuing.request(
                    self.services, party, id_, ReissueReason.LOST, "搬家时遗失", version=version)):  # fmt: skip
                    self.book.told(id_, "reissue_requested")
            case "found":
                if self.tried(lambda: reissuing.withdraw(self.services, party, id_, version=version)):
                    self.book.told(id_, "reissue_withdrawn")
            case "no":
                if self.tried(lambda: reissuing.refuse(self.services, office, id_, "原件仍在", version=version)):
                    self.book.told(id_, "reissue_refused")
            case _:
                if self.tried(lambda: reissuing.approve(self.services, office, id_, version=version)):
                    self.book.turned(found, Status.SUPERSEDED)
                    self.book.told(id_, "reissue_approved")
        self.book.check()

    @precondition(lambda self: self.case(0, "signed"))
    @rule(n=N, m=N)
    def a_graduate_reports_for_work(self, n: int, m: int) -> None:
        found = self.case(n, "signed")
        if n % 6 or found is None:
            return
        by, today = self.who(m, self.staff(found, *STAFF)), deadlines.local_date(self.town.clock.now())
        if self.tried(lambda: completing.record(self.services, by, found.id, today, version=found.version)):
            assert by.role in STAFF
            assert not found.open_termination
            self.book.told(found.id, "agreement_completed")
        self.book.check()

    @precondition(lambda self: self.case(0, "signed", "completed"))
    @rule(n=N, m=N)
    def somebody_prints(self, n: int, m: int) -> None:
        found = self.case(n, "signed", "completed")
        if found is None:
            return
        by = self.town.people[m % len(self.town.people)]
        if self.tried(lambda: prints.print_copy(self.services, by, found.id, n % 4 + 1)):
            assert by.role in self.book.rules[found.id].printers
            self.book.prints[found.id] += 1
            self.book.told(found.id, "agreement_printed")
        self.book.check()

    # Terminations (SM-5, SM-6).

    @precondition(lambda self: self.case(0, "signed"))
    @rule(n=N, m=N, has_letter=LETTERS, reason=st.sampled_from([Reason.FAMILY, Reason.NOT_GRADUATING]))
    def somebody_wants_out(self, n: int, m: int, reason: Reason, *, has_letter: bool) -> None:
        found = self.case(n, "signed")
        if found is None:
            return
        by, letter = self.who(m, self.town.owner(found)), LETTER if has_letter else None
        application = Application(reason=reason, explanation="另有安排")
        self._settle(found)
        found = self.store.agreement(found.id)
        made = self.tried(lambda: terminations.apply(
            self.services, by, found.id, application, version=found.version, letter=letter))  # fmt: skip
        if made:
            rules = self.book.rules[found.id]
            assert not rules.chances or by.role is Role.EMPLOYER or self.book.chances[found.student] < rules.chances
            assert made.state in {"await_other", rules.ends[0]}
            self.applied.append((found.id, made.id))
            self.book.told(found.id, "termination_applied")
        self.book.check()

    def _settle(self, found: Agreement) -> None:
        """A repeated application finds that nobody has answered the last one: the clock decides, not the sweep."""
        running = [one for one in self.store.terminations_of_agreement(found.id) if one.is_unanswered]
        if not running or self.town.clock.now() <= running[0].answer_by:
            return
        again = Application(reason=Reason.FAMILY, explanation="单位未答复")
        by = self.owners(found, running[0].initiator)[0]
        with suppress(Refused):
            made = terminations.apply(self.services, by, found.id, again, version=found.version)
            self.applied.append((found.id, made.id))
        kinds = ["termination_applied"] if self.store.agreement(found.id).open_termination else []
        self.book.told(found.id, "termination_lapsed", *kinds)

    @precondition(lambda self: self.applied)
    @rule(n=N, m=N, what=st.sampled_from(["yes", "yes", "no", "back"]), fault=st.sampled_from(Fault))
    def an_application_goes_on(self, n: int, m: int, what: str, fault: Fault) -> None:
        if not self.applied:
            return
        case, id_ = self.applied[-1 - n % min(2, len(self.applied))]
        running = self.store.termination(case, id_)
        if running.is_unanswered:
            self._answered(running, m, what)
        else:
            self._decide(running, m, what, fault)
        self.book.check()

    def _answered(self, running: Termination, m: int, what: str) -> None:
        case, id_, version = running.agreement, running.id, running.version
        parties = self.town.owner(running)
        if what == "back":
            by = self.who(m, [who for who in parties if who.role is running.initiator])
            if self.tried(lambda: terminations.withdraw(self.services, by, case, id_, version=version)):
                self.book.told(case, "termination_withdrawn")
            return
        by = self.who(m, [who for who in parties if who.role is not running.initiator])
        if self.tried(lambda: terminations.answer(
            self.services, by, case, id_, is_agreed=what == "yes", reason="无人接替", version=version)):  # fmt: skip
            assert by.role is not running.initiator
            self.book.told(case, "termination_agreed" if what == "yes" else "termination_refused")

    def _decide(self, running: Termination, m: int, what: str, fault: Fault) -> None:
        found = self.store.agreement(running.agreement)
        by = self.who(m, self.staff(found, *REVIEWERS.get(running.state, (Role.COLLEGE,))))
        verdict = Verdict(
            decision=Ending.PASS if what == "yes" else Ending.FAIL, reason="理由不成立", fault=fault,
            verification="致电人事处核实", agreement_digest=evidence.digest(agreements.shown(found)),
            letter_digest=running.letter_digest,
        )  # fmt: skip
        done = self.tried(lambda: terminations.review(
            self.services, by, found.id, running.id, verdict, version=running.version))  # fmt: skip
        if not done:
            return
        assert by.role in REVIEWERS[running.state]
        if what == "yes":
            assert done.state == "approved"
            uses_chance = fault is Fault.STUDENT and running.reason is not Reason.NOT_GRADUATING
            self.book.ended(found, uses_chance=uses_chance)
            self.book.told(found.id, "agreement_terminated")
        else:
            self.book.told(found.id, "termination_failed")

    # Blank forms (K02, K03).

    def _blank_form(self, n: int, m: int) -> None:
        student = self.town.students[n // 2 % len(self.town.students)]
        school, id_ = student.school or "", student.party or ""
        college = self.store.student(school, id_).college
        office = self.who(m, self.town.of(Role.COLLEGE, school=school, college=college))
        match m // 8 % 3:
            case 0 if self.tried(lambda: (blank_forms.request(self.services, student, "参加考试"),)):
                self.book.told(id_, "blank_form_requested")
            case 1:
                handout = Handout(mark=f"HN-{n % 5}", reason=BlankFormReason.FIRST)
                if made := self.tried(lambda: blank_forms.issue(self.services, office, id_, handout)):
                    self.marks.append(made.mark)
                    self.book.blanks[id_].append(made.mark)
                    self.book.told(id_, "blank_form_issued")
            case 2 if self.marks:
                mark = self.marks[n % len(self.marks)]
                form = self.store.find_blank_form(school, mark)
                version = form.version if form else 1
                if back := self.tried(lambda: blank_forms.give_back(self.services, office, mark, version=version)):
                    self.book.blanks[back.student].remove(mark)
                    self.book.told(back.student, "blank_form_returned")


# What a day is made of: a rule, and what its other words are drawn from.
DAY: list[tuple[str, dict[str, list[Any]]]] = [
    ("an_employer_invites", {}),
    ("an_employer_thinks_again", {"what": ["send", "edit", "withdraw"]}),
    ("a_student_answers", {"what": ["accept", "accept", "reject"]}),
    ("a_student_goes_on", {"what": ["submit", "save", "report", "withdraw"]}),
    ("somebody_reviews", {"decision": [Action.PASS, Action.PASS, Action.PASS, Action.RETURN, Action.FAIL]}),
    ("somebody_reviews", {"decision": [Action.PASS, Action.PASS, Action.PASS, Action.RETURN]}),
    ("what_was_returned_is_mended", {"agrees": [True, True, False]}),
    ("two_of_the_school_decide", {"what": ["undo"], "answer": ["ask", "yes", "yes", "yes", "no"]}),
    ("two_of_the_school_decide", {"what": ["unlock"], "answer": ["ask", "yes", "yes", "yes", "no"]}),
    ("a_paper_is_lost", {"answer": ["ask", "yes", "no", "found"]}),
    ("somebody_wants_out", {"has_letter": [True], "reason": [Reason.FAMILY, Reason.NOT_GRADUATING]}),
    ("an_application_goes_on", {"what": ["yes", "yes", "no"], "fault": list(Fault)}),
    ("something_else_happens", {"name": sorted(RULES), "what": ["policy", "blank form"]}),
    ("somebody_recruits", {"what": sorted(RECRUITING)}),
    ("a_guest_signs", {"what": ["invite", "conclude", "withdraw"]}),
    ("somebody_prints", {}),
    ("an_administrator_voids", {}),
    ("a_graduate_reports_for_work", {}),
    ("the_registry_speaks", {"what": ["says", "says", "accept", "dismiss"]}),
    ("a_college_records_a_paper", {}),
    ("a_student_begins_anew", {}),
    ("jobs_run_all", {}),
]
EXAMPLES = int(os.environ.get("STORY_EXAMPLES", "0"))
TestStory = Story.TestCase
TestStory.settings = settings(
    max_examples=EXAMPLES or 25, stateful_step_count=80 if EXAMPLES else 30, derandomize=not EXAMPLES,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(EXAMPLES or 25))
def test_a_long_story_holds_too(seed: int) -> None:
    """Two hundred days under two presets: what Hypothesis draws is short, and seldom comes as far as a reissue."""
    chance, story = random.Random(seed), Story()
    names = chance.choice(sorted(RULES)), chance.choice(sorted(RULES))
    story.two_schools(names=names, modes=(MODES[seed % 5], MODES[seed // 5 % 5]), ahead=chance.randrange(4))
    for _ in range(200):
        story.a_day(chance)
    story.teardown()
