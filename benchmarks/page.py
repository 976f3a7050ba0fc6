"""`/v` in Chromium: from navigation to the frame with the verdict, what a check costs, how long a status list takes.

The page comes from loopback with the trust list of a school's third year in it; its lists are not there: the verdict is
the one that waits for no network. Each figure is the median of ROUNDS; a list is read in a window of its own.
"""

from __future__ import annotations

import gzip
import random
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Browser, Page, sync_playwright

from infra import chromium, page, verdicts
from verifier.attestation import Entry, link, status_list, token
from verifier.vectors import world

ROUNDS = 9
SLOWER = 4
MOST_BYTES = 20 * 1024
MOST_MILLISECONDS = 300
MOST_TIMES = 3.0
MOST_LIST_MILLISECONDS = 50
TRUST = world.trust_list(verdicts.TRUST_OF_A_THIRD_YEAR)
# The keys of the third year are others than the reference vector's.
SIGNER, STATUS_SIGNER = 20, 23
SCAN = link.text(world.HOST, world.coded(signer=SIGNER))
CORE = """
export { authenticate, standing } from "./verifier/core/verify.js";
export { read } from "./verifier/core/trust_reader.js";
export { unhex } from "./verifier/core/bytes.js";
"""
ANSWERED = f"""
Date.now = () => {world.NOW * 1000};
new MutationObserver(() => {{
    window.answeredAt ??= document.querySelector("#authentic[data-answer=genuine]") && performance.now();
}}).observe(document, {{ childList: true, subtree: true }});
"""
SHOWN = """async () => {
    while (!window.answeredAt || !performance.getEntriesByName("first-contentful-paint").length)
        await new Promise((done) => setTimeout(done, 5));
    return Math.max(window.answeredAt, performance.getEntriesByName("first-contentful-paint")[0].startTime);
}"""
# Floor and subject take turns, so that a busy moment falls on both.
CHECKS = """async ([scan, trusted, root, key, message, signature, now, turns]) => {
    const bytes = core.unhex;
    const trust = await core.read(bytes(trusted), bytes(root));
    const x = await crypto.subtle.importKey("raw", bytes(key), "Ed25519", false, ["verify"]);
    const [m, s] = [bytes(message), bytes(signature)];
    const timed = async (run) => {
        const start = performance.now();
        for (let left = 20; left; left -= 1) if (!(await run())) throw new Error("not genuine");
        return (performance.now() - start) / 20;
    };
    const all = [];
    for (let turn = 0; turn < turns; turn += 1) all.push([
        await timed(() => crypto.subtle.verify("Ed25519", x, s, m)),
        await timed(async () => (await core.authenticate(scan, trust, now)).authentic === "genuine"),
    ]);
    return all.slice(5);
}"""
READS = """async ([scan, trusted, root, list, now]) => {
    const trust = await core.read(core.unhex(trusted), core.unhex(root));
    const { paper } = await core.authenticate(scan, trust, now);
    const coded = core.unhex(list);
    const start = performance.now();
    const { status } = await core.standing(paper.claims, trust, coded, now);
    if (status === "unknown") throw new Error("the list was not read");
    return performance.now() - start;
}"""


def rows() -> Iterator[tuple[str, str, str, bool]]:
    """Yield what was measured, the figure, its limit, and whether it holds."""
    body = page.embed(page.template(), root_public_key=world.public(world.ROOT), trust=TRUST).encode()
    size = len(gzip.compress(body, 9, mtime=0))
    yield "/v with a third year's trust list, gzip", f"{size} bytes", *_most(size, MOST_BYTES, "bytes")
    with sync_playwright() as playwright, _served({"/v": body, "/": b"<!doctype html><title>-</title>"}) as origin:
        browser = chromium.launch(playwright)
        yield from _measured(browser, origin)
        browser.close()


def _measured(browser: Browser, origin: str) -> Iterator[tuple[str, str, str, bool]]:
    name = f"/v, navigation to verdict, {SLOWER}x slower CPU"
    found = _verdict(browser, origin)
    yield name, f"{found:.0f} ms", *_most(found, MOST_MILLISECONDS, "ms")
    yield f"{name}, no Ed25519", f"{_verdict(browser, origin, verdicts.NO_ED25519):.0f} ms", "shown", True
    found, cost = _check(browser, origin)
    yield "a check in Chromium / its bare Ed25519", f"{found:.2f}x ({cost:.2f} ms)", *_most(found, MOST_TIMES, "x")
    for kind, (packed, since) in _lists().items():
        found = _read(browser, origin, packed, since)
        yield f"a list of 2^17 entries, {kind}", f"{found:.1f} ms", *_most(found, MOST_LIST_MILLISECONDS, "ms")


