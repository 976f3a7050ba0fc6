"""K03 through the use cases: register, lock and form move together; a college keeps its own; a mark is given once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.blank_form import BlankForm, BlankFormReason, Handout
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.policy import SchoolPolicy
from functions.usecases import blank_forms
from tests import factories
from tests.factories import COHORT, SCHOOL, STUDENT, someone
from tests.unit.usecases.attempts import Attempt, assert_refused, told
from tests.world import World

TEACHER, OFFICE = someone(Role.COLLEGE), someone(Role.SCHOOL)
Verb = Callable[[World, BlankForm], BlankForm]


def issue(who: Actor = TEACHER, mark: str = "HN-0012", student: str = STUDENT) -> Callable[[World], BlankForm]:
    handout = Handout(mark=mark, reason=BlankFormReason.FIRST)
    return lambda w: blank_forms.issue(w.services, who, student, handout)


def give_back(who: Actor = TEACHER, mark: str = "HN-0012", ahead: int = 0) -> Verb:
    return lambda w, form: blank_forms.give_back(w.services, who, mark, version=form.version + ahead)


def returned(world: World) -> BlankForm:
    return give_back()(world, issue()(world))


def nothing(_: World) -> None:
    """Begin with an empty register."""


HALF = SchoolPolicy(blank_form_quota_percent=50)
ATTEMPTS = {
    "a mark twice": Attempt(
        issue(), lambda w, _: issue(OFFICE)(w), Refused("blank_mark_taken", field="mark", rule="K03")),
    "the mark of a form that came back": Attempt(
        returned, lambda w, _: issue()(w), Refused("blank_mark_taken", field="mark", rule="K03")),
    "to another college's student": Attempt(
        nothing, lambda w, _: issue(replace(TEACHER, college="204"))(w), NotFound("student")),
    "at another school": Attempt(nothing, lambda w, _: issue(replace(OFFICE, school="10999"))(w), NotFound("student")),
    "more than the share": Attempt(
        nothing, lambda w, _: issue()(w), Refused("blank_quota_reached", rule="K03"), HALF),
    "where no register is kept": Attempt(
        nothing, lambda w, _: issue()(w), Refused("blank_forms_not_kept", rule="K03"),
        SchoolPolicy(blank_form_marking=False)),
    "taking back what nobody has": Attempt(issue(), give_back(mark="HN-0013"), NotFound("blank_form")),
    "taking back another college's": Attempt(issue(), give_back(replace(TEACHER, college="204")),
                                             NotFound("blank_form")),
    "taking back another school's": Attempt(issue(), give_back(replace(OFFICE, school="10999")),
                                            NotFound("blank_form")),
    "taking back twice": Attempt(returned, give_back(), Refused("blank_form_returned", rule="K03")),
    "taking back a stale version": Attempt(issue(), give_back(ahead=-1), Stale(1)),
}  # fmt: skip


@pytest.mark.parametrize("tried", ATTEMPTS.values(), ids=ATTEMPTS)
def test_it_is_refused_and_nothing_is_stored(tried: Attempt) -> None:
    assert_refused(tried)


def ask(world: World) -> None:
    blank_forms.request(world.services, someone(Role.STUDENT), "报考选调")


def test_who_asks_is_told_of_to_the_college_until_a_form_is_handed_out() -> None:
    world = World()
    ask(world)
    assert told(world, STUDENT) == [("blank_form_requested", ("college",))]
    with pytest.raises(Refused) as caught:
        ask(world)
    assert caught.value == Refused("blank_form_asked_for", rule="K02")
    issue()(world)
    assert not world.services.store.signing_lock(SCHOOL, STUDENT).wants_blank_form
    ask(world)


def test_nobody_asks_where_no_register_is_kept() -> None:
    with pytest.raises(Refused) as caught:
        ask(World(SchoolPolicy(blank_form_marking=False)))
    assert caught.value == Refused("blank_forms_not_kept", rule="K02")


def test_form_register_and_lock_move_together_and_the_student_is_told() -> None:
    world = World()
    store = world.services.store
    made = issue()(world)
    assert store.signing_lock(SCHOOL, STUDENT).blank_forms == ("HN-0012",)
    assert store.blank_register(SCHOOL, COHORT).out == 1
    give_back(OFFICE)(world, made)
    assert store.signing_lock(SCHOOL, STUDENT).blank_forms == ()
    assert store.blank_register(SCHOOL, COHORT).out == 0
    assert told(world, STUDENT) == [("blank_form_issued", ("student",)), ("blank_form_returned", ("student",))]


def test_the_cohort_is_counted_when_the_register_begins_and_before_it_refuses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blank_forms, "_COUNTED_AT_ONCE", 1)
    world = World(HALF)
    world.insert(factories.student(id="s-2", number="2022010346", id_mark="2b" * 32))
    issue()(world)
    assert world.services.store.blank_register(SCHOOL, COHORT).graduates == 2
    world.insert(*(factories.student(id=f"s-{n}", number=f"20220104{n}", id_mark=f"{n}c" * 32) for n in (33, 34)))
    issue(mark="HN-0013")(world)
    assert world.services.store.blank_register(SCHOOL, COHORT).graduates == 4
    with pytest.raises(Refused) as caught:
        issue(mark="HN-0014")(world)
    assert (caught.value.code, caught.value.params) == ("blank_quota_reached", {"most": 2})


def test_while_there_is_room_nobody_counts_again() -> None:
    world = World(SchoolPolicy(blank_form_quota_percent=100))
    world.insert(factories.student(id="s-2", number="2022010346", id_mark="2b" * 32))
    issue()(world)
    world.insert(factories.student(id="s-3", number="2022010347", id_mark="3b" * 32))
    issue(mark="HN-0013")(world)
    assert world.services.store.blank_register(SCHOOL, COHORT).graduates == 2


def test_a_college_lists_its_own_and_how_the_cohort_stands() -> None:
    world = World()
    issue()(world)
    seen = {
        who: blank_forms.of_cohort(world.services, actor, COHORT, None)
        for who, actor in {"own": TEACHER, "other": replace(TEACHER, college="204"), "office": OFFICE}.items()
    }
    assert {who: [one.mark for one in shelf.page.items] for who, shelf in seen.items()} == {
        "own": ["HN-0012"], "other": [], "office": ["HN-0012"],
    }  # fmt: skip
    assert {shelf.register.out for shelf in seen.values()} == {1}
