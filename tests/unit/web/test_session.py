"""Logging in and out over HTTP."""

from __future__ import annotations

import pytest

from functions.domain.account import ABSOLUTE_LIMIT, IDLE_LIMIT
from functions.domain.actors import Role
from functions.usecases.accounts import student_login
from tests import factories
from tests.unit.web.asking import Fault, Visitor, assert_refused, visitor
from tests.world import PASSWORD, World

LOGIN = "wang@school.example"


@pytest.fixture
def person(world: World) -> World:
    """A reviewer and a student who know the password."""
    hashed = world.services.secrets.hash_password(PASSWORD)
    world.open_account(Role.COLLEGE, id="reviewer", login=LOGIN, password_hash=hashed)
    number = student_login(factories.SCHOOL, "2022010345")
    world.open_account(Role.STUDENT, id="graduate", login=number, password_hash=hashed)
    return world


def logged_in(world: World) -> Visitor:
    one = visitor(world)
    one.csrf = one.post("/api/session", {"login": LOGIN, "password": PASSWORD}).get_json()["csrf"]
    return one


def test_a_session_says_who_it_is(person: World) -> None:
    account = visitor(person).post("/api/session", {"login": LOGIN.upper(), "password": PASSWORD}).get_json()["account"]
    assert account == {
        "name": "王老师", "role": "college", "language": "zh-CN", "login": LOGIN,
        "school": {"code": factories.SCHOOL, "name": "江淮理工大学"},
        "college": {"code": factories.COLLEGE, "name": "计算机与信息学院"}, "employer": None,
        "words": {},
    }  # fmt: skip


def test_an_employer_is_named(world: World) -> None:
    account = world.client(Role.EMPLOYER).get("/api/session").get_json()["account"]
    assert account["employer"] == {"id": factories.EMPLOYER, "name": "合肥云帆信息技术有限公司"}
    assert account["school"] is None


def test_a_student_logs_in_with_school_and_number(person: World) -> None:
    typed = {"school": factories.SCHOOL, "number": "2022010345", "password": PASSWORD}
    assert visitor(person).post("/api/session", typed).get_json()["account"]["role"] == "student"


