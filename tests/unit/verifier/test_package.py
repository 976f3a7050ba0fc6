"""The verifier is installed and used alone: built from its own folder, in an environment without the repository."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest

from verifier.vectors import token_cases, world

ROOT = Path(__file__).resolve().parents[3]
HOME = ROOT / "verifier"
AT = f"datetime.fromtimestamp({world.NOW}, UTC)"


def quietly(*command, **options):
    return subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, encoding="utf-8", **options
    ).stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Return the Python of a fresh environment that has the verifier and, as packages of others, those of this one."""
    place = tmp_path_factory.mktemp("alone")
    ignored = shutil.ignore_patterns("__pycache__", "vectors", "page", "core", "desk")
    shutil.copytree(HOME, place / "verifier", ignore=ignored)
    pip = sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"
    offline = "--no-index", "--no-deps"
    quietly(*pip, "wheel", *offline, "--no-build-isolation", "-w", place, place / "verifier")
    venv.create(place / "venv", with_pip=False)
    python = next((place / "venv").glob("*/python"))
    packages = next((place / "venv").glob("lib/*/site-packages"))
    (packages / "others.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    (wheel,) = place.glob("*.whl")
    quietly(*pip, "--python", python, "install", *offline, wheel)
    return python


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "trust.cwt").write_bytes(world.trust_list())
    (tmp_path / "7.cwt").write_bytes(world.listed())
    return tmp_path


@pytest.mark.slow
def test_five_lines_of_the_readme_verify_a_paper(installed, folder):
    (lines,) = re.findall(r"```python\n(.*?)```", (HOME / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    given = f"ROOT, LINK = {world.public(world.ROOT).hex()!r}, {world.scanned(token_cases.GOOD)!r}\n"
    shown = "import verifier\nprint(report.authentic, report.status, report.is_good, verifier.__file__)\n"
    program = given + lines.replace("datetime.now(UTC)", AT) + shown
    answers = quietly(installed, "-I", "-c", program, cwd=folder).split()
    assert len(list(filter(None, lines.splitlines()))) == 5
    assert answers[:3] == ["genuine", "valid", "True"]
    assert str(installed.parents[1]) in answers[3]


@pytest.mark.slow
def test_the_command_is_installed_with_it(installed, folder):
    command = installed.with_name("verify-agreement")
    lists = "--trust", "trust.cwt", "--status", "7.cwt", "--root", world.public(world.ROOT).hex()
    at = "--at", "2026-06-08T05:26:40+08:00"
    assert "真实 genuine" in quietly(command, world.scanned(token_cases.GOOD), *lists, *at, cwd=folder)


def test_its_versions_are_those_of_the_project():
    ours = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["project"]["dependencies"], project["dependency-groups"]["dev"]
    pinned = [one for group in groups for one in group]
    wanted = {*ours["project"]["dependencies"], *ours["project"]["optional-dependencies"]["files"]}
    assert [one for one in wanted if one not in pinned] == []
    assert ours["project"]["requires-python"] == project["project"]["requires-python"]
