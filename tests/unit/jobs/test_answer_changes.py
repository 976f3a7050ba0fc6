"""A change may come twice, late, or after its work; what fails comes again and holds up its own case only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.bootstrap import Issuer
from functions.domain.actors import student_address
from functions.domain.events import EventKind
from functions.domain.imports import State as ImportState
from functions.domain.issuing import KeyUse
from functions.domain.notice import Delivery
from functions.domain.printing import BatchState
from functions.jobs import answer_changes
from functions.ports import Replace
from functions.usecases import keys
from functions.usecases.turns import Turn
from tests import factories, steps
from tests.factories import SCHOOL
from tests.streams import change, removal
from tests.world import World


def answer(world: World, *records: dict[str, Any], turn: Turn | None = None) -> tuple[str, ...]:
    desk = Issuer(world.services, world.signer, world.press, dead_letters=world.dead_letters)
    return answer_changes.run(desk, records, turn or Turn())


def _mark(world: World) -> Any:
    made = factories.status_mark()
    world.insert(factories.status_list(), made)
    return made


def _notice(world: World) -> Any:
    made = factories.notice(kind=EventKind.AGREEMENT_SIGNED, messages=(factories.message(),))
    world.insert(made)
    return made


def _event(world: World) -> Any:
    made = factories.event()
    world.insert(made, factories.chain())
    return made


def _stored(record: Callable[..., Any], **fields: Any) -> Callable[[World], Any]:
    def store(world: World) -> Any:
        made = record(**fields)
        world.insert(made)
        return made

    return store


WORK: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], bool]]] = {
    "a signed agreement is issued": (steps.signed, lambda w, one: bool(w.services.store.agreement(one.id).issued)),
    "a mark is published": (_mark, lambda w, one: f"s/{one.list_id}.cwt" in w.site.files),
    "an event is told": (_event, lambda w, one: all(w.services.store.notices(to).items for to in one.audience)),
    "a message is sent": (_notice, lambda w, _: len(w.mailer.sent) == 1),
    "a batch is drawn": (_stored(factories.batch), lambda w, one: (
        w.services.store.batch(one.school, one.id).state in {BatchState.FAILED, BatchState.READY})),
    "an import is looked at": (_stored(factories.import_, blob="imports/gone"), lambda w, one: (
        w.services.store.import_(one.school, one.id).state is ImportState.FAILED)),
}  # fmt: skip


@pytest.mark.parametrize(("prepare", "is_done"), WORK.values(), ids=WORK)
def test_a_change_is_answered_once_however_often_it_comes(
    prepare: Callable[[World], Any], is_done: Callable[[World, Any], bool]
) -> None:
    world = World()
    waiting = prepare(world)
    assert not is_done(world, waiting)
    assert answer(world, change(waiting), change(waiting, 2)) == ()
    assert is_done(world, waiting)
    orders, sent = dict(world.site.orders), list(world.mailer.sent)
    assert answer(world, change(waiting)) == ()
    assert (world.site.orders, world.mailer.sent) == (orders, sent)


NOTHING: dict[str, Callable[[World], dict[str, Any]]] = {
    "waits for people": lambda w: change(steps.asked_to_reissue(w, steps.issued(w))),
    "waits for its hour": lambda w: change(_due_later(w)),
    "waits for a deadline": lambda w: change(steps.sent(w)),
    "waits for nothing": lambda _: change(factories.student()),
    "was removed": lambda _: removal(factories.event()),
    "is gone meanwhile": lambda _: change(factories.event()),
}


def _due_later(world: World) -> Any:
    later = factories.NOW + timedelta(days=1)
    made = factories.notice(kind=EventKind.AGREEMENT_SIGNED, messages=(factories.message(due_at=later),))
    world.insert(made)
    return made


@pytest.mark.parametrize("prepare", NOTHING.values(), ids=NOTHING)
def test_a_change_after_which_nothing_waits_for_a_job_is_answered_by_nothing(
    prepare: Callable[[World], dict[str, Any]],
) -> None:
    world = World()
    record = prepare(world)
    before = world.table.copied()._rows  # type: ignore[attr-defined]  # the double's own
    assert answer(world, record) == ()
    assert world.table.copied()._rows == before  # type: ignore[attr-defined]  # the double's own


def _without_key(world: World) -> Any:
    """Sign an agreement for which its school has no key."""
    found = steps.signed(world)
    stolen = keys.current(world.services, SCHOOL, KeyUse.AGREEMENT, world.clock.now())
    keys.mark_compromised(world.services, SCHOOL, stolen.kid, world.clock.now())
    return found


def test_what_fails_comes_again_with_its_case_and_holds_up_no_other() -> None:
    world = World()
    found, mark = _without_key(world), _mark(world)
    (event, *_) = (one for one in world.services.store.undelivered() if one.case == found.id)
    assert answer(world, change(found, 7), change(mark, 8), change(event, 9)) == ("7", "9")
    assert mark not in world.services.store.unpublished_marks()
    keys.ensure(world.services, world.signer, SCHOOL)
    assert answer(world, change(found, 7), change(mark, 8), change(event, 9)) == ()
    assert world.services.store.unissued() == ()


def test_a_thousand_changes_of_one_list_are_one_publication() -> None:
    world = World()
    world.insert(factories.status_list(iat=0))
    marks = [factories.status_mark(index=index) for index in range(1000)]
    for mark in marks:
        world.insert(mark)
    assert answer(world, *(change(mark, number) for number, mark in enumerate(marks))) == ()
    assert world.services.store.unpublished_marks() == ()
    assert [one.version for one in world.services.store.status_lists(SCHOOL)] == [2]


def test_what_there_is_no_time_for_comes_again() -> None:
    world = World()
    first, second = _event(world), _mark(world)
    left = iter([True, False])
    assert answer(world, change(first, 1), change(second, 2), turn=Turn(has_time=lambda: next(left))) == ("2",)
    assert world.services.store.undelivered() == ()


def test_a_message_that_was_sent_is_followed_by_the_next_of_its_notice() -> None:
    world = World()
    made = factories.notice(
        kind=EventKind.AGREEMENT_SIGNED, messages=(factories.message(), factories.message(to="second@example.org"))
    )
    world.insert(made)
    for _ in range(3):
        answer(world, change(made))
    assert [to for to, *_ in world.mailer.sent] == [factories.message().to, "second@example.org"]
    (told,) = world.services.store.notices(made.address).items
    assert {one.delivery for one in told.messages} == {Delivery.SENT}


def test_a_change_finds_the_row_as_it_is_now() -> None:
    world = World()
    made = _event(world)
    world.services.store.commit(Replace(replace(made, is_delivered=True, version=2)))
    assert answer(world, change(made)) == ()
    assert world.services.store.notices(student_address(factories.STUDENT)).items == ()


@pytest.mark.parametrize(("seconds", "again", "letters"), [(9.9, ("7",), 0), (10, (), 1), (9999, (), 1)])
def test_what_fails_for_long_goes_to_the_dead_letters_and_holds_up_nothing(
    seconds: float, again: tuple[str, ...], letters: int
) -> None:
    world = World()
    found = _without_key(world)
    world.clock.pass_(seconds=seconds)
    assert answer(world, change(found, 7)) == again
    assert len(world.dead_letters.letters) == letters
    assert [one.id for one in world.services.store.unissued()] == [found.id], "its work still waits"
    for one in world.dead_letters.letters.values():
        assert (one.number, one.pk, one.sk) == ("7", f"CASE#{found.id}", "AGREEMENT")
        assert one.reason.startswith("LookupError at functions.usecases.keys:")


STRANGE: dict[str, dict[str, Any]] = {
    "nothing": {},
    "a message of a queue": {"eventSource": "aws:sqs", "body": "{}"},
    "a change without a key": {"dynamodb": {"SequenceNumber": "1"}},
    "a change of another form": {"dynamodb": None},
    "a key of numbers": {"dynamodb": change(factories.event())["dynamodb"] | {"Keys": {"id": {"N": "1"}}}},
}


@pytest.mark.parametrize("record", STRANGE.values(), ids=STRANGE)
def test_what_is_no_change_of_ours_goes_to_the_dead_letters_and_the_others_go_on(record: dict[str, Any]) -> None:
    world = World()
    event = _event(world)
    assert answer(world, record, change(event, 2)) == ()
    (letter,) = world.dead_letters.letters.values()
    assert (letter.pk, letter.reason.partition(":")[0]) == ("", "no change of ours")
    assert world.services.store.undelivered() == ()


def test_a_deployment_without_a_queue_says_it_in_its_log(caplog: pytest.LogCaptureFixture) -> None:
    world = World()
    assert answer_changes.run(Issuer(world.services, world.signer, world.press), [{}]) == ()
    assert "given up: no change of ours: KeyError" in caplog.text
