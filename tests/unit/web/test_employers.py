"""Employers over HTTP: registration, review, resubmission, licence."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.account import FREE_FAILURES
from functions.domain.actors import Role
from functions.domain.employer import CodePath, RegistrationState
from functions.ports import ChannelRefused
from tests import factories
from tests.unit.web.asking import JPEG, PDF, PNG, Fault, ask, assert_refused, form, stored, visitor
from tests.world import PASSWORD, World

DETAILS = {
    "name": "合肥星河科技有限公司", "uscc": "91110000600037341L", "code_path": "", "nature": "39", "industry": "34",
    "location": "340104", "address": "望江西路 800 号", "postcode": "230088", "contact": "何晓",
    "phone": "0551-61111111", "email": "hr@xinghe.example",
}  # fmt: skip
LICENCE = {"licence": (PDF, "licence.pdf")}
SECOND = "f5h7j2k4m6n3p5q7r2s4t6v3w5"


def post(typed: dict[str, Any], status: int = 202, code: str = "", at: str | None = None, files: Any = None) -> Fault:
    given = LICENCE if files is None else files
    return Fault("POST", "/api/employers", DETAILS | typed, status, code, at, Role.PUBLIC, files=given)


def registered(world: World, **typed: Any) -> str:
    """Hand in a registration; return where the mail's link leads, "" when it has none."""
    answer = ask(world, post(typed))
    to = {**DETAILS, **typed}["email"]
    assert (answer.status_code, answer.get_json()) == (202, {"mailed_to": to})
    mailed, _, body = world.mailer.sent[-1]
    assert mailed == to
    return body.partition("#")[2].split()[0] if "#" in body else ""


def completed(world: World, token: str) -> Any:
    return visitor(world).send(
        "PUT", f"/api/account-invitations/{token}", {"name": "何晓", "password": PASSWORD}
    )  # fmt: skip


def test_an_employer_registers_answers_the_mail_and_is_logged_in(world: World) -> None:
    token, before = registered(world), list(world.services.store.employers(RegistrationState.REGISTERED).items)
    invited = visitor(world).get(f"/api/account-invitations/{token}").get_json()
    assert (invited["employer"]["name"], invited["name"], before) == (DETAILS["name"], "何晓", [])
    assert invited["registers"] is True
    account = completed(world, token).get_json()["account"]
    unit = world.services.store.employer(account["employer"]["id"])
    assert (unit.state, unit.nature, unit.industry) == ("registered", "其他企业", "信息传输、软件和信息技术服务业")
    assert unit.location == "安徽省合肥市蜀山区"
    assert (world.blobs.get(unit.licence), unit.licence.partition("/")[0]) == (PDF, "licences")
    assert [event.kind for event in world.services.store.events(unit.id)] == ["employer_registered"]
    assert completed(world, token).get_json()["code"] == "invitation_used"


REGISTERED: dict[str, dict[str, Any]] = {
    "a code that begins with a letter": {"uscc": "N2340100MF12345672"},
    "a code with remainder zero": {"uscc": "911100001000002860"},
    "a code in lower case with blanks": {"uscc": " 91110000600037341l "},
    "a military unit without a code": {"code_path": "military", "uscc": ""},
    "a foreign employer without code and postcode": {"code_path": "foreign", "uscc": "", "postcode": "",
                                                     "phone": "+442071234567"},
    "labels instead of codes": {"nature": "国有企业", "industry": "教育"},
    "a place in words": {"location": "香港特别行政区"},
    "HTML and formulas are legal text": {"name": "=SUM(A1)<b>公司</b>"},
}  # fmt: skip


@pytest.mark.parametrize("typed", REGISTERED.values(), ids=REGISTERED.keys())
def test_registers(world: World, typed: dict[str, Any]) -> None:
    assert completed(world, registered(world, **typed)).status_code == 201


