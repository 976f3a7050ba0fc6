"""The scanner and the desk in use, as scenes of the vectors' small world: what is read is pasted.

Its requests never leave the browser: the official host is played by a route that serves the assembled site.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from functions.web import headers
from infra import site
from verifier.attestation import Entry, link
from verifier.vectors import world
from verifier.vectors.world import CLAIMS, HOST, LIST, NOW, coded, listed, trust_list

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route, ViewportSize

KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".wasm": "application/wasm"}
GOOD = link.text(HOST, coded())
TERMINATED = link.text(HOST, coded(replace(CLAIMS, number="20260001235", status_index=CLAIMS.status_index + 1)))
MANY = [
    link.text(HOST, coded(replace(CLAIMS, number=str(20260010000 + at), name=f"毕业生{at}"))) for at in range(298)
]  # fmt: skip
MENU = "https://menu.example/today"
DESKS = {"empty": [], "three": [GOOD, TERMINATED, MENU], "many": [*MANY, TERMINATED, GOOD[:-20]]}
SCANS = {"genuine": GOOD, "terminated": TERMINATED, "refused": MENU}


def draw(browser: Browser, sizes: dict[str, ViewportSize], target: Path) -> None:
    """Draw each scene, whole, in each size, as `target`/SIZE/desk-NAME.png and scan-NAME.png."""
    with tempfile.TemporaryDirectory() as folder:
        _assemble(Path(folder) / "site")
        for size, window in sizes.items():
            for name, show in _scenes().items():
                page = browser.new_page(viewport=window, locale="zh-CN", timezone_id="Asia/Shanghai")
                page.clock.set_fixed_time(NOW)
                page.route(f"https://{HOST}/**", lambda route: _serve(route, Path(folder) / "site"))
                show(page)
                page.screenshot(path=target / size / f"{name}.png", full_page=True)
                page.close()


def _scenes() -> dict[str, Callable[[Page], None]]:
    scenes: dict[str, Callable[[Page], None]] = {}
    scenes |= {f"desk-{name}": partial(_desk, lines=lines) for name, lines in DESKS.items()}
    scenes |= {f"scan-{name}": partial(_scan, text=text) for name, text in SCANS.items()}
    return scenes


def _assemble(folder: Path) -> None:
    site.assemble(folder)
    site.pin(folder, world.public(world.ROOT))
    for path, coded_list in {
        "t/trust.cwt": trust_list(),
        f"s/{LIST}.cwt": listed({CLAIMS.status_index: Entry.VALID, CLAIMS.status_index + 1: Entry.INVALID}),
    }.items():
        (folder / path).parent.mkdir()
        (folder / path).write_bytes(coded_list)


def _scan(page: Page, text: str) -> None:
    page.goto(f"https://{HOST}/scan")
    page.locator("#about > *").first.wait_for()
    page.locator("#scanned").fill(text)
    page.locator("#paste button").click()
    page.locator("#answers[aria-busy=false] :is(#paper, #refused)").wait_for()


def _desk(page: Page, lines: list[str]) -> None:
    page.goto(f"https://{HOST}/desk")
    page.locator("body[data-ready]").wait_for()
    if lines:
        page.locator("#pasted").fill("\n".join(lines))
        page.locator("#paste button").click()
        page.locator(f"[data-order='{len(lines)}']").wait_for()


def _serve(route: Route, folder: Path) -> None:
    path = "/" + route.request.url.split("/", 3)[3]
    found = folder / site.file(path)
    route.fulfill(
        path=found, headers={**headers.of(path), "Content-Type": KINDS.get(found.suffix, "application/octet-stream")}
    )
