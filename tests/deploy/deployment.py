"""The real bundle, deployed by the real `zappa deploy` to an empty account, and the whole story through it.

`make deploy-test` runs this, plain pytest does not: it takes minutes. The tests of the module are one story, in order.
"""

from __future__ import annotations

import base64
import hashlib
import io
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from functions.cli import root_file
from infra import bundle, emulator
from infra.deploy import calls, functions, tables
from infra.local import vault
from infra.seed import ground, roster
from infra.seed.cast import SCHOOL
from tests.deploy import deployers
from tests.deploy.environment import REGION, ROOT, SENDER, Environment
from tests.integration.infra.journey import PATIENCE, STUDENT, Browser, checked, signed, terminated
from tests.integration.roles.policies import is_allowed
from verifier.attestation import Authentic, Status


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run an account with nothing in it."""
    running = emulator.start(tmp_path_factory.mktemp("account") / "state", REGION)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ENDPOINT_URL": running.endpoint_url, "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_DEFAULT_REGION": REGION,
        }.items():  # fmt: skip
            patch.setenv(name, value)
        yield running.endpoint_url
    running.stop()


@pytest.fixture(scope="module", params=["kms", "local"])
def place(request, account: str, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment of its own for each way of signing, both in one account."""
    name = f"by-{request.param}"
    return Environment(name, account, tmp_path_factory.mktemp(name), SIGNER=request.param)


def test_a_plan_changes_nothing(place: Environment) -> None:
    for heading in ("Checkout", "Root key", "Root key", "What is chosen", "Credentials", "Look, then deploy"):
        place.follow(heading)
    assert place.outputs() == {}


def test_an_empty_account_becomes_an_environment(place: Environment) -> None:
    place.follow("Look, then deploy")
    assert place.get("/api/session")[0] == 200
    assert place.get("/index.html")[1]["Content-Type"] == "text/html; charset=utf-8"


def test_nothing_changes_twice(place: Environment) -> None:
    place.follow("Look, then deploy")


def test_the_first_operator_is_invited(place: Environment) -> None:
    vault.keep_sender(place.endpoint, SENDER)
    place.follow("Settings of the commands")
    for _ in range(2):
        place.follow("First operator")


def test_keys_are_made_and_the_verifier_is_published(place: Environment) -> None:
    ground.lay(place.services())
    roster.bring_in(place.services(), place.imported, 2)
    place.follow("First school")
    for _ in range(4):
        place.follow("First trust list")


@pytest.fixture(scope="module")
def agreement(place: Environment) -> dict:
    return signed(place)


def test_what_is_signed_over_the_api_is_genuine_and_valid(place: Environment, agreement: dict) -> None:
    report = checked(place, agreement["issued"]["url"])
    assert (report.authentic, report.status) == (Authentic.GENUINE, Status.VALID)


def test_the_printed_code_is_the_one_that_was_signed(place: Environment, agreement: dict) -> None:
    student = Browser(place, **STUDENT)
    printed = student.call("POST", f"/api/agreements/{agreement['id']}/prints", {"copy": 2})
    paper = student.call("GET", printed["href"])
    (code,) = zxingcpp.read_barcodes(pypdfium2.PdfDocument(io.BytesIO(paper))[0].render(scale=200 / 72).to_pil())
    assert code.text == agreement["issued"]["url"]


def verdict(place: Environment, link: str, folder: Path) -> int:
    """Check a link with the command that strangers have; return its exit code."""
    trust, lists = folder / "trust.cwt", place.services().store.status_lists(SCHOOL.code)
    trust.write_bytes(place.get("/t/trust.cwt")[2])
    saved = [(folder / f"{one.id}.cwt", place.get(f"/s/{one.id}.cwt")[2]) for one in lists]
    for path, content in saved:
        path.write_bytes(content)
    statuses = [word for path, _ in saved for word in ("--status", str(path))]
    root = root_file.read_public(place.root).public.hex()
    line = ["-m", "verifier", "--root", root, "--trust", str(trust), *statuses, link]
    return subprocess.run([sys.executable, *line], cwd=ROOT, capture_output=True, check=False).returncode


def test_a_stranger_s_command_confirms_it(place: Environment, agreement: dict, tmp_path: Path) -> None:
    assert verdict(place, agreement["issued"]["url"], tmp_path) == 0


