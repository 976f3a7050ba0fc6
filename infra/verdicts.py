"""Every verdict that `/v` can give, as scenes of the vectors' small world: for the pictures and for the tests.

A scene is what was scanned or pasted, which lists answer, and the clock. Its requests never leave the browser: the
official host is played by routes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from infra import page as verify_page
from verifier.attestation import Entry, base10, link
from verifier.vectors import world
from verifier.vectors.world import BARE, CLAIMS, DAY, HOST, INDEX, LIST, LISTED, NOW, TRUST, coded, listed, trust_list

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

OFFICIAL = f"https://{HOST}"
GOOD = link.text(HOST, coded())
LONG = replace(
    CLAIMS,
    name="阿卜杜热西提·买买提" * 3,
    employer="内蒙古自治区呼伦贝尔市鄂伦春自治旗大兴安岭" + "林业集团有限责任公司分公司第二办",
    number="WJ2026-10358-000417",
    edition=2,
    supersedes=b"\1" * 8,
)
OFFLINE = "Object.defineProperty(navigator, 'onLine', { get: () => false })"
NO_CRYPTOGRAPHY = "Object.defineProperty(crypto, 'subtle', { value: undefined })"
NO_ED25519 = """
const { importKey } = SubtleCrypto.prototype;
SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException("Unrecognized name", "NotSupportedError"));
"""


@dataclass(frozen=True)
class Scene:
    """What was scanned (or is pasted), what the official host serves (None: an error), and when."""

    text: str = GOOD
    is_pasted: bool = False
    status_list: bytes | None = listed()
    trust: bytes | None = trust_list()
    now: int = NOW
    origin: str = OFFICIAL
    before: str = ""
    act: Callable[[Page], None] = lambda _: None


def _entry(entry: Entry) -> Scene:
    return Scene(status_list=listed({INDEX: entry}))


def _signed_by(key: int) -> Scene:
    return Scene(link.text(HOST, coded(signer=key)))


def _pasted(text: str) -> Scene:
    return Scene(text, is_pasted=True)


def _compare(*, differs: str | None) -> Callable[[Page], None]:
    """Tick each field, and say of `differs` that it does."""

    def act(page: Page) -> None:
        for row in page.locator("[data-field]").all():
            value = "differ" if row.get_attribute("data-field") == differs else "match"
            row.locator(f"[value={value}]").check()

    return act


def _speak_english(page: Page) -> None:
    page.locator("#language").click()


SCENES = {
    "valid": Scene(),
    "valid-english": Scene(act=_speak_english),
    "valid-all-match": Scene(act=_compare(differs=None)),
    "valid-one-differs": Scene(act=_compare(differs="monthlyPay")),
    "valid-no-terms": Scene(link.text(HOST, coded(BARE))),
    "valid-long-names": Scene(link.text(HOST, coded(LONG))),
    "valid-old-engine": Scene(before=NO_ED25519),
    "valid-mended-link": _pasted(f"<{GOOD[:90]}\n{GOOD[90:]}>".replace("#", "?from=singlemessage%23")),
    "terminated": _entry(Entry.INVALID),
    "suspended": _entry(Entry.SUSPENDED),
    "superseded": Scene(status_list=listed({INDEX: Entry.SUPERSEDED}, since={INDEX: date(2026, 6, 5)})),
    "unknown-unreachable": Scene(status_list=None),
    "unknown-offline": Scene(status_list=None, before=OFFLINE),
    "unknown-expired": Scene(now=LISTED + 8 * DAY),
    "unknown-rolled-back": Scene(before=f"localStorage.setItem('status/{LIST}', '{LISTED + 1}')"),
    "unknown-forged-list": Scene(status_list=listed(signer=world.STRANGER)),
    "not-genuine-altered": Scene(link.text(HOST, coded().replace("欧阳𬭎".encode(), "欧阳𬭼".encode()))),
    "not-genuine-incomplete": Scene(GOOD[:-20]),
    "not-genuine-another-form": Scene(f"{OFFICIAL}/v#1{base10.encode(b'{}')}"),
    "not-genuine-another-school": _signed_by(world.OTHER),
    "unknown-key": _signed_by(world.STRANGER),
    "unconfirmed-stolen-key": _signed_by(world.STOLEN),
    "unconfirmed-trust-expired": Scene(now=LISTED + 91 * DAY),
    "unconfirmed-clock-behind": Scene(now=CLAIMS.issued_at - DAY),
    "not-ours-another-host": _pasted("https://evil.example/v#1000"),
    "not-ours-a-menu": _pasted("今日特价：宫保鸡丁"),
    "damaged-full-width": _pasted(GOOD[:-4] + "１２３４"),
    "damaged-shortened": _pasted(GOOD[:120] + "…"),
    "no-code": Scene(f"{OFFICIAL}/v"),
    "no-code-lost-on-the-way": _pasted(f"{OFFICIAL}/v?from=singlemessage"),
    "no-trust-list": Scene(trust=None),
    "no-cryptography": Scene(before=NO_CRYPTOGRAPHY),
    "a-clone": Scene(origin="https://jy-example.edu.example"),
}


def show(page: Page, scene: Scene, template: str) -> None:
    """Play `scene` in `page`, with the page that `infra.page.template` made; return when all is answered."""
    root = world.public(world.ROOT)
    files = {
        f"{scene.origin}/v": verify_page.embed(template, root_public_key=root, trust=scene.trust).encode(),
        f"{OFFICIAL}/t/trust.cwt": scene.trust,
        f"{OFFICIAL}/s/{LIST}.cwt": scene.status_list,
    }

    def serve(route: Route) -> None:
        body = files.get(route.request.url.partition("#")[0])
        kind = "text/html; charset=utf-8" if route.request.url.startswith(f"{scene.origin}/v") else "application/cwt"
        headers = {"Content-Type": kind, "Access-Control-Allow-Origin": "*"}
        route.fulfill(status=200 if body else 503, body=body or b"", headers=headers)

    page.route("**/*", serve)
    page.clock.set_fixed_time(scene.now)
    if scene.before:
        page.add_init_script(scene.before)
    carried = "" if scene.is_pasted else scene.text.partition("#")[2]
    page.goto(f"{scene.origin}/v" + (f"#{carried}" if carried else ""))
    if scene.is_pasted:
        page.locator("#scanned").fill(scene.text)
        page.locator("#paste button").click()
    page.wait_for_selector("#answers[aria-busy=false]")
    scene.act(page)


TRUST_OF_A_THIRD_YEAR = replace(
    TRUST,
    keys=tuple(replace(TRUST.keys[at], x=world.public(20 + 3 * at + year)) for year in range(3) for at in range(2)),
    schools={world.SCHOOL: TRUST.schools[world.SCHOOL]},
    hosts=(HOST,),
)
"""What a school's own deployment embeds in its third year: a key for agreements and one for status lists each year."""
