"""K01 over HTTP: what a scanner reads of the old paper and of the new one, and what the parties read of both."""

from __future__ import annotations

from functions.domain.actors import Role
from functions.domain.deadlines import local_date
from tests.e2e.test_story import checked, done, signed
from tests.world import World
from verifier.attestation import Authentic, Status, cbor, token


def test_the_old_paper_says_at_once_that_it_was_superseded_and_the_new_one_by_whom() -> None:
    world = World()
    first = signed(world)
    path, student, office = f"/api/agreements/{first['id']}", world.client(Role.STUDENT), world.client(Role.SCHOOL)
    done(student.post(f"{path}/prints", {"copy": 1}), 201)
    version = done(student.get(path))["version"]
    asked = done(student.put(f"{path}/reissue", {"reason": "lost", "explanation": "搬家时遗失"}, version=version))
    done(office.put(f"{path}/reissue/approval", version=asked["version"]))
    world.run_jobs()
    second = done(student.get(path))
    old, new = checked(world, first), checked(world, second)
    assert [(one.authentic, one.status) for one in (old, new)] == [
        (Authentic.GENUINE, Status.SUPERSEDED), (Authentic.GENUINE, Status.VALID),
    ]  # fmt: skip
    assert [(one.superseded_by, one.since) for one in (old, new)] == [
        (2, local_date(world.clock.now())), (None, None),
    ]  # fmt: skip
    assert (new.paper.claims.number, new.paper.claims.edition) == (old.paper.claims.number, 2)
    issuances = [world.services.store.find_issuance(first["id"], edition) for edition in (1, 2)]
    before, after = (one for one in issuances if one)
    assert new.paper.claims.supersedes == token.fingerprint(before.token or b"")
    said = cbor.decode(after.record)["supersedes"]
    assert said == {"edition": 1, "at": int(world.clock.now().timestamp())}
    line = done(student.post(f"{path}/prints", {"copy": 1}), 201)["print"]
    assert (line["edition"], line["seq"]) == (2, 2)
    told = [one["kind"] for one in done(world.client(Role.EMPLOYER).get("/api/notices"))["items"]]
    assert {"reissue_requested", "reissue_approved"} <= set(told)