def calling(place: Environment, ended: threading.Event, answers: list[tuple[int, str]]) -> None:
    """Ask again and again, as somebody's browser does; note how often it went otherwise than well."""
    while not ended.is_set():
        status, _, content = place.get("/api/session")
        answers.append((status, "" if status == 200 else content.decode()))


def test_a_new_release_interrupts_nobody_and_keeps_the_data(
    place: Environment, agreement: dict, tmp_path: Path
) -> None:
    before, ended, answers = place.runs("api"), threading.Event(), []
    place.bundles = changed(bundle.FOLDER, tmp_path)
    caller = threading.Thread(target=calling, args=(place, ended, answers))
    caller.start()
    try:
        said = place.follow("A new release")
    finally:
        ended.set()
        caller.join()
    assert "api: another bundle" in said
    assert place.runs("api") != before
    # The emulator ends the process that answers at each of Zappa's two updates; Lambda lets it finish.
    cut = [answer for answer in answers if answer[0] != 200]
    assert len(cut) <= 2 < len(answers), cut
    assert {status for status, _ in cut} <= {502}, cut
    seen = Browser(place, **STUDENT).call("GET", f"/api/agreements/{agreement['id']}")
    assert seen["issued"] == agreement["issued"]


def changed(bundles: Path, folder: Path) -> Path:
    """Copy the bundles and put a file more into each."""
    for stage in functions.STAGES:
        made = Path(shutil.copy(bundles / f"{stage}.zip", folder))
        with zipfile.ZipFile(made, "a") as archive:
            archive.writestr("release.txt", "another")
    return folder


def digest(file: Path) -> str:
    """Return a file's digest as Lambda gives that of what it runs."""
    return base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()


def test_a_release_can_be_taken_back(place: Environment) -> None:
    old = {stage: digest(bundle.FOLDER / f"{stage}.zip") for stage in functions.STAGES}
    assert all(place.runs(stage) != old[stage] for stage in old)
    place.follow("A new release")
    assert {stage: place.runs(stage) for stage in old} == old
    assert place.get("/api/session")[0] == 200


def test_a_termination_reaches_the_paper(place: Environment, agreement: dict, tmp_path: Path) -> None:
    terminated(place, agreement)
    deadline = time.monotonic() + PATIENCE
    while (report := checked(place, agreement["issued"]["url"])).status is not Status.TERMINATED:
        assert time.monotonic() < deadline, "the issuer never published the termination"
    assert report.authentic is Authentic.GENUINE
    assert verdict(place, agreement["issued"]["url"], tmp_path) != 0


def test_what_a_lost_root_has_signed_is_taken_away(place: Environment) -> None:
    place.follow("It is lost")
    assert [place.get(path)[0] for path in ("/v", "/t/trust.cwt")] == [404, 404]


def test_a_table_is_made_anew_while_nobody_is_answered(place: Environment) -> None:
    before = tables.stream(place.account, place.outputs())
    place.follow("Which moment")
    assert place.get("/api/session")[0] != 200
    place.follow("Which moment")
    place.follow("The table is lost or damaged")
    assert tables.stream(place.account, place.outputs()) != before
    assert calls.difference(place.account, place.chosen, place.outputs()) == {}
    place.follow("The table is lost or damaged")
    assert place.get("/api/session")[0] == 200


def test_what_holds_data_is_not_taken_away(place: Environment) -> None:
    assert f"--yes-delete {place.name}" in place.follow("Taking an environment away", is_refused=True)
    assert "nothing was touched" in place.deploy("down", "--yes-delete", "another", is_refused=True)
    assert place.get("/api/session")[0] == 200


def test_it_goes_when_it_is_named_twice(place: Environment) -> None:
    place.follow("Taking an environment away")
    assert place.outputs() == {}
    assert place.runs_nothing()
    assert place.left == []


def test_who_deploys_may_do_all_of_this_and_nothing_else(place: Environment) -> None:
    granted, called = deployers.grants(place.name), deployers.called(place.calls, place.name)
    assert [one for one in called if not is_allowed(granted, one)] == []
    wanted = called | deployers.beside(place.name)
    assert [one for one in granted if not any(one.covers(call) for call in wanted)] == []
