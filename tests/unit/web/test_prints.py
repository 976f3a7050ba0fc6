"""Prints over HTTP: one copy, the register, batches; each refused by field, nothing entered that was not printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from functions.domain.policy import SchoolPolicy
from tests import steps
from tests.unit.web.asking import Fault, ask, assert_refused, stored
from tests.world import World, printer

Row = tuple[Any, Role, int, str, str | None]
COPIES: dict[str, Row] = {
    "no copy": ({}, Role.STUDENT, 422, "required", "copy"),
    "an empty copy": ({"copy": ""}, Role.STUDENT, 422, "required", "copy"),
    "copy 0": ({"copy": 0}, Role.STUDENT, 422, "out_of_range", "copy"),
    "a negative copy": ({"copy": -1}, Role.STUDENT, 422, "out_of_range", "copy"),
    "copy 4 of 3": ({"copy": 4}, Role.STUDENT, 422, "unknown_copy", "copy"),
    "copy 21": ({"copy": 21}, Role.STUDENT, 422, "out_of_range", "copy"),
    "half a copy": ({"copy": 1.5}, Role.STUDENT, 422, "whole_number", "copy"),
    "a copy that is true": ({"copy": True}, Role.STUDENT, 422, "whole_number", "copy"),
    "a list of copies": ({"copy": [1, 2]}, Role.STUDENT, 422, "whole_number", "copy"),
    "a full-width copy": ({"copy": "１"}, Role.STUDENT, 422, "full_width", "copy"),
    "a copy in words": ({"copy": "一"}, Role.STUDENT, 422, "not_ascii", "copy"),
    "a formula": ({"copy": "=1"}, Role.STUDENT, 422, "whole_number", "copy"),
    "HTML": ({"copy": "<b>1</b>"}, Role.STUDENT, 422, "whole_number", "copy"),
    "a control character": ({"copy": "1\x00"}, Role.STUDENT, 422, "character_not_allowed", "copy"),
    "a number without end": ({"copy": "1" * 19}, Role.STUDENT, 422, "whole_number", "copy"),
    "more than anybody types": ({"copy": "1" * 21}, Role.STUDENT, 422, "too_long", "copy"),
    "a holder of one's choice": ({"copy": 1, "holder": "本人"}, Role.STUDENT, 422, "unknown_field", "holder"),
    "the platform": ({"copy": 1}, Role.OPERATOR, 403, "forbidden", None),
    "a visitor": ({"copy": 1}, Role.PUBLIC, 401, "login_required", None),
}


@pytest.fixture(scope="module")
def issued() -> tuple[World, str]:
    """An issued agreement; a refusal leaves it as it is."""
    world = World()
    return world, f"/api/agreements/{steps.issued(world).id}/prints"


@pytest.mark.parametrize("row", COPIES.values(), ids=COPIES)
def test_a_copy_is_refused(issued: tuple[World, str], row: Row) -> None:
    (world, path), (body, role, status, code, at) = issued, row
    assert_refused(world, Fault("POST", path, body, status, code, at, role))


STATES: dict[str, tuple[Callable[[World], Any], SchoolPolicy, str]] = {
    "under review": (steps.accepted, SchoolPolicy(), "state_does_not_allow"),
    "signed and not yet issued": (steps.signed, SchoolPolicy(), "not_issued_yet"),
    "terminated": (
        lambda w: steps.approved(w, steps.agreed(w, steps.applied(w, steps.issued(w)))), SchoolPolicy(),
        "state_does_not_allow",
    ),
    "where the student does not print": (
        steps.issued, SchoolPolicy(who_prints=frozenset({Role.SCHOOL})), "role_may_not_print",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("begin", "policy", "code"), STATES.values(), ids=STATES)
def test_the_state_does_not_allow_it(begin: Callable[[World], Any], policy: SchoolPolicy, code: str) -> None:
    world = World(policy)
    begun = begin(world)
    case = begun.id if isinstance(begun, Agreement) else begun.agreement
    assert_refused(world, Fault("POST", f"/api/agreements/{case}/prints", {"copy": 1}, 409, code))


def test_a_printed_copy_can_be_had_again_and_no_other(world: World) -> None:
    world.press = printer()
    path = f"/api/agreements/{steps.issued(world).id}/prints"
    client = world.client(Role.STUDENT)
    made = client.post(path, {"copy": " 2 "}).get_json()
    assert (made["print"]["seq"], made["print"]["copy"], made["href"]) == (1, 2, f"{path}/1.pdf")
    assert client.get(made["href"]).get_data().startswith(b"%PDF-")
    for seq in ("2", "0", "-1", "x"):
        assert (seq, client.get(f"{path}/{seq}.pdf").status_code) == (seq, 404)


BATCHES: dict[str, Row] = {
    "no list": ({}, Role.SCHOOL, 422, "required", "agreements"),
    "an empty list": ({"agreements": []}, Role.SCHOOL, 422, "required", "agreements"),
    "a list in words": ({"agreements": "all"}, Role.SCHOOL, 422, "not_a_list", "agreements"),
    "an object": ({"agreements": {"a": 1}}, Role.SCHOOL, 422, "not_a_list", "agreements"),
    "an empty id": ({"agreements": ["a", ""]}, Role.SCHOOL, 422, "required", "agreements.1"),
    "a number for an id": ({"agreements": [7]}, Role.SCHOOL, 422, "not_text", "agreements.0"),
    "a full-width id": ({"agreements": ["ａ"]}, Role.SCHOOL, 422, "not_an_id", "agreements.0"),
    "HTML for an id": ({"agreements": ["<b>"]}, Role.SCHOOL, 422, "not_an_id", "agreements.0"),
    "a formula for an id": ({"agreements": ["=A1"]}, Role.SCHOOL, 422, "not_an_id", "agreements.0"),
    "a control character": ({"agreements": ["a\x00"]}, Role.SCHOOL, 422, "not_an_id", "agreements.0"),
    "an id with blanks around": ({"agreements": [" a "]}, Role.SCHOOL, 422, "not_an_id", "agreements.0"),
    "an id too long": ({"agreements": ["a" * 101]}, Role.SCHOOL, 422, "not_an_id", "agreements.0"),
    "301 agreements": ({"agreements": ["a"] * 301}, Role.SCHOOL, 422, "too_many_entries", "agreements"),
    "copies of one's choice": ({"agreements": ["a"], "copies": [1]}, Role.SCHOOL, 422, "unknown_field", "copies"),
    "by the student": ({"agreements": ["a"]}, Role.STUDENT, 403, "forbidden", None),
    "by the employer": ({"agreements": ["a"]}, Role.EMPLOYER, 403, "forbidden", None),
}


@pytest.mark.parametrize("row", BATCHES.values(), ids=BATCHES)
def test_a_batch_is_refused(issued: tuple[World, str], row: Row) -> None:
    (world, _), (body, role, status, code, at) = issued, row
    assert_refused(world, Fault("POST", "/api/print-batches", body, status, code, at, role))


def test_what_is_not_ones_own_is_left_out_of_a_batch_as_if_it_were_not_there(world: World) -> None:
    """Of an agreement of another college and of none the batch says the same."""
    found = steps.issued(world)
    world.open_account(Role.COLLEGE, id="other", login="other@example.org", college="204")
    client = world.client(Role.COLLEGE, "other")
    made = client.post("/api/print-batches", {"agreements": [found.id, "nothing", found.id]}).get_json()
    assert (made["state"], made["total"], made["href"]) == ("queued", 2, None)
    world.run_jobs()
    after = client.get(f"/api/print-batches/{made['id']}").get_json()
    assert (after["state"], after["error"]) == ("failed", "nothing_to_print")
    assert (after["skipped"], after["href"]) == ([found.id, "nothing"], None)
    assert world.services.store.prints(found.id) == ()


def test_a_batch_has_no_file_before_it_is_drawn(world: World) -> None:
    world.press = printer()
    found = steps.issued(world)
    made = ask(
        world, Fault("POST", "/api/print-batches", {"agreements": [found.id]}, 202, "", role=Role.SCHOOL)
    ).get_json()
    before = stored(world)
    answer = world.client(Role.SCHOOL).get(f"/api/print-batches/{made['id']}.pdf")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")
    assert stored(world) == before
    world.run_jobs()
    assert world.client(Role.SCHOOL).get(f"/api/print-batches/{made['id']}.pdf").get_data().startswith(b"%PDF-")