def _most(found: float, limit: float, unit: str) -> tuple[str, bool]:
    return f"at most {limit} {unit}", found <= limit


@contextmanager
def _served(files: dict[str, bytes]) -> Iterator[str]:
    """Serve the files on a free port of loopback; yield the origin."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = files.get(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def _window(browser: Browser, url: str, before: str = "", slower: int = 1) -> Iterator[Page]:
    context = browser.new_context()
    window = context.new_page()
    window.context.new_cdp_session(window).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    window.add_init_script(before)
    window.goto(url)
    yield window
    context.close()


def _verdict(browser: Browser, origin: str, before: str = "") -> float:
    """Return the milliseconds from navigation to the frame that has answer 1, the slow-down included.

    One window for all rounds, as WeChat keeps one: the first, which loads the fonts, does not count.
    """
    url, found = f"{origin}/v#{SCAN.partition('#')[2]}", []
    with _window(browser, "about:blank", ANSWERED + before, SLOWER) as window:
        for _ in range(1 + ROUNDS):
            window.goto("about:blank")  # or a new fragment would not load the page again
            window.goto(url)
            found.append(float(window.evaluate(SHOWN)))
    return statistics.median(found[1:])


def _core(window: Page) -> None:
    command = [str(page.ESBUILD), "--bundle", "--format=iife", "--global-name=core", f"--target={page.TARGETS}"]
    bundled = subprocess.run(
        [*command, f"--sourcefile={__name__}.js"], input=CORE, check=True, capture_output=True, text=True, cwd=page.ROOT
    )
    window.add_script_tag(content=bundled.stdout)


def _check(browser: Browser, origin: str) -> tuple[float, float]:
    """Return a check's ratio to WebCrypto's verification with a key at hand, and its milliseconds."""
    prepared = token.prepare(world.CLAIMS, world.kid(SIGNER))
    parts = [TRUST, world.public(world.ROOT), world.public(SIGNER), prepared.to_be_signed]
    signature = world.sign(SIGNER, prepared.to_be_signed)
    with _window(browser, origin) as window:
        _core(window)
        given = [SCAN, *(part.hex() for part in (*parts, signature)), world.NOW, 5 + 5 * ROUNDS]
        pairs = window.evaluate(CHECKS, given)
    return statistics.median(own / base for base, own in pairs), statistics.median(own for _, own in pairs)


_List = tuple[bytes, dict[int, date]]


def _lists() -> dict[str, _List]:
    """Return packed lists: one of a year with 20,000 agreements, and the one that takes longest to inflate."""
    chance = random.Random(17)  # noqa: S311 - a benchmark's list
    ended = {chance.randrange(2**17): Entry(chance.choice((1, 2, 3))) for _ in range(4000)}
    since = {index: date(2026, 5, 1 + index % 31) for index, entry in ended.items() if entry == Entry.SUPERSEDED}
    return {
        "20,000 issued": (status_list.pack({**ended, world.INDEX: Entry.VALID}), since),
        "all at random": (chance.randbytes(2**15), {}),
    }


def _read(browser: Browser, origin: str, packed: bytes, since: dict[int, date]) -> float:
    """Return the milliseconds of the first reading of a status list, its signature included."""
    uri = status_list.uri(link.origin(world.HOST), world.LIST)
    kid = world.kid(STATUS_SIGNER)
    prepared = status_list.prepare(packed, uri=uri, issued_at=world.LISTED, kid=kid, since=since)
    given = [SCAN, TRUST.hex(), world.public(world.ROOT).hex(), world.signed(prepared, STATUS_SIGNER).hex(), world.NOW]
    found = []
    for _ in range(ROUNDS):
        with _window(browser, origin) as window:
            _core(window)
            found.append(float(window.evaluate(READS, given)))
    return statistics.median(found)


if __name__ == "__main__":
    measured = list(rows())
    for name, figure, limit, holds in measured:
        print(f"{name:60} {figure:>22}  {limit:>20}  {'ok' if holds else 'MISSED'}")
    sys.exit(not all(holds for *_, holds in measured))
