"""`make run` as somebody tries it: the whole story, stop, start again, and what is in the way."""

from __future__ import annotations

import re
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from infra.seed.cast import COLLEGES, PASSWORD, REVIEWER, SCHOOL, YUNFAN
from infra.seed.roster import rows
from tests.integration.infra.local_system import ROOT, Browser, Running, command
from verifier.attestation import Authentic, Status, trust_reader, verify

pytestmark = pytest.mark.slow
FIRST = rows()[0]
STUDENT = {"school": SCHOOL.code, "number": FIRST["学号"], "password": PASSWORD}
TERMS: dict[str, Any] = {
    "position": "软件工程师", "job_category": "专业技术人员", "workplace": "合肥", "monthly_pay": 9000,
    "trial_months": 3, "trial_pay": 7500, "contract_years": 3, "penalty": 5000, "report_by": "2027-07-15",
    "archive": None, "household_address": "", "release_for_study": True, "release_for_civil_service": True, "other": "",
}  # fmt: skip


@dataclass(frozen=True)
class Restarted:
    """A system that was stopped and started again, and what it had before."""

    system: Running
    folder: Path
    agreement: dict[str, Any]
    trust: bytes
    mails: int
    farewell: str


@pytest.fixture(scope="module")
def restarted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restarted]:
    folder = tmp_path_factory.mktemp("local")
    first = Running(folder)
    try:
        agreement = signed(first)
        trust, mails = first.get("/t/trust.cwt")[2], letters(first)
    finally:
        first.stop()
    second = Running(folder, int(first.origin.rpartition(":")[2]))
    yield Restarted(second, folder, agreement, trust, mails, first.farewell)
    second.stop()


def letters(running: Running) -> int:
    return running.get("/mailbox")[2].count(b"<article>")


def staff(running: Running, login: str) -> Browser:
    return Browser(running, login=login, password=PASSWORD)


def signed(running: Running) -> dict[str, Any]:
    """Invite, accept, pass twice; return the agreement as its paper has it."""
    hr, student = staff(running, YUNFAN.email), Browser(running, **STUDENT)
    named = {"school": SCHOOL.code, "name": FIRST["姓名"], "number": FIRST["学号"]}
    found = hr.call("POST", "/api/student-searches", named)["student"]["id"]
    draft = hr.call("POST", "/api/invitations", {"school": SCHOOL.code, "student": found, "terms": TERMS})
    hr.call("PUT", f"/api/invitations/{draft['id']}/dispatch", version=draft["version"])
    offer = student.call("GET", f"/api/invitations/{draft['id']}")
    answer = {"hash": offer["evidence"]["hash"], "confirm": True, "pay_after_trial": 9500}
    agreement = student.call("PUT", f"/api/invitations/{draft['id']}/acceptance", answer)
    path = f"/api/agreements/{draft['id']}"
    for login in (COLLEGES["01"].login, REVIEWER.login):
        reviewer = staff(running, login)
        agreement = reviewer.call("POST", f"{path}/reviews", {"decision": "pass"}, version=agreement["version"])
    return dict(student.until(path, "issued"))


def checked(running: Running, url: str) -> Any:
    """Verify a link with the root that the page pins and the lists that the site publishes."""
    root = re.search(r'name="root" content="([0-9a-f]{64})"', running.get("/v")[2].decode())
    assert root
    trust = trust_reader.read(running.get("/t/trust.cwt")[2], bytes.fromhex(root[1]))
    return verify(url, trust=trust, lists=lambda number: running.get(f"/s/{number}.cwt")[2], now=datetime.now(UTC))


def test_it_stops_with_a_word(restarted: Restarted) -> None:
    assert "saved" in restarted.farewell


def test_it_starts_again_with_the_same_data(restarted: Restarted) -> None:
    found = Browser(restarted.system, **STUDENT).call("GET", f"/api/agreements/{restarted.agreement['id']}")
    assert found["issued"] == restarted.agreement["issued"]


