"""B06 through the use cases: the registry's file held against the records, its list, and its word taken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.roster import HEADERS
from functions.adapters.spreadsheet.writing import write_xlsx
from functions.domain.actors import Actor, Role
from functions.domain.errors import Conflict, NotFound, Refused, Stale
from functions.domain.imports import Import, Purpose, State
from functions.domain.registry import MismatchKind, MismatchState
from functions.domain.student import Student
from functions.jobs import import_rosters
from functions.ports import Replace
from functions.usecases import import_runs, imports, registry, registry_match
from tests import steps
from tests.factories import COHORT, SCHOOL, someone
from tests.unit.usecases.attempts import change, told
from tests.unit.usecases.test_imports import admin, rows, run, uploaded
from tests.world import World

OFFICE, TEACHER = someone(Role.SCHOOL), someone(Role.COLLEGE)
NUMBER, MAJOR, COHORT_AT = (HEADERS.index(name) for name in ("学号", "专业", "毕业年份（届）"))


def enrolled(count: int) -> tuple[World, list[list[str]]]:
    """A school whose records are those of a roster, and that roster's rows."""
    world, given = World(), rows(count)
    for row in given:
        row[COHORT_AT] = str(COHORT)
    run(world, uploaded(world, write_xlsx(HEADERS, given)))
    return world, [list(row) for row in given]


def checked(world: World, given: list[list[str]]) -> Import:
    made = imports.upload(world.services, admin(world), "学籍.xlsx", write_xlsx(HEADERS, given), Purpose.REGISTRY)
    import_rosters.run(world.services, world.services.sheets)
    return imports.read(world.services, admin(world), made.id)


def matched(world: World, given: list[list[str]]) -> Import:
    return run(world, checked(world, given))


def counts(found: Import) -> tuple[Any, ...]:
    return found.state, found.added, found.changed, found.unchanged, found.missing


def listed(world: World, state: MismatchState = MismatchState.OPEN, who: Any = OFFICE) -> list[registry.Entry]:
    return list(registry.of_cohort(world.services, who, COHORT, state, None).items)


def differing(world: World, given: list[list[str]]) -> registry.Entry:
    given[0][MAJOR] = "网络工程"
    matched(world, given)
    return differences(world)[0]


def differences(world: World) -> list[registry.Entry]:
    return [one for one in listed(world) if one.mismatch.kind is MismatchKind.DIFFERS]


def here(world: World) -> tuple[Student, ...]:
    return world.services.store.students(SCHOOL, COHORT).items


def accept(world: World, one: registry.Entry, who: Any = OFFICE, ahead: int = 0) -> Any:
    return registry.accept(world.services, who, one.mismatch.student, version=one.mismatch.version + ahead)


def test_b06_a_dry_run_lists_nothing_the_run_lists_all_and_twice_changes_nothing() -> None:
    world, given = enrolled(6)
    given[0][MAJOR] = "网络工程"
    gone = given.pop()
    given.append([*rows(7)[6]])
    given[-1][COHORT_AT] = str(COHORT)
    # The world's own student is of the same college and in no registry.
    assert counts(found := checked(world, given)) == (State.CHECKED, 1, 1, 4, 2)
    assert listed(world) == []
    assert counts(run(world, found)) == (State.DONE, 1, 1, 4, 2)
    kinds = {one.mismatch.number: one.mismatch.kind for one in listed(world)}
    assert kinds[given[0][NUMBER]] is MismatchKind.DIFFERS
    assert kinds[gone[NUMBER]] is MismatchKind.NOT_IN_REGISTRY
    assert kinds[given[-1][NUMBER]] is MismatchKind.NOT_HERE
    assert counts(matched(world, given)) == (State.DONE, 0, 0, 6, 0)
    assert len(listed(world)) == 4


def test_a_college_that_the_file_does_not_speak_of_misses_nobody() -> None:
    world, given = enrolled(6)
    assert counts(matched(world, given[:2])) == (State.DONE, 0, 0, 2, 0)


