"""The vectors inside `/v` itself, as it is built and published: in Chromium, in Firefox and in WebKit.

1. The page is asked for at its own https address, behind a proxy on loopback, and fetches its lists from there.
2. Chromium reads all of them; Firefox and WebKit one of every file, step and code, and all that a signature decides.
   Each engine reads the latter again without its Ed25519, as it is in old WeChat: all else is the same code.
3. One page serves all cases of a trust list; a case is a change of the fragment, or a paste. Those for which the server
   has the same are read at once: to ask a browser once more costs as much as a case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser

from infra import page as verify_page
from tests.browser.engines import cases, firefox, origin, webkit
from tests.browser.engines.cases import Case
from tests.browser.engines.origin import Origin
from verifier.vectors.world import HOST, LIST

CASES = cases.cases()
FEW, CURVE = cases.sample(CASES), cases.curve(cases.sample(CASES))
# WebKitGTK's process ends when it checks a signature by a key that is no point. Only the root could vouch for one.
UNCHECKED = {"WebKit": {"a key that is no point"}}
LOOK = (Path(__file__).parent / "engines/look.js").read_text(encoding="utf-8").split("export ")[1]
LOOK_AT_EACH = f"""async (given) => {{
    {LOOK}
    const shown = [];
    for (const one of given) shown.push(await look(one));
    return shown;
}}"""
# A browser gives up a script after half a minute.
AT_ONCE = 25
HAS_ED25519 = """async () => {
    const key = new Uint8Array(32).fill(102).fill(88, 0, 1);
    return crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]).then(() => true, () => false);
}"""
TAKE_IT_AWAY = """async () => {
    window.refused = 0;
    crypto.subtle.importKey = () => {
        window.refused += 1;
        return Promise.reject(new DOMException("Unrecognized name", "NotSupportedError"));
    };
}"""


TRUST_PATH, LIST_PATH = "/t/trust.cwt", f"/s/{LIST}.cwt"
# Nobody looks, and drawing takes most of the time.
HIDE = "async () => { document.documentElement.style.display = 'none'; }"
Read = tuple[str, Any, Any]


class Engine(Protocol):
    """What the vectors need of a browser."""

    def open(self, url: str) -> None: ...

    def run(self, function: str, argument: object) -> Any: ...


class Chromium:
    """The Chromium of the other tests."""

    def __init__(self, browser: Browser, proxy: str) -> None:
        self.page = browser.new_page(proxy={"server": proxy}, ignore_https_errors=True)

    def open(self, url: str) -> None:
        self.page.goto(url)

    def run(self, function: str, argument: object) -> Any:
        return self.page.evaluate(function, argument)

    def close(self) -> None:
        self.page.close()


@pytest.fixture(scope="module")
def template() -> str:
    return verify_page.template()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Origin]:
    with origin.serving(HOST, tmp_path) as serving:
        yield serving


Start = Callable[[pytest.FixtureRequest, str], Any]
ENGINES = {
    "Chromium": (lambda request, proxy: Chromium(request.getfixturevalue("browser"), proxy), True),
    "Firefox": (
        lambda request, proxy: firefox.Firefox(proxy, request.getfixturevalue("tmp_path") / "profile"),
        firefox.PATH,
    ),
    "WebKit": (lambda _, proxy: webkit.WebKit(proxy), webkit.BROWSER and webkit.DRIVER and webkit.SCREEN),
}


def publish(site: Origin, template: str, case: Case, *, brings_its_list: bool) -> None:
    """Publish a page with the root of `case` and, where it is to bring one, its trust list."""
    root, trust = case.page
    page = verify_page.embed(template, root_public_key=root, trust=trust if brings_its_list else None)
    site.files["/v"] = page.encode()


def wrong(found: Iterable[Read]) -> list[Read]:
    return [(name, shown, wanted) for name, shown, wanted in found if shown != wanted]


def read_all(
    engine: Engine, site: Origin, template: str, given: Iterable[Case], *, has_ed25519: bool
) -> Iterator[Read]:
    """Give the cases to the page; yield the name of each, what the page shows and what it should."""
    for _, group in groupby(given, key=lambda case: case.page):
        here = list(group)
        publish(site, template, here[0], brings_its_list=has_ed25519)
        engine.open(cases.PAGE)
        engine.run(HIDE, None)
        if not has_ed25519:
            engine.run(TAKE_IT_AWAY, None)
        yield from read_page(engine, site, here)


def read_page(engine: Engine, site: Origin, here: Iterable[Case]) -> Iterator[Read]:
    """Give the open page its cases: at once those for which the server has the same."""
    for (trust, status_list), group in groupby(here, key=lambda case: case.served):
        site.files |= {TRUST_PATH: trust, LIST_PATH: status_list}
        same = list(group)
        for begin in range(0, len(same), AT_ONCE):
            some = same[begin : begin + AT_ONCE]
            for case, shown in zip(some, engine.run(LOOK_AT_EACH, [case.given for case in some]), strict=True):
                yield case.name, shown, case.shown


@pytest.mark.parametrize("name", ENGINES)
def test_the_vectors_hold_inside_the_page(request, site, template, name):
    start, is_here = ENGINES[name]
    if not is_here:
        pytest.skip(f"{name} is not installed: infra/browser.sh gets it from Debian's packages")
    with closing(start(request, site.proxy)) as engine:
        given = [case for case in (CASES if name == "Chromium" else FEW) if case.name not in UNCHECKED.get(name, ())]
        assert wrong(read_all(engine, site, template, given, has_ed25519=True)) == []
        assert engine.run(HAS_ED25519, None)
        assert wrong(read_all(engine, site, template, CURVE, has_ed25519=False)) == []
        assert not engine.run(HAS_ED25519, None)


def test_there_are_enough_of_them():
    assert len(CASES) > 450
    assert len(FEW) > 100
    assert len(CURVE) > 40
