"""The main job end to end over HTTP: invite, accept, review, issue, print, check; terminate, check again."""

from __future__ import annotations

import io
from typing import Any

import pikepdf

from functions.domain.actors import Role
from functions.usecases import evidence
from tests import factories
from tests.typed import TERMS
from tests.world import HOST, World, printer
from verifier.attestation import Authentic, Status, trust_reader, verify


def done(response: Any, status: int = 200) -> Any:
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json()


def accepted(world: World) -> dict[str, Any]:
    """Invite the student and accept."""
    employer, student = world.client(Role.EMPLOYER), world.client(Role.STUDENT)
    body = {"school": factories.SCHOOL, "student": factories.STUDENT, "terms": TERMS}
    draft = done(employer.post("/api/invitations", body), 201)
    path = f"/api/invitations/{draft['id']}"
    sent = done(employer.put(f"{path}/dispatch", version=draft["version"]))
    assert sent["state"] == "pending"
    offer = done(student.get(path))
    answer = {"hash": offer["evidence"]["hash"], "confirm": True, "pay_after_trial": 9500}
    return dict(done(student.put(f"{path}/acceptance", answer)))


def signed(world: World) -> dict[str, Any]:
    """Take an accepted agreement through both reviews and issue it."""
    agreement = accepted(world)
    for role in (Role.COLLEGE, Role.SCHOOL):
        path = f"/api/agreements/{agreement['id']}/reviews"
        agreement = done(world.client(role).post(path, {"decision": "pass"}, version=agreement["version"]))
    assert agreement["state"] == "signed"
    world.run_jobs()
    return dict(done(world.client(Role.STUDENT).get(f"/api/agreements/{agreement['id']}")))


def checked(world: World, agreement: dict[str, Any]) -> Any:
    """Verify the link as a stranger would, with what the site publishes."""
    trust = trust_reader.read(world.publish_trust(), world.root.public_key().public_bytes_raw())
    url, now = agreement["issued"]["url"], world.clock.now()
    return verify(url, trust=trust, lists=lambda number: world.site.read(f"s/{number}.cwt"), now=now)


def test_an_agreement_is_signed_printed_checked_and_terminated() -> None:
    world = World(press=printer())
    agreement = signed(world)
    assert agreement["issued"]["url"].startswith(f"https://{HOST}/v#1")
    report = checked(world, agreement)
    assert (report.authentic, report.status) == (Authentic.GENUINE, Status.VALID)


def test_the_same_paper_says_so_after_a_termination() -> None:
    world = World(press=printer())
    agreement = signed(world)
    employer, student = world.client(Role.EMPLOYER), world.client(Role.STUDENT)
    path = f"/api/agreements/{agreement['id']}"
    (status,) = (content for name, content in world.site.files.items() if name.startswith("s/"))
    line = done(student.post(f"{path}/prints", {"copy": 2}), 201)
    with pikepdf.open(io.BytesIO(student.get(line["href"]).get_data())) as drawn:
        assert drawn.attachments["status.cwt"].get_file().read_bytes() == status
    agreement = done(student.get(path))
    form = {"reason": "further_study", "explanation": "考取研究生"}
    applied = done(
        student.post(
            f"{path}/terminations", version=agreement["version"], data=form, content_type="multipart/form-data"
        ),
        201,
    )
    mine = f"{path}/terminations/{applied['id']}"
    agreed = done(employer.put(f"{mine}/answer", {"is_agreed": True, "reason": ""}, version=applied["version"]))
    office = world.client(Role.SCHOOL)
    seen = evidence.digest(done(office.get(mine))["original"])
    verdict = {"decision": "pass", "fault": "student", "agreement_digest": seen}
    done(office.post(f"{mine}/reviews", verdict, version=agreed["version"]))
    world.clock.pass_(minutes=1)
    world.run_jobs()
    report = checked(world, agreement)
    assert (report.authentic, report.status) == (Authentic.GENUINE, Status.TERMINATED)
    assert done(student.get(path))["state"] == "terminated"
    timeline = done(student.get(f"{path}/timeline"))
    assert timeline["is_whole"]
    assert [event["kind"] for event in timeline["items"]] == [
        "invitation_sent", "invitation_accepted", "review_passed", "review_passed", "agreement_signed",
        "agreement_issued", "agreement_printed", "termination_applied", "termination_agreed", "agreement_terminated",
    ]  # fmt: skip
