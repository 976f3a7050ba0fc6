"""Draw every page and the printed form into `build/pictures/`, as `python -m infra.pictures`.

1. The pictures are of the local system with its sample school, begun anew in a folder of its own.
2. Each person opens what the links lead to, every page once, on a phone and at a desk: a new page needs no line here.
3. Of a list the last link is followed first: it is the oldest, where the sample keeps drafts and work to be done.
4. The README's pictures are some of these, with few colours: at most MOST_BYTES each.
5. A failure of the server ends the drawing: the picture of an error is none of the page.
6. Pages that nobody was led to are named at the end.
7. `/v` is drawn in every verdict (infra/verdicts.py), and as the record that it prints.
8. What another platform leads to is drawn with the answer that it would bring: the local system knows none.
9. The scanner and the desk are filled with papers of the vectors' small world: the sample has not issued three hundred.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import zxingcpp
from PIL import Image
from playwright.sync_api import (
    APIRequestContext,
    Browser,
    BrowserContext,
    Page,
    Response,
    StorageState,
    ViewportSize,
    sync_playwright,
)

from infra import chromium, desks, verdicts
from infra import page as verify_page
from infra.seed.cast import ADMIN, COLLEGES, OPERATOR, PASSWORD, REVIEWER, SCHOOL, YUNFAN
from infra.seed.paper import RECORDED
from infra.seed.roster import rows

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "pictures"
SHOWN = ROOT / "docs" / "pictures"
PHONE, DESK = "390x844", "1280x900"
SIZES = {PHONE: (390, 844), DESK: (1280, 900)}
# Places in the roster of those whom infra/seed/story.py and paper.py have brought this far.
STUDENTS = {
    "applying": 0,
    "asked-to-come": 1,
    "invited": 2,
    "offered": 5,
    "returned": 8,
    "signed": 9,
    "leaving": 12,
    "asked": 15,
    "guested": 18,
    "on-paper": RECORDED,
}
STAFF = {
    "employer": YUNFAN.email,
    "college": COLLEGES["01"].login,
    "school": REVIEWER.login,
    "admin": ADMIN.login,
    "operator": OPERATOR.login,
}
STRANGERS_DOORS = ("/pages/login.html", "/v", "/scan", "/pages/print.html", "/pages/federated.html?code=c&state=s")
# A platform whose account nobody here has bound yet answers this (A04).
UNKNOWN = "/api/federation/session"
RECORDS = ("valid-one-differs", "valid-long-names")
# The README's: the picture it is made from, its width, and how tall it may be, as times the width.
README = {
    "accept": (f"{PHONE}/invited-invitation-accept", 360, 2.6),
    "employer": (f"{DESK}/employer-sent", 800, 0.75),
    "paper": ("paper/1", 600, 1.5),
    "verify": (f"{PHONE}/signed-v", 360, 2.6),
}
MOST_BYTES = 120_000
COLOURS = 48
PAPER_SCALE = 150 / 72


def main() -> int:
    """Draw all of it; return the exit code."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as origin, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        visited = _draw(browser, origin)
        _draw_verdicts(browser, origin)
        desks.draw(browser, {size: ViewportSize(width=w, height=h) for size, (w, h) in SIZES.items()}, FOLDER)
        browser.close()
    for name, (source, width, tallest) in README.items():
        _show(FOLDER / f"{source}.png", SHOWN / f"{name}.png", width, tallest)
    pages = {path.stem for path in (ROOT / "portal_static" / "pages").glob("*.html")}
    print(f"{len(visited)} pages in {FOLDER.relative_to(ROOT)}; not reached: {', '.join(sorted(pages - visited))}")
    return 0


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Run the local system on a free port; yield its origin."""
    command = [sys.executable, "-m", "infra.local", "run", "--folder", str(folder), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        greeting = "".join(_until(process.stdout or (), "Ctrl-C"))
        found = re.search(r"portal +(http://\S+?)/\n", greeting)
        if not found:
            raise RuntimeError(f"the local system did not start: {greeting}")
        try:
            yield found[1]
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate()  # it says good-bye before it ends


def _until(lines: Iterable[str], word: str) -> Iterator[str]:
    for line in lines:
        yield line
        if word in line:
            return


def _draw(browser: Browser, origin: str) -> set[str]:
    """Let everybody look around; return the names of the pages seen."""
    visited = _look(browser, origin, "stranger", None, (*STRANGERS_DOORS, _carded(browser, origin)))
    for person in (*STUDENTS, *STAFF):
        with _context(browser, origin) as context:
            home = _log_in(context.new_page(), person)
            if person == "signed":
                _print(context.pages[0])
            code = _paired(browser, origin) if person == "signed" else ()
            doors = (*_hidden(context.request, person), home, *code)
            state = context.storage_state()
        visited |= _look(browser, origin, person, state, doors)
    return visited | _look(browser, origin, "invited-colleague", None, (_invited(browser, origin),))


def _draw_verdicts(browser: Browser, origin: str) -> None:
    """Draw every verdict of `/v` in each size, and the record of two as printed."""
    template = verify_page.template()
    for name, scene in verdicts.SCENES.items():
        with _context(browser, origin) as context:
            page = context.new_page()
            verdicts.show(page, scene, template)
            _shoot_sizes(page, f"v-{name}.png")
            if name in RECORDS:
                record = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
                record[0].render(scale=PAPER_SCALE).to_pil().save(FOLDER / "paper" / f"v-{name}.png")


def _hidden(api: APIRequestContext, person: str) -> Iterator[str]:
    """Give the pages that the first link of a list may not lead to: of a draft, and of what was returned."""
    if person == "employer":
        for items, state, page in (("invitations", "draft", "compose"), ("agreements", "returned", "revise")):
            found = next(each for each in api.get(f"/api/{items}").json()["items"] if each["state"] == state)
            yield f"/pages/{page}.html?id={found['id']}"
        yield "/pages/wechat.html?code=c&state=s"


def _paired(browser: Browser, origin: str) -> Iterator[str]:
    """Let a computer show its code for printing; give what a phone that reads it opens, for two minutes."""
    with _context(browser, origin) as context:
        page = context.new_page()
        page.goto("/pages/print.html", wait_until="networkidle")
        (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(page.screenshot())))
        link = urlsplit(code.text)
        yield f"{link.path}#{link.fragment}"


def _invited(browser: Browser, origin: str) -> str:
    """Let the administrator invite a colleague; return the link in the letter."""
    with _context(browser, origin) as context:
        _log_in(context.new_page(), "admin")
        csrf = context.request.get("/api/session").json()["csrf"]
        who = {"name": "方静", "email": "fangjing@jianghuai.example", "role": "school"}
        context.request.post("/api/staff", data=who, headers={"X-CSRF-Token": csrf}, fail_on_status_code=True)
        letters = context.request.get("/mailbox").text()
    return next(re.finditer(r"/pages/join\.html#[\w-]+", letters))[0]


def _carded(browser: Browser, origin: str) -> str:
    """Let a student make a card; return what its code leads to."""
    with _context(browser, origin) as context:
        _log_in(context.new_page(), "guested")
        csrf = context.request.get("/api/session").json()["csrf"]
        made = context.request.post("/api/cards", data={}, headers={"X-CSRF-Token": csrf}, fail_on_status_code=True)
        link = urlsplit(made.json()["link"])
        return f"{link.path}#{link.fragment}"


@contextmanager
def _context(browser: Browser, origin: str, state: StorageState | None = None) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=origin, storage_state=state, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
    )
    yield context
    context.close()


def _log_in(page: Page, person: str) -> str:
    """Log in and return the address of the person's home."""
    page.goto("/pages/login.html")
    if person in STUDENTS:
        page.get_by_label("学校", exact=True).select_option(label=SCHOOL.name)
        page.get_by_label("学号").fill(rows()[STUDENTS[person]]["学号"])
    else:
        page.get_by_label("用人单位、学校或平台人员").check()
        page.get_by_label("邮箱").fill(STAFF[person])
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "login" not in url)
    return page.url


