"""A second book of what happened, kept by simpler means than the service's own, and compared with it after every step.

1. At most one agreement of a student is active; it holds the lock, and nothing else does or has freed it (SM-0).
2. What was accepted, submitted or confirmed stays as it was while it is under review or signed (F15).
3. What a printed code says is what became of its edition (verification.md 4).
4. The trail has every event in its order, only grows, and its chain is whole; every address has its notice (trap 26).
5. What the registry says otherwise waits until the school has taken or dismissed it; a record has what was taken (B06).
6. An agreement stays under the policy that it began with (trap 27), and takes effect on that policy's event (I).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from functions.domain import events, invitation
from functions.domain.agreement import Agreement
from functions.domain.issuing import Status
from functions.domain.notice import Notice
from tests.story.town import COLLEGE, EITHER, EMPLOYERS, RULES, SCHOOL, Rules, Town
from verifier.attestation import Authentic, cbor, cose, status_list, trust_reader, verify

REVIEWS = {COLLEGE, SCHOOL, EITHER}
# What was signed and not ended by anybody: a fulfilled agreement stays its student's (I05).
STANDS = {"signed", "completed"}
ACTIVE = REVIEWS | STANDS | {"returned", "reconfirmation", "awaiting_report"}
BINDS = REVIEWS | STANDS | {"terminated", "sign_failed"}
# What a stranger reads of an edition.
SAYS = {Status.VALID: "valid", Status.INVALID: "terminated", Status.SUPERSEDED: "superseded"}
# What a sweep adds of its own accord, when a deadline comes near.
REMINDERS = {"invitation_reminded", "termination_reminded"}


@dataclass
class Printed:
    """A code that went out: where its status stands, what it must say, and the record that it is of."""

    list_id: int
    index: int
    url: str
    record: bytes
    says: Status = Status.VALID


@dataclass
class Ledger:
    """The book of one town."""

    town: Town
    holder: dict[str, str] = field(default_factory=dict)
    cooling: dict[str, datetime] = field(default_factory=dict)
    chances: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    bound: dict[str, tuple[int, Any]] = field(default_factory=dict)
    rules: dict[str, Rules] = field(default_factory=dict)
    codes: dict[str, dict[int, Printed]] = field(default_factory=dict)
    prints: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    blanks: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    registry: dict[str, str] = field(default_factory=dict)
    majors: dict[str, str] = field(default_factory=dict)
    trail: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    seen: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    expects: set[str] = field(default_factory=set)

    # What happened.

    def took(self, found: Agreement) -> None:
        """A student signed: nothing may have stood in the way."""
        assert found.student not in self.holder
        assert self.town.clock.now() >= self.cooling.pop(found.student, found.submitted_at)
        self.holder[found.student] = found.id
        self.rules[found.id] = self.rules_of(found)
        self.binds(found)

    def rules_of(self, found: Any) -> Rules:
        """Return the rules of the policy version that a record is pinned to; its note names the preset."""
        version = self.town.services.store.policy(found.school, found.policy_version)
        names = dict(zip(("10123", "10358"), self.town.names, strict=True))
        return RULES[version.note if version.number > 1 else names[found.school]]

    def binds(self, found: Agreement) -> None:
        """Somebody gave a word on everything that is shown."""
        self.bound[found.id] = (found.policy_version, _content(found))

    def freed(self, found: Agreement) -> None:
        """It came to nothing, or was unlocked."""
        assert self.holder.pop(found.student) == found.id

    def unused(self, found: Agreement) -> None:
        """A paper came to nothing: its form is in the student's hands again."""
        if found.on_paper and found.on_paper.mark:
            self.blanks[found.student].append(found.on_paper.mark)

    def ended(self, found: Agreement, *, uses_chance: bool) -> None:
        """A termination was approved."""
        self.freed(found)
        self.chances[found.student] += uses_chance
        self.turned(found, Status.INVALID)
        lock = self.town.services.store.signing_lock(found.school, found.student)
        assert (lock.until is not None) is self.rules[found.id].cools
        if lock.until:
            assert (lock.until - self.town.clock.now()).days >= 18
            self.cooling[found.student] = lock.until

    def turned(self, found: Agreement, says: Status) -> None:
        """The newest code that is out means something else now."""
        out = self.codes.get(found.id, {})
        if out and out[max(out)].says is Status.VALID:
            out[max(out)].says = says

    def told(self, case: str, *kinds: str) -> None:
        """These facts belong to the trail of a case."""
        self.trail[case] += kinds
        self.expects.add(case)

    def sweep(self) -> None:
        """The sweep ran: whatever was due has lapsed, and it says so."""
        store, now = self.town.services.store, self.town.clock.now()
        for who in self.town.students:
            for offer in store.invitations_of_student(who.school or "", who.party or "").items:
                if offer.is_pending and now > (offer.expires_at or now):
                    self.told(offer.id, "invitation_expired")
        for found in self._agreements():
            for running in store.terminations_of_agreement(found.id):
                if running.is_unanswered and now > running.answer_by:
                    self.told(found.id, "termination_lapsed")

    def issued(self) -> None:
        """The issuing job ran: every signed agreement has its newest edition's code, and the ones before are out."""
        for found in self._agreements():
            out = self.codes.setdefault(found.id, {})
            if found.issued is None or found.edition in out:
                continue
            for earlier in out.values():
                earlier.says = Status.SUPERSEDED
            at, kept = found.issued, self.town.services.store.find_issuance(found.id, found.edition)
            assert kept is not None
            out[found.edition] = Printed(at.status_list, at.status_index, at.url, kept.record)
            self.told(found.id, "agreement_issued")

    # What must hold.

    def check(self) -> None:
        """Compare everything but the outside."""
        for who in self.town.students:
            self._check_lock(who.school or "", who.party or "")
            self._check_registry(who.school or "", who.party or "")
        for found in self._agreements():
            self._check_agreement(found)
            self._check_codes(found)
        for case, kinds in self.trail.items():
            self._check_trail(case, kinds)

    def _agreements(self) -> Iterator[Agreement]:
        for who in self.town.students:
            yield from self.town.services.store.agreements_of_student(who.school or "", who.party or "")

    def _check_lock(self, school: str, student: str) -> None:
        store, now = self.town.services.store, self.town.clock.now()
        lock, waiting = store.signing_lock(school, student), store.open_invitations(school, student)
        active = [one.id for one in store.agreements_of_student(school, student) if one.state in ACTIVE]
        holder = self.holder.get(student)
        assert active == ([holder] if holder else [])
        assert lock.agreement == holder
        assert lock.is_held() is bool(holder)
        assert (lock.until, lock.terminations) == (self.cooling.get(student), self.chances[student])
        assert list(lock.blank_forms) == self.blanks[student]
        offers = store.invitations_of_student(school, student).items
        answerable = {one.id for one in offers if one.is_pending and not invitation.is_expired(one, now)}
        assert {entry.invitation for entry in waiting.alive(now)} == answerable
        employers = [entry.employer for entry in waiting.alive(now) if entry.employer in EMPLOYERS]
        assert len(employers) == len(set(employers))

    def _check_registry(self, school: str, student: str) -> None:
        store = self.town.services.store
        found = store.find_mismatch(school, student)
        assert (found.state.value if found else None) == self.registry.get(student)
        assert student not in self.majors or store.student(school, student).major == self.majors[student]

    def _check_agreement(self, found: Agreement) -> None:
        store = self.town.services.store
        if found.id in self.rules:
            assert found.state.value in allowed(self.rules[found.id])
            self._check_effect(found, self.rules[found.id])
        if found.state in BINDS:
            assert self.bound[found.id] == (found.policy_version, _content(found))
        assert len(store.prints(found.id)) == found.print_count == self.prints[found.id]
        assert (found.signed_at is not None) is (found.state in STANDS | {"terminated"})
        running = [one.id for one in store.terminations_of_agreement(found.id) if not one.state.is_decided]
        assert running == ([found.open_termination] if found.open_termination else [])

    def _check_effect(self, found: Agreement, rules: Rules) -> None:
        on, state = rules.effect[found.mode], found.state.value
        if state in REVIEWS:
            assert (found.effective_at is not None) is (
                on == "acceptance" or (on == "first" and state == rules.chain[-1] != rules.chain[0])
            )
        elif state not in {"draft", "discarded"}:
            assert (found.effective_at is not None) is (state in STANDS | {"terminated"})

    def _check_codes(self, found: Agreement) -> None:
        store = self.town.services.store
        for edition, code in self.codes.get(found.id, {}).items():
            mark = store.find_mark(code.list_id, code.index)
            assert (mark.value if mark else Status.VALID) == code.says
            kept = store.find_issuance(found.id, edition)
            assert kept is not None
            assert kept.record == code.record
        numbers = {kept.number for edition in self.codes.get(found.id, ())
                   if (kept := store.find_issuance(found.id, edition))}  # fmt: skip
        assert len(numbers) <= 1

    def _check_trail(self, case: str, kinds: list[str]) -> None:
        store = self.town.services.store
        if store.chain(case).head == next(reversed(self.seen[case]), "") and case not in self.expects:
            return
        self.expects.discard(case)
        found = store.events(case)
        assert [one.kind.value for one in found if one.kind not in REMINDERS] == kinds
        hashes = [one.hash for one in found]
        assert hashes[: len(self.seen[case])] == self.seen[case]
        self.seen[case] = hashes
        assert events.first_break(store.chain(case), found) is None

    def check_published(self) -> None:
        """The site says of every code what it must, and every event has its notices."""
        packed: dict[int, bytes] = {}
        for out in self.codes.values():
            for code in out.values():
                if code.list_id not in packed:
                    packed[code.list_id] = self._list(code.list_id)
                assert status_list.entry(packed[code.list_id], code.index) == int(code.says)

    def _list(self, number: int) -> bytes:
        message = cose.parse(*cbor.decode_tagged(self.town.site.files[f"s/{number}.cwt"]), typ=status_list.TYP)
        return status_list.inflate(status_list.read_claims(message.signed.payload))

    def check_delivered(self) -> None:
        """Nothing waits any more, and everybody whom an event concerns has a notice of it."""
        store = self.town.services.store
        assert store.undelivered() == ()
        for case in self.trail:
            for event in store.events(case):
                told = [store.find_notice(address, case, event.seq) for address in event.audience]
                assert all(isinstance(one, Notice) and one.kind is event.kind for one in told)

    def check_outside(self) -> None:
        """A stranger who scans a code hears what became of it; its record is of what was bound."""
        root = self.town.root.public_key().public_bytes_raw()
        trust, now = trust_reader.read(self.town.publish_trust(), root), self.town.clock.now()
        for found in self._agreements():
            for edition, code in self.codes.get(found.id, {}).items():
                report = verify(code.url, trust=trust, lists=lambda n: self.town.site.read(f"s/{n}.cwt"), now=now)
                assert (report.authentic, report.status.value) == (Authentic.GENUINE, SAYS[code.says])
                if edition == found.edition and found.state in BINDS - REVIEWS:
                    _compare(found, cbor.decode(code.record))


def _compare(found: Agreement, record: Any) -> None:
    said, terms = record["terms"], found.terms
    assert record["number"] == found.number
    assert (said["position"], said["penalty"]) == (terms.position, terms.penalty)
    assert (record["student"]["name"], record["employer"]["name"]) == (found.graduate.name, found.unit.name)


def allowed(rules: Rules) -> set[str]:
    """Return the states in which an agreement of a preset can be."""
    return (ACTIVE - REVIEWS) | set(rules.chain) | {"draft", "sign_failed", "void", "terminated"}


def _content(found: Agreement) -> tuple[Any, ...]:
    return found.terms, found.graduate, found.unit, found.witness, found.acceptance
