"""`/scan` in Chromium: whatever is scanned, dropped or pasted is read here or refused in one sentence.

1. The site is served as it is assembled, under the policy that it has behind the CDN, and nothing leaves it.
2. Papers are printed by our own press, with tokens of the vectors' world.
"""

from __future__ import annotations

import csv
import hashlib
import io
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pikepdf
import pypdfium2
import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from benchmarks.decode import pages, seal
from functions.adapters.pdf.fonts import Fonts
from functions.adapters.pdf.press import FormPrinter
from functions.domain.paper import Paper
from infra import chromium, headers, site
from infra.local.origin import INDEX
from tests.browser.axe import faults
from tests.unit.adapters.pdf import papers
from verifier.attestation import Entry, link, status_list, token
from verifier.vectors import world
from verifier.vectors.world import CLAIMS, LIST, LISTED, NOW, TRUST, coded, signed, trust_list

KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".wasm": "application/wasm"}
HEAVY = ("reader-", "pdf", ".wasm", "camera", "papers", "workbook")
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


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site") / "site"
    site.assemble(folder)
    site.pin(folder, world.public(world.ROOT))
    here = Site("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append(self.path)
            path = folder / INDEX.get(self.path, self.path.lstrip("/"))
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
    yield here
    listening.shutdown()
    thread.join()
    listening.server_close()


def publish(folder: Path, host: str) -> None:
    """Write a trust list, in which the printed host is official too, and a status list."""
    trust = replace(TRUST, hosts=(host, world.HOST), lists=(f"http://{host}/s/",))
    (folder / "t").mkdir()
    (folder / "t" / "trust.cwt").write_bytes(trust_list(trust))
    packed = status_list.pack({1: Entry.INVALID})
    uri = status_list.uri(link.origin(host), LIST)
    prepared = status_list.prepare(packed, uri=uri, issued_at=LISTED, kid=world.kid(world.STATUS))
    (folder / "s").mkdir()
    (folder / "s" / f"{LIST}.cwt").write_bytes(signed(prepared, world.STATUS))


@pytest.fixture
def scan(request: pytest.FixtureRequest, served: Site) -> Page:
    return opened(request.getfixturevalue("phone"), served)


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


def test_our_pdf_is_read_from_its_attachments(scan, served):
    choose(scan, ("协议书.pdf", printer().render(paper())))
    assert answers(scan) == GENUINE
    expect(scan.locator("#record.good")).to_contain_text("与签名一致，各页文字与记录一致")
    assert -1 < scan.evaluate("document.querySelector('#answers').getBoundingClientRect().top") < 400
    assert {path for path in served.asked if path.startswith(("/s/", "/t/"))} == {f"/s/{LIST}.cwt", "/t/trust.cwt"}
    assert all(path.startswith(("/scan", "/s/", "/t/")) for path in served.asked)


def test_a_pdf_with_another_record_is_told_from_it(scan):
    altered = replace(paper(), record_bytes=papers.paper(record(student__name="欧阳思进")).record_bytes)
    choose(scan, ("协议书.pdf", printer().render(altered)))
    told = scan.locator("#record.bad")
    expect(told).to_contain_text("不是签名的那一份", timeout=PATIENCE)
    expect(told).to_contain_text("签名的是“欧阳思远”，文件里是“欧阳思进”")


def test_a_pdf_whose_pages_say_otherwise_is_told_by_its_fields(scan):
    whole = paper()
    choose(scan, ("协议书.pdf", printer().render(replace(whole, record=record(terms__monthly_pay=99_000)))))
    told = scan.locator("#record.bad")
    expect(told).to_contain_text("与签名的协议记录不一致", timeout=PATIENCE)
    expect(told.locator("li")).to_have_count(1)
    expect(told).to_contain_text("月薪：签名的是“9500元”，文件里是“99000元”")


def test_each_paper_of_a_pdf_has_a_button(scan):
    many = printer().render_many([paper(), paper("王一", 1)])
    choose(scan, ("全部.pdf", many), ("空.pdf", b""))
    buttons = scan.locator("#papers button")
    expect(buttons).to_have_count(3, timeout=PATIENCE)
    assert answers(scan) == GENUINE
    buttons.nth(1).click()
    expect(scan.locator("#status")).to_contain_text("已解约或作废")
    expect(scan.locator("#paper")).to_contain_text("王一")
    buttons.nth(2).click()
    assert refusal(scan) == "empty_file"


FILED = {
    "1 有效.pdf": ["✓ 真实", "✓ 有效", "2026-06-08 04:26:40", "请与纸面核对。"],
    "2 已解约.pdf": ["✓ 真实", "✗ 已解约或作废", "2026-06-08 04:26:40", "学校已登记这份协议书解约或作废。"],
    "3 换过记录.pdf": ["✓ 真实", "✓ 有效", "2026-06-08 04:26:40", "文件附带的协议记录与二维码签名的不是同一份"],
    "4 改过月薪.pdf": ["✓ 真实", "✓ 有效", "2026-06-08 04:26:40", "文件各页的文字与签名的协议记录不一致（月薪）"],
}


def test_the_desk_tells_our_files_apart_and_exports_what_it_shows(desk, served):
    """Each is genuine by its code, one is terminated, and of the others only one is the file that was printed."""
    altered = replace(paper("王二", 2), record_bytes=papers.paper(record(student__name="王三")).record_bytes)
    files = [
        printer().render(paper()),
        printer().render(paper("王一", 1)),
        printer().render(replace(altered, record=record(student__name="王二"))),
        printer().render(replace(paper("王四", 4), record=record(student__name="王四", terms__monthly_pay=99_000))),
    ]
    desk.clock.set_fixed_time(NOW)
    desk.goto(f"{served.origin}/desk")
    expect(desk.locator("body[data-ready]")).to_have_count(1)
    desk.locator("#files").set_input_files(
        [{"name": name, "mimeType": "", "buffer": file} for name, file in zip(FILED, files, strict=True)]
    )
    expect(desk.locator("#said")).to_contain_text("共 4 个文件", timeout=PATIENCE)
    with desk.expect_download() as saved:
        desk.get_by_role("button", name="导出 CSV").click()
    lines = list(csv.DictReader(saved.value.path().read_text("utf-8-sig").splitlines()))
    with desk.expect_download() as saved:
        desk.get_by_role("button", name="导出 Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(saved.value.path().read_bytes())).active
    cells = [[cell.value for cell in row] for row in sheet.rows]
    assert cells == [list(lines[0]), *(list(one.values()) for one in lines)]
    printed = pypdfium2.PdfDocument(desk.pdf(prefer_css_page_size=True))
    record_of_check = "".join("".join(leaf.get_textpage().get_text_bounded().split()) for leaf in printed)
    assert [one["来源"][0] for one in lines] == [*"3421"]
    for line in lines:
        name = line["来源"].partition(".")[0] + ".pdf"
        *exact, said = FILED[name]
        assert [line["是否真实"], line["目前状态"], line["状态时间"]] == exact, name
        assert said in line["说明"], name
        assert name.replace(" ", "") in record_of_check, name
    assert lines[3]["姓名"] == "欧阳思远"
    assert lines[3]["学校"] == TRUST.schools[CLAIMS.school]


def test_a_photo_under_a_red_seal_is_read(scan):
    taken = io.BytesIO()
    seal.stamped(pages.page(0, 150), (205, 35, 45), Random(1)).save(taken, "JPEG", quality=90)
    choose(scan, ("照片.jpg", taken.getvalue()))
    assert answers(scan)[:1] == ["真实"]


def test_a_pdf_of_scanned_and_sealed_pages_is_read_page_by_page(scan):
    sealed = [seal.stamped(pages.page(serial, 150), (175, 15, 30), Random(serial)) for serial in (1, 2)]
    blank = Image.new("RGB", sealed[0].size, "white")
    scans = io.BytesIO()
    sealed[0].save(scans, "PDF", save_all=True, append_images=[blank, sealed[1]], resolution=150, quality=90)
    choose(scan, ("扫描件.pdf", scans.getvalue()))
    buttons = scan.locator("#papers button")
    expect(buttons).to_have_count(2, timeout=PATIENCE)
    assert [text.split()[-1] for text in buttons.all_inner_texts()] == ["1", "3"]
    assert answers(scan)[:1] == ["真实"]


def picture(text: str = "") -> bytes:
    """A PNG, with a code that says the text if there is one."""
    made = io.BytesIO()
    if text:
        segno.make(text).save(made, kind="png", scale=5)
    else:
        Image.new("RGB", (300, 200), "white").save(made, "PNG")
    return made.getvalue()


def locked() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(printer().render(paper()))) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "a")
    return made.getvalue()


