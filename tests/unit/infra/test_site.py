"""The assembled site has what pages load, and nothing that they do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from functions.web import headers
from infra import page, site


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
    assert [path for path in named if not (folder / site.file(path)).is_file()] == []


def test_every_module_that_a_module_imports_is_there(folder: Path) -> None:
    for module in folder.rglob("*.js"):
        for name in re.findall(r'(?:from|import) "([./][^"]+)"', module.read_text("utf-8")):
            target = folder / name[1:] if name.startswith("/") else module.parent / name
            assert target.resolve().is_file(), f"{module.name} imports {name}"


def test_the_library_comes_with_its_licence(folder: Path) -> None:
    assert "BSD" in (folder / "vendor" / "lit-html" / "LICENSE").read_text("utf-8")


def test_the_desk_names_its_root_and_its_own_digest(folder: Path) -> None:
    site.pin(folder, bytes(range(32)))
    page = (folder / "desk" / "index.html").read_text("utf-8")
    assert f'name="root" content="{bytes(range(32)).hex()}"' in page
    assert re.search(r'name="build" content="[0-9a-f]{64}"', page)
    assert "{{" not in page


def test_the_desk_loads_the_maker_of_workbooks_only_when_it_is_asked(folder: Path) -> None:
    assert "schemas.openxmlformats" not in (folder / "desk" / "main.js").read_text("utf-8")
    assert [path.name for path in (folder / "desk").glob("workbook-*.js")]


def test_the_scanner_names_its_root_and_loads_what_reads_codes_only_when_it_is_asked(folder: Path) -> None:
    site.pin(folder, bytes(range(32)))
    page = (folder / "scanner" / "index.html").read_text("utf-8")
    assert f'name="root" content="{bytes(range(32)).hex()}"' in page
    assert "{{" not in page
    for name in ("main.js", "read.js"):
        first = (folder / "scanner" / name).read_text("utf-8")
        assert not re.search(r'from"\./(pdf-|reader-)', first), name
    assert (folder / "scanner" / "zxing_reader.wasm").is_file()


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    site.write(tmp_path / "v" / "index.html", "一")
    site.write(tmp_path / "v" / "index.html", "二")
    assert [(path.name, path.read_text("utf-8")) for path in (tmp_path / "v").iterdir()] == [("index.html", "二")]


# Absolute addresses, and those that take the page's scheme; in styles, scripts, pages, pictures and texts alike.
ELSEWHERE = re.compile(r"(?:(?:https?|wss?|ftp):)?//[\w-]+(?:\.[\w-]+)+[^\s\"'<)]*")
NAMES_NOT_FETCHED = {"http://www.w3.org/2000/svg"} | {
    f"http://schemas.openxmlformats.org/{name}"
    for name in ("spreadsheetml/2006/main", "officeDocument/2006/relationships", "package/2006")
}


def elsewhere(text: str) -> set[str]:
    return set(ELSEWHERE.findall(text)) - NAMES_NOT_FETCHED


# Third-party code of the scanner, which names formats and issues: its policy lets it ask nobody
# (functions/web/headers.py).
NOT_OURS = re.compile(r"/scanner/(pdf-\w+\.js|pdf\.worker\.js|pdf/.*|LICENSE-.*|.*\.wasm)$")


def test_trap_29_no_file_of_the_site_names_another_host(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file() and not NOT_OURS.search(path.as_posix())]
    found = {path.name: elsewhere(path.read_text("utf-8")) for path in files}
    assert len(found) > 100
    assert {name: hosts for name, hosts in found.items() if hosts} == {}


def test_trap_29_the_page_that_verifies_names_no_host_of_its_own_accord() -> None:
    assert elsewhere(page.template()) == set()


# What WeChat's browser does not do: keep a file that a page has made, or print a page.
NOT_IN_WECHAT = re.compile(r"createObjectURL|\bblob:|\.print\(")
# Desk and scanner are a computer's: whoever checks a pile of papers does not sit in a chat.
OF_A_DESK = re.compile(r"/(desk|scanner)/")


def test_trap_28_no_page_makes_a_file_to_download_or_prints_itself(folder: Path) -> None:
    ours = [path for path in folder.rglob("*") if path.suffix in {".js", ".html"} and not OF_A_DESK.search(f"{path}")]
    assert len(ours) > 50
    assert {path.name: met[0] for path in ours if (met := NOT_IN_WECHAT.search(path.read_text("utf-8")))} == {}
    assert NOT_IN_WECHAT.search("".join(path.read_text("utf-8") for path in folder.glob("desk/*.js")))


@pytest.mark.parametrize("path", ["/", "/pages/login.html", "/v", "/api/session", "/scan", "/scanner/pdf.worker.js"])
def test_trap_29_what_is_served_may_load_from_here_alone(path: str) -> None:
    policy = headers.of(path)["Content-Security-Policy"]
    sources = {source for rule in policy.split(";") for source in rule.split()[1:]}
    assert sources <= {"'self'", "'none'", "data:", "'script'", "blob:", "'wasm-unsafe-eval'"} | {
        each for each in sources if "sha256-" in each
    }


FILED = {
    "/": "index.html", "/v": "v/index.html", "/desk": "desk/index.html", "/scan": "scanner/index.html",
    "/desk/main.js": "desk/main.js", "scan": "scanner/index.html", "/pages/login.html": "pages/login.html",
}  # fmt: skip


@pytest.mark.parametrize(("path", "file"), FILED.items())
def test_a_path_is_that_of_a_file(path: str, file: str) -> None:
    assert site.file(path) == file
