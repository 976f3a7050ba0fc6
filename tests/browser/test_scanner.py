"""`/scan` in Chromium: whatever is scanned, dropped or pasted is read here, in whatever browser it is."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from benchmarks.decode import pages, seal
from tests.browser.axe import faults
from tests.browser.conftest import DESK, PHONE, WINDOWS
from tests.browser.scanner import (
    GENUINE,
    OURS,
    PATIENCE,
    Site,
    answers,
    choose,
    opened,
    paper,
    paste,
    picture,
    printer,
    record,
    refusal,
)
from tests.unit.adapters.pdf import papers
from verifier.attestation import link
from verifier.vectors import world
from verifier.vectors.world import LIST


def wrong(page: Page) -> list[str]:
    """Return what axe finds, and what is beyond the edge of the screen, on a desk and in a hand."""
    found = []
    for window in (DESK, PHONE):
        page.set_viewport_size(window)
        found += faults(page)
        found += [] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else ["too wide"]
    return found


@pytest.fixture(scope="module")
def _reading(browser: Browser, served: Site) -> Iterator[Page]:
    context = browser.new_context(**WINDOWS["phone"])
    yield opened(context.new_page(), served)
    context.close()


@pytest.fixture
def reading(_reading: Page) -> Page:
    """A page that goes on from one file to the next: what reads PDFs and codes is large, and is loaded once.

    It shows a refusal, and nothing of an earlier file.
    """
    paste(_reading, "-")
    expect(_reading.locator("#refused")).to_be_visible()
    expect(_reading.locator("#paper, #record")).to_have_count(0)
    expect(_reading.locator("#papers")).to_be_hidden()
    return _reading


def test_our_pdf_is_read_from_its_attachments(scan, served):
    choose(scan, ("协议书.pdf", printer().render(paper())))
    assert answers(scan) == GENUINE
    expect(scan.locator("#record.good")).to_contain_text("与签名一致，各页文字与记录一致")
    assert -1 < scan.evaluate("document.querySelector('#answers').getBoundingClientRect().top") < 400
    assert {path for path in served.asked if path.startswith(("/s/", "/t/"))} == {f"/s/{LIST}.cwt", "/t/trust.cwt"}
    assert all(path.startswith(("/scan", "/s/", "/t/")) for path in served.asked)


def test_a_pdf_with_another_record_is_told_from_it(reading):
    altered = replace(paper(), record_bytes=papers.paper(record(student__name="欧阳思进")).record_bytes)
    choose(reading, ("协议书.pdf", printer().render(altered)))
    told = reading.locator("#record.bad")
    expect(told).to_contain_text("不是签名的那一份", timeout=PATIENCE)
    expect(told).to_contain_text("签名的是“欧阳思远”，文件里是“欧阳思进”")


def test_a_pdf_whose_pages_say_otherwise_is_told_by_its_fields(reading):
    whole = paper()
    choose(reading, ("协议书.pdf", printer().render(replace(whole, record=record(terms__monthly_pay=99_000)))))
    told = reading.locator("#record.bad")
    expect(told).to_contain_text("与签名的协议记录不一致", timeout=PATIENCE)
    expect(told.locator("li")).to_have_count(1)
    expect(told).to_contain_text("月薪：签名的是“9500元”，文件里是“99000元”")
    assert wrong(reading) == []


def test_each_paper_of_a_pdf_has_a_button(reading):
    many = printer().render_many([paper(), paper("王一", 1)])
    choose(reading, ("全部.pdf", many), ("空.pdf", b""))
    buttons = reading.locator("#papers button")
    expect(buttons).to_have_count(3, timeout=PATIENCE)
    assert answers(reading) == GENUINE
    assert wrong(reading) == []
    buttons.nth(1).click()
    expect(reading.locator("#status")).to_contain_text("已解约或作废")
    expect(reading.locator("#paper")).to_contain_text("王一")
    buttons.nth(2).click()
    assert refusal(reading) == "empty_file"
    assert wrong(reading) == []


def test_a_photo_under_a_red_seal_is_read(reading):
    taken = io.BytesIO()
    seal.stamped(pages.page(0, 150), (205, 35, 45), Random(1)).save(taken, "JPEG", quality=90)
    choose(reading, ("照片.jpg", taken.getvalue()))
    assert answers(reading)[:1] == ["真实"]


def test_a_pdf_of_scanned_and_sealed_pages_is_read_page_by_page(reading):
    sealed = [seal.stamped(pages.page(serial, 150), (175, 15, 30), Random(serial)) for serial in (1, 2)]
    blank = Image.new("RGB", sealed[0].size, "white")
    scans = io.BytesIO()
    sealed[0].save(scans, "PDF", save_all=True, append_images=[blank, sealed[1]], resolution=150, quality=90)
    choose(reading, ("扫描件.pdf", scans.getvalue()))
    buttons = reading.locator("#papers button")
    expect(buttons).to_have_count(2, timeout=PATIENCE)
    assert [text.split()[-1] for text in buttons.all_inner_texts()] == ["1", "3"]
    assert answers(reading)[:1] == ["真实"]


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


def test_a_superseded_paper_says_by_which_edition_and_since_when(reading):
    paste(reading, link.text(world.HOST, world.coded(replace(world.CLAIMS, status_index=9))))
    assert answers(reading)[1] == "已由第 2 版取代"
    expect(reading.locator("#status")).to_contain_text("自 2026-06-05 起，由第 2 版取代。")


def test_one_page_leads_to_the_other(scan, served):
    scan.get_by_role("link", name="一次核验很多份").click()
    scan.get_by_role("link", name="只核验一份").click()
    expect(scan.locator("#about")).not_to_be_empty()
    assert scan.url == f"{served.origin}/scan"


TYPE = """keys => keys.forEach((key) =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true })))"""


def test_a_usb_scanner_types_without_focus(desk, served):
    opened(desk, served)
    desk.evaluate(TYPE, [*OURS, "Enter"])
    assert answers(desk) == GENUINE