def vast() -> bytes:
    """The head of a PNG of 20000 by 20000 pixels."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (20_000).to_bytes(4) * 2 + b"\x08\2\0\0\0" + bytes(1000)


BAD_FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a menu's code": ("菜单.png", lambda: picture("https://menu.example/table/8"), "other_host"),
    "the code of a wireless network": ("网络.png", lambda: picture("WIFI:S:cafe;T:WPA;P:12345678;;"), "not_a_link"),
    "a picture without a code": ("空白.png", picture, "no_code"),
    "400 megapixels": ("海报.png", vast, "too_many_pixels"),
    "a PDF with a password": ("协议书.pdf", locked, "password"),
    "a zip named .pdf": ("协议书.pdf", zipped, "not_a_pdf"),
    "a damaged PDF": ("协议书.pdf", lambda: b"%PDF-1.7\n" + bytes(100), "broken_pdf"),
    "an empty file": ("协议书.pdf", bytes, "empty_file"),
    "a HEIC photo": ("IMG_1.heic", lambda: b"\0\0\0\x18ftypheic" + bytes(100), "heic"),
    "a damaged photo": ("照片.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(100), "broken_image"),
    "a text file": ("名单.txt", "张三".encode, "unknown_file"),
}


def test_every_bad_file_gets_its_sentence_and_the_page_goes_on(scan):
    for case, (name, content, code) in BAD_FILES.items():
        choose(scan, (name, content()))
        expect(scan.locator("#refused"), case).to_have_attribute("data-code", code, timeout=PATIENCE)
        assert refusal(scan) == code, case
    paste(scan, OURS)
    assert answers(scan) == GENUINE


def test_a_window_that_nobody_sees_goes_on_reading(phone, served):
    opened(phone, served).evaluate("window.requestAnimationFrame = () => 0")
    choose(phone, ("协议书.pdf", printer().render(paper())))
    assert answers(phone) == GENUINE


HEIC = b"\0\0\0\x18ftypheic" + bytes(12)
# As Safari does: what a browser without HEIC refuses is opened, here as the PNG after the head.
OPENS_HEIC = """{
    const open = createImageBitmap;
    globalThis.createImageBitmap = async (file) =>
        (await file.slice(4, 12).text()) === "ftypheic" ? open(file.slice(24)) : open(file);
}
"""


def test_a_heic_photo_is_read_where_the_browser_opens_it_and_refused_in_words_elsewhere(phone, served):
    def grow(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=OPENS_HEIC + answer.text())

    opened(phone, served)
    choose(phone, ("IMG_1.heic", HEIC + picture(OURS)))
    assert refusal(phone) == "heic"
    expect(phone.locator("#refused")).to_contain_text("此浏览器打不开 HEIC 照片；请")
    phone.route("**/scanner/worker.js", grow)
    opened(phone, served)
    choose(phone, ("IMG_1.heic", HEIC + picture(OURS)))
    assert answers(phone) == GENUINE


LACKS = {
    "workers": "delete window.Worker",
    "workers made of modules": "window.Worker = class { constructor() { setTimeout(() => this.onerror()); } }",
    "canvases in workers": "delete window.OffscreenCanvas",
}


@pytest.mark.parametrize("script", LACKS.values(), ids=LACKS.keys())
def test_a_photo_is_read_in_a_browser_without(phone, served, script):
    phone.add_init_script(script)
    opened(phone, served)
    choose(phone, ("照片.png", picture(OURS)))
    assert answers(phone) == GENUINE


LONGEST = """
window.longest = 0;
new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
}).observe({ type: "longtask" });
"""


def test_the_page_stays_usable_while_a_page_at_300_dpi_is_read(desk, served):
    """Read by the page itself, the reading would be one task; here none takes a third of it."""
    blank = io.BytesIO()
    Image.new("RGB", (2480, 3508), "white").save(blank, "PNG")
    desk.goto(f"{served.origin}/scan")
    choose(desk, ("小.png", picture()))
    assert refusal(desk) == "no_code"
    desk.evaluate(LONGEST)
    began = time.perf_counter()
    choose(desk, ("大.png", blank.getvalue()))
    expect(desk.locator("#answers[aria-busy=true]")).to_be_visible()
    assert refusal(desk) == "no_code"
    assert desk.evaluate("longest") < (time.perf_counter() - began) * 1000 / 3


BAD_TEXTS = {
    "5,000 digits": ("1" * 5000, "too_long"),
    "a clone of our page": (OURS.replace(world.HOST, "wq-example.cn"), "other_host"),
    "our name before another host": (OURS.replace(world.HOST, f"{world.HOST}@evil.example"), "other_host"),
    "our name as part of another": (OURS.replace(world.HOST, f"{world.HOST}.evil.example"), "other_host"),
    "our page without an agreement": (f"https://{world.HOST}/v", "no_agreement"),
    "words": ("就业协议书", "not_a_link"),
    "the end of our digits": (OURS[-60:], "not_a_link"),
    "a few digits": ("2026101230000045", "not_a_link"),
    "a script": ("javascript:alert(1)", "not_a_link"),
}


def test_every_bad_text_gets_its_sentence_and_the_page_goes_on(scan, served):
    for case, (text, code) in BAD_TEXTS.items():
        paste(scan, text)
        expect(scan.locator("#refused"), case).to_have_attribute("data-code", code, timeout=PATIENCE)
        assert refusal(scan) == code, case
    paste(scan, OURS)
    assert answers(scan) == GENUINE
    assert not [path for path in served.asked if any(part in path for part in HEAVY)]


def test_one_page_leads_to_the_other(scan, served):
    scan.get_by_role("link", name="一次核验很多份").click()
    scan.get_by_role("link", name="只核验一份").click()
    expect(scan.locator("#about")).not_to_be_empty()
    assert scan.url == f"{served.origin}/scan"


def test_another_host_is_named(scan):
    paste(scan, "https://evil.example/v#1234")
    expect(scan.locator("#refused .sentence")).to_contain_text("此二维码不属于本平台，它指向 evil.example")
    scan.get_by_role("button", name="English").click()
    expect(scan.locator("#refused .sentence")).to_contain_text("it leads to evil.example")
    expect(scan.locator("#refused [lang=zh]").first).to_be_hidden()


NO_LIST: dict[str, Callable[[Route], None]] = {
    "there is none": lambda route: route.fulfill(status=404),
    "there is no network": lambda route: route.abort("internetdisconnected"),
    "it is somebody's log-in page": lambda route: route.fulfill(body="<title>Wi-Fi</title>"),
}


def test_without_a_trust_list_nothing_is_genuine_until_it_comes(phone, served):
    given = [OURS, OURS.replace(world.HOST, served.host), OURS.replace(world.HOST, "wq-example.cn")]
    for case, answer in NO_LIST.items():
        phone.route("**/t/trust.cwt", answer)
        phone.goto("about:blank")
        opened(phone, served)
        expect(phone.locator("#host"), case).to_contain_text("取不到信任名单，现在不能核验：请检查网络，再读一次。")
        for text in given:
            paste(phone, text)
            expect(phone.locator("#no-trust strong"), case).to_contain_text("无法核验")
            assert phone.locator("#answers .good, #paper").count() == 0, case
        choose(phone, ("照片.png", picture(OURS)))
        expect(phone.locator("#said"), case).to_contain_text("取不到信任名单", timeout=PATIENCE)
        phone.unroute("**/t/trust.cwt")
    assert faults(phone) == []
    paste(phone, OURS)
    assert answers(phone) == GENUINE
    expect(phone.locator("#host")).to_contain_text(world.HOST)


def test_an_open_page_checks_without_a_network_and_says_what_it_lacks(scan):
    scan.context.set_offline(True)
    choose(scan, ("照片.png", picture(OURS)))
    assert refusal(scan) == "offline"
    paste(scan, OURS)
    assert answers(scan)[:2] == ["真实", "状态未知"]
    scan.context.set_offline(False)
    choose(scan, ("照片.png", picture(OURS)))
    expect(scan.locator("#status.good")).to_be_visible(timeout=PATIENCE)
    assert answers(scan) == GENUINE


SAFE = {
    "a strange path": OURS.replace("/v#", "/pages/%2e%2e/x?next=//evil.example#"),
    "digits alone": OURS.partition("#")[2],
    "a link that mail has broken": f"<{OURS[:60]}\n {OURS[60:]}>",
}


def test_a_code_of_ours_is_checked_in_place_whatever_its_path(scan, served):
    for case, text in SAFE.items():
        paste(scan, text)
        expect(scan.locator("#paper"), case).to_be_visible()
        assert answers(scan) == GENUINE, case
        paste(scan, "-")
        expect(scan.locator("#refused")).to_be_visible()
    assert scan.url == f"{served.origin}/scan"


TYPE = """keys => keys.forEach((key) =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true })))"""


def test_a_usb_scanner_types_without_focus(desk, served):
    opened(desk, served)
    desk.evaluate(TYPE, [*OURS, "Enter"])
    assert answers(desk) == GENUINE


def filmed(text: str) -> bytes:
    """A film of one frame: a code held before a camera, as Motion JPEG."""
    frame, film = Image.new("RGB", (1280, 720), (190, 185, 175)), io.BytesIO()
    with Image.open(io.BytesIO(picture(text))) as code:
        # As grey as a camera has it: Chromium's decoder of films overflows at the edges of pure black and white.
        frame.paste(code.convert("L").point([40 + value * 2 // 3 for value in range(256)]).convert("RGB"), (300, 100))
    frame.save(film, "JPEG", quality=90)
    return film.getvalue()


def test_the_camera_reads_what_is_held_before_it(browser: Browser, served, tmp_path):
    film = tmp_path / "film.mjpeg"
    film.write_bytes(filmed(OURS))
    fakes = ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}")
    beside = chromium.start(browser.browser_type, "--use-fake-ui-for-media-stream", *fakes)
    page = opened(beside.new_page(), served)
    page.locator("#camera").click()
    assert answers(page) == GENUINE
    expect(page.locator("#view")).to_be_hidden()
    assert page.evaluate("document.querySelector('video').srcObject") is None
    beside.close()


CAMERA = """
window.asked = [];
window.played = [];
MediaStreamTrack.prototype.applyConstraints = async ({ advanced: [{ torch }] }) => {
    asked.push(torch);
    if (asked.length > 2) throw new DOMException("", "OverconstrainedError");
};
const { play } = HTMLMediaElement.prototype;
HTMLMediaElement.prototype.play = function () {
    played.push([this.muted, this.playsInline, this.autoplay, this.srcObject instanceof MediaStream]);
    return play.call(this);
};
"""
TORCH = "MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });"


@pytest.fixture(scope="module")
def cameras(browser: Browser) -> Iterator[Browser]:
    """A browser whose camera sees no code."""
    fakes = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
    beside = chromium.start(browser.browser_type, *fakes)
    yield beside
    beside.close()


@pytest.mark.parametrize("path", ["/scan", "/desk"])
def test_a_torch_has_a_button_and_the_picture_is_played_as_ios_wants_it(cameras, served, path):
    page = cameras.new_page()
    page.add_init_script(CAMERA + TORCH)
    page.goto(served.origin + path)
    expect(page.locator("#about")).not_to_be_empty()
    page.locator("#camera").click()
    torch = page.locator("#torch")
    for pressed in ("true", "false", "false"):  # the third time the camera refuses
        torch.click()
        expect(torch).to_have_attribute("aria-pressed", pressed)
    assert page.evaluate("asked") == [True, False, True]
    assert page.evaluate("played") == [[True, True, False, True]]
    assert page.locator("video[playsinline][muted]:not([autoplay])").evaluate("one => !one.paused")
    page.close()


@pytest.mark.parametrize("path", ["/scan", "/desk"])
def test_without_a_torch_there_is_no_button(cameras, served, path):
    page = cameras.new_page()
    page.add_init_script(CAMERA)
    page.goto(served.origin + path)
    expect(page.locator("#about")).not_to_be_empty()
    page.locator("#camera").click()
    films = page.locator("#camera[aria-pressed=true]").or_(page.locator("#said", has_text="请把二维码放进画面"))
    expect(films).to_have_count(1)
    expect(page.locator("#torch")).to_be_hidden()
    page.close()


def test_without_a_camera_the_page_says_what_to_do_instead(scan):
    scan.locator("#camera").click()
    assert refusal(scan) in {"camera_missing", "camera_denied"}
    expect(scan.locator("#refused")).to_contain_text("拍照")
    expect(scan.locator("#view")).to_be_hidden()


@pytest.mark.parametrize("window", ["phone", "desk"])
def test_axe_finds_nothing(request, served, window):
    page = opened(request.getfixturevalue(window), served)
    choose(page, ("全部.pdf", printer().render_many([paper(), paper("王一", 1)])), ("空.pdf", b""))
    answers(page)
    assert faults(page) == []
    page.locator("#papers button").nth(2).click()
    refusal(page)
    assert faults(page) == []
    choose(page, ("协议书.pdf", printer().render(replace(paper(), record=record(terms__monthly_pay=99_000)))))
    expect(page.locator("#record[role=alert]")).to_be_visible(timeout=PATIENCE)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
