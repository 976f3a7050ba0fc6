"""Years after its end an agreement goes with all of its case; the register, its paper's check and the counts stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import Agreement, State
from functions.domain.issuing import SigningKey
from functions.domain.policy import SchoolPolicy
from functions.domain.printing import BatchState
from functions.domain.register import RegisterEntry
from functions.domain.retention import Hold
from functions.jobs import retain
from functions.ports import Change, Delete, Replace
from functions.usecases import ended, policies
from functions.usecases.figures import Figure
from functions.usecases.soundness import Audit
from functions.usecases.turns import Turn
from tests import factories, steps
from tests.unit.usecases import test_blank_forms as blank_forms
from tests.world import World
from verifier.attestation import Authentic, Status, trust_reader, verify

LAST = datetime.fromisoformat("2031-03-05T15:59:59+00:00")
"""The last second, in Shanghai, of the day five years after what ends on the day of the tests."""
FIRST = datetime.fromisoformat("2031-03-05T16:00:00+00:00")
LONG_AFTER = datetime.fromisoformat("2050-01-01T00:00+08:00")


def terminated(world: World) -> Agreement:
    """Reissue an agreement, and end it on the day of the tests."""
    first = steps.issued(world)
    steps.reissued(world, steps.asked_to_reissue(world, first))
    world.run_jobs()
    steps.approved(world, steps.agreed(world, steps.applied(world, world.services.store.agreement(first.id))))
    world.run_jobs()
    return world.services.store.agreement(first.id)


def run(world: World, at: datetime, **turn: Any) -> int:
    world.clock.moment = at
    return retain.run(world.services, Turn(**turn))


def left(world: World, case: str) -> list[str]:
    """Return the kinds of all that names a case, each once."""
    rows: Any = world.table
    return sorted({type(row.record).__name__ for key, row in rows._rows.items() if case in f"{key} {row.record}"})


STAYS = ["NumberClaim", "RegisterEntry", "StatusSlot"]


def test_it_goes_on_the_day_after_its_last_one_with_all_of_its_case() -> None:
    world = World()
    found = terminated(world)
    assert run(world, LAST) == 0
    assert {"Agreement", "Event", "Issuance", "Termination", "Notice"} <= set(left(world, found.id))
    assert run(world, FIRST) == 1
    assert left(world, found.id) == STAYS
    assert world.blobs.objects == {}
    assert run(world, FIRST) == 0, "nothing goes twice"


def test_the_register_says_what_was_erased_and_when() -> None:
    world = World()
    found = terminated(world)
    head = world.services.store.chain(found.id)
    run(world, FIRST)
    (entry,) = world.services.store.register_entries(factories.SCHOOL).items
    assert entry == world.services.store.find_register_entry(found.id)
    assert (entry.number, entry.state, entry.erased_at) == (found.number, State.TERMINATED, FIRST)
    assert ([one.edition for one in entry.editions], entry.issued) == ([1, 2], 2)
    assert (entry.events, entry.head) == (head.seq, head.head)
    assert world.services.store.register_entries_of_student(factories.SCHOOL, found.student) == (entry,)


def test_a_paper_is_checked_as_before() -> None:
    world = World()
    found = terminated(world)
    world.publish_trust()
    assert found.issued
    url, site, now = found.issued.url, dict(world.site.files), world.clock.now()
    run(world, FIRST)
    assert world.site.files == site
    kept = trust_reader.read(site["t/trust.cwt"], world.root.public_key().public_bytes_raw())
    report = verify(url, trust=kept, lists=lambda n: site.get(f"s/{n}.cwt"), now=now)
    assert (report.authentic, report.status) == (Authentic.GENUINE, Status.TERMINATED)


def test_signings_are_counted_as_before() -> None:
    world = World()
    found = terminated(world)
    before = world.services.store.signing_counts([factories.SCHOOL], found.cohort)
    assert sum(one.total for one in before.values()) == 1
    run(world, FIRST)
    assert world.services.store.signing_counts([factories.SCHOOL], found.cohort) == before


def faults(world: World) -> tuple[str, ...]:
    rows: Any = world.table
    records = [row.record for row in rows._rows.values()]
    audit = Audit({one.kid: one for one in records if isinstance(one, SigningKey)})
    for record in records:
        audit.take(record)
    return audit.faults()


def test_what_stays_is_sound_and_another_status_is_named() -> None:
    world = World()
    found = terminated(world)
    run(world, FIRST)
    assert faults(world) == ()
    entry = world.services.store.find_register_entry(found.id)
    assert entry
    world.services.store.commit(Replace(replace(entry, state=State.SIGNED, version=2)))
    assert [line for line in faults(world) if "says another status" in line]


def _held(world: World) -> Any:
    found = terminated(world)
    world.insert(Hold(case=found.id, school=found.school, reason="仲裁", author="周敏", at=factories.NOW))


def _under_review(world: World) -> Any:
    steps.accepted(world)


def _termination_open(world: World) -> Any:
    steps.applied(world, steps.issued(world))


def _undo_asked(world: World) -> Any:
    steps.asked_to_undo(world, steps.issued(world))


def _reissue_asked(world: World) -> Any:
    steps.asked_to_reissue(world, steps.issued(world))


def _unlock_asked(world: World) -> Any:
    steps.asked_to_unlock(world, steps.issued(world))


def _unissued(world: World) -> Any:
    steps.signed(world)


def _longer(world: World) -> Any:
    terminated(world)
    world.insert(factories.policy(number=2, policy=SchoolPolicy(keep_evidence_years=30)))
    world.clock.moment = FIRST


BARRED: dict[str, tuple[Callable[[World], Any], datetime]] = {
    "what is held": (_held, LONG_AFTER), "what is under review": (_under_review, LONG_AFTER),
    "an open termination": (_termination_open, LONG_AFTER), "a mistake to be confirmed": (_undo_asked, LONG_AFTER),
    "an edition that was asked for": (_reissue_asked, LONG_AFTER),
    "an unlocking to be approved": (_unlock_asked, LONG_AFTER), "what is to be issued": (_unissued, LONG_AFTER),
    "what the school keeps for longer": (_longer, FIRST),
}  # fmt: skip


@pytest.mark.parametrize(("prepare", "at"), BARRED.values(), ids=BARRED)
def test_nothing_is_erased_of(prepare: Callable[[World], Any], at: datetime) -> None:
    world = World()
    prepare(world)
    rows: Any = world.table
    before, objects = dict(rows._rows), dict(world.blobs.objects)
    assert run(world, at) == 0
    assert (rows._rows, world.blobs.objects) == (before, objects)


def test_once_it_is_released_it_goes() -> None:
    world = World()
    _held(world)
    (case,) = (one.id for one in world.services.store.agreements_of_student(factories.SCHOOL, factories.STUDENT))
    hold = world.services.store.find_hold(case)
    world.services.store.commit(Delete(hold))
    assert run(world, FIRST) == 1


def test_a_hold_or_a_change_that_comes_after_the_look_counts() -> None:
    world = World()
    found = terminated(world)
    world.clock.moment = FIRST
    seen = list(ended.due(world.services, Turn()))
    assert [one.id for one in seen] == [found.id]
    world.insert(Hold(case=found.id, school=found.school, reason="仲裁", author="周敏", at=FIRST))
    assert ended.erase(world.services, found.id) == 0
    assert ended.erase(world.services, "another") == 0
    world.clock.moment = LAST
    assert ended.erase(world.services, found.id) == 0


def test_no_other_schools_is_touched_and_each_has_its_own_years() -> None:
    world = World()
    terminated(world)
    theirs = factories.agreement(
        id="case-theirs", school="10002", student="theirs", state=State.VOID, ended_at=factories.NOW,
    )  # fmt: skip
    longer = factories.policy(school="10002", policy=SchoolPolicy(keep_evidence_years=6))
    world.insert(factories.school(code="10002"), longer, theirs)
    assert run(world, FIRST) == 1
    assert world.services.store.agreement("case-theirs") == theirs
    assert run(world, FIRST.replace(year=2032)) == 1
    assert [one.id for one in world.services.store.register_entries("10002").items] == ["case-theirs"]


def test_each_day_another_school_is_the_first() -> None:
    world = World()
    others = ["10002", "10003"]
    for code in others:
        world.insert(
            factories.school(code=code), factories.policy(school=code),
            factories.agreement(id=f"of-{code}", school=code, state=State.VOID, ended_at=factories.NOW),
        )  # fmt: skip
    firsts = Counter[str]()
    for day in range(3):
        world.clock.moment = FIRST.replace(day=10 + day)
        firsts[next(ended.due(world.services, Turn())).school] += 1
    assert set(firsts) == set(others)


def test_without_time_nothing_is_looked_at_and_without_schools_nothing_is_there() -> None:
    world = World()
    found = terminated(world)
    assert run(world, FIRST, has_time=lambda: False) == 0
    assert world.services.store.find_agreement(found.id)
    school = world.services.store.school(factories.SCHOOL)
    world.services.store.commit(Delete(school))
    assert list(ended.due(world.services, Turn())) == []


class Killed(BaseException):
    """The process is gone."""


def deaths(world: World, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Let so many commits and deletions through; the next one never happens."""
    calls = [at]

    def mortal(call: Callable[..., None]) -> Callable[..., None]:
        def dying(*given: Change | str) -> None:
            calls[0] -= 1
            if calls[0] < 0:
                raise Killed
            call(*given)

        return dying

    monkeypatch.setattr(world.services.store, "commit", mortal(world.services.store.commit))
    monkeypatch.setattr(world.blobs, "delete", mortal(world.blobs.delete))


