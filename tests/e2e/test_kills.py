"""A process killed between any two calls to the outside leaves nothing half done, and doing it again finishes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks import roster
from functions.adapters.spreadsheet.writing import write_xlsx
from functions.bootstrap import Issuer
from functions.domain.actors import Role, student_address
from functions.domain.employer import CodePath
from functions.domain.issuing import KeyUse
from functions.domain.policy import SchoolPolicy
from functions.jobs import answer_changes, catch_up, deliver, issue, publish_status
from functions.usecases import guest_offers, guests, imports, invitations, keys, pairings, statuses
from tests import factories, steps
from tests.consistency import consistent
from tests.factories import SCHOOL
from tests.world import World


class Killed(BaseException):
    """The process is gone."""


class Mortal:
    """Stands before something and lets `calls` calls through; the next one never happens."""

    def __init__(self, behind: Any, deaths: Deaths) -> None:
        self._behind, self._deaths = behind, deaths

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._behind, name)
        return self._deaths.guard(found) if callable(found) else found


class Deaths:
    """Counts calls over everything outside and kills at one of them."""

    def __init__(self) -> None:
        self.calls, self.at = 0, -1

    def guard(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if self.calls == self.at:
                raise Killed
            self.calls += 1
            return call(*args, **kwargs)

        return guarded


def mortal(world: World) -> Deaths:
    """Put a death before the table, the objects, the site, the mailer and the signer."""
    deaths = Deaths()
    store = world.services.store
    store.table = Mortal(store.table, deaths)
    for name in ("blobs", "site", "mailer"):
        object.__setattr__(world.services, name, Mortal(getattr(world.services, name), deaths))
    world.signer = Mortal(world.signer, deaths)  # type: ignore[assignment]
    return deaths


Step = Callable[[World], None]


def _issue(world: World) -> None:
    for waiting in world.services.store.unissued():
        issue.issuing.issue(world.services, world.signer, world.press, waiting)


def _robbed(world: World) -> None:
    """Prepare an edition whose key is then stolen and followed."""
    found = steps.signed(world)
    issue.issuing.prepare(world.services, found, SchoolPolicy())
    stolen = keys.current(world.services, SCHOOL, KeyUse.AGREEMENT, world.clock.now())
    keys.mark_compromised(world.services, SCHOOL, stolen.kid, world.clock.now())
    keys.ensure(world.services, world.signer, SCHOOL)


def _consented(world: World) -> str:
    """Prepare a card with a consent, which this school's policy lets it carry."""
    world.insert(factories.policy(number=2, policy=SchoolPolicy(qr_student_confirms=False)))
    return steps.consented(world)


STEPS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "sending": (steps.drafted, lambda w, offer: invitations.send(
        w.services, steps.actor(w, Role.EMPLOYER), offer.id, version=offer.version)),
    "accepting": (steps.sent, steps.accept),
    "a guest inviting": (
        lambda w: guests.verify(w.services, steps.carded(w), steps.NAME),
        lambda w, named: guest_offers._invite(w.services, named, steps.recruiting())),
    "a guest confirming what stands on the card": (
        lambda w: guests.verify(w.services, _consented(w), steps.NAME),
        lambda w, named: guest_offers._conclude(w.services, named, steps.recruiting().unit, CodePath.NONE)),
    "handing in what a student began": (steps.drafted_by_student, steps.initiated),
    "the college passing": (steps.accepted, lambda w, found: steps.passed(w, found, Role.COLLEGE)),
    "the school passing": (
        lambda w: steps.passed(w, steps.accepted(w), Role.COLLEGE),
        lambda w, found: steps.passed(w, found, Role.SCHOOL)),
    "issuing": (steps.signed, lambda w, _: _issue(w)),
    "issuing what a stolen key was to sign": (_robbed, lambda w, _: _issue(w)),
    "asking to undo": (steps.issued, steps.asked_to_undo),
    "undoing": (lambda w: steps.asked_to_undo(w, steps.issued(w)), steps.undone),
    "asking to unlock": (steps.issued, steps.asked_to_unlock),
    "unlocking": (lambda w: steps.asked_to_unlock(w, steps.issued(w)), steps.unlocked),
    "issuing what was undone": (
        lambda w: steps.passed(w, steps.undone(w, steps.asked_to_undo(w, steps.issued(w))), Role.SCHOOL),
        lambda w, _: _issue(w)),
    "granting a print": (
        lambda w: (steps.issued(w), pairings.open_(w.services, "pc")[1]),
        lambda w, of: pairings.grant(w.services, steps.actor(w, Role.STUDENT), of[1], of[0].id, 1)),
    "reissuing": (lambda w: steps.asked_to_reissue(w, steps.issued(w)), steps.reissued),
    "issuing what was reissued": (
        lambda w: steps.reissued(w, steps.asked_to_reissue(w, steps.issued(w))), lambda w, _: _issue(w)),
    "applying for termination": (steps.issued, steps.applied),
    "approving a termination": (lambda w: steps.agreed(w, steps.applied(w, steps.issued(w))), steps.approved),
    "publishing a termination": (
        lambda w: steps.approved(w, steps.agreed(w, steps.applied(w, steps.issued(w)))),
        lambda w, _: publish_status.run(w.services, w.signer)),
    "delivering": (steps.issued, lambda w, _: deliver.run(w.services)),
}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
def test_a_death_at_any_call_leaves_before_or_after(name: str) -> None:
    prepare, act = STEPS[name]
    whole = World()
    begun = prepare(whole)
    before, deaths = consistent(whole), mortal(whole)
    act(whole, begun)
    calls, after = deaths.calls, consistent(whole)
    assert calls > 1
    for at in range(calls):
        world = World()
        begun = prepare(world)
        deaths = mortal(world)
        deaths.at = at
        with pytest.raises(Killed):
            act(world, begun)
        deaths.at = -1
        now, kept = consistent(world), dict(world.blobs.objects)
        assert now in {before, after}, f"half done after {at} of {calls} calls"
        if now == before:
            act(world, begun)
            assert consistent(world) == after
        assert kept.items() <= world.blobs.objects.items(), "a document was drawn differently the second time"