def _print(page: Page) -> None:
    """Let the student print the own copy; draw each page of the file."""
    page.goto("/pages/agreements.html", wait_until="networkidle")
    page.locator('main a[href*="agreement.html"]').last.click()
    with page.expect_request(re.compile(r"/prints/\d+\.pdf$")) as asked:
        page.get_by_role("button", name=re.compile("第 2 份")).click()
    document = pypdfium2.PdfDocument(page.context.request.get(asked.value.url).body())
    (FOLDER / "paper").mkdir(parents=True)
    for number, leaf in enumerate(document, 1):
        leaf.render(scale=PAPER_SCALE).to_pil().save(FOLDER / "paper" / f"{number}.png")


def _look(browser: Browser, origin: str, person: str, state: StorageState | None, doors: Iterable[str]) -> set[str]:
    """Draw, in both sizes, what is behind the doors and behind every link from there; return the pages' names."""
    seen: set[str] = set()
    with _context(browser, origin, state) as context:
        context.route(f"**{UNKNOWN}", lambda route: route.fulfill(json={"account": None, "ticket": "t"}))
        page, ahead = context.new_page(), [urljoin(origin, door) for door in doors]
        while ahead:
            url = ahead.pop()
            name = _name(url)
            if name not in seen and url.startswith(origin):
                seen.add(name)
                ahead += _shoot(page, url, f"{person}-{name}.png".replace("#", "-"))
    return {name.partition("#")[0] for name in seen}


