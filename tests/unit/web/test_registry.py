"""B06 over HTTP: a registry's file, the list with its masks, its word taken or dismissed by the school alone."""

from __future__ import annotations

import io
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.errors import Refused
from functions.domain.registry import MismatchKind
from functions.usecases import reviews as reviewing
from tests import factories, steps
from tests.factories import STUDENT
from tests.unit.web.asking import Fault, assert_refused
from tests.world import World

ONE, MANY, LISTED = f"/api/mismatches/{STUDENT}/acceptance", "/api/mismatch-acceptances", "/api/mismatches?cohort=2026"
LEFT, REASON = f"/api/mismatches/{STUDENT}/dismissal", {"reason": "学籍库有误"}
ITEMS = [{"student": STUDENT, "version": 1}]
REFUSED: dict[str, Fault] = {
    "taken by a college": Fault("PUT", ONE, {}, 403, "forbidden", None, Role.COLLEGE, 1),
    "taken by the student": Fault("PUT", ONE, {}, 403, "forbidden", None, Role.STUDENT, 1),
    "taken without a version": Fault("PUT", ONE, {}, 428, "version_required", None, Role.SCHOOL),
    "taken where there is none": Fault("PUT", ONE, {}, 404, "not_found", None, Role.SCHOOL, 1),
    "dismissed by a college": Fault("PUT", LEFT, REASON, 403, "forbidden", None, Role.COLLEGE, 1),
    "dismissed without a version": Fault("PUT", LEFT, REASON, 428, "version_required", None, Role.SCHOOL),
    "dismissed without a reason": Fault("PUT", LEFT, {}, 422, "required", "reason", Role.SCHOOL, 1),
    "dismissed for blanks": Fault("PUT", LEFT, {"reason": " "}, 422, "required", "reason", Role.SCHOOL, 1),
    "dismissed where there is none": Fault("PUT", LEFT, REASON, 404, "not_found", None, Role.SCHOOL, 1),
    "many by a college": Fault("POST", MANY, {"items": ITEMS}, 403, "forbidden", None, Role.COLLEGE),
    "more than a page": Fault("POST", MANY, {"items": ITEMS * 51}, 422, "too_many_entries", "items", Role.SCHOOL),
    "none": Fault("POST", MANY, {}, 422, "required", "items", Role.SCHOOL),
    "a state that is none": Fault("GET", "/api/mismatches?state=x", {}, 422, "not_a_choice", "state", Role.SCHOOL),
    "a cohort that is no year": Fault(
        "GET", "/api/mismatches?cohort=soon", {}, 422, "whole_number", "cohort", Role.SCHOOL),
    "listed for an employer": Fault("GET", "/api/mismatches", {}, 403, "forbidden", None, Role.EMPLOYER),
}  # fmt: skip


@pytest.mark.parametrize("fault", REFUSED.values(), ids=REFUSED)
def test_it_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


def listed(world: World, role: Role = Role.SCHOOL) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = world.client(role).get(LISTED).get_json()["items"]
    return items


def test_b06_the_list_shows_both_values_of_an_id_number_the_last_four(world: World) -> None:
    registry = factories.student(id_mark="9f" * 32, id_last4="0029", major="网络工程")
    world.insert(factories.mismatch(registry=registry, fields=("id_mark", "major")))
    (one,) = listed(world)
    mine = factories.student()
    assert one["fields"] == [
        {"field": "id_number", "own": f"**************{mine.id_last4}", "registry": "**************0029"},
        {"field": "major", "own": mine.major, "registry": "网络工程"},
    ]
    assert (one["actions"], listed(world, Role.COLLEGE)[0]["actions"]) == (["accept", "dismiss"], [])
    done = world.client(Role.SCHOOL).put(ONE, {}, version=1).get_json()
    assert (done["state"], listed(world)) == ("accepted", [])


def test_who_is_on_one_side_only_is_listed_and_nothing_can_be_taken(world: World) -> None:
    world.insert(
        factories.mismatch(kind=MismatchKind.NOT_IN_REGISTRY, registry=None, fields=()),
        factories.mismatch(student="s-new", kind=MismatchKind.NOT_HERE, fields=("major",)),
    )
    assert {one["kind"]: one["actions"] for one in listed(world)} == {
        "not_in_registry": ["dismiss"],
        "not_here": ["dismiss"],
    }
    results = world.client(Role.SCHOOL).post(MANY, {"items": [*ITEMS, {"student": "s-new", "version": 1}]}).get_json()
    assert [one["problem"]["code"] for one in results["results"]] == ["registry_says_nothing"] * 2