BAD = {
    "no name": post({"name": ""}, 422, "required", "name"),
    "a name too long": post({"name": "公" * 61}, 422, "too_long", "name"),
    "a control character in a name": post({"name": "公\x00司"}, 422, "character_not_allowed", "name"),
    "a direction override in a name": post({"name": "公\u202e司"}, 422, "character_not_allowed", "name"),
    "no code": post({"uscc": ""}, 422, "required", "uscc"),
    "a code of 15 digits": post({"uscc": "340207031104123"}, 422, "uscc_fifteen_digits", "uscc"),
    "a code of 15 characters": post({"uscc": "91340207031104K"}, 422, "uscc_length", "uscc"),
    "a wrong check character": post({"uscc": "91350100M000100Y4Z"}, 422, "uscc_characters", "uscc"),
    "another wrong check character": post({"uscc": "123456789123456789"}, 422, "uscc_check_character", "uscc"),
    "a full-width digit in the code": post({"uscc": "９1110000600037341L"}, 422, "full_width", "uscc"),
    "a code and a reason for none": post({"code_path": "military"}, 422, "uscc_and_code_path", "uscc"),
    "another reason for no code": post({"code_path": "secret", "uscc": ""}, 422, "not_a_choice", "code_path"),
    "another nature": post({"nature": "银行"}, 422, "not_in_table", "nature"),
    "no industry": post({"industry": ""}, 422, "required", "industry"),
    "a place that no table has": post({"location": "999999"}, 422, "not_in_table", "location"),
    "a short postcode": post({"postcode": "23000"}, 422, "postcode", "postcode"),
    "full-width digits in the postcode": post({"postcode": "２３００８８"}, 422, "full_width", "postcode"),
    "digits for a contact": post({"contact": "12345"}, 422, "name_character", "contact"),
    "no phone": post({"phone": "120"}, 422, "phone", "phone"),
    "no e-mail": post({"email": "hr.xinghe.example"}, 422, "email", "email"),
    "a password, which comes with the mail's link": post({"password": PASSWORD}, 422, "unknown_field", "password"),
    "a stranger": post({"state": "approved"}, 422, "unknown_field", "state"),
    "no licence": post({}, 422, "required", "licence", {}),
    "an empty licence": post({}, 422, "upload_empty", "licence", {"licence": (b"", "a.pdf")}),
    "a program for a licence": post({}, 415, "upload_type", "licence", {"licence": (b"MZ\x90", "a.pdf")}),
    "a photo that claims to be a PDF": post(
        {}, 415, "upload_not_what_it_claims", "licence", {"licence": (JPEG, "a.pdf")}
    ),
    "a licence too large": post(
        {}, 413, "upload_too_large", "licence", {"licence": (PDF + bytes(10 * 1024 * 1024), "a.pdf")}
    ),
}


@pytest.mark.parametrize("fault", BAD.values(), ids=BAD.keys())
def test_a_registration_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


def test_every_fault_of_a_registration_is_said_at_once(world: World) -> None:
    typed = {"name": "", "uscc": "1", "postcode": "2", "email": "3"}
    answer = ask(world, post(typed, files={}))
    assert {each["field"] for each in answer.get_json()["problems"]} == {*typed, "licence"}


KNOWN: dict[str, dict[str, str]] = {
    "a code that is registered": {"uscc": "91350100M000100Y43"},
    "an address that has an account": {"email": "employer@example.org"},
}


@pytest.mark.parametrize("typed", KNOWN.values(), ids=KNOWN)
def test_what_is_known_already_is_told_to_the_mailbox_only(world: World, typed: dict[str, str]) -> None:
    before = stored(world)
    assert registered(world, **typed) == ""
    assert stored(world) == before
    assert DETAILS["name"] in world.mailer.sent[-1][2]


def test_of_two_registrations_under_one_code_the_mail_that_is_answered_first_counts(world: World) -> None:
    mine, theirs = registered(world), registered(world, email="boss@xinghe.example")
    assert completed(world, theirs).status_code == 201
    answer = completed(world, mine)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "employer_already_registered")
    assert completed(world, mine).get_json()["code"] == "employer_already_registered", "the link is not used up by it"


def test_of_two_registrations_under_one_address_the_first_one_counts(world: World) -> None:
    first, second = registered(world), registered(world, uscc="12411528MB034775XM")
    assert completed(world, first).status_code == 201
    assert completed(world, second).get_json()["code"] == "employer_already_registered"


def test_nobodys_mailbox_is_filled_from_here(world: World) -> None:
    codes = [ask(world, post({})).status_code for _ in range(FREE_FAILURES + 1)]
    assert codes == [202] * FREE_FAILURES + [429]
    assert len(world.mailer.sent) == FREE_FAILURES