def test_it_starts_again_with_the_same_keys(restarted: Restarted) -> None:
    assert restarted.system.get("/t/trust.cwt")[2] == restarted.trust


def test_it_starts_again_with_the_same_mail(restarted: Restarted) -> None:
    assert letters(restarted.system) >= restarted.mails > 0


def test_an_agreement_comes_to_paper_and_is_genuine_and_valid(restarted: Restarted) -> None:
    report = checked(restarted.system, restarted.agreement["issued"]["url"])
    assert (report.authentic, report.status) == (Authentic.GENUINE, Status.VALID)


def test_its_paper_can_be_printed(restarted: Restarted) -> None:
    student = Browser(restarted.system, **STUDENT)
    printed = student.call("POST", f"/api/agreements/{restarted.agreement['id']}/prints", {"copy": 2})
    assert student.call("GET", printed["href"]).startswith(b"%PDF-1.7")


def test_the_notices_arrive_in_the_mailbox(restarted: Restarted) -> None:
    status, headers, page = restarted.system.get("/mailbox")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert YUNFAN.email in page.decode()


def test_a_school_has_a_queue_to_work_on(restarted: Restarted) -> None:
    reviewer = staff(restarted.system, REVIEWER.login)
    assert len(reviewer.call("GET", "/api/agreements?state=school_review")["items"]) == 3


HEADERS: dict[str, tuple[str, str, str]] = {
    "the portal runs its own scripts only": ("/", "Content-Security-Policy", "script-src 'self'"),
    "nobody frames the portal": ("/", "Content-Security-Policy", "frame-ancestors 'none'"),
    "nobody frames the verifier": ("/v", "Content-Security-Policy", "frame-ancestors 'none'"),
    "a missing page is guarded as well": ("/nothing", "Content-Security-Policy", "default-src 'none'"),
    "the API's answers are not kept": ("/api/session", "Cache-Control", "no-store"),
    "types are not guessed": ("/api/session", "X-Content-Type-Options", "nosniff"),
    "lists are for every verifier": ("/t/trust.cwt", "Access-Control-Allow-Origin", "*"),
    "a trust list says what it is": ("/t/trust.cwt", "Content-Type", "application/trustlist+cwt"),
    "a script is a script": ("/vendor/lit-html/lit-html.js", "Content-Type", "text/javascript"),
}


@pytest.mark.parametrize(("path", "name", "value"), HEADERS.values(), ids=HEADERS)
def test_header(restarted: Restarted, path: str, name: str, value: str) -> None:
    assert value in restarted.system.get(path)[1][name]


MISSING = {
    "a file that is not there": "/nothing",
    "a way out of the folder": "/../aws/services/kms.json",
    "a way out, encoded": "/%2e%2e/root/root.pem",
    "a list that is not there": "/s/999.cwt",
    "a folder": "/pages/",
}


@pytest.mark.parametrize("path", MISSING.values(), ids=MISSING)
def test_not_served(restarted: Restarted, path: str) -> None:
    assert restarted.system.get(path)[0] == 404


def test_a_page_takes_no_writes(restarted: Restarted) -> None:
    assert restarted.system.send(urllib.request.Request(restarted.system.origin + "/", data=b"x"))[0] == 405


def refused(folder: Path, *arguments: str) -> str:
    """Run a command that cannot go on; return what it says."""
    ended = subprocess.run(command(folder, *arguments), cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_a_second_instance_is_refused(restarted: Restarted) -> None:
    assert "another `make run`" in refused(restarted.folder, "run", "--port", "0")


def test_nothing_is_forgotten_while_it_runs(restarted: Restarted) -> None:
    assert "another `make run`" in refused(restarted.folder, "reset")


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port}" in refused(tmp_path, "run", "--port", str(port))


def test_reset_forgets_everything(tmp_path: Path) -> None:
    for name in ("aws", "root", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    (tmp_path / "ready").touch()
    subprocess.run(command(tmp_path, "reset"), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]
