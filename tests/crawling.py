"""A school in full use, and everything that one person can read of it: every GET route, with every id there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from functions.domain import access
from functions.domain.actors import Role, student_address
from functions.domain.agreement import Action, Agreement
from functions.domain.agreement import State as AgreementState
from functions.domain.blank_form import BlankFormReason, Handout
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.grounds import Reason
from functions.domain.student import CorrectionState
from functions.domain.termination import Application
from functions.domain.termination import State as TerminationState
from functions.usecases import agreements, blank_forms, imports, prints, reviews, students, terminations
from functions.usecases.uploads import PDF, Upload
from functions.web.app import routes
from functions.web.routing import Route
from tests import factories, steps
from tests.world import Client, World

_PARAMETER = re.compile(r"<(?:int:)?(\w+)>")
_STATES = sorted({*AgreementState, *AdmissionState, *RegistrationState, *CorrectionState, *TerminationState})
# How each list can be narrowed; a list that is not named takes no parameters.
_QUERIES: dict[str, list[str]] = {
    path: [f"?state={state}{more}" for state in _STATES for more in ("", "&college=203", "&college=204")]
    for path in ("/api/agreements", "/api/terminations", "/api/corrections", "/api/admissions", "/api/employers")
} | {"/api/students": [f"?cohort={year}{more}" for year in (2025, 2026) for more in ("", "&college=203")]}

Ids = Mapping[str, tuple[str, ...]]


def in_use(world: World) -> dict[str, str]:
    """Put every kind of record with an id into a world; return the ids by the names that paths give them."""
    sent, code = steps.interviewed(world), steps.carded(world)
    college, guest = steps.actor(world, Role.COLLEGE), steps.accept(world, steps.invited_by_guest(world, code))
    reviews.review(world.services, college, guest.id, Action.FAIL, "单位无从核实", version=guest.version)
    begun = steps.initiated(world)
    reviews.review(world.services, college, begun.id, Action.FAIL, "材料不实", version=begun.version)
    found = steps.issued(world)
    student, college, admin = (steps.actor(world, role) for role in (Role.STUDENT, Role.COLLEGE, Role.ADMIN))
    line = prints.print_copy(world.services, student, found.id, 1)
    found = agreements.read(world.services, student, found.id)[0]
    applied = terminations.apply(
        world.services, student, found.id, Application(reason=Reason.FURTHER_STUDY, explanation="考取研究生"),
        version=found.version, letter=Upload(b"%PDF-1.7 letter", PDF),
    )  # fmt: skip
    letters = [factories.waiting_letter(agreement=found.id, role=role) for role in (Role.STUDENT, Role.EMPLOYER)]
    world.insert(*letters)
    world.blobs.objects[letters[0].file.key] = b"%PDF-1.7 waiting letter"
    handout = Handout(mark="HN-0012", reason=BlankFormReason.FIRST)
    blank = blank_forms.issue(world.services, college, factories.STUDENT, handout)
    batch = prints.request_batch(world.services, college, (found.id,))
    asked = students.request_correction(world.services, student, "major", "软件工程", "大二转专业")
    uploaded = imports.upload(world.services, admin, "名单.xlsx", b"PK not a workbook")
    world.run_jobs()
    world.blobs.objects["licences/1"] = b"%PDF-1.7 licence"
    notice = world.services.store.notices(student_address(factories.STUDENT)).items[0]
    return {
        "invitation": found.id, "agreement": found.id, "termination": applied.id, "seq": str(line.seq),
        "batch": batch.id, "correction_id": asked.id, "import_": uploaded.id, "student_id": factories.STUDENT,
        "employer_id": factories.EMPLOYER, "school": factories.SCHOOL, "case": notice.case,
        "account": f"account-{Role.COLLEGE}", "initiated": begun.id, "file": begun.begun.files[0].hash,
        "mark": blank.mark, "position": sent.position, "application": sent.id,
        "card_id": code.partition(".")[0], "by_guest": guest.id, "material": _material(guest),
        "letter": letters[0].file.hash,
    }  # fmt: skip


def _material(found: Agreement) -> str:
    return found.guest.files[0].hash if found.guest else ""


def readings(role: Role) -> list[Route]:
    """Return the GET routes that a role may use."""
    return [route for route in routes() if route.method == "GET" and access.may(route.may, role)]


def parameters(route: Route) -> list[str]:
    """Return the names of the ids in a route's path."""
    return _PARAMETER.findall(route.path)


def path(route: Route, ids: Mapping[str, str]) -> str:
    """Return the path that a route has with these ids."""
    return _PARAMETER.sub(lambda found: ids[found[1]], route.path)


def paths(route: Route, ids: Ids) -> Iterator[str]:
    """Give each path that a route has with these ids, and each query of a list."""
    names = parameters(route)
    for values in product(*(ids.get(name, ()) for name in names)):
        filled = path(route, dict(zip(names, values, strict=True)))
        yield filled
        yield from (filled + query for query in _QUERIES.get(filled, ()))


def everything(client: Client, role: Role, ids: Ids) -> dict[str, str]:
    """Return the text of every answer that a person gets, by path; files are left out."""
    answers = {path: client.get(path) for route in readings(role) for path in paths(route, ids)}
    return {path: each.get_data(as_text=True) for path, each in answers.items() if each.is_json}
