"""Signing as a guest over HTTP (section E): the card, a recruiter without an account, the reviewer's check."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.policy import SchoolPolicy
from tests import factories, steps
from tests.steps import NAME
from tests.typed import TERMS
from tests.unit.web.asking import PDF, PNG, Fault, assert_refused, form, visitor
from tests.world import Client, World

UNIT: dict[str, Any] = {
    "name": "合肥启明科技有限公司", "code_path": "", "uscc": steps.GUEST_USCC, "nature": "39", "industry": "I",
    "location": "安徽省合肥市蜀山区", "address": "科学大道1号", "postcode": "230088", "contact": "赵敏",
    "phone": "0551-63602114", "email": "hr@qiming.example",
}  # fmt: skip
GIVEN = {"name", "number", "gender", "college_name", "major", "degree"}


def card(world: World) -> tuple[dict[str, Any], dict[str, str]]:
    """Make a card as the student does; return the answer, and what the recruiter sends with each call."""
    made = world.client(Role.STUDENT).post("/api/cards")
    assert made.status_code == 201
    shown = made.get_json()
    return shown, {"code": shown["link"].partition("#")[2], "name": NAME}


def invite(guest: Client, held: dict[str, str], **more: Any) -> Any:
    return guest.post("/api/guest-invitations", held | {"unit": UNIT, "terms": TERMS, "confirm": True} | more)


def upload(guest: Client, held: dict[str, str], content: bytes = PNG, name: str = "执照.png") -> Any:
    return guest.post("/api/card-files", **form(held, {"file": (content, name)}))


def test_from_a_card_to_a_checked_licence(world: World) -> None:
    shown, held = card(world)
    assert (shown["state"], shown["expires_at"], shown["actions"]) == ("open", "2026-03-12T23:59:59+08:00", ["revoke"])
    assert shown["link"].startswith("https://agreements.example/pages/guest.html#")
    assert set("".join(shown["modules"])) == {"0", "1"}
    guest = visitor(world)
    seen = guest.post("/api/card-scans", {"code": held["code"]}).get_json()
    assert seen == {
        "state": "open", "name": "欧**", "school_name": "江淮理工大学", "expires_at": shown["expires_at"],
        "outcome": None,
    }  # fmt: skip
    named = guest.post("/api/card-verifications", held).get_json()
    assert (named["graduate"]["name"], set(named["graduate"]), named["files"]) == (NAME, GIVEN, [])
    files = upload(guest, held).get_json()["files"]
    assert [file["media_type"] for file in files] == ["image/png"]
    sent = invite(guest, held)
    assert (sent.status_code, sent.get_json()["state"]) == (201, "pending")
    student = world.client(Role.STUDENT)
    (mine,) = student.get("/api/cards").get_json()["items"]
    assert (mine["state"], mine["actions"]) == ("used", [])
    offer = student.get(f"/api/invitations/{mine['invitation']}").get_json()
    assert (offer["trust"], offer["unit"]["name"], offer["material"]["files"]) == ("guest_only", UNIT["name"], files)
    paper = student.get(f"/api/invitations/{offer['id']}/material/{files[0]['hash']}")
    assert (paper.status_code, paper.data) == (200, PNG)
    steps.accept(world, world.services.store.invitation(offer["id"]))
    college = world.client(Role.COLLEGE)
    (row,) = college.get("/api/agreements?state=college_review").get_json()["items"]
    assert (row["trust"], row["mode"], row["has_material"]) == ("guest_only", "qr", True)
    path = f"/api/agreements/{row['id']}"
    read = college.get(path).get_json()
    assert "check_licence" in read["actions"]
    assert college.get(f"{path}/material/{files[0]['hash']}").data == PNG
    checked = college.put(f"{path}/licence-check", {"how": "公示系统可查"}, version=read["version"]).get_json()
    assert (checked["trust"], checked["material"]["check"]["how"]) == ("licence_checked", "公示系统可查")
    assert student.get(path).get_json()["trust"] == "licence_checked"


@pytest.fixture
def beforehand() -> World:
    """A school where a card may carry the graduate's consent (E04)."""
    return World(SchoolPolicy(qr_student_confirms=False))


AGREED = {"unit": UNIT["name"], "terms": TERMS, "pay_after_trial": 9500}


