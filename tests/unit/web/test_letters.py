"""A letter that waits, over HTTP (G07): what is taken for one, who sees it, and that the application takes it along."""

from __future__ import annotations

import io
from typing import Any

import pytest

from functions.domain.actors import Role
from tests import steps
from tests.unit.web.asking import JPEG, PDF, Fault, assert_refused
from tests.world import World


def put(world: World, agreement: str, content: bytes = JPEG, name: str = "IMG_0001.jpg") -> Any:
    data = {"file": (io.BytesIO(content), name)}
    return world.client(Role.STUDENT).send("PUT", f"/api/agreements/{agreement}/termination-letter", data=data)


def test_g07_what_the_phone_uploads_the_desk_finds_and_applies_with(world: World) -> None:
    found = steps.issued(world)
    path = f"/api/agreements/{found.id}"
    desk = world.client(Role.STUDENT)
    assert desk.get(f"{path}/termination-letter").get_json() == {"letter": None}
    assert put(world, found.id).status_code == 200
    arrived = desk.get(f"{path}/termination-letter").get_json()["letter"]
    assert (arrived["media_type"], arrived["size"]) == ("image/jpeg", len(JPEG))
    assert desk.get(f"{path}/termination-letter/{arrived['hash']}").get_data() == JPEG
    said = {"reason": "other", "explanation": "另有安排"}
    made = desk.post(f"{path}/terminations", said, version=found.version).get_json()
    assert desk.get(f"{path}/terminations/{made['id']}/letter").get_data() == JPEG
    assert desk.get(f"{path}/termination-letter").get_json() == {"letter": None}


def test_the_other_side_and_the_school_see_no_letter_that_waits(world: World) -> None:
    found = steps.issued(world)
    hash_ = put(world, found.id).get_json()["letter"]["hash"]
    path = f"/api/agreements/{found.id}/termination-letter"
    assert world.client(Role.EMPLOYER).get(path).get_json() == {"letter": None}
    assert world.client(Role.EMPLOYER).get(f"{path}/{hash_}").status_code == 404
    assert world.client(Role.SCHOOL).get(path).status_code == 403


def test_it_is_taken_away_again(world: World) -> None:
    found = steps.issued(world)
    put(world, found.id)
    path = f"/api/agreements/{found.id}/termination-letter"
    assert world.client(Role.STUDENT).send("DELETE", path).get_json() == {"letter": None}
    assert world.client(Role.STUDENT).send("DELETE", path).status_code == 404


FILES: dict[str, tuple[dict[str, tuple[bytes, str]], int, str]] = {
    "no file": ({}, 422, "required"),
    "an empty one": ({"file": (b"", "a.pdf")}, 422, "upload_empty"),
    "a page": ({"file": (b"<html>", "a.html")}, 415, "upload_type"),
    "a PDF that is called a photo": ({"file": (PDF, "a.jpg")}, 415, "upload_not_what_it_claims"),
}


@pytest.mark.parametrize(("files", "status", "said"), FILES.values(), ids=FILES.keys())
def test_no_letter(world: World, files: dict[str, tuple[bytes, str]], status: int, said: str) -> None:
    path = f"/api/agreements/{steps.issued(world).id}/termination-letter"
    assert_refused(world, Fault("PUT", path, {}, status, said, "file", files=files))