def test_a_mail_that_cannot_be_sent_leaves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def send(*_: str) -> None:
        raise ChannelRefused("address_refused", is_final=True)

    monkeypatch.setattr(world.mailer, "send", send)
    assert_refused(world, post({}, 422, "mail_not_accepted", "email"))


def test_a_registration_lapses_with_its_link(world: World) -> None:
    token = registered(world)
    world.clock.pass_(days=7, seconds=1)
    assert completed(world, token).get_json()["code"] == "invitation_lapsed"


def add(world: World, **fields: Any) -> str:
    unit = factories.employer(id=SECOND, name="合肥星河科技有限公司", uscc="12411528MB034775XM", nature="国有企业",
                              industry="教育", **fields)  # fmt: skip
    world.insert(unit)
    world.blobs.put(unit.licence, PNG, "image/png")
    return f"/api/employers/{unit.id}"


REVIEWS = {
    "approved": ("registered", {"action": "approve"}, "approved"),
    "returned": ("registered", {"action": "return", "reason": "执照不清晰"}, "returned"),
    "refused": ("registered", {"action": "refuse", "reason": "单位不存在"}, "refused"),
    "suspended": ("approved", {"action": "suspend", "reason": "被投诉"}, "suspended"),
    "restored": ("suspended", {"action": "restore"}, "approved"),
}


@pytest.mark.parametrize(("before", "typed", "after"), REVIEWS.values(), ids=REVIEWS.keys())
def test_the_platform_reviews(world: World, before: str, typed: dict[str, str], after: str) -> None:
    path = add(world, state=RegistrationState(before))
    answer = world.client(Role.OPERATOR).put(f"{path}/review", typed, version=1)
    assert (answer.status_code, answer.get_json()["state"], answer.get_json()["version"]) == (200, after, 2)
    event = world.services.store.events(SECOND)[-1]
    assert (event.kind, event.audience) == ("employer_reviewed", (f"employer:{SECOND}",))


def review(typed: dict[str, Any], status: int, code: str, at: str | None = None, version: int | None = 1) -> Fault:
    return Fault("PUT", f"/api/employers/{SECOND}/review", typed, status, code, at, Role.OPERATOR, version)


NO_REVIEW = {
    "no decision": review({}, 422, "required", "action"),
    "another decision": review({"action": "resubmit"}, 422, "not_a_choice", "action"),
    "a return without a reason": review({"action": "return"}, 422, "reason_required", "reason"),
    "a reason of dots": review({"action": "return", "reason": "……"}, 422, "reason_says_nothing", "reason"),
    "a reason too long": review({"action": "return", "reason": "字" * 501}, 422, "too_long", "reason"),
    "a state that does not allow it": review({"action": "restore"}, 409, "state_does_not_allow"),
    "a stale version": review({"action": "approve"}, 412, "stale", version=7),
    "no version": review({"action": "approve"}, 428, "version_required", version=None),
}


@pytest.mark.parametrize("fault", NO_REVIEW.values(), ids=NO_REVIEW.keys())
def test_a_review_is_refused(world: World, fault: Fault) -> None:
    add(world)
    assert_refused(world, fault)


def test_a_stale_review_shows_the_registration_as_it_is(world: World) -> None:
    add(world)
    assert ask(world, NO_REVIEW["a stale version"]).get_json()["current"]["version"] == 1


def test_an_employer_that_is_not_there_is_not_found(world: World) -> None:
    assert_refused(world, review({"action": "approve"}, 404, "not_found"))


CORRECTED = DETAILS | {"uscc": "12411528MB034775XM", "name": "合肥星河科技股份有限公司"}


def own_account(world: World) -> None:
    world.open_account(Role.EMPLOYER, id="second", login="hr@second.example", party=SECOND)


def resubmit(world: World, typed: dict[str, Any], files: Any, version: int = 1) -> Any:
    client = world.client(Role.EMPLOYER, "second")
    return client.put("/api/employer", version=version, **form(CORRECTED | typed, files))