def test_a_bad_row_is_named_and_its_student_is_not_compared() -> None:
    world, given = enrolled(6)
    given[0][NUMBER] = "１２３"
    found = checked(world, given)
    assert (found.bad, found.problems[0].header) == (1, "学号")
    assert counts(run(world, found, leave_out_bad=True)) == (State.DONE, 0, 0, 5, 2)


def test_a_run_that_stopped_goes_on_and_knows_whom_it_has_met(monkeypatch: pytest.MonkeyPatch) -> None:
    world, given = enrolled(6)
    monkeypatch.setattr(import_runs, "CHUNK", 2)
    monkeypatch.setattr(registry_match, "_READ_AT_ONCE", 2)
    given[0][MAJOR] = "网络工程"
    running = checked(world, given)
    imports.start(world.services, admin(world), running.id, leave_out_bad=False)
    stopped = change(world, imports.read(world.services, admin(world), running.id), passed=4, unchanged=3, changed=1)
    import_rosters.run(world.services, world.services.sheets)
    done = imports.read(world.services, admin(world), stopped.id)
    assert counts(done) == (State.DONE, 0, 1, 5, 1)


def test_what_somebody_decides_meanwhile_is_compared_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    world, given = enrolled(3)
    one = differing(world, given)
    commit, tried = world.services.store.commit, []

    def once_too_late(*changes: Any) -> None:
        late = [each for each in changes if isinstance(each, Replace) and each.record == one.mismatch]
        settling = [each for each in changes if getattr(each.record, "state", None) is MismatchState.SETTLED]
        if settling and not tried:
            tried.append(late)
            raise Conflict(settling[0])
        commit(*changes)

    given[0][MAJOR] = rows(1)[0][MAJOR]
    found = checked(world, given)
    monkeypatch.setattr(world.services.store, "commit", once_too_late)
    assert counts(run(world, found))[:3] == (State.DONE, 0, 1)
    assert tried
    assert [each.mismatch.student for each in listed(world, MismatchState.SETTLED)] == [one.mismatch.student]


def test_b06_the_registrys_word_is_taken_the_student_told_and_the_list_shorter() -> None:
    world, given = enrolled(3)
    one = differing(world, given)
    assert one.student
    accept(world, one)
    taken = world.services.store.student(SCHOOL, one.mismatch.student)
    assert (taken.major, taken.state) == ("网络工程", one.student.state)
    assert told(world, taken.id)[-1] == ("source_matched", ("student",))
    assert world.services.store.events(taken.id)[-1].details["changed"] == "专业"
    assert [each.mismatch.student for each in listed(world, MismatchState.ACCEPTED)] == [taken.id]


def test_b06_a_signed_agreement_is_shown_and_stays_as_it_is() -> None:
    world = World()
    found = steps.signed(world)
    known = world.services.store.student(SCHOOL, found.student)
    run_ = registry_match.Matching(found_by="m1", at=world.clock.moment)
    wrong = registry_match.registry.compare(known, replace(known, major="网络工程"), None, run_)
    world.insert(wrong)
    (one,) = listed(world)
    assert (one.agreement and one.agreement.id) == found.id
    accept(world, one)
    assert world.services.store.student(SCHOOL, known.id).major == "网络工程"
    assert world.services.store.agreement(found.id) == found


def test_an_id_number_of_another_student_is_not_taken_as_no_import_takes_it() -> None:
    world, _ = enrolled(3)
    first, second = here(world)[:2]
    sealed = {"id_mark": second.id_mark, "id_sealed": second.id_sealed, "id_last4": second.id_last4}
    run_ = registry_match.Matching(found_by="m1", at=world.clock.moment)
    world.insert(registry_match.registry.compare(first, replace(first, **sealed), None, run_))
    (one,) = listed(world)
    why = Refused("id_number_taken", field="id_number", rule="B03")
    with pytest.raises(Refused) as caught:
        accept(world, one)
    assert caught.value == why
    (result,) = registry.accept_many(world.services, OFFICE, [(first.id, one.mismatch.version)])
    assert (result.error, world.services.store.student(SCHOOL, first.id), len(listed(world))) == (why, first, 1)


