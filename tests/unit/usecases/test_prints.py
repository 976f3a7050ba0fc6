"""Printing and issuing: the register counts once, a stopped job goes on, the same paper is drawn twice alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.errors import Conflict, NotFound, Refused
from functions.domain.issuing import NumberClaim, Status, StatusMark
from functions.domain.policy import SchoolPolicy
from functions.domain.printing import BatchState
from functions.jobs import issue, print_batches, publish_status
from functions.ports import Insert, Replace
from functions.usecases import batches, indices, issuing, keys, prints, statuses
from tests import factories, steps
from tests.world import World, printer


def test_a_print_is_in_the_register_before_its_file_is_given_out() -> None:
    world = World(press=printer())
    found, student = steps.issued(world), steps.actor(world, Role.STUDENT)
    line = prints.print_copy(world.services, student, found.id, 2)
    assert prints.file(world.services, student, found.id, line.seq)[1].startswith(b"%PDF-")
    college = steps.actor(world, Role.COLLEGE)
    assert [one.seq for one in prints.register(world.services, college, found.id)] == [1]
    with pytest.raises(NotFound):
        prints.file(world.services, student, found.id, 2)


@pytest.mark.parametrize(("chosen", "code"), [((), "required"), (tuple(map(str, range(301))), "too_many_rows")])
def test_a_batch_of_nothing_or_too_much_is_refused(chosen: tuple[str, ...], code: str) -> None:
    world = World()
    with pytest.raises(Refused) as refused:
        prints.request_batch(world.services, steps.actor(world, Role.SCHOOL), chosen)
    assert refused.value.code == code


def test_a_batch_registers_once_though_its_job_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    monkeypatch.setattr(batches, "PROGRESS_STEP", 2)
    found, school = steps.issued(world), steps.actor(world, Role.SCHOOL)
    waiting = prints.request_batch(world.services, school, (found.id, "nobody"))
    batches._register_next(world.services, waiting)
    assert print_batches.run(world.services, printer()) == 1
    ready = prints.batch(world.services, school, waiting.id)
    assert (ready.state, ready.skipped, ready.drawn) == (BatchState.READY, ("nobody",), 2)
    assert world.services.store.agreement(found.id).print_count == 3
    assert world.blobs.objects[ready.blob].startswith(b"%PDF-")
    assert prints.batches(world.services, school).items == (ready,)
    with pytest.raises(NotFound):
        prints.batch(world.services, replace(school, school="10358"), waiting.id)


def test_a_batch_of_which_nothing_can_be_printed_says_so_and_keeps_no_other_waiting() -> None:
    world = World()
    found, school = steps.issued(world), steps.actor(world, Role.SCHOOL)
    empty, full = (prints.request_batch(world.services, school, (one,)) for one in ("nobody", found.id))
    print_batches.run(world.services, printer())
    ended = prints.batch(world.services, school, empty.id)
    assert (ended.state, ended.error, ended.skipped, ended.blob) == (
        BatchState.FAILED, "nothing_to_print", ("nobody",), "",
    )  # fmt: skip
    assert prints.batch(world.services, school, full.id).state is BatchState.READY


def test_a_batch_leaves_out_what_was_terminated_meanwhile() -> None:
    world = World()
    found, school = steps.issued(world), steps.actor(world, Role.SCHOOL)
    waiting = replace(prints.request_batch(world.services, school, (found.id,)), skipped=(found.id,))
    assert list(batches._copies(world.services, waiting)) == []


def test_an_agreement_that_cannot_be_issued_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    world = World()
    found = steps.signed(world)
    world.signer.keys.clear()
    assert issue.run(world.services, world.signer, printer()) == 0
    assert found.id in caplog.text


def test_issuing_twice_gives_the_same_document() -> None:
    world = World()
    found = steps.signed(world)
    first = issuing.issue(world.services, world.signer, printer(), found)
    documents = dict(world.blobs.objects)
    assert issuing.issue(world.services, world.signer, printer(), found) == first
    assert world.blobs.objects == documents
    policy = world.services.store.policy(found.school, found.policy_version).policy
    made, _ = issuing.prepare(world.services, found, policy)
    assert (made, made.number) == (world.services.store.find_issuance(found.id, 1), first.number)


def test_an_imported_number_is_used_once_and_a_taken_pattern_gets_a_suffix() -> None:
    world = World(SchoolPolicy(agreement_number_pattern="{student}"))
    graduate = world.services.store.student(factories.SCHOOL, factories.STUDENT)
    world.services.store.commit(Replace(replace(graduate, agreement_number="A-1", version=graduate.version + 1)))
    assert steps.issued(world).number == "A-1"

    taken = World(SchoolPolicy(agreement_number_pattern="{student}"))
    claim = NumberClaim(school=factories.SCHOOL, number=graduate.number, agreement="another")
    taken.services.store.commit(Insert(claim))
    assert steps.issued(taken).number == f"{graduate.number}-2"


def test_a_seal_is_printed_where_the_policy_has_it() -> None:
    world = World(SchoolPolicy(preset_school_seal=True))
    school = world.services.store.school(factories.SCHOOL)
    world.blobs.put("seals/1.png", _PNG, "image/png")
    world.services.store.commit(Replace(replace(school, seal="seals/1.png", version=school.version + 1)))
    assert steps.issued(world).issued is not None


_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


def test_a_school_without_a_key_in_force_cannot_sign() -> None:
    world = World()
    later = world.clock.now() + timedelta(days=800)
    with pytest.raises(LookupError):
        keys.current(world.services, factories.SCHOOL, keys.KeyUse.STATUS, later)


def marked(world: World) -> Any:
    found = steps.issued(world)
    steps.approved(world, steps.agreed(world, steps.applied(world, found)))
    return world.services.store.status_lists(factories.SCHOOL)[0]


def test_a_change_is_published_once_and_time_never_goes_back() -> None:
    world = World()
    one = marked(world)
    assert publish_status.run(world.services, world.signer) == 1
    assert publish_status.run(world.services, world.signer) == 0
    first = world.services.store.find_status_list(one.id)
    assert statuses.publish(world.services, world.signer, one.id).iat == (first.iat if first else 0) + 1
    assert publish_status.refresh(world.services, world.signer) == 1
    with pytest.raises(LookupError):
        statuses.publish(world.services, world.signer, 1)


def test_a_mark_that_another_publisher_settled_is_left() -> None:
    world = World()
    one = marked(world)
    stale = world.services.store.status_marks(one.id)
    statuses.publish(world.services, world.signer, one.id)
    statuses._settle(world.services, stale)
    assert world.services.store.unpublished_marks() == ()


def test_decoys_turn_at_the_rate_of_the_real_ones() -> None:
    world = World()
    one = marked(world)
    assert statuses.turn_decoys(world.services, one) == 1
    marks = world.services.store.status_marks(one.id)
    assert sum(indices.is_decoy(world.services, one.id, mark.index) for mark in marks) == 1
    calm = replace(one, taken=10**9)
    assert statuses.turn_decoys(world.services, calm) == 0


def test_a_list_that_is_nearly_full_opens_the_next() -> None:
    world = World()
    first = indices.current_list(world.services, factories.SCHOOL, 2026)
    full = replace(first, taken=indices.FULL, version=first.version + 1)
    world.services.store.commit(Replace(full))
    assert indices.current_list(world.services, factories.SCHOOL, 2026).ordinal == 1


def test_no_index_is_drawn_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    found = steps.issued(world)
    slot = world.services.store.agreement(found.id).issued
    assert slot is not None
    monkeypatch.setattr(type(world.services.secrets), "random_below", lambda _, __: slot.status_index)
    with pytest.raises(LookupError):
        indices.draw(world.services, slot.status_list)


def test_two_marks_of_one_entry_are_a_conflict() -> None:
    world = World()
    mark = StatusMark(list_id=1, index=1, value=Status.INVALID, school=factories.SCHOOL)
    world.services.store.commit(Insert(mark))
    with pytest.raises(Conflict):
        world.services.store.commit(Insert(mark))


def test_a_batch_has_no_copy_of_what_is_not_issued() -> None:
    world = World()
    found = steps.signed(world)
    assert list(batches._copies_of(world.services, found)) == []


def test_key_terms_and_hint_stay_out_of_the_code_where_the_policy_says_so() -> None:
    shy = World(SchoolPolicy(key_terms_in_code=False, holder_hint_in_code=False))
    open_ = World()
    bare, full = (steps.issued(world).issued for world in (shy, open_))
    assert bare is not None
    assert full is not None
    assert len(bare.token) < len(full.token)


def test_the_lists_of_all_schools_are_signed_anew_however_many_there_are() -> None:
    world = World()
    marked(world)
    for number in range(60):
        world.insert(factories.school(code=f"{20000 + number}"))
    assert publish_status.refresh(world.services, world.signer) == 1