def test_a_returned_registration_is_handed_in_again(world: World) -> None:
    add(world, state=RegistrationState.RETURNED, reason="执照不清晰", code_path=CodePath.NONE)
    own_account(world)
    mine = world.client(Role.EMPLOYER, "second").get("/api/employer").get_json()
    assert (mine["state"], mine["reason"], mine["actions"]) == ("returned", "执照不清晰", ["resubmit"])
    assert (mine["nature"], mine["nature_name"]) == ("31", "国有企业")
    again = resubmit(world, {}, {"licence": (JPEG, "new.jpg")}).get_json()
    assert (again["state"], again["reason"], again["name"]) == ("registered", "", "合肥星河科技股份有限公司")
    assert world.client(Role.EMPLOYER, "second").get("/api/employer/licence").data == JPEG


def test_the_earlier_licence_stands_when_no_new_one_is_given(world: World) -> None:
    add(world, state=RegistrationState.RETURNED)
    own_account(world)
    assert resubmit(world, {}, {}).status_code == 200
    shown = world.client(Role.EMPLOYER, "second").get("/api/employer/licence")
    assert (shown.data, shown.content_type) == (PNG, "image/png")


NO_RESUBMISSION = {
    "not returned": ({}, RegistrationState.APPROVED, 1, 409, "state_does_not_allow"),
    "stale": ({}, RegistrationState.RETURNED, 3, 412, "stale"),
    "another's code": ({"uscc": "91350100M000100Y43"}, RegistrationState.RETURNED, 1, 409,
                       "employer_already_registered"),
    "a password": ({"password": PASSWORD}, RegistrationState.RETURNED, 1, 422, "unknown_field"),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "state", "version", "status", "code"), NO_RESUBMISSION.values(),
                         ids=NO_RESUBMISSION.keys())  # fmt: skip
def test_a_registration_is_not_handed_in_again(
    world: World, typed: dict[str, str], state: RegistrationState, version: int, status: int, code: str
) -> None:
    add(world, state=state)
    own_account(world)
    before = stored(world)
    answer = resubmit(world, typed, {"licence": (PDF, "a.pdf")}, version)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert stored(world) == before


def test_the_platform_lists_what_waits(world: World) -> None:
    add(world)
    client = world.client(Role.OPERATOR)
    assert [each["id"] for each in client.get("/api/employers").get_json()["items"]] == [SECOND]
    approved = client.get("/api/employers?state=approved").get_json()["items"]
    assert [each["id"] for each in approved] == [factories.EMPLOYER]
    wrong = client.get("/api/employers?state=all")
    assert (wrong.status_code, wrong.get_json()["field"]) == (422, "state")


SEEN = {
    "the platform": (Role.OPERATOR, factories.EMPLOYER, 200),
    "a school that it has asked": (Role.SCHOOL, factories.EMPLOYER, 200),
    "the administrator of such a school": (Role.ADMIN, factories.EMPLOYER, 200),
    "a school that it has not asked": (Role.SCHOOL, SECOND, 404),
    "nobody's": (Role.SCHOOL, "nobody", 404),
}


@pytest.mark.parametrize(("role", "unit", "status"), SEEN.values(), ids=SEEN.keys())
def test_who_sees_an_employer_and_its_licence(world: World, role: Role, unit: str, status: int) -> None:
    add(world)
    world.blobs.put("licences/1", PDF, "application/pdf")
    client = world.client(role)
    assert client.get(f"/api/employers/{unit}").status_code == status
    assert client.get(f"/api/employers/{unit}/licence").status_code == status


COLLEAGUES = {
    "no address": ({"name": "何晓"}, "required", "email"),
    "a bad address": ({"name": "何晓", "email": "何晓@yunfan"}, "not_ascii", "email"),
    "no name": ({"email": "a@b.cn"}, "required", "name"),
    "a role": ({"name": "何晓", "email": "a@b.cn", "role": "operator"}, "unknown_field", "role"),
}


@pytest.mark.parametrize(("typed", "code", "field"), COLLEAGUES.values(), ids=COLLEAGUES.keys())
def test_a_colleague_is_not_invited(world: World, typed: dict[str, str], code: str, field: str) -> None:
    assert_refused(world, Fault("POST", "/api/colleagues", typed, 422, code, field, Role.EMPLOYER))
    assert world.mailer.sent == []


def test_a_visitor_cannot_register_as_somebody_else(world: World) -> None:
    made = ask(world, post({"party": factories.EMPLOYER}))
    assert (made.status_code, made.get_json()["field"]) == (422, "party")
    assert visitor(world).get("/api/employer").status_code == 401
