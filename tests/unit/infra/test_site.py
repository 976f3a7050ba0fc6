"""The assembled site has what pages load, and nothing that they do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from infra import site


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site") / "site"
    target.mkdir()
    (target / "old.html").touch()
    site.assemble(target)
    return target


def test_what_was_there_before_is_gone(folder: Path) -> None:
    assert not (folder / "old.html").exists()


def test_tests_types_and_notes_are_not_served(folder: Path) -> None:
    assert not [path for path in folder.rglob("*") if path.name.endswith((".test.js", ".d.ts", ".md", ".ts"))]


def test_every_script_and_style_that_a_page_names_is_there(folder: Path) -> None:
    pages = list(folder.rglob("*.html"))
    named = {path for page in pages for path in re.findall(r'(?:src|href)="(/[^"#?]+)"', page.read_text("utf-8"))}
    assert pages
    assert [path for path in named if not (folder / path[1:]).is_file()] == []


def test_every_module_that_a_module_imports_is_there(folder: Path) -> None:
    for module in folder.rglob("*.js"):
        for name in re.findall(r'(?:from|import) "([./][^"]+)"', module.read_text("utf-8")):
            target = folder / name[1:] if name.startswith("/") else module.parent / name
            assert target.resolve().is_file(), f"{module.name} imports {name}"


def test_the_library_comes_with_its_licence(folder: Path) -> None:
    assert "BSD" in (folder / "vendor" / "lit-html" / "LICENSE").read_text("utf-8")


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    site.write(tmp_path / "v" / "index.html", "一")
    site.write(tmp_path / "v" / "index.html", "二")
    assert [(path.name, path.read_text("utf-8")) for path in (tmp_path / "v").iterdir()] == [("index.html", "二")]
