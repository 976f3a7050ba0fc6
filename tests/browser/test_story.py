"""`make run` as somebody tries it: the whole story over HTTP, stop, start again, and at its pages; what is in the way.

AWS is emulated, jobs run, papers are printed. One sample serves all: to make it takes longer than the rest.
"""

from __future__ import annotations

import socket
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from infra.seed.cast import REVIEWER, YUNFAN
from tests.browser import people
from tests.integration.infra.journey import STUDENT, Browser, checked, signed, staff
from tests.integration.infra.local_system import ROOT, Running, command
from verifier.attestation import Authentic, Status

pytestmark = pytest.mark.slow


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


@pytest.fixture
def opened(browser: Chromium, restarted: Restarted) -> Iterator[Callable[..., Page]]:
    with people.opening(browser, restarted.system.origin) as opens:
        yield opens


def test_an_agreement_from_invitation_to_terminated_paper(opened: Callable[..., Page], tmp_path: Path) -> None:
    """As its people live it, at their pages."""
    employer = people.as_staff(opened, YUNFAN.email)
    people.invite(employer)
    student = people.as_student(opened)
    agreement = people.accept(student)
    people.review(people.as_staff(opened, people.TEACHER.login))
    school = people.as_staff(opened, REVIEWER.login)
    people.review(school)
    student.goto(agreement)
    people.reload_until(student, "校验码")
    link = people.scanned(people.printed(student, tmp_path))

    answers = people.read(people.phone(opened), link)
    assert "真实" in answers["1"]
    assert "有效" in answers["2"]
    assert "北京时间" in answers["3"]
    assert all(
        text in answers["4"] for text in (people.NAME, YUNFAN.name, "后端开发工程师", "9,000", "5,000", "第 1 版")
    )

    student.goto(agreement)
    people.terminate(student, employer, school)
    stranger = people.phone(opened)
    stranger.goto(link)
    people.reload_until(stranger, "已解约")
    answers = people.read(stranger, link)
    assert "真实" in answers["1"]
    assert "已解约" in answers["2"]
    assert "有效" not in answers["2"].splitlines()