NO_LOGIN = {
    "nothing": Fault("POST", "/api/session", {}, 422, "required", "password", Role.PUBLIC),
    "no password": Fault("POST", "/api/session", {"login": LOGIN}, 422, "required", "password", Role.PUBLIC),
    "no name": Fault("POST", "/api/session", {"password": PASSWORD}, 422, "required", "login", Role.PUBLIC),
    "a school without a number": Fault(
        "POST", "/api/session", {"school": "10123", "password": PASSWORD}, 422, "required", "number", Role.PUBLIC
    ),
    "a wrong name": Fault(
        "POST", "/api/session", {"login": "x@school.example", "password": PASSWORD}, 422, "login_failed", None,
        Role.PUBLIC,
    ),
    "a wrong password": Fault(
        "POST", "/api/session", {"login": LOGIN, "password": PASSWORD + "x"}, 422, "login_failed", None, Role.PUBLIC
    ),
    "the hash for the password": Fault(
        "POST", "/api/session", {"login": LOGIN, "password": "$argon2id$v=19$m=19456"}, 422, "login_failed", None,
        Role.PUBLIC,
    ),
    "a list for a name": Fault(
        "POST", "/api/session", {"login": [LOGIN], "password": PASSWORD}, 422, "not_text", "login", Role.PUBLIC
    ),
    "a control character": Fault(
        "POST", "/api/session", {"login": "wang\x00@school.example", "password": PASSWORD}, 422,
        "character_not_allowed", "login", Role.PUBLIC,
    ),
    "a stranger": Fault(
        "POST", "/api/session", {"login": LOGIN, "password": PASSWORD, "role": "admin"}, 422, "unknown_field", "role",
        Role.PUBLIC,
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", NO_LOGIN.values(), ids=NO_LOGIN.keys())
def test_no_log_in(person: World, fault: Fault) -> None:
    assert_refused(person, fault)


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(person: World) -> None:
    answers = [
        visitor(person).post("/api/session", {"login": login, "password": "wrong password"})
        for login in (LOGIN, "nobody@school.example")
    ]
    assert answers[0].get_data() == answers[1].get_data()


@pytest.mark.parametrize("login", [LOGIN, "nobody@school.example"], ids=["an account", "no account"])
def test_guessing_is_slowed_whether_or_not_the_account_exists(person: World, login: str) -> None:
    one = visitor(person)
    answers = [one.post("/api/session", {"login": login, "password": "wrong password"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert answers[-1].headers["Retry-After"] == "31"
    right = one.post("/api/session", {"login": login, "password": PASSWORD})
    assert right.status_code == 429


def test_log_out_ends_the_session(person: World) -> None:
    one = logged_in(person)
    assert one.get("/api/session").get_json()["account"]["name"] == "王老师"
    answer = one.send("DELETE", "/api/session")
    assert answer.status_code == 204
    assert "session=;" in answer.headers["Set-Cookie"]
    assert one.get("/api/students").status_code == 401


def test_log_out_everywhere_ends_every_session(person: World) -> None:
    one, other = logged_in(person), logged_in(person)
    assert one.send("DELETE", "/api/sessions").status_code == 204
    assert [each.get("/api/students").status_code for each in (one, other)] == [401, 401]


def test_a_new_password_ends_the_other_sessions(person: World) -> None:
    one, other = logged_in(person), logged_in(person)
    answer = one.put("/api/session/password", {"current": PASSWORD, "password": "another password"})
    assert answer.status_code == 200
    assert [each.get("/api/students").status_code for each in (one, other)] == [200, 401]
    again = visitor(person).post("/api/session", {"login": LOGIN, "password": "another password"})
    assert again.status_code == 200


NO_CHANGE = {
    "the current one is wrong": (
        {"current": "wrong password", "password": "another password"}, "password_wrong", "current",
    ),
    "the new one is short": ({"current": PASSWORD, "password": "short"}, "password_too_short", "password"),
    "the new one is long": ({"current": PASSWORD, "password": "ab" * 65}, "password_too_long", "password"),
    "the new one repeats": ({"current": PASSWORD, "password": "a" * 12}, "password_too_simple", "password"),
    "no current one": ({"password": "another password"}, "required", "current"),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "code", "field"), NO_CHANGE.values(), ids=NO_CHANGE.keys())
def test_a_password_is_not_changed(person: World, typed: dict[str, str], code: str, field: str) -> None:
    answer = logged_in(person).put("/api/session/password", typed)
    assert (answer.status_code, answer.get_json()["code"], answer.get_json()["field"]) == (422, code, field)


def test_the_language_is_kept(world: World) -> None:
    client = world.client(Role.STUDENT)
    assert client.put("/api/session/language", {"language": "en"}).get_json() == {"language": "en"}
    assert client.get("/api/session").get_json()["account"]["language"] == "en"


def test_another_language_is_refused(world: World) -> None:
    assert_refused(world, Fault("PUT", "/api/session/language", {"language": "fr"}, 422, "not_a_choice", "language"))


def test_a_session_ends_when_nobody_uses_it(person: World) -> None:
    one = logged_in(person)
    person.clock.pass_(seconds=IDLE_LIMIT.total_seconds())
    assert one.get("/api/students").status_code == 200
    person.clock.pass_(seconds=IDLE_LIMIT.total_seconds() + 1)
    assert one.get("/api/students").status_code == 401


def test_a_session_ends_however_much_it_is_used(person: World) -> None:
    one = logged_in(person)
    for _ in range(int(ABSOLUTE_LIMIT / IDLE_LIMIT)):
        person.clock.pass_(seconds=IDLE_LIMIT.total_seconds())
        assert one.get("/api/students").status_code == 200
    person.clock.pass_(seconds=1)
    assert one.get("/api/students").status_code == 401