def test_killed_anywhere_it_is_sound_and_another_run_finishes_it() -> None:
    at, is_over = 0, False
    while not is_over:
        world = World()
        found = terminated(world)
        with pytest.MonkeyPatch.context() as patch:
            deaths(world, patch, at)
            try:
                is_over = run(world, FIRST) == 1
            except Killed:
                assert faults(world) == (), f"killed after {at} calls"
        assert run(world, FIRST) == int(not is_over)
        assert left(world, found.id) == STAYS
        assert world.blobs.objects == {}
        at += 1
    assert at > 10


def test_what_went_on_after_it_was_entered_is_entered_anew() -> None:
    world = World()
    found = terminated(world)
    store, policy = world.services.store, policies.in_force(world.services.store, found.school, FIRST).policy
    with pytest.MonkeyPatch.context() as patch:
        deaths(world, patch, 3)
        with pytest.raises(Killed):
            ended.retire(world.services, found, policy)
    first = store.find_register_entry(found.id)
    chain = store.chain(found.id)
    store.commit(Replace(replace(chain, seq=chain.seq + 1, head="cd" * 32, version=chain.version + 1)))
    ended.retire(world.services, found, policy)
    entry = store.find_register_entry(found.id)
    assert isinstance(entry, RegisterEntry)
    assert isinstance(first, RegisterEntry)
    assert (entry.head, entry.editions, entry.version) == ("cd" * 32, first.editions, 2)