def test_e04_a_consent_is_shown_agreed_to_and_confirmed(beforehand: World) -> None:
    student = beforehand.client(Role.STUDENT)
    assert student.get("/api/cards").get_json()["policy"]["qr_student_confirms"] is False
    shown = student.post("/api/card-consents", AGREED).get_json()
    assert (shown["shown"]["unit"], shown["shown"]["terms"]["position"]) == (UNIT["name"], TERMS["position"])
    consent = AGREED | {"hash": shown["hash"], "confirm": True}
    made = student.post("/api/cards", {"consent": consent}).get_json()
    assert made["unit"] == UNIT["name"]
    held, guest = {"code": made["link"].partition("#")[2], "name": NAME}, visitor(beforehand)
    named = guest.post("/api/card-verifications", held).get_json()
    assert (named["consent"]["unit"], named["consent"]["terms"]["monthly_pay"]) == (UNIT["name"], 9000)
    signed = guest.post("/api/guest-signings", held | {"unit": UNIT, "confirm": True})
    assert (signed.status_code, signed.get_json()["state"]) == (201, "college_review")
    outcome = guest.post("/api/card-scans", {"code": held["code"]}).get_json()["outcome"]
    assert (outcome["state"], outcome["agreement_state"], outcome["may_withdraw"]) == (
        "accepted", "college_review", False)  # fmt: skip
    (row,) = student.get("/api/agreements").get_json()["items"]
    assert row["trust"] == "guest_only"


NOT_AGREED: dict[str, tuple[dict[str, Any], int, str]] = {
    "another digest": ({"hash": "ab" * 32}, 412, "stale"),
    "no word": ({"confirm": False}, 422, "must_be_confirmed"),
    "no unit": ({"unit": ""}, 422, "required"),
}


@pytest.mark.parametrize(("more", "status", "code"), NOT_AGREED.values(), ids=NOT_AGREED)
def test_e04_a_consent_is_refused(beforehand: World, more: dict[str, Any], status: int, code: str) -> None:
    student = beforehand.client(Role.STUDENT)
    seen = student.post("/api/card-consents", AGREED).get_json()["hash"]
    refused = student.post("/api/cards", {"consent": AGREED | {"hash": seen, "confirm": True} | more})
    assert (refused.status_code, refused.get_json()["code"]) == (status, code)


def test_the_link_says_how_it_stands_and_takes_it_back(world: World) -> None:
    _, held = card(world)
    guest = visitor(world)
    invite(guest, held)
    outcome = guest.post("/api/card-scans", {"code": held["code"]}).get_json()["outcome"]
    assert (outcome["state"], outcome["employer_name"], outcome["may_withdraw"]) == ("pending", UNIT["name"], True)
    assert "number" not in str(outcome)
    assert guest.put("/api/guest-invitations/withdrawal", held).get_json()["state"] == "withdrawn"
    again = guest.post("/api/card-scans", {"code": held["code"]}).get_json()["outcome"]
    assert (again["state"], again["may_withdraw"]) == ("withdrawn", False)


def test_a_code_is_told_once(world: World) -> None:
    shown, held = card(world)
    secret = held["code"].partition(".")[2]
    student = world.client(Role.STUDENT)
    for path in ("/api/cards", f"/api/cards/{shown['id']}"):
        assert secret not in student.get(path).get_data(as_text=True)


def test_a_revoked_card_opens_nothing(world: World) -> None:
    shown, held = card(world)
    student = world.client(Role.STUDENT)
    path = f"/api/cards/{shown['id']}/revocation"
    assert student.put(path, version=1).get_json()["state"] == "revoked"
    assert student.put(path, version=1).status_code == 412
    guest = visitor(world)
    assert guest.post("/api/card-scans", {"code": held["code"]}).get_json()["state"] == "revoked"
    assert guest.post("/api/card-verifications", held).get_json()["code"] == "card_revoked"


def test_c09_a_guest_gets_units_without_their_recruiters(world: World) -> None:
    _, held = card(world)
    guest = visitor(world)
    found = guest.post("/api/card-units", held | {"begins": "合肥云帆"})
    (unit,) = found.get_json()["items"]
    assert unit["name"] == factories.employer().name
    assert {"contact", "phone", "email", "id"}.isdisjoint(unit)
    assert factories.employer().contact not in found.get_data(as_text=True)


def test_c06_an_upload_is_taken_away_again(world: World) -> None:
    _, held = card(world)
    guest = visitor(world)
    (file,) = upload(guest, held).get_json()["files"]
    assert guest.post("/api/card-file-removals", held | {"hash": file["hash"]}).get_json() == {"files": []}


def test_a_school_without_cards_says_so(world: World) -> None:
    world.insert(factories.policy(number=2, policy=SchoolPolicy(qr_signing_without_account=False)))
    student = world.client(Role.STUDENT)
    assert student.get("/api/cards").get_json()["may_make"]["code"] == "qr_signing_not_offered"
    assert student.post("/api/cards").get_json()["code"] == "qr_signing_not_offered"


def test_a_military_unit_needs_no_code_and_a_foreign_one_no_postcode(world: World) -> None:
    for unit in ({"code_path": "military", "uscc": ""}, {"code_path": "foreign", "uscc": "", "postcode": ""}):
        _, held = card(world)
        more = {"unit": UNIT | unit | {"name": f"某{unit['code_path']}单位"}}
        assert invite(visitor(world), held, **more).status_code == 201


SENT = "/api/guest-invitations"
ALL = {"code": "k.s", "name": NAME, "unit": UNIT, "terms": TERMS, "confirm": True}


