"""`/scan` and `/desk` as they are served, and what is shown to them.

1. The site is served as it is assembled, under the policy that it has behind the CDN, and nothing leaves it.
2. Papers are printed by our own press, with tokens of the vectors' world.
"""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import segno
from PIL import Image
from playwright.sync_api import Page, expect

from benchmarks.decode import pages
from functions.adapters.pdf.fonts import Fonts
from functions.adapters.pdf.press import FormPrinter
from functions.domain.paper import Paper
from functions.web import headers
from infra import site
from tests.unit.adapters.pdf import papers
from verifier.attestation import Entry, link, status_list, token
from verifier.vectors import world
from verifier.vectors.world import CLAIMS, LIST, LISTED, NOW, TRUST, coded, signed, trust_list

KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".wasm": "application/wasm"}
OURS = link.text(world.HOST, coded(CLAIMS))
PATIENCE = 30_000  # ms: PDFs are drawn in software here
GENUINE = ["真实", "有效", "2026-06-08 04:26:40"]


@dataclass
class Site:
    """A served site, and what it was asked for."""

    origin: str
    asked: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return self.origin.removeprefix("http://")


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Assemble the site into a folder that is not there yet, and serve it."""
    site.assemble(folder)
    site.pin(folder, world.public(world.ROOT))
    here = Site("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append(self.path)
            path = folder / site.file(self.path)
            self.send_response(200 if path.is_file() else 404)
            for name, value in headers.of(self.path).items():
                self.send_header(name, value)
            self.send_header("Content-Type", KINDS.get(path.suffix, "text/plain"))
            self.end_headers()
            self.wfile.write(path.read_bytes() if path.is_file() else b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here.origin = f"http://127.0.0.1:{listening.server_port}"
    publish(folder, here.host)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    try:
        yield here
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


def publish(folder: Path, host: str) -> None:
    """Write a trust list, in which the printed host is official too, and a status list."""
    trust = replace(TRUST, hosts=(host, world.HOST), lists=(f"http://{host}/s/",))
    (folder / "t").mkdir()
    (folder / "t" / "trust.cwt").write_bytes(trust_list(trust))
    packed = status_list.pack({1: Entry.INVALID, 9: Entry.SUPERSEDED})
    uri = status_list.uri(link.origin(host), LIST)
    kid, since = world.kid(world.STATUS), {9: date(2026, 6, 5)}
    prepared = status_list.prepare(packed, uri=uri, issued_at=LISTED, kid=kid, since=since)
    (folder / "s").mkdir()
    (folder / "s" / f"{LIST}.cwt").write_bytes(signed(prepared, world.STATUS))


def opened(page: Page, served: Site) -> Page:
    served.asked.clear()
    page.clock.set_fixed_time(NOW)
    page.goto(f"{served.origin}/scan")
    expect(page.locator("#about")).not_to_be_empty()
    return page


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    page.locator("#file").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
    )


def paste(page: Page, text: str) -> None:
    page.locator("#scanned").fill(text)
    page.locator("#paste button").click()


def answers(page: Page) -> list[str]:
    """The large words of the answers, once all are there."""
    expect(page.locator("#paper")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#answers")).to_have_attribute("aria-busy", "false")
    return page.locator("#answers .head strong").evaluate_all("all => all.map(one => one.firstChild.textContent)")


def refusal(page: Page) -> str:
    """The code of the refusal on show; it is one sentence."""
    shown = page.locator("#refused")
    expect(shown).to_be_visible(timeout=PATIENCE)
    assert shown.locator(".sentence [lang=zh]").inner_text().count("。") == 1
    return shown.get_attribute("data-code") or ""


@cache
def printer() -> FormPrinter:
    return FormPrinter(Fonts(pages.FONTS))


def record(**changes: Any) -> dict[str, Any]:
    return papers.record(**changes) | {"version": 1}


def paper(name: str = "欧阳思远", index: int = 0) -> Paper:
    made = papers.paper(record(student__name=name))
    digest = hashlib.sha256(made.record_bytes).digest()
    claims = replace(CLAIMS, name=name, status_index=index, digest=digest)
    content = coded(claims)
    return replace(made, token=content, url=link.text(world.HOST, content), check_code=token.check_code(content))


def picture(text: str = "") -> bytes:
    """A PNG, with a code that says the text if there is one."""
    made = io.BytesIO()
    if text:
        segno.make(text).save(made, kind="png", scale=5)
    else:
        Image.new("RGB", (300, 200), "white").save(made, "PNG")
    return made.getvalue()
