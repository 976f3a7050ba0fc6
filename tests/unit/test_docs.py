"""The documents say what is there: commands, paths, settings, and decisions with their costs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
DECISIONS = sorted((ROOT / "docs/adr").glob("*.md"))


def test_every_command_of_the_readme_is_a_target() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)\b", README)) <= targets


def test_every_path_of_the_readme_is_there() -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    named = re.findall(r"^\| `([^`]+)`", README, re.MULTILINE)
    assert [path for path in (*linked, *named) if not (ROOT / path).exists()] == []


def test_every_setting_is_in_the_readme() -> None:
    source = (ROOT / "functions/settings.py").read_text("utf-8")
    names = set(re.findall(r'environ(?:ment)?(?:, |\.get\()"([A-Z_]+)"', source))
    assert names
    assert [name for name in sorted(names) if f"`{name}`" not in README] == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_what_it_costs(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