def without(name: str) -> dict[str, Any]:
    return {field: value for field, value in ALL.items() if field != name}


REFUSED: dict[str, Fault] = {
    "a scan of nothing": Fault("POST", "/api/card-scans", {}, 422, "required", "code", Role.PUBLIC),
    "a scan of a card of nobody": Fault(
        "POST", "/api/card-scans", {"code": "k.s"}, 404, "not_found", None, Role.PUBLIC),
    "a scan with a wish": Fault(
        "POST", "/api/card-scans", {"code": "k.s", "id": "1"}, 422, "unknown_field", "id", Role.PUBLIC),
    "naming nobody": Fault("POST", "/api/card-verifications", {"code": "k.s"}, 422, "required", "name", Role.PUBLIC),
    "a name that is none": Fault(
        "POST", "/api/card-verifications", {"code": "k.s", "name": "<b>"}, 422, "name_character", "name", Role.PUBLIC),
    "one letter of a unit": Fault(
        "POST", "/api/card-units", {"code": "k.s", "name": NAME, "begins": "合"}, 422, "too_short", "begins",
        Role.PUBLIC),
    "no file": Fault(
        "POST", "/api/card-files", {"code": "k.s", "name": NAME}, 422, "required", "file", Role.PUBLIC, files={}),
    "a file of no type": Fault(
        "POST", "/api/card-files", {"code": "k.s", "name": NAME}, 415, "upload_type", "file", Role.PUBLIC,
        files={"file": (b"MZ", "a.exe")}),
    "a file for a card of nobody": Fault(
        "POST", "/api/card-files", {"code": "k.s", "name": NAME}, 404, "not_found", None, Role.PUBLIC,
        files={"file": (PDF, "a.pdf")}),
    "inviting without a unit": Fault("POST", SENT, without("unit"), 422, "required", "unit", Role.PUBLIC),
    "inviting without terms": Fault("POST", SENT, without("terms"), 422, "required", "terms", Role.PUBLIC),
    "inviting without a word": Fault("POST", SENT, without("confirm"), 422, "required", "confirm", Role.PUBLIC),
    "a unit without a contact": Fault(
        "POST", SENT, ALL | {"unit": UNIT | {"contact": ""}}, 422, "required", "unit.contact", Role.PUBLIC),
    "a unit without an address for the answer": Fault(
        "POST", SENT, ALL | {"unit": UNIT | {"email": ""}}, 422, "required", "unit.email", Role.PUBLIC),
    "a code with a wrong check digit": Fault(
        "POST", SENT, ALL | {"unit": UNIT | {"uscc": "91340100MA2TUGKR0B"}}, 422, "uscc_check_character", "unit.uscc",
        Role.PUBLIC),
    "a military unit with a code": Fault(
        "POST", SENT, ALL | {"unit": UNIT | {"code_path": "military"}}, 422, "uscc_and_code_path", "unit.uscc",
        Role.PUBLIC),
    "no position": Fault(
        "POST", SENT, ALL | {"terms": TERMS | {"position": ""}}, 422, "required", "terms.position", Role.PUBLIC),
    "a consent where the graduate answers": Fault(
        "POST", "/api/card-consents", {"unit": "某单位", "terms": TERMS, "pay_after_trial": 9500}, 409,
        "consent_not_offered"),
    "signing without a unit": Fault(
        "POST", "/api/guest-signings", {"code": "k.s", "name": NAME, "confirm": True}, 422, "required", "unit",
        Role.PUBLIC),
    "signing by a card of nobody": Fault(
        "POST", "/api/guest-signings", {"code": "k.s", "name": NAME, "unit": UNIT, "confirm": True}, 404, "not_found",
        None, Role.PUBLIC),
    "withdrawing by a card of nobody": Fault(
        "PUT", f"{SENT}/withdrawal", {"code": "k.s", "name": NAME}, 404, "not_found", None, Role.PUBLIC),
    "an employer's card": Fault("POST", "/api/cards", {}, 403, "forbidden", None, Role.EMPLOYER),
    "a card with a wish": Fault("POST", "/api/cards", {"days": 99}, 422, "unknown_field", "days"),
    "a check without a word": Fault(
        "PUT", "/api/agreements/none/licence-check", {}, 422, "required", "how", Role.COLLEGE, 1),
    "a check by the administrator": Fault(
        "PUT", "/api/agreements/none/licence-check", {"how": "查过"}, 403, "forbidden", None, Role.ADMIN, 1),
}  # fmt: skip


@pytest.mark.parametrize("fault", REFUSED.values(), ids=REFUSED)
def test_it_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


def test_another_site_cannot_send(world: World) -> None:
    guest = visitor(world)
    answer = guest.http.post("/api/card-scans", json={}, headers={"X-CSRF-Token": guest.csrf, "Origin": "https://evil"})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "foreign_origin")