def _name(url: str) -> str:
    """Return the page's name, with the part of it that a short fragment opens; a code is no part."""
    at = urlsplit(url)
    part = f"#{at.fragment}" if re.fullmatch(r"[a-z_]+", at.fragment) else ""
    return Path(at.path).stem + part


def _shoot(page: Page, url: str, file: str) -> list[str]:
    """Draw one page, whole, in each size; return where its links lead."""
    page.goto("about:blank")  # or a new fragment would not load the page again
    with _sound(page):
        page.goto(url, wait_until="networkidle")
    _shoot_sizes(page, file)
    links = page.locator("a[href]:not([href='#content'])").evaluate_all("links => links.map(link => link.href)")
    return [link for link in links if re.match(r"/(pages/|v$)", urlsplit(link).path)]


def _shoot_sizes(page: Page, file: str) -> None:
    for size, (width, height) in SIZES.items():
        page.set_viewport_size(ViewportSize(width=width, height=height))
        whole = int(page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size(ViewportSize(width=width, height=whole))  # what is fixed to the bottom stays there
        page.screenshot(path=FOLDER / size / file)


@contextmanager
def _sound(page: Page) -> Iterator[None]:
    """Raise RuntimeError when the server fails at anything that is asked for meanwhile."""
    failed: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            failed.append(f"{answer.status} {answer.url}")

    page.on("response", note)
    yield
    page.remove_listener("response", note)
    if failed:
        raise RuntimeError(f"{urlsplit(page.url).path}: {', '.join(failed)}")


def _show(source: Path, file: Path, width: int, tallest: float) -> None:
    """Make a README's picture: narrow, not too tall, few colours; ValueError when it is still too large."""
    with Image.open(source) as drawn:
        tall = drawn.crop((0, 0, drawn.width, min(drawn.height, round(drawn.width * tallest))))
    small = tall.convert("RGB").resize((width, round(tall.height * width / tall.width)), Image.Resampling.LANCZOS)
    small.quantize(COLOURS).save(file, optimize=True)
    if file.stat().st_size > MOST_BYTES:
        raise ValueError(f"{file.name} has {file.stat().st_size} bytes, more than {MOST_BYTES}")


if __name__ == "__main__":
    sys.exit(main())