def test_an_id_number_that_nobody_else_has_is_taken() -> None:
    world, _ = enrolled(3)
    first = here(world)[0]
    run_ = registry_match.Matching(found_by="m1", at=world.clock.moment)
    world.insert(registry_match.registry.compare(first, replace(first, id_mark="9f" * 32, id_last4="0029"), None, run_))
    accept(world, listed(world)[0])
    assert world.services.store.student_of_id_mark(SCHOOL, "9f" * 32) == first.id
    assert world.services.store.student_of_id_mark(SCHOOL, first.id_mark) is None


def dismiss(world: World, one: registry.Entry, reason: str = "学籍库有误", who: Actor = OFFICE) -> None:
    registry.dismiss(world.services, who, one.mismatch.student, reason, version=one.mismatch.version)


def test_b06_a_mismatch_is_dismissed_kept_with_its_reason_and_listed_until_a_new_match_differs() -> None:
    world, given = enrolled(3)
    one = differing(world, given)
    dismiss(world, one)
    known = world.services.store.student(SCHOOL, one.mismatch.student)
    assert (known, differences(world)) == (one.student, [])
    assert told(world, known.id)[-1] == ("mismatch_dismissed", ())
    assert world.services.store.events(known.id)[-1].details["reason"] == "学籍库有误"
    matched(world, given)
    assert [each.mismatch.reason for each in listed(world, MismatchState.DISMISSED)] == ["学籍库有误"]
    given[0][MAJOR] = "数据科学"
    matched(world, given)
    assert [each.mismatch.fields for each in differences(world)] == [("major",)]
    assert listed(world, MismatchState.DISMISSED) == []


DISMISSALS: dict[str, tuple[Actor, str, int, type[Exception]]] = {
    "without a reason": (OFFICE, "", 0, Refused),
    "by another school": (replace(OFFICE, school="10999"), "x", 0, NotFound),
    "by another college": (replace(TEACHER, college="204"), "x", 0, NotFound),
    "on what has moved on": (OFFICE, "x", 1, Stale),
}


@pytest.mark.parametrize(("who", "reason", "ahead", "error"), DISMISSALS.values(), ids=DISMISSALS)
def test_it_is_not_dismissed(who: Actor, reason: str, ahead: int, error: type[Exception]) -> None:
    world, given = enrolled(3)
    one = differing(world, given)
    with pytest.raises(error):
        registry.dismiss(world.services, who, one.mismatch.student, reason, version=one.mismatch.version + ahead)
    assert [each.mismatch for each in differences(world)] == [one.mismatch]


def test_many_are_taken_at_once_each_by_itself() -> None:
    world, given = enrolled(4)
    for row in given[:3]:
        row[MAJOR] = "网络工程"
    matched(world, given)
    chosen = [(one.mismatch.student, one.mismatch.version) for one in listed(world) if one.mismatch.fields]
    chosen[0] = (chosen[0][0], 9)
    results = registry.accept_many(world.services, OFFICE, chosen)
    assert [type(one.error) for one in results] == [Stale, type(None), type(None)]
    with pytest.raises(Refused) as caught:
        registry.accept_many(world.services, OFFICE, [("s", 1)] * 51)
    assert caught.value.code == "too_many_rows"


def test_it_is_refused_and_nothing_is_taken() -> None:
    world, given = enrolled(3)
    given.append([*rows(7)[6]])
    given[-1][COHORT_AT] = str(COHORT)
    one = differing(world, given)
    stranger = next(each for each in listed(world) if each.mismatch.kind is MismatchKind.NOT_HERE)
    for who, error in ((replace(OFFICE, school="10999"), NotFound), (replace(TEACHER, college="204"), NotFound)):
        with pytest.raises(error):
            accept(world, one, who)
    with pytest.raises(NotFound):
        registry.accept(world.services, OFFICE, "nobody", version=1)
    with pytest.raises(Stale):
        accept(world, one, ahead=1)
    with pytest.raises(Refused) as caught:
        accept(world, stranger)
    assert caught.value == Refused("registry_says_nothing", rule="B06")
    assert world.services.store.student(SCHOOL, one.mismatch.student).major != "网络工程"
    assert listed(world, who=replace(TEACHER, college="204")) == []
