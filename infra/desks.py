"""The desk with nothing, with three and with three hundred papers, as scenes of the vectors' small world.

Its requests never leave the browser: the official host is played by a route that serves the assembled site.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from infra import headers, site
from infra.local.origin import INDEX
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
SCENES = {
    "empty": [],
    "three": [GOOD, TERMINATED, "https://menu.example/today"],
    "many": [*MANY, TERMINATED, GOOD[:-20]],
}


def draw(browser: Browser, sizes: dict[str, ViewportSize], target: Path) -> None:
    """Draw each scene, whole, in each size, as `target`/SIZE/desk-NAME.png."""
    with tempfile.TemporaryDirectory() as folder:
        _assemble(Path(folder) / "site")
        for size, window in sizes.items():
            for name, texts in SCENES.items():
                page = browser.new_page(viewport=window, locale="zh-CN", timezone_id="Asia/Shanghai")
                _show(page, Path(folder) / "site", texts)
                page.screenshot(path=target / size / f"desk-{name}.png", full_page=True)
                page.close()


def _assemble(folder: Path) -> None:
    site.assemble(folder)
    site.pin(folder, world.public(world.ROOT))
    for path, coded_list in {
        "t/trust.cwt": trust_list(),
        f"s/{LIST}.cwt": listed({CLAIMS.status_index: Entry.VALID, CLAIMS.status_index + 1: Entry.INVALID}),
    }.items():
        (folder / path).parent.mkdir()
        (folder / path).write_bytes(coded_list)


def _show(page: Page, folder: Path, texts: Iterable[str]) -> None:
    page.clock.set_fixed_time(NOW)
    page.route(f"https://{HOST}/**", lambda route: _serve(route, folder))
    page.goto(f"https://{HOST}/desk")
    page.locator("body[data-ready]").wait_for()
    lines = list(texts)
    if lines:
        page.locator("#pasted").fill("\n".join(lines))
        page.locator("#paste button").click()
        page.locator(f"[data-order='{len(lines)}']").wait_for()


def _serve(route: Route, folder: Path) -> None:
    path = "/" + route.request.url.split("/", 3)[3]
    found = folder / INDEX.get(path, path[1:])
    route.fulfill(
        path=found, headers={**headers.of(path), "Content-Type": KINDS.get(found.suffix, "application/octet-stream")}
    )
