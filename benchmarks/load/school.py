"""A school at work, as `python -m benchmarks.load.school STUDENTS AGREEMENTS STREAM` in the folder of a bundle.

The roster is imported; of its students some bind an account. Each of them is invited, accepts and is passed twice; the
issuer signs, and the student prints. Each tenth agreement is terminated. It prints what was spent, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import handler  # type: ignore[import-not-found]  # Zappa's, in the bundle
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks import roster
from benchmarks.load.calling import Gateway, Stream, count_calls
from benchmarks.load.profile import Profile
from functions import bootstrap, entrypoints, settings
from functions.adapters.spreadsheet.writing import write_xlsx
from functions.domain.student import SourceAction
from functions.usecases import accounts, evidence, imports, students
from functions.usecases.accounts import Binding
from infra.local import trusted
from infra.seed import ground
from infra.seed.cast import ADMIN, COLLEGES, PASSWORD, REVIEWER, SCHOOL, YUNFAN
from tests.integration.infra.journey import TERMS, Browser, staff

EACH_TERMINATED = 10


class School:
    """One school, the functions that it uses, and what they spent."""

    def __init__(self, stream: str) -> None:
        found = settings.read()
        self.profile, self.issuer = Profile(), bootstrap.issuer(found)
        self.gateway = Gateway(self.profile, handler.lambda_handler, found.host)
        ground.lay(self.issuer.services)
        trusted.ensure(self.issuer, Ed25519PrivateKey.generate())
        count_calls(self.profile)
        self.stream = Stream(self.profile, entrypoints.issuer, stream)

    def enrol(self, count: int, bound: int) -> list[dict[str, str]]:
        """Import a roster; return those of its rows whose students may be invited, by header."""
        services, admin = self.issuer.services, ground.actor(self.issuer.services, ADMIN.login)
        lines = [_ours(row) for row in roster.rows(count)]
        made = imports.upload(services, admin, "名单.xlsx", write_xlsx(roster.HEADERS, lines))
        self.stream.run("the roster is checked")
        imports.start(services, admin, made.id, leave_out_bad=False)
        self.stream.run("the roster is imported")
        found = [dict(zip(roster.HEADERS, line, strict=True)) for line in lines[:bound]]
        for row in found:
            if services.store.find_account(accounts.student_login(SCHOOL.code, row["学号"])) is None:
                self._bind(row)
        return found

    def _bind(self, row: dict[str, str]) -> None:
        services, names = self.issuer.services, {"school": SCHOOL.code, "name": row["姓名"], "number": row["学号"]}
        accounts.bind(services, Binding(**names, id_number=row["证件号码"], password=PASSWORD))
        student = ground.actor(services, accounts.student_login(SCHOOL.code, row["学号"]))
        version = services.store.student(SCHOOL.code, student.party or "").version
        sent = students.vouch(services, student, row["手机号码"], row["电子邮箱"], version=version)
        reviewer = ground.actor(services, REVIEWER.login)
        students.review(services, reviewer, sent.id, SourceAction.VERIFY, "", version=sent.version)

    def work(self, rows: Sequence[dict[str, str]]) -> None:
        """Let one student after another come to an agreement, and see what waits in between, as people do."""
        hr, *reviewers = (staff(self.gateway, login) for login in (YUNFAN.email, COLLEGES["01"].login, REVIEWER.login))
        for number, row in enumerate(rows):
            student = Browser(self.gateway, school=SCHOOL.code, number=row["学号"], password=PASSWORD)
            signed = _signed(hr, student, reviewers, row)
            self.stream.run("an agreement is issued")
            _printed(student, signed["id"])
            if number % EACH_TERMINATED == 0:
                _terminated(hr, student, reviewers[-1], signed["id"])
                self.stream.run("a termination is published")


def _ours(row: list[str]) -> list[str]:
    return [
        SCHOOL.colleges[0].name if header == "学院" else cell for header, cell in zip(roster.HEADERS, row, strict=True)
    ]


def _signed(hr: Browser, student: Browser, reviewers: list[Browser], row: dict[str, str]) -> dict[str, Any]:
    named = {"school": SCHOOL.code, "name": row["姓名"], "number": row["学号"]}
    found = hr.call("POST", "/api/student-searches", named)["student"]["id"]
    draft = hr.call("POST", "/api/invitations", {"school": SCHOOL.code, "student": found, "terms": TERMS})
    path = f"/api/invitations/{draft['id']}"
    hr.call("PUT", f"{path}/dispatch", version=draft["version"])
    offer = student.call("GET", path)
    answer = {"hash": offer["evidence"]["hash"], "confirm": True, "pay_after_trial": 9500}
    agreement = student.call("PUT", f"{path}/acceptance", answer)
    for reviewer in reviewers:
        reviewer.call("GET", f"/api/agreements?state={agreement['state']}")
        seen = reviewer.call("GET", f"/api/agreements/{agreement['id']}")
        path = f"/api/agreements/{agreement['id']}/reviews"
        agreement = reviewer.call("POST", path, {"decision": "pass"}, version=seen["version"])
    return dict(agreement)


def _printed(student: Browser, agreement: str) -> None:
    path = f"/api/agreements/{agreement}"
    if not student.call("GET", path).get("issued"):
        raise RuntimeError("the issuer issued nothing: the log says why")
    student.call("GET", student.call("POST", f"{path}/prints", {"copy": 2})["href"])


def _terminated(hr: Browser, student: Browser, office: Browser, agreement: str) -> None:
    path = f"/api/agreements/{agreement}"
    form = {"reason": "further_study", "explanation": "考取研究生"}
    applied = student.call("POST", f"{path}/terminations", version=student.call("GET", path)["version"], form=form)
    mine = f"{path}/terminations/{applied['id']}"
    agreed = hr.call("PUT", f"{mine}/answer", {"is_agreed": True, "reason": ""}, version=applied["version"])
    seen = evidence.digest(office.call("GET", mine)["original"])
    verdict = {"decision": "pass", "fault": "student", "agreement_digest": seen}
    office.call("POST", f"{mine}/reviews", verdict, version=agreed["version"])


def main(count: int, agreements: int, stream: str) -> None:
    """Let a school work, and say what that took after the first agreement."""
    school = School(stream)
    school.work(school.enrol(1, 1))
    with school.profile.running():
        school.work(school.enrol(count, 1 + agreements)[1:])
    print(json.dumps(school.profile.told()))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
