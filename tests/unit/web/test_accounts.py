"""Binding a student's account, and opening one by invitation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.ports import ChannelRefused, Replace
from tests import factories
from tests.unit.web.asking import Fault, assert_refused, stored, visitor
from tests.world import PASSWORD, World

ID_NUMBER = "11010519491231002X"
NUMBER = "2022010999"
NAME = "阿卜杜热西提·买买提"
TYPED = {"school": factories.SCHOOL, "name": NAME, "number": NUMBER, "id_number": ID_NUMBER, "password": PASSWORD}
PATH = "/api/student-accounts"


def enrol(world: World, **fields: Any) -> str:
    secrets = world.services.secrets
    student = factories.student(
        id=secrets.student_id(factories.SCHOOL, NUMBER), number=NUMBER, name=NAME,
        id_mark=secrets.id_mark(factories.SCHOOL, ID_NUMBER), id_last4="002X", **fields,
    )  # fmt: skip
    world.insert(student)
    return student.id


BOUND = {
    "as the school has it": {},
    "with another middle dot": {"name": "阿卜杜热西提•买买提"},
    "with a full stop for the dot": {"name": "阿卜杜热西提.买买提"},
    "with blanks around": {"name": f" {NAME} ", "number": f" {NUMBER} ", "id_number": f" {ID_NUMBER} "},
    "with a lower-case x": {"id_number": ID_NUMBER.lower()},
}


@pytest.mark.parametrize("typed", BOUND.values(), ids=BOUND.keys())
def test_a_student_binds_and_is_logged_in(world: World, typed: dict[str, str]) -> None:
    student = enrol(world)
    one = visitor(world)
    answer = one.post(PATH, TYPED | typed)
    assert answer.status_code == 201
    assert answer.get_json()["account"]["login"] == f"{factories.SCHOOL}/{NUMBER}"
    assert one.get("/api/source-record").get_json()["id"] == student
    assert world.services.store.student(factories.SCHOOL, student).is_bound


DIFFERENT = {
    "another name": {"name": "买买提"},
    "another number": {"number": "2022010998"},
    "another ID number": {"id_number": "440524188001010014"},
    "another school": {"school": "10999"},
    "an ID number of another kind": {"id_number": "E12345678"},
    "everything": {"name": "张三", "number": "1", "id_number": "440524188001010014", "school": "10999"},
}


@pytest.mark.parametrize("typed", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_whatever_differs_the_answer_is_the_same(world: World, typed: dict[str, str]) -> None:
    enrol(world)
    before = stored(world)
    answer = visitor(world).post(PATH, TYPED | typed)
    reference = visitor(world).post(PATH, TYPED | DIFFERENT["another name"])
    assert answer.status_code == 422
    assert answer.get_data() == reference.get_data()
    assert stored(world) == before


def test_a_bound_student_cannot_be_bound_again_and_the_answer_is_the_same(world: World) -> None:
    enrol(world, is_bound=True)
    assert_refused(world, Fault("POST", PATH, TYPED, 422, "binding_failed", None, Role.PUBLIC))


def test_guessing_an_id_number_is_slowed(world: World) -> None:
    enrol(world)
    one = visitor(world)
    for guess in range(5):
        assert one.post(PATH, TYPED | {"id_number": f"1101051949123100{guess:02}"}).status_code == 422
    assert one.post(PATH, TYPED).get_json()["code"] == "too_many_attempts"
    world.clock.pass_(seconds=31)
    assert one.post(PATH, TYPED).status_code == 201


def _bad(code: str, field: str, **typed: Any) -> Fault:
    return Fault("POST", PATH, TYPED | typed, 422, code, field, Role.PUBLIC)


BAD = {
    "no name": _bad("required", "name", name=""),
    "blanks for a name": _bad("required", "name", name=" \u3000"),
    "HTML in a name": _bad("name_character", "name", name="<b>阿卜杜</b>"),
    "a formula for a name": _bad("name_character", "name", name="=1+1"),
    "a name too long": _bad("too_long", "name", name="阿" * 51),
    "a number for a name": _bad("not_text", "name", name=5),
    "full-width digits in a number": _bad("full_width", "number", number="２０２２"),
    "a number of another type": _bad("not_text", "number", number=2022010999),
    "full-width digits in an ID number": _bad("full_width", "id_number", id_number="１１０１０５"),
    "a control character in an ID number": _bad("character_not_allowed", "id_number", id_number="1101\x7f05"),
    "Chinese in an ID number": _bad("not_ascii", "id_number", id_number="身份证"),
    "a formula for an ID number": _bad("travel_document_characters", "id_number", id_number="=HYPERLINK(1)"),
    "no ID number": _bad("required", "id_number", id_number=None),
    "no school": _bad("required", "school", school=None),
    "a path for a school": _bad("not_an_id", "school", school="../10123?"),
    "a short password": _bad("password_too_short", "password", password="short"),
    "a stranger": _bad("unknown_field", "role", role="admin"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD.values(), ids=BAD.keys())
def test_bad_input_is_refused_by_its_field(world: World, fault: Fault) -> None:
    enrol(world)
    assert_refused(world, fault)


def test_an_id_number_is_nowhere_in_what_is_stored_or_said(world: World) -> None:
    enrol(world)
    one = visitor(world)
    said = one.post(PATH, TYPED).get_data(as_text=True) + one.get("/api/source-record").get_data(as_text=True)
    assert ID_NUMBER not in said
    assert ID_NUMBER not in repr(stored(world))
    assert PASSWORD not in repr(stored(world))


def invited(world: World, **typed: Any) -> str:
    """Return the token of an invitation, as it stands in the mail."""
    body = {"email": "New@School.example", "name": "孙老师", "role": "college", "college": factories.COLLEGE} | typed
    assert world.client(Role.ADMIN).post("/api/staff", body).status_code == 201
    _, _, text = world.mailer.sent[-1]
    return text.rpartition("#")[2].split()[0]


def opening(token: str) -> str:
    return f"/api/account-invitations/{token}"


def test_an_invitation_shows_what_it_is_for(world: World) -> None:
    shown = world.app.test_client().get(opening(invited(world))).get_json()
    assert shown["email"] == "n***@school.example"
    assert (shown["role"], shown["name"], shown["school"]["code"]) == ("college", "孙老师", factories.SCHOOL)
    assert shown["employer"] is None


def test_an_invitation_opens_an_account_once(world: World) -> None:
    token, one = invited(world), visitor(world)
    answer = one.put(opening(token), {"name": "孙老师", "password": PASSWORD})
    assert answer.status_code == 201
    account = world.services.store.find_account("new@school.example")
    assert account is not None
    assert (account.role, account.school, account.college) == (Role.COLLEGE, factories.SCHOOL, factories.COLLEGE)
    again = visitor(world).put(opening(token), {"name": "孙老师", "password": PASSWORD})
    assert (again.status_code, again.get_json()["code"]) == (409, "invitation_used")
    assert visitor(world).get(opening(token)).get_json()["code"] == "invitation_used"


def test_the_token_is_in_the_mail_and_nowhere_else(world: World) -> None:
    token = invited(world)
    assert len(token) > 40
    assert token not in repr(world.table._rows)
    assert f"https://{world.services.host}/pages/join.html#{token}" in world.mailer.sent[-1][2]


def test_an_invitation_lapses_after_seven_days(world: World) -> None:
    token = invited(world)
    world.clock.pass_(days=7)
    assert visitor(world).get(opening(token)).status_code == 200
    world.clock.pass_(seconds=1)
    assert visitor(world).get(opening(token)).get_json()["code"] == "invitation_lapsed"
    answer = visitor(world).put(opening(token), {"name": "孙老师", "password": PASSWORD})
    assert answer.get_json()["code"] == "invitation_lapsed"


def test_a_token_that_nobody_sent_is_not_found(world: World) -> None:
    assert visitor(world).get(opening("guess")).status_code == 404
    typed = {"name": "甲乙", "password": PASSWORD}
    assert_refused(world, Fault("PUT", opening("guess"), typed, 404, "not_found", None, Role.PUBLIC))


def test_an_address_has_one_account(world: World) -> None:
    token = invited(world, email="admin@example.org")
    answer = visitor(world).put(opening(token), {"name": "孙老师", "password": PASSWORD})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "login_taken")


def test_who_has_forgotten_a_password_is_invited_again_and_opens_the_same_account(world: World) -> None:
    before, old = world.services.store.account("account-college"), world.client(Role.COLLEGE)
    token, one = invited(world, email=before.login), visitor(world)
    assert one.put(opening(token), {"name": "王老师", "password": PASSWORD}).status_code == 201
    assert (old.get("/api/agreements?state=signed").status_code, one.get("/api/notices").status_code) == (401, 200)
    after = world.services.store.account("account-college")
    assert (after.password_hash != before.password_hash, after.role, after.is_active) == (True, Role.COLLEGE, True)
    login = {"login": before.login, "password": PASSWORD}
    assert visitor(world).post("/api/session", login).status_code == 200


def test_who_was_removed_can_come_back_to_another_post(world: World) -> None:
    assert world.client(Role.ADMIN).send("DELETE", "/api/staff/account-college").status_code == 204
    token, one = invited(world, email="college@example.org", role="school", college=None), visitor(world)
    assert one.put(opening(token), {"name": "王老师", "password": PASSWORD}).status_code == 201
    back = world.services.store.account("account-college")
    assert (back.role, back.college, back.is_active) == (Role.SCHOOL, None, True)


OPENED_BADLY = {
    "no password": ({"name": "孙老师"}, "required", "password"),
    "a short password": ({"name": "孙老师", "password": "short"}, "password_too_short", "password"),
    "no name": ({"password": PASSWORD}, "required", "name"),
    "HTML for a name": ({"name": "<script>", "password": PASSWORD}, "name_character", "name"),
    "a role of one's own": ({"name": "孙老师", "password": PASSWORD, "role": "admin"}, "unknown_field", "role"),
}


@pytest.mark.parametrize(("typed", "code", "field"), OPENED_BADLY.values(), ids=OPENED_BADLY.keys())
def test_an_account_is_not_opened(world: World, typed: dict[str, str], code: str, field: str) -> None:
    assert_refused(world, Fault("PUT", opening(invited(world)), typed, 422, code, field, Role.PUBLIC))


def test_nothing_is_stored_when_the_mail_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def send(*_: str) -> None:
        raise ChannelRefused("address_refused", is_final=True)

    monkeypatch.setattr(world.mailer, "send", send)
    typed = {"email": "new@school.example", "name": "孙老师", "role": "school"}
    assert_refused(world, Fault("POST", "/api/staff", typed, 422, "mail_not_accepted", "email", Role.ADMIN))


UNSENT = {"SmtpUnreached": "unavailable", "SmtpBusy": "busy", "SmtpLogInRefused": "needs_operator"}


@pytest.mark.parametrize(("reason", "code"), UNSENT.items(), ids=UNSENT)
def test_a_mail_that_no_address_would_send_blames_none(
    world: World, monkeypatch: pytest.MonkeyPatch, reason: str, code: str
) -> None:
    def send(*_: str) -> None:
        raise ChannelRefused(reason)

    monkeypatch.setattr(world.mailer, "send", send)
    client = world.client(Role.ADMIN)
    before = stored(world)
    answer = client.post("/api/staff", {"email": "new@school.example", "name": "孙老师", "role": "school"})
    assert (answer.status_code, answer.get_json()["code"]) == (503, code)
    assert stored(world) == before


def test_a_colleague_is_invited_to_the_own_employer(world: World) -> None:
    client = world.client(Role.EMPLOYER)
    assert client.post("/api/colleagues", {"email": "hr2@yunfan.example", "name": "何晓"}).status_code == 201
    token = world.mailer.sent[-1][2].rpartition("#")[2].split()[0]
    waiting = client.get("/api/colleagues").get_json()["items"]
    assert [(each["name"], each["state"]) for each in waiting] == [("陈晓", "active"), ("何晓", "invited")]
    shown = visitor(world).get(opening(token)).get_json()
    assert (shown["school"], shown["employer"]["id"]) == (None, factories.EMPLOYER)
    one = visitor(world)
    assert one.put(opening(token), {"name": "何晓", "password": PASSWORD}).status_code == 201
    people = one.get("/api/colleagues").get_json()["items"]
    assert {(each["name"], each["state"], each["is_me"]) for each in people} == {
        ("陈晓", "active", False), ("何晓", "active", True),
    }  # fmt: skip


def test_a_released_student_is_logged_out_and_can_bind_anew(world: World) -> None:
    student = enrol(world)
    one = visitor(world)
    one.post(PATH, TYPED)
    assert world.client(Role.ADMIN).post(f"/api/students/{student}/release").status_code == 204
    assert one.get("/api/source-record").status_code == 401
    assert visitor(world).post(PATH, TYPED).status_code == 201
    assert [event.kind for event in world.services.store.events(student)] == ["binding_released"]


def test_a_student_without_an_account_is_not_released(world: World) -> None:
    path = f"/api/students/{factories.STUDENT}/release"
    assert_refused(world, Fault("POST", path, {}, 409, "not_bound", None, Role.ADMIN))


def test_a_student_of_another_school_is_not_found(world: World) -> None:
    student = enrol(world)
    world.insert(factories.school(code="10999"), factories.policy(school="10999"))
    account = world.services.store.account("account-admin")
    world.services.store.commit(Replace(replace(account, school="10999", version=account.version + 1)))
    assert_refused(world, Fault("POST", f"/api/students/{student}/release", {}, 404, "not_found", None, Role.ADMIN))