def test_b06_an_id_number_of_another_student_is_refused_by_its_name(world: World) -> None:
    world.insert(factories.student(id="s2", number="2022010346", id_mark="9f" * 32), factories.mismatch(
        registry=factories.student(id_mark="9f" * 32, id_last4="0029"), fields=("id_mark",)))  # fmt: skip
    assert_refused(world, Fault("PUT", ONE, {}, 422, "id_number_taken", "id_number", Role.SCHOOL, 1))
    result = world.client(Role.SCHOOL).post(MANY, {"items": ITEMS}).get_json()["results"][0]
    assert (result["problem"]["code"], result["problem"]["rule"]) == ("id_number_taken", "B03")
    assert [one["state"] for one in listed(world)] == ["open"]


def test_b06_what_is_dismissed_is_listed_with_its_reason(world: World) -> None:
    world.insert(factories.mismatch())
    done = world.client(Role.SCHOOL).put(LEFT, REASON, version=1).get_json()
    assert (done["state"], listed(world)) == ("dismissed", [])
    for role in (Role.COLLEGE, Role.ADMIN):
        (one,) = world.client(role).get(f"{LISTED}&state=dismissed").get_json()["items"]
        assert (one["reason"], one["decided_by"], one["actions"]) == (
            "学籍库有误",
            "周敏",
            [],
        )


def test_many_are_taken_and_each_has_its_result(world: World) -> None:
    world.insert(factories.mismatch())
    answer = world.client(Role.SCHOOL).post(MANY, {"items": ITEMS}).get_json()
    assert answer == {"results": [{"student": STUDENT, "is_done": True}]}


def test_a_file_says_what_it_is_for(world: World) -> None:
    def send(**more: str) -> Any:
        data = {"file": (io.BytesIO(b"x"), "a.csv"), **more}
        return world.client(Role.ADMIN).send("POST", "/api/imports", data=data)

    assert send(purpose="registry").get_json()["purpose"] == "registry"
    assert send().get_json()["purpose"] == "roster"
    assert send(purpose="gossip").get_json()["code"] == "not_a_choice"


def flags(world: World, agreement: str, role: Role) -> list[str]:
    shown: list[str] = world.client(role).get(f"/api/agreements/{agreement}").get_json()["flags"]
    return shown


def queued(world: World, state: str) -> list[str]:
    """The flags of the one agreement that waits in a state, as the list has them."""
    (one,) = world.client(Role.SCHOOL).get(f"/api/agreements?state={state}").get_json()["items"]
    shown: list[str] = one["flags"]
    return shown


SETTLERS: dict[str, tuple[str, dict[str, str]]] = {"accepted": (ONE, {}), "dismissed": (LEFT, REASON)}


@pytest.mark.parametrize(("path", "said"), SETTLERS.values(), ids=SETTLERS)
def test_b06_a_reviewer_is_warned_and_answers_until_the_school_has_decided(
    world: World, path: str, said: dict[str, str]
) -> None:
    found = steps.accepted(world)
    reviews = f"/api/agreements/{found.id}/reviews"
    assert flags(world, found.id, Role.COLLEGE) == queued(world, "college_review") == []
    world.insert(factories.mismatch())
    assert [flags(world, found.id, role) for role in (Role.COLLEGE, Role.SCHOOL, Role.STUDENT, Role.EMPLOYER)] == [
        ["registry_differs"], ["registry_differs"], [], []]  # fmt: skip
    assert queued(world, "college_review") == ["registry_differs"]
    passing = {"decision": "pass", "reason": ""}
    assert_refused(world, Fault("POST", reviews, passing, 422, "flags_not_answered", "reason", Role.COLLEGE, 1))
    (in_bulk,) = reviewing.pass_many(world.services, factories.someone(Role.COLLEGE), [(found.id, found.version)])
    assert isinstance(in_bulk.error, Refused)
    answered = world.client(Role.COLLEGE).post(reviews, passing | {"reason": "已与学籍部门核实"}, version=1).get_json()
    assert answered["state"] == "school_review"
    world.client(Role.SCHOOL).put(path, said, version=1)
    assert flags(world, found.id, Role.SCHOOL) == queued(world, "school_review") == []
    assert world.client(Role.SCHOOL).post(reviews, passing, version=2).status_code == 200