def test_a_run_says_how_many_went_and_names_nobody() -> None:
    lines: list[Any] = []
    world = World(journal=lambda *line: lines.append(line))
    terminated(world)
    lines.clear()
    run(world, FIRST)
    assert lines == [("figures", {}, dict.fromkeys(retain.ERASED, 0.0) | {Figure.ERASED_ENDED: 1.0}, ())]


def test_the_students_lock_outlives_the_agreement_that_holds_it() -> None:
    world = World()
    steps.issued(world)
    world.run_jobs()
    assert run(world, LONG_AFTER) == 1
    assert world.client(Role.STUDENT).get("/api/agreements").get_json()["items"] == []
    assert world.services.store.signing_lock(factories.SCHOOL, factories.STUDENT).is_held()
    assert blank_forms.issue()(world).student == factories.STUDENT


BATCHES: dict[str, tuple[dict[str, Any], int, bool]] = {
    "a year to the second": ({}, 365, True), "a day less": ({}, 364, False),
    "one that failed and has no file": ({"blob": "", "state": BatchState.FAILED}, 365, True),
    "another school's of which there is no word": ({"school": "10002"}, 365, False),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "days", "is_erased"), BATCHES.values(), ids=BATCHES)
def test_the_file_of_a_batch_is_kept_for_a_year(fields: dict[str, Any], days: int, is_erased: bool) -> None:
    world = World()
    blob = "documents/10123/batches/b1.pdf"
    one = factories.batch(**{"blob": blob, "state": BatchState.READY, "requested_at": world.clock.now()} | fields)
    world.insert(one)
    world.blobs.objects = {blob: b"%PDF"} if one.blob else {}
    world.clock.pass_(days=days)
    assert retain.run(world.services, Turn()) == is_erased
    assert bool(world.services.store.batches_before(one.school, world.clock.now())) is not is_erased
    assert is_erased is (not world.blobs.objects)
