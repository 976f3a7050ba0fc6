"""Signing that the student begins (发起签约, G): drafted with evidence, submitted, withdrawn, mended when returned.

A signing on paper that the college has recorded is reported likewise (上报, K05); its lock is held from the record on.

1. Graduate and witness are read anew whenever the draft is shown or submitted; what is submitted is frozen.
2. The first submission begins under the policy then in force, and is pinned to it (trap 27).
3. Submitting takes the lock in the same commit; a return leaves it held, a withdrawal frees it (SM-0).
4. A repeated submission is answered with what the first one made (trap 4).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from functions.domain import employer, flags, initiating, offline, sight, signing_lock, student
from functions.domain.actors import Actor
from functions.domain.agreement import Acceptance, Agreement, State
from functions.domain.agreement_states import Situation
from functions.domain.employer import CodePath, Employer
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.events import EventKind, Fact
from functions.domain.initiation import EvidenceFile, Initiation
from functions.domain.parties import EmployerParty
from functions.domain.policy import Mode, PolicyVersion
from functions.domain.signing_lock import SigningLock
from functions.domain.student import Student
from functions.domain.terms import Terms
from functions.ports import Change, Insert, Replace, Services
from functions.usecases import agreements, evidence, limits, uploads, usage
from functions.usecases.invitations import Answers, check_answers
from functions.usecases.policies import in_force
from functions.usecases.settling import commit, expect, held_lock, require_beside, settled
from functions.usecases.uploads import Upload

FOLDER = "evidence"
# A student weighs a few offers; the list of a student's agreements is one page.
MOST_DRAFTS = 5
_SUBMITTED = {State.DRAFT: EventKind.SIGNING_INITIATED, State.AWAITING_REPORT: EventKind.SIGNING_REPORTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the student types: the unit by hand, why it has no code, the terms, and the student's own answers (F16)."""

    unit: EmployerParty
    code_path: CodePath
    terms: Terms
    answers: Answers

    def as_initiation(self, now: datetime) -> Initiation:
        """Return what is kept beside unit and terms."""
        answers = self.answers
        return Initiation(
            saved_at=now, code_path=self.code_path, pay_after_trial=answers.pay_after_trial, health=answers.health
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether the student could submit now: `obstacle` says why not; `policy` is the one in force."""

    student: Student
    lock: SigningLock
    policy: PolicyVersion
    obstacle: Refused | None


def standing(services: Services, actor: Actor) -> Standing:
    """Return whether the student may begin a signing now (G01); raises NotFound."""
    me = sight.seen(actor, services.store.student(actor.school or "", actor.party or ""))
    now = services.clock.now()
    return _standing(services, me, in_force(services.store, me.school, now), now, None)


def _standing(
    services: Services, me: Student, policy: PolicyVersion, now: datetime, begun: Agreement | None
) -> Standing:
    lock = services.store.signing_lock(me.school, me.id)
    if begun and begun.on_paper:
        why = offline.obstacle(me)
    else:
        why = initiating.obstacle(me, lock, policy.policy, now, agreement=begun.id if begun else "")
    return Standing(student=me, lock=lock, policy=policy, obstacle=why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An agreement as it would be submitted now, with what its guards look at."""

    agreement: Agreement
    standing: Standing
    situation: Situation

    @property
    def shown(self) -> dict[str, Any]:
        """What submitting binds, as it is shown: the next revision, and its papers by their SHA-256."""
        one, begun = self.agreement, self.agreement.begun
        what = evidence.shown(one.id, one.revision + 1, one.terms, one.graduate, one.unit, one.witness)
        answers = {"pay_after_trial": begun.pay_after_trial, "health": begun.health}
        return what | answers | {"code_path": begun.code_path.value, "evidence": [file.hash for file in begun.files]}


def read(services: Services, actor: Actor, agreement_id: str) -> Reading:
    """Return what the student began, as it would be submitted; raises NotFound."""
    return _reading(services, *agreements.read(services, actor, agreement_id))


def _reading(services: Services, found: Agreement, x: Situation) -> Reading:
    store = services.store
    me, policy = store.student(found.school, found.student), _policy(services, found, x.now)
    standing = _standing(services, me, policy, x.now, found)
    ready = replace(
        found, policy_version=policy.number, graduate=student.as_party(me, policy.policy), college=me.college,
        witness=store.school(found.school).as_party(), flags=flags.flags(found.terms, found.unit, policy.policy),
        has_blank_form=bool(standing.lock.blank_forms),
    )  # fmt: skip
    return Reading(agreement=ready, standing=standing, situation=replace(x, policy=policy.policy))


def _policy(services: Services, found: Agreement, now: datetime) -> PolicyVersion:
    """A draft that was never submitted begins under the policy in force."""
    if found.revision == 0 and found.state is State.DRAFT:
        return in_force(services.store, found.school, now)
    return services.store.policy(found.school, found.policy_version)


def library(services: Services, actor: Actor, begins: str) -> tuple[Employer, ...]:
    """Return the units admitted to the student's school whose name begins so (C09), ten at the most."""
    store, school = services.store, actor.school or ""
    policy = in_force(store, school, services.clock.now()).policy
    named = store.employers_named(begins)
    return tuple(one for one in named if employer.is_admitted(one, store.find_admission(school, one.id), policy))


def draft(services: Services, actor: Actor, typed: Typed) -> Agreement:
    """Keep what the student has typed so far (暂存, G03); raises Refused, NotFound."""
    now, store = services.clock.now(), services.store
    me = sight.seen(actor, store.student(actor.school or "", actor.party or ""))
    policy = in_force(store, me.school, now)
    if not policy.policy.student_may_initiate:
        raise Refused("student_may_not_initiate", rule="G01")
    drafts = (one for one in store.agreements_of_student(me.school, me.id) if one.state is State.DRAFT)
    if sum(1 for _ in drafts) >= MOST_DRAFTS:
        raise Refused("too_many_drafts", rule="G03", params={"max": MOST_DRAFTS})
    limits.check(me, typed.unit, typed.terms, policy.policy)
    made = Agreement(
        id=services.secrets.new_id(), school=me.school, student=me.id, employer="", college=me.college,
        cohort=me.cohort, plan=me.plan, mode=Mode.STUDENT_INITIATED, graduate=student.as_party(me, policy.policy),
        unit=typed.unit, witness=store.school(me.school).as_party(), terms=typed.terms, policy_version=policy.number,
        submitted_at=now, acceptance=Acceptance(hash="", at=now, account=actor.account, revision=0), revision=0,
        state=State.DRAFT, initiation=typed.as_initiation(now),
    )  # fmt: skip
    store.commit(Insert(made))
    return made


@settled
def save(services: Services, actor: Actor, agreement_id: str, typed: Typed, *, version: int) -> Agreement:
    """Keep what the student has changed in a draft or after a return (G03, G05); raises Refused, Stale."""
    found, x = agreements.read(services, actor, agreement_id)
    expect(found, version)
    limits.check(services.store.student(found.school, found.student), typed.unit, typed.terms, x.policy)
    saved = initiating.save(found, typed.unit, typed.terms, typed.as_initiation(x.now), x)
    services.store.commit(Replace(saved))
    return saved


@settled
def discard(services: Services, actor: Actor, agreement_id: str, *, version: int) -> Agreement:
    """Put a draft away; raises Refused, Stale."""
    found, x = agreements.read(services, actor, agreement_id)
    expect(found, version)
    discarded = initiating.discard(found, x)
    services.store.commit(Replace(discarded))
    return discarded


@settled
def attach(services: Services, actor: Actor, agreement_id: str, upload: Upload | None) -> Agreement:
    """Add a stamped paper (G02), from whichever device (G07); it is stored once nothing refuses it; raises Refused."""
    found, x = agreements.read(services, actor, agreement_id)
    if upload is None:
        raise Refused("required", field="file", rule="G02")
    content = upload.content
    file = EvidenceFile(
        key=uploads.key(services, FOLDER, upload), media_type=upload.media_type, size=len(content),
        hash=hashlib.sha256(content).hexdigest(), at=x.now,
    )  # fmt: skip
    attached = initiating.attach(found, file, x)
    usage.put(services, found.school, file.key, content, file.media_type)
    services.store.commit(Replace(attached))
    return attached


@settled
def detach(services: Services, actor: Actor, agreement_id: str, hash_: str) -> Agreement:
    """Take a paper away again; raises Refused, NotFound."""
    found, x = agreements.read(services, actor, agreement_id)
    if found.begun.file(hash_) is None:
        raise NotFound("evidence")
    detached = initiating.detach(found, hash_, x)
    services.store.commit(Replace(detached))
    return detached


def file(services: Services, actor: Actor, agreement_id: str, hash_: str) -> tuple[EvidenceFile, bytes]:
    """Return a paper to whoever may see the agreement (G02); raises NotFound."""
    found, _ = agreements.read(services, actor, agreement_id)
    kept = found.initiation.file(hash_) if found.initiation else None
    if kept is None:
        raise NotFound("evidence")
    return kept, services.blobs.get(kept.key)


@settled
def submit(services: Services, actor: Actor, agreement_id: str, seen: str) -> Agreement:
    """Submit what was shown (发起, G01, G05), whose digest is `seen`; raises Refused, Problems, and Stale otherwise."""
    found, x = agreements.read(services, actor, agreement_id)
    if found.initiation and found.state.is_under_review and found.acceptance.hash == seen:
        return found
    reading = _reading(services, found, x)
    ready, x, begun = reading.agreement, reading.situation, reading.agreement.begun
    if why := reading.standing.obstacle:
        raise why
    check_answers(Answers(pay_after_trial=begun.pay_after_trial, health=begun.health), x.policy)
    submitted = initiating.submit(ready, Acceptance(hash=seen, at=x.now, account=actor.account), x)
    if seen != evidence.digest(reading.shown):
        raise Stale(found.version)
    is_first = found.state is State.DRAFT
    require_beside(reading.standing.lock, found, is_held=not is_first)
    lock = (Replace(signing_lock.take(reading.standing.lock, found.id, x.now)),) if is_first else ()
    kind = _SUBMITTED.get(found.state, EventKind.SIGNING_RESUBMITTED)
    _commit(services, submitted, x, kind, agreements.reviewers(submitted), *lock, evidence=seen)
    return submitted


@settled
def withdraw(services: Services, actor: Actor, agreement_id: str, *, version: int) -> Agreement:
    """Take back what nobody has reviewed yet (撤回, G04); raises Refused, Stale."""
    found, x = agreements.read(services, actor, agreement_id)
    expect(found, version)
    withdrawn = initiating.withdraw(found, x)
    freed = Replace(signing_lock.free(held_lock(services, found), found.id))
    _commit(services, withdrawn, x, EventKind.SIGNING_WITHDRAWN, agreements.reviewers(found), freed)
    return withdrawn


def _commit(
    services: Services, moved: Agreement, x: Situation, kind: EventKind, told: tuple[str, ...], *changes: Change,
    **details: str,
) -> None:  # fmt: skip
    fact = Fact(kind=kind, audience=(*agreements.audience(moved), *told), details=agreements.named(moved) | details)
    commit(services, moved.id, (fact,), Replace(moved), *changes, x=x, pinned=moved)
