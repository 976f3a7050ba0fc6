"""Whatever two years of invitations, answers, reviews and terminations do to one student, the lock holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from functions.domain import deadlines, invitation, signing_lock
from functions.domain.actors import Role
from functions.domain.errors import Refused
from functions.domain.invitation import Invitation, Situation, State
from functions.domain.policy import InvitesWhileSigned, SchoolPolicy
from functions.domain.signing_lock import LockState, OpenInvitations, SigningLock
from tests.factories import NOW, SCHOOL, STUDENT, someone
from tests.factories import invitation as draft

EMPLOYERS = [f"e{number}" for number in range(8)]
CAP = 3
POLICIES = st.builds(
    SchoolPolicy,
    max_open_invites_per_student=st.just(CAP),
    cooldown_working_days=st.sampled_from([0, 15]),
    invites_while_signed=st.sampled_from(InvitesWhileSigned),
)


class Story(RuleBasedStateMachine):
    """Tries every verb whenever it likes; the model beside it is one holder and a count of writes."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.lock = SigningLock(school=SCHOOL, student=STUDENT)
        self.open = OpenInvitations(school=SCHOOL, student=STUDENT)
        self.offers: dict[str, Invitation] = {}
        self.active: set[str] = set()
        self.writes = {"lock": 0, "open": 0}
        self.cooling_until = NOW

    def x(self, role: Role, party: str | None, policy: SchoolPolicy) -> Situation:
        return Situation(actor=someone(role, party=party), now=self.now, policy=policy, lock=self.lock, open=self.open)

    def _keep(self, offer: Invitation, waits: OpenInvitations) -> None:
        self.offers[offer.id], self.open = offer, waits
        self.writes["open"] += 1

    def _pick(self, place: int, state: State) -> Invitation | None:
        found = [one for one in self.offers.values() if one.state is state]
        return found[place % len(found)] if found else None

    @rule(days=st.integers(0, 20))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days, hours=5)

    @rule(employer=st.sampled_from(EMPLOYERS), policy=POLICIES)
    def send(self, employer: str, policy: SchoolPolicy) -> None:
        offer = draft(id=f"i{len(self.offers)}", employer=employer)
        answerable = 0 if self.active else len(self.open.alive(self.now))
        has_one = any(one.employer == employer for one in self.open.alive(self.now))
        shut_out = bool(self.active) and policy.invites_while_signed is InvitesWhileSigned.REFUSED
        try:
            self._keep(*invitation.send(offer, self.x(Role.EMPLOYER, employer, policy)))
        except Refused:
            assert answerable >= CAP or has_one or shut_out
        else:
            assert answerable < CAP
            assert not has_one
            assert not shut_out

    @rule(place=st.integers(0, 9), policy=POLICIES)
    def accept(self, place: int, policy: SchoolPolicy) -> None:
        if not (offer := self._pick(place, State.PENDING)):
            return
        is_late = deadlines.is_past(offer.expires_at or NOW, self.now)
        stands_in_the_way = is_late or self.active or self.now < self.cooling_until
        try:
            accepted, waits, lock = invitation.accept(offer, self.x(Role.STUDENT, STUDENT, policy))
        except Refused:
            assert stands_in_the_way
        else:
            assert not stands_in_the_way
            self._keep(accepted, waits)
            self._lock(lock)
            self.active.add(offer.id)

    def _lock(self, lock: SigningLock) -> None:
        self.lock = lock
        self.writes["lock"] += 1

    @rule(place=st.integers(0, 9), policy=POLICIES)
    def reject_or_withdraw(self, place: int, policy: SchoolPolicy) -> None:
        if not (offer := self._pick(place, State.PENDING)):
            return
        try:
            if place % 2:
                self._keep(*invitation.reject(offer, "另有打算", self.x(Role.STUDENT, STUDENT, policy)))
            else:
                self._keep(*invitation.withdraw(offer, self.x(Role.EMPLOYER, offer.employer, policy)))
        except Refused:
            assert self.active or deadlines.is_past(offer.expires_at or NOW, self.now)

    @precondition(lambda self: self.active)
    @rule(policy=POLICIES)
    def the_review_fails(self, policy: SchoolPolicy) -> None:
        (held,) = self.active
        self._lock(signing_lock.free(self.lock, held))
        self.offers[held] = invitation.fail(self.offers[held], self.x(Role.SCHOOL, None, policy))
        self.active.clear()

    @precondition(lambda self: self.active)
    @rule(policy=POLICIES, uses_chance=st.booleans())
    def terminate(self, policy: SchoolPolicy, *, uses_chance: bool) -> None:
        (held,) = self.active
        days = policy.cooldown_working_days
        until = deadlines.eligible_after(self.now, days).begins_at if days else None
        before = self.lock.terminations
        self._lock(signing_lock.release(self.lock, held, until=until, uses_chance=uses_chance))
        assert self.lock.terminations == before + uses_chance
        self.cooling_until = until or self.now
        self.active.clear()

    @rule(agreement=st.sampled_from(["i0", "i1", "i99"]))
    def a_stranger_frees_nothing(self, agreement: str) -> None:
        if agreement in self.active:
            return
        with pytest.raises(Refused, match="lock_not_held"):
            signing_lock.free(self.lock, agreement)

    @invariant()
    def there_is_at_most_one_holder(self) -> None:
        assert len(self.active) <= 1
        assert self.lock.is_held() is bool(self.active)
        assert self.lock.agreement == next(iter(self.active), None)
        assert (self.lock.until is None) is (self.lock.state is not LockState.COOLDOWN)

    @invariant()
    def nobody_has_two_and_what_can_be_answered_is_within_the_cap(self) -> None:
        alive = self.open.alive(self.now)
        assert len({one.employer for one in alive}) == len(alive)
        pending = {
            one.id for one in self.offers.values() if invitation.shown(one, self.lock, self.now) == State.PENDING
        }
        assert pending <= {one.invitation for one in alive}

    @invariant()
    def every_write_grows_the_version_by_one(self) -> None:
        assert (self.lock.version, self.open.version) == (self.writes["lock"], self.writes["open"])


TestStory = Story.TestCase
TestStory.settings = settings(max_examples=40, stateful_step_count=30, derandomize=True)
