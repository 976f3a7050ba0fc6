"""The main job over HTTP, on any system that is whole: invite, accept, review, print, check; terminate, check again."""

from __future__ import annotations

import json
import os
import re
import time
import urllib.request
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from typing import Any, Protocol

from functions.usecases import evidence
from functions.usecases.uploads import MOST_AT_ONCE
from infra.seed.cast import COLLEGES, PASSWORD, REVIEWER, SCHOOL, YUNFAN
from infra.seed.roster import rows
from verifier.attestation import trust_reader, verify

PATIENCE = 60.0
JSON, BYTES = "application/json", "application/octet-stream"
BOUNDARY = "a-form-of-the-journey"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
FIRST = rows()[0]
STUDENT = {"school": SCHOOL.code, "number": FIRST["学号"], "password": PASSWORD}
TERMS: dict[str, Any] = {
    "position": "软件工程师", "job_category": "专业技术人员", "workplace": "合肥", "monthly_pay": 9000,
    "trial_months": 3, "trial_pay": 7500, "contract_years": 3, "penalty": 5000, "report_by": "2027-07-15",
    "archive": None, "household_address": "", "release_for_study": True, "release_for_civil_service": True, "other": "",
}  # fmt: skip


class System(Protocol):
    """Whatever serves API, site and lists at one origin."""

    origin: str

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]: ...

    def send(self, request: urllib.request.Request) -> tuple[int, dict[str, str], bytes]: ...


def multipart(form: dict[str, str]) -> bytes:
    parts = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
        for name, text in form.items()
    )
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode()


def _content(body: object) -> tuple[bytes, str]:
    return (body, BYTES) if isinstance(body, bytes) else (json.dumps(body or {}).encode(), JSON)


class Browser:
    """One person's cookies, and the token that writes carry."""

    def __init__(self, system: System, **credentials: str) -> None:
        self.system, self.cookies, self.csrf = system, SimpleCookie(), ""
        self.csrf = self.call("GET", "/api/session")["csrf"]
        self.csrf = self.call("POST", "/api/session", credentials)["csrf"]

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        version: int | None = None,
        form: dict[str, str] | None = None,
    ) -> Any:
        request = urllib.request.Request(self.system.origin + path, method=method)
        request.add_header("Cookie", "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items()))
        if method != "GET":
            request.data, media_type = (multipart(form), MULTIPART) if form else _content(body)
            request.add_header("Content-Type", media_type)
            request.add_header("X-CSRF-Token", self.csrf)
            request.add_header("Origin", self.system.origin)
        if version is not None:
            request.add_header("If-Match", f'"{version}"')
        status, headers, content = self.system.send(request)
        assert status < 400, (method, path, status, content.decode())
        if cookie := headers.get("Set-Cookie"):
            self.cookies.load(cookie)
        return json.loads(content) if headers["Content-Type"].startswith("application/json") else content

    def until(self, path: str, wanted: str) -> Any:
        """Ask until a field is there, as a page that waits would."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if (found := self.call("GET", path)).get(wanted):
                return found
        raise AssertionError(f"{path} never had {wanted}")


def staff(system: System, login: str) -> Browser:
    return Browser(system, login=login, password=PASSWORD)


def signed(system: System) -> dict[str, Any]:
    """Invite, accept, pass twice; return the agreement as its paper has it."""
    hr, student = staff(system, YUNFAN.email), Browser(system, **STUDENT)
    named = {"school": SCHOOL.code, "name": FIRST["姓名"], "number": FIRST["学号"]}
    found = hr.call("POST", "/api/student-searches", named)["student"]["id"]
    draft = hr.call("POST", "/api/invitations", {"school": SCHOOL.code, "student": found, "terms": TERMS})
    hr.call("PUT", f"/api/invitations/{draft['id']}/dispatch", version=draft["version"])
    offer = student.call("GET", f"/api/invitations/{draft['id']}")
    answer = {"hash": offer["evidence"]["hash"], "confirm": True, "pay_after_trial": 9500}
    agreement = student.call("PUT", f"/api/invitations/{draft['id']}/acceptance", answer)
    path = f"/api/agreements/{draft['id']}"
    for login in (COLLEGES["01"].login, REVIEWER.login):
        reviewer = staff(system, login)
        agreement = reviewer.call("POST", f"{path}/reviews", {"decision": "pass"}, version=agreement["version"])
    return dict(student.until(path, "issued"))


def checked(system: System, url: str) -> Any:
    """Verify a link with the root that the page pins and the lists that the site publishes."""
    root = re.search(r'name="root" content="([0-9a-f]{64})"', system.get("/v")[2].decode())
    assert root
    trust = trust_reader.read(system.get("/t/trust.cwt")[2], bytes.fromhex(root[1]))
    return verify(url, trust=trust, lists=lambda number: system.get(f"/s/{number}.cwt")[2], now=datetime.now(UTC))


def terminated(system: System, agreement: dict[str, Any]) -> None:
    """Apply with a letter that is larger than a call of a function, agree, read it and approve."""
    student, hr, office = Browser(system, **STUDENT), staff(system, YUNFAN.email), staff(system, REVIEWER.login)
    path = f"/api/agreements/{agreement['id']}"
    version = student.call("GET", path)["version"]
    letter = b"%PDF-1.7\n" + os.urandom(MOST_AT_ONCE)
    pieces = [
        student.call("POST", "/api/pieces", part)["piece"] for part in (letter[:MOST_AT_ONCE], letter[MOST_AT_ONCE:])
    ]
    form = {"reason": "further_study", "explanation": "考取研究生"}
    form |= {"letter.pieces": " ".join(pieces), "letter.name": "录取通知书.pdf"}
    applied = student.call("POST", f"{path}/terminations", version=version, form=form)
    mine = f"{path}/terminations/{applied['id']}"
    agreed = hr.call("PUT", f"{mine}/answer", {"is_agreed": True, "reason": ""}, version=applied["version"])
    # It is given out by a link to the bucket, which this follows, as a browser does.
    assert office.call("GET", f"{mine}/letter") == letter
    seen = evidence.digest(office.call("GET", mine)["original"])
    read = {"agreement_digest": seen, "letter_digest": evidence.digest_of_file(letter)}
    verdict = {"decision": "pass", "fault": "student", **read}
    office.call("POST", f"{mine}/reviews", verdict, version=agreed["version"])