def _ended(world: World) -> tuple[Any, ...]:
    """Return what the jobs have brought about, and what still waits."""
    store = world.services.store
    batches = [(one.state, one.done) for one in store.batches(SCHOOL).items]
    imports = [(one.state, one.rows, one.passed, one.added) for one in store.imports(SCHOOL).items]
    offers = [one.state for one in store.invitations_of_student(SCHOOL, factories.STUDENT).items]
    waiting = len(store.undelivered()), len(store.unissued()), len(store.unpublished_marks())
    told = store.notices(student_address(factories.STUDENT)).items
    fresh = [statuses.is_old(world.services, one) for one in store.status_lists(SCHOOL)]
    return consistent(world), batches, imports, offers, waiting, [one.kind for one in told], fresh


def _catch_up(world: World) -> None:
    catch_up.run(Issuer(world.services, world.signer, world.press))


def _expiring(world: World) -> None:
    steps.sent(world)
    deliver.run(world.services)
    world.clock.pass_(days=30)


def _batch(world: World) -> None:
    issued = steps.issued(world)
    deliver.run(world.services)
    actor = steps.actor(world, Role.SCHOOL)
    world.insert(factories.batch(agreements=(issued.id,), actor=actor))


def _uploaded(world: World) -> Any:
    mine = factories.school().colleges[0].name
    rows = [[mine if cell == "计算机科学与技术学院" else cell for cell in row] for row in roster.rows(3)]
    return imports.upload(world.services, steps.actor(world, Role.ADMIN), "名单.xlsx", write_xlsx(roster.HEADERS, rows))


def _checked(world: World) -> None:
    made = _uploaded(world)
    _catch_up(world)
    imports.start(world.services, steps.actor(world, Role.ADMIN), made.id, leave_out_bad=False)


def _changed(world: World) -> None:
    """Answer the change that signing made."""
    (found,) = world.services.store.agreements_of_student(SCHOOL, factories.STUDENT)
    answer_changes.answer(Issuer(world.services, world.signer, world.press), f"CASE#{found.id}", "AGREEMENT")


JOBS: dict[str, tuple[Callable[[World], Any], Callable[[World], Any]]] = {
    "expiring an invitation and telling it": (_expiring, _catch_up),
    "drawing a batch": (_batch, _catch_up),
    "looking through a roster": (_uploaded, _catch_up),
    "importing a roster": (_checked, _catch_up),
    "delivering and sending": (steps.issued, _catch_up),
    "refreshing a list": (steps.issued, lambda w: publish_status.refresh(w.services, w.signer)),
    "answering a change": (steps.signed, _changed),
}  # fmt: skip


@pytest.mark.parametrize("name", JOBS)
def test_a_job_that_dies_at_any_call_ends_alike_when_it_is_run_again(name: str) -> None:
    prepare, act = JOBS[name]
    whole = World()
    prepare(whole)
    deaths = mortal(whole)
    act(whole)
    calls, after, sent = deaths.calls, _ended(whole), len(whole.mailer.sent)
    assert calls > 1
    for at in range(calls):
        world = World()
        prepare(world)
        deaths = mortal(world)
        deaths.at = at
        with pytest.raises(Killed):
            act(world)
        deaths.at = -1
        act(world)
        assert _ended(world) == after, f"otherwise after {at} of {calls} calls"
        assert len(world.mailer.sent) <= sent, "something was sent twice"
