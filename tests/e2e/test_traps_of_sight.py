"""Traps of rules.md section 5 about who reads what: each person reads everything there is for them to read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.employer import AdmissionState, RegistrationState
from functions.ports import Replace
from functions.usecases import invitations, sessions
from tests import crawling, factories, steps
from tests.world import Client, World

SECOND, OTHER_SCHOOL, OTHER_STUDENT = "e-second", "10999", "s-other"
POSITION = "只给第二家看的岗位"


@dataclass(frozen=True)
class Person:
    """An account; `bound` is what it belongs to where that is not the ordinary school, student or employer."""

    role: Role
    bound: dict[str, Any]


PEOPLE: dict[str, Person] = {
    "the student": Person(Role.STUDENT, {}),
    "the employer": Person(Role.EMPLOYER, {}),
    "the college": Person(Role.COLLEGE, {}),
    "the school": Person(Role.SCHOOL, {}),
    "the administrator": Person(Role.ADMIN, {}),
    "the operator": Person(Role.OPERATOR, {}),
    "a second employer": Person(Role.EMPLOYER, {"party": SECOND}),
    "a student of another school": Person(Role.STUDENT, {"school": OTHER_SCHOOL, "party": OTHER_STUDENT}),
    "the college of that code at another school": Person(Role.COLLEGE, {"school": OTHER_SCHOOL}),
    "another school": Person(Role.SCHOOL, {"school": OTHER_SCHOOL}),
    "its administrator": Person(Role.ADMIN, {"school": OTHER_SCHOOL}),
}
OF_ANOTHER_SCHOOL = list(PEOPLE)[-4:]
# What one party may read and nobody else in the world.
PRIVATE: dict[str, tuple[str, set[str]]] = {
    "the position of a draft": (POSITION, {"a second employer"}),
    **{f"the CSRF token of {who}": (f"csrf of {who}.", {who}) for who in PEOPLE},
    **{f"the password of {who}": (f"argon2 of {who}", set()) for who in PEOPLE},
    **{f"the session of {who}": (f"session-of-{who.replace(' ', '-')}", set()) for who in PEOPLE},
    "the ID number, sealed": (bytes(range(40)).hex(), set()),
    "the mark by which it is found": ("6f" * 32, set()),
}


@dataclass
class Reading:
    """What everybody read, by person and path; the world they read it in; the tokens that went out by mail."""

    world: World
    ids: dict[str, str]
    answers: dict[str, dict[str, str]]
    mailed: set[str]


def _second_school(world: World) -> None:
    college = replace(factories.school().colleges[0], name="外语学院")
    world.insert(
        factories.school(code=OTHER_SCHOOL, name="淮北师范学院", colleges=(college,), phone="0561-3800000"),
        factories.policy(school=OTHER_SCHOOL),
        factories.student(
            id=OTHER_STUDENT, school=OTHER_SCHOOL, name="赵六", number="9", id_mark="7a" * 32, college_name="外语学院",
            class_name="外语1班", major="英语", phone="13900000000", email="zhao@mail.example",
        ),
    )  # fmt: skip


def _second_employer(world: World) -> None:
    world.insert(
        factories.employer(id=SECOND, uscc="91110000600037341L", name="第二公司", state=RegistrationState.APPROVED),
        factories.admission(employer=SECOND, employer_name="第二公司", state=AdmissionState.ADMITTED),
    )
    who = factories.someone(Role.EMPLOYER, party=SECOND)
    terms = replace(steps.TERMS, position=POSITION)
    invitations.draft(world.services, who, factories.SCHOOL, factories.STUDENT, terms, None)


def _opened(world: World, who: str) -> Client:
    """Log somebody in whose every token is known."""
    role, token = PEOPLE[who].role, f"session-of-{who.replace(' ', '-')}"
    named = {"name": "赵六"} if who in OF_ANOTHER_SCHOOL else {}
    made = world.open_account(role, id=who, login=f"{who}@example.org", **named, **PEOPLE[who].bound)
    hashed = replace(made, password_hash=f"argon2 of {who}", version=made.version + 1)
    world.services.store.commit(Replace(hashed))
    client = world.client(role, who)
    client.http.set_cookie("session", token, domain="localhost")
    session = factories.session(
        token_hash=sessions.token_hash(token), account=who, epoch=made.epoch, csrf=f"csrf of {who}.",
        created_at=world.clock.now(), seen_at=world.clock.now(), actor=made.as_actor(),
    )  # fmt: skip
    world.insert(session)
    return client


@pytest.fixture(scope="module")
def read() -> Reading:
    world = World()
    ids = crawling.in_use(world)
    _second_school(world)
    _second_employer(world)
    staff = {"email": "new@school.example", "name": "新老师", "role": "school"}
    assert world.client(Role.ADMIN).post("/api/staff", staff).status_code == 201
    hr = {"email": "new@firm.example", "name": "新同事"}
    assert world.client(Role.EMPLOYER).post("/api/colleagues", hr).status_code == 201
    mailed = {found for _, _, body in world.mailer.sent for found in re.findall(r"[?#=/]([\w-]{20,})", body)}
    known = {name: (value,) for name, value in ids.items()} | {
        "student_id": (factories.STUDENT, OTHER_STUDENT), "school": (factories.SCHOOL, OTHER_SCHOOL),
        "employer_id": (factories.EMPLOYER, SECOND), "token": ("nothing",),
    }  # fmt: skip
    clients = {who: _opened(world, who) for who in PEOPLE}
    answers = {who: crawling.everything(clients[who], PEOPLE[who].role, known) for who in PEOPLE}
    return Reading(world, ids, answers, mailed)


@pytest.mark.parametrize(("text", "readers"), PRIVATE.values(), ids=PRIVATE)
def test_trap_20_what_is_one_partys_is_in_nobody_elses_answers(read: Reading, text: str, readers: set[str]) -> None:
    found = {who for who, answers in read.answers.items() if any(text in answer for answer in answers.values())}
    assert found == readers


def test_trap_20_a_token_that_was_mailed_is_in_no_answer(read: Reading) -> None:
    assert len(read.mailed) == 2
    seen = "".join(answer for answers in read.answers.values() for answer in answers.values())
    assert [token for token in read.mailed if token in seen] == []


MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^\"\\ ]*")


@pytest.mark.parametrize("who", PEOPLE)
def test_trap_25_every_moment_that_a_person_reads_is_of_beijing(read: Reading, who: str) -> None:
    moments = [moment for answer in read.answers[who].values() for moment in MOMENT.findall(answer)]
    assert [moment for moment in moments if not re.search(r"\d\+08:00$", moment)] == []
    assert moments or PEOPLE[who].bound


OF_THE_SCHOOL = {
    "the student's name": "欧阳思远",
    "the student's number": "2022010345",
    "the student's major": "计算机科学与技术",
    "the employer": "合肥云帆信息技术有限公司",
    "a reviewer": "王老师",
    "its telephone": "0551-60000000",
    "the college's name": "计算机与信息学院",
}


@pytest.mark.parametrize("text", OF_THE_SCHOOL.values(), ids=OF_THE_SCHOOL)
@pytest.mark.parametrize("who", OF_ANOTHER_SCHOOL)
def test_trap_30_nothing_of_a_school_is_read_at_another(read: Reading, who: str, text: str) -> None:
    assert [path for path, answer in read.answers[who].items() if text in answer] == []


@pytest.mark.parametrize("who", OF_ANOTHER_SCHOOL)
def test_trap_30_no_id_of_a_school_is_read_at_another(read: Reading, who: str) -> None:
    ids = {value for name, value in read.ids.items() if name not in {"seq", "school"}}
    answers = read.answers[who].items()
    assert [path for path, answer in answers if any(value in answer for value in ids)] == []


def test_everybody_has_read_something(read: Reading) -> None:
    """Otherwise the tests above could not fail."""
    assert {who for who, answers in read.answers.items() if "欧阳思远" in "".join(answers.values())} == {
        "the student", "the employer", "the college", "the school", "the administrator", "a second employer",
    }  # fmt: skip
    assert "赵六" in "".join(read.answers["another school"].values())
