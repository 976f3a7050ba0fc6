"""The graduates: imported from graduates.csv as a school would, then bound to accounts, submitted and reviewed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping

from functions.domain.imports import State
from functions.domain.student import SourceAction
from functions.ports import Services
from functions.usecases import accounts, imports, students
from functions.usecases.accounts import Binding
from infra.seed.cast import ADMIN, PASSWORD, REVIEWER, ROSTER, SCHOOL
from infra.seed.ground import actor

# Those after them are as imported, so that there is somebody left to bind; the last of them has not confirmed.
BOUND = 31


def rows() -> list[Mapping[str, str]]:
    """Return the rows of the roster by header."""
    with ROSTER.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def bring_in(services: Services, work: Callable[[], None], bound: int = BOUND) -> None:
    """Import the roster; let the first `bound` students bind an account and all of them but one be vouched for."""
    admin = actor(services, ADMIN.login)
    uploaded = imports.upload(services, admin, ROSTER.name, ROSTER.read_bytes())
    work()
    imports.start(services, admin, uploaded.id, leave_out_bad=False)
    work()
    done = imports.read(services, admin, uploaded.id)
    if done.state is not State.DONE:
        raise RuntimeError(f"the roster was not imported: {done.state}, {done.problems}")
    for row in rows()[:bound]:
        _bind(services, row)
    for row in rows()[: bound - 1]:
        _confirm(services, row)


def login(row: Mapping[str, str]) -> str:
    """Return the login of the student of a row."""
    return accounts.student_login(SCHOOL.code, row["学号"])


def _bind(services: Services, row: Mapping[str, str]) -> None:
    typed = Binding(
        school=SCHOOL.code, name=row["姓名"], number=row["学号"], id_number=row["证件号码"], password=PASSWORD
    )
    accounts.bind(services, typed)


def _confirm(services: Services, row: Mapping[str, str]) -> None:
    student = actor(services, login(row))
    version = services.store.student(SCHOOL.code, student.party or "").version
    submitted = students.vouch(services, student, row["手机号码"], row["电子邮箱"], version=version)
    reviewer = actor(services, REVIEWER.login)
    students.review(services, reviewer, submitted.id, SourceAction.VERIFY, "", version=submitted.version)
