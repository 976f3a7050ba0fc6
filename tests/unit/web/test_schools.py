"""Schools over HTTP: the public list, the office's page, the seal, and the platform's schools and keys."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from functions.domain.actors import Role
from tests import factories
from tests.unit.web.asking import JPEG, PDF, PNG, Fault, assert_refused, form, visitor
from tests.world import PASSWORD, World

COLLEGES = [{"code": "203", "name": "计算机与信息学院"}, {"code": "204", "name": "管理学院"}]
PROFILE = {
    "department": "就业指导中心", "contact": "周敏", "phone": "0551-60000001", "address": "学府路 1 号",
    "colleges": [*COLLEGES, {"code": "JX", "name": "机械学院"}],
}  # fmt: skip


def test_anybody_sees_the_schools_by_name(world: World) -> None:
    for number in range(60):
        world.insert(factories.school(code=f"{20000 + number}", name=f"第{number}学院"))
    items = visitor(world).get("/api/schools").get_json()["items"]
    assert len(items) == 61
    assert items[0] == {"code": factories.SCHOOL, "name": "江淮理工大学"}


def test_the_office_changes_what_the_form_prints(world: World) -> None:
    changed = world.client(Role.ADMIN).put("/api/school", PROFILE, version=1).get_json()
    assert (changed["department"], changed["version"], len(changed["colleges"])) == ("就业指导中心", 2, 3)
    assert world.client(Role.COLLEGE).get("/api/school").get_json()["colleges"][2] == {"code": "JX", "name": "机械学院"}


def test_a_college_can_be_renamed(world: World) -> None:
    renamed = PROFILE | {"colleges": [COLLEGES[0] | {"name": "计算机学院"}, COLLEGES[1]]}
    changed = world.client(Role.ADMIN).put("/api/school", renamed, version=1).get_json()
    assert changed["colleges"][0]["name"] == "计算机学院"


def change(typed: dict[str, Any], status: int, code: str, at: str | None = None, version: int | None = 1) -> Fault:
    return Fault("PUT", "/api/school", PROFILE | typed, status, code, at, Role.ADMIN, version)


NO_CHANGE = {
    "no department": change({"department": ""}, 422, "required", "department"),
    "a department too long": change({"department": "部" * 61}, 422, "too_long", "department"),
    "a control character": change({"address": "学府路\x07"}, 422, "character_not_allowed", "address"),
    "no phone": change({"phone": "60000001"}, 422, "phone", "phone"),
    "no list of colleges": change({"colleges": None}, 422, "required", "colleges"),
    "a text for colleges": change({"colleges": "管理学院"}, 422, "not_a_list", "colleges"),
    "a name for a college": change({"colleges": ["管理学院"]}, 422, "not_an_object", "colleges.0"),
    "a college without a name": change({"colleges": [{"code": "203"}]}, 422, "required", "colleges.0.name"),
    "a code with a blank": change({"colleges": [{"code": "2 3", "name": "甲"}]}, 422, "not_an_id", "colleges.0.code"),
    "a full-width code": change({"colleges": [{"code": "２０３", "name": "甲"}]}, 422, "full_width", "colleges.0.code"),
    "a code twice": change({"colleges": [*COLLEGES, COLLEGES[0]]}, 422, "college_repeated", "colleges"),
    "a college left out": change({"colleges": COLLEGES[:1]}, 422, "college_removed", "colleges"),
    "too many colleges": change({"colleges": [{}] * 201}, 422, "too_many_entries", "colleges"),
    "another name for the school": change({"name": "别的大学"}, 422, "unknown_field", "name"),
    "a stale version": change({}, 412, "stale", version=2),
    "no version": change({}, 428, "version_required", version=None),
}


@pytest.mark.parametrize("fault", NO_CHANGE.values(), ids=NO_CHANGE.keys())
def test_a_change_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


def drawn(kind: str, size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", size, "red").save(picture, kind, **more)
    return picture.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_seal_is_kept_and_shown(world: World, kind: str) -> None:
    client = world.client(Role.ADMIN)
    assert client.get("/api/school/seal").status_code == 404
    changed = client.put("/api/school/seal", version=1, **form({}, {"seal": (drawn(kind), "seal")}))
    assert (changed.status_code, changed.get_json()["has_seal"]) == (200, True)
    shown = world.client(Role.SCHOOL).get("/api/school/seal")
    assert shown.content_type == "image/png"
    assert Image.open(io.BytesIO(shown.data)).size == (40, 30)


def seal(files: Any, status: int, code: str, at: str | None = "seal", version: int = 1) -> Fault:
    return Fault("PUT", "/api/school/seal", {}, status, code, at, Role.ADMIN, version, files)


NO_SEAL = {
    "no image": seal({}, 422, "required"),
    "a PDF": seal({"seal": (PDF, "seal.pdf")}, 415, "upload_type"),
    "an SVG": seal({"seal": (b"<svg/>", "seal.svg")}, 415, "upload_type"),
    "half a picture": seal({"seal": (drawn("PNG")[:60], "seal.png")}, 422, "picture_unreadable"),
    "a picture in name only": seal({"seal": (PNG, "seal.png")}, 422, "picture_unreadable"),
    "a photo in name only": seal({"seal": (JPEG, "seal.jpg")}, 422, "picture_unreadable"),
    "a stale version": seal({"seal": (PNG, "seal.png")}, 412, "stale", None, version=5),
}


@pytest.mark.parametrize("fault", NO_SEAL.values(), ids=NO_SEAL.keys())
def test_a_seal_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


NEW = {"code": "10999", "name": "江南大学堂", "admin_email": "admin@jiangnan.example", "admin_name": "陆主任"}


def test_the_platform_begins_a_school(world: World) -> None:
    made = world.client(Role.OPERATOR).post("/api/operator/schools", NEW)
    assert (made.status_code, made.get_json()["code"]) == (201, "10999")
    assert world.services.store.policies("10999")[0].number == 1
    token = world.mailer.sent[-1][2].rpartition("#")[2].split()[0]
    one = visitor(world)
    opened = one.put(f"/api/account-invitations/{token}", {"name": "陆主任", "password": PASSWORD}).get_json()
    assert (opened["account"]["role"], opened["account"]["school"]["code"]) == ("admin", "10999")
    assert one.get("/api/policies").get_json()["current"]["number"] == 1


def begin(typed: dict[str, Any], status: int, code: str, at: str | None) -> Fault:
    return Fault("POST", "/api/operator/schools", NEW | typed, status, code, at, Role.OPERATOR)


NO_SCHOOL = {
    "a code of four digits": begin({"code": "1099"}, 422, "school_code", "code"),
    "a code that begins with zero": begin({"code": "01099"}, 422, "school_code", "code"),
    "a full-width code": begin({"code": "１０９９９"}, 422, "full_width", "code"),
    "a number for a code": begin({"code": 10999}, 422, "not_text", "code"),
    "no name": begin({"name": ""}, 422, "required", "name"),
    "no address": begin({"admin_email": "陆主任"}, 422, "not_ascii", "admin_email"),
    "a school that is there": begin({"code": factories.SCHOOL}, 422, "school_exists", "code"),
}


@pytest.mark.parametrize("fault", NO_SCHOOL.values(), ids=NO_SCHOOL.keys())
def test_a_school_is_not_begun(world: World, fault: Fault) -> None:
    assert_refused(world, fault)
    assert world.mailer.sent == []


def test_the_platform_lists_schools_and_public_keys(world: World) -> None:
    client = world.client(Role.OPERATOR)
    assert [each["code"] for each in client.get("/api/operator/schools").get_json()["items"]] == [factories.SCHOOL]
    keys = client.get("/api/operator/keys").get_json()["items"]
    assert {key["use"] for key in keys} == {"agreement", "status"}
    assert all(len(bytes.fromhex(key["public"])) == 32 for key in keys)
    assert not {"reference", "private"} & set(keys[0])
