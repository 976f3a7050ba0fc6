"""Decision 7 over HTTP: a mistaken pass is undone by two people, passed again, and the old code is no longer good."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import Role
from functions.usecases import issuing
from tests.e2e.test_story import checked, done, signed
from tests.world import World
from verifier.attestation import Authentic, Status

REASON = "审核时看错了单位"


def asked(world: World, agreement: dict[str, Any]) -> dict[str, Any]:
    path = f"/api/agreements/{agreement['id']}/undoing"
    current = done(world.client(Role.SCHOOL).get(f"/api/agreements/{agreement['id']}"))
    return dict(done(world.client(Role.SCHOOL).put(path, {"reason": REASON}, version=current["version"])))


def undone(world: World, agreement: dict[str, Any]) -> dict[str, Any]:
    version = asked(world, agreement)["version"]
    path = f"/api/agreements/{agreement['id']}/undoing/approval"
    return dict(done(world.client(Role.ADMIN).put(path, version=version)))


def passed_again(world: World, agreement: dict[str, Any]) -> dict[str, Any]:
    path = f"/api/agreements/{agreement['id']}"
    done(world.client(Role.SCHOOL).post(f"{path}/reviews", {"decision": "pass"}, version=agreement["version"]))
    world.run_jobs()
    return dict(done(world.client(Role.STUDENT).get(path)))


def test_an_undone_pass_is_passed_again_as_the_next_edition_of_the_same_number() -> None:
    world = World()
    first = signed(world)
    assert checked(world, first).status is Status.VALID
    back = undone(world, first)
    assert (back["state"], back["number"], back["issued"]) == ("school_review", first["number"], None)
    world.run_jobs()
    report = checked(world, first)
    assert (report.authentic, report.status) == (Authentic.GENUINE, Status.TERMINATED)
    second = passed_again(world, back)
    assert (second["number"], second["issued"]["edition"]) == (first["number"], 2)
    assert second["issued"]["url"] != first["issued"]["url"]
    old, new = checked(world, first), checked(world, second)
    assert (old.authentic, old.status, old.superseded_by) == (Authentic.GENUINE, Status.SUPERSEDED, 2)
    assert (new.authentic, new.status) == (Authentic.GENUINE, Status.VALID)
    claims = [one.paper.claims for one in (old, new)]
    assert [(one.edition, bool(one.supersedes)) for one in claims] == [(1, False), (2, True)]


def test_it_can_be_undone_twice() -> None:
    world = World()
    first = signed(world)
    second = passed_again(world, undone(world, first))
    third = passed_again(world, undone(world, second))
    statuses = [checked(world, one).status for one in (first, second, third)]
    assert statuses == [Status.SUPERSEDED, Status.SUPERSEDED, Status.VALID]
    assert [checked(world, one).superseded_by for one in (first, second, third)] == [2, 3, None]
    assert (third["number"], third["issued"]["edition"]) == (first["number"], 3)


def test_an_edition_that_was_prepared_and_never_issued_is_passed_over() -> None:
    world = World()
    first = signed(world)
    back = undone(world, first)
    reviews = f"/api/agreements/{first['id']}/reviews"
    done(world.client(Role.SCHOOL).post(reviews, {"decision": "pass"}, version=back["version"]))
    found = world.services.store.agreement(first["id"])
    made, _ = issuing.prepare(world.services, found, world.services.store.policy(found.school, 1).policy)
    third = passed_again(world, undone(world, first))
    assert (third["number"], third["issued"]["edition"]) == (first["number"], 3)
    assert (made.number, made.edition) == (first["number"], 2)
    assert world.services.store.find_mark(made.status_list, made.status_index) is None
    assert [checked(world, one).status for one in (first, third)] == [Status.SUPERSEDED, Status.VALID]
    assert checked(world, first).superseded_by is None, "the list never says that it was edition 2"
    assert not any(f"/{made.edition}/" in key for key in world.blobs.objects)


@pytest.mark.parametrize("party", [Role.STUDENT, Role.EMPLOYER])
def test_both_parties_read_the_reason_and_are_told(party: Role) -> None:
    world = World()
    agreement = signed(world)
    undone(world, agreement)
    world.run_jobs()
    client = world.client(party)
    story = done(client.get(f"/api/agreements/{agreement['id']}/timeline"))
    assert [one["details"].get("reason") for one in story["items"][-2:]] == [REASON, REASON]
    assert story["is_whole"]
    told = [one["kind"] for one in done(client.get("/api/notices"))["items"]]
    assert {"undo_requested", "review_undone"} <= set(told)
    bodies = [body for to, _, body in world.mailer.sent if to == f"{party}@example.org"]
    assert sum(REASON in body for body in bodies) == 2


def test_a_colleague_is_told_that_a_second_person_is_needed() -> None:
    world = World()
    agreement = signed(world)
    asked(world, agreement)
    world.run_jobs()
    assert "undo_requested" in [one["kind"] for one in done(world.client(Role.ADMIN).get("/api/notices"))["items"]]
    shown = [done(world.client(role).get(f"/api/agreements/{agreement['id']}")) for role in (Role.SCHOOL, Role.ADMIN)]
    assert [one["undo"]["is_own"] for one in shown] == [True, False]
    assert ["undo" in one["actions"] for one in shown] == [False, True]


def test_what_was_printed_is_not_undone() -> None:
    world = World()
    agreement = signed(world)
    waiting = asked(world, agreement)
    path = f"/api/agreements/{agreement['id']}"
    done(world.client(Role.STUDENT).post(f"{path}/prints", {"copy": 1}), 201)
    stale = world.client(Role.ADMIN).put(f"{path}/undoing/approval", version=waiting["version"])
    assert (stale.status_code, stale.get_json()["code"]) == (412, "stale")
    late = world.client(Role.ADMIN).put(f"{path}/undoing/approval", version=waiting["version"] + 1)
    assert (late.status_code, late.get_json()["code"]) == (409, "already_printed")
    assert checked(world, agreement).status is Status.VALID
