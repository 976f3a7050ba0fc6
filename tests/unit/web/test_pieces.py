"""Large files: handed in in pieces, put together where a form names them, and given out by a link."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import Role
from functions.usecases.uploads import MOST_AT_ONCE, MOST_BYTES, MOST_PIECES
from functions.web.call import MOST_FORM
from tests import steps
from tests.unit.web.asking import BYTES, PDF, Fault, assert_refused, form, handed_in, visitor
from tests.world import World

# Lambda's limit for a call and for an answer, and what base64 makes of three bytes (Lambda quotas; RFC 4648).
LAMBDA, HEADERS = 6 * 1024 * 1024, 10 * 1024
LARGE = PDF + bytes(MOST_AT_ONCE)


@pytest.fixture
def path(world: World) -> str:
    return f"/api/agreements/{steps.drafted_by_student(world).id}/evidence"


@pytest.mark.parametrize("size", [MOST_AT_ONCE, MOST_FORM], ids=["a piece", "a form"])
def test_it_fits_into_a_call_of_a_function(size: int) -> None:
    assert -(-size // 3) * 4 + HEADERS <= LAMBDA


REFUSED: dict[str, tuple[dict[str, Any], int, str]] = {
    "nothing": ({"data": b""} | BYTES, 400, "malformed"),
    "a form": ({"data": b"x", "content_type": "multipart/form-data; boundary=b"}, 415, "media_type"),
    "a byte too much": ({"data": bytes(MOST_AT_ONCE + 1)} | BYTES, 413, "too_large"),
    "without the token of the session": ({"data": b"x", "headers": {}} | BYTES, 403, "csrf_failed"),
}


@pytest.mark.parametrize(("sent", "status", "code"), REFUSED.values(), ids=REFUSED)
def test_a_piece_is_refused(world: World, sent: dict[str, Any], status: int, code: str) -> None:
    client = world.client(Role.STUDENT)
    headers = {"headers": {"X-CSRF-Token": "csrf"}} | sent
    answer = client.http.post("/api/pieces", **headers)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert not world.blobs.objects


def test_who_has_no_account_yet_hands_in_pieces_too(world: World) -> None:
    client = visitor(world)
    assert client.send("POST", "/api/pieces", **BYTES, data=b"x").status_code == 201


FORMS: dict[str, tuple[dict[str, str], int, str]] = {
    "a piece that is not there": ({"pieces": "abc"}, 422, "upload_lost"),
    "no piece": ({"pieces": ""}, 422, "upload_empty"),
    "a piece too many": ({"pieces": "a " * (MOST_PIECES + 1)}, 413, "upload_too_large"),
    "no id": ({"pieces": "a?b"}, 422, "not_an_id"),
    "a name alone": ({"name": "a.pdf"}, 422, "required"),
}


@pytest.mark.parametrize(("fields", "status", "code"), FORMS.values(), ids=FORMS)
def test_a_file_in_pieces_is_refused(world: World, path: str, fields: dict[str, str], status: int, code: str) -> None:
    body = {f"file.{name}": value for name, value in fields.items()}
    assert_refused(world, Fault("POST", path, body, status, code, "file", files={}))


CONTENTS = {
    "another type than it claims": (LARGE, "a.png", 415, "upload_not_what_it_claims"),
    "a program": (b"MZ" + LARGE, "a.pdf", 415, "upload_type"),
    "a byte too large": (PDF + bytes(MOST_BYTES - len(PDF) + 1), "a.pdf", 413, "upload_too_large"),
}


@pytest.mark.parametrize(("content", "name", "status", "code"), CONTENTS.values(), ids=CONTENTS)
def test_it_is_judged_as_a_whole(world: World, path: str, content: bytes, name: str, status: int, code: str) -> None:
    assert_refused(world, Fault("POST", path, {}, status, code, "file", files={"file": (content, name)}))


def test_a_form_larger_than_a_call_is_refused_unread(world: World, path: str) -> None:
    answer = world.client(Role.STUDENT).post(path, **form({}, {"file": (PDF + bytes(MOST_FORM), "a.pdf")}))
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


def test_a_large_file_comes_whole_and_goes_by_a_link(world: World, path: str) -> None:
    client = world.client(Role.STUDENT)
    kept = client.post(path, **handed_in(client, {}, {"file": (LARGE, "录用函.pdf")}))
    assert kept.status_code == 201
    hash_ = kept.get_json()["initiation"]["files"][-1]["hash"]
    given = client.get(f"{path}/{hash_}")
    assert (given.status_code, given.data) == (303, b"")
    key, _, disposition = given.headers["Location"].removeprefix("memory:").partition("?")
    assert (world.blobs.objects[key], key.partition("/")[0]) == (LARGE, "pieces")
    assert disposition == "inline;%20filename*=UTF-8''evidence.pdf"
    assert given.headers["Cache-Control"] == "no-store"


def test_what_fits_into_an_answer_is_in_it(world: World, path: str) -> None:
    client = world.client(Role.STUDENT)
    content = PDF + bytes(MOST_AT_ONCE - len(PDF))
    kept = client.post(path, **form({}, {"file": (content, "a.pdf")}))
    given = client.get(f"{path}/{kept.get_json()['initiation']['files'][-1]['hash']}")
    assert (given.status_code, len(given.data)) == (200, MOST_AT_ONCE)
