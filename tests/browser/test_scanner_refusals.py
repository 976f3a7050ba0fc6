"""`/scan` in Chromium: what is no agreement of ours is refused in one sentence, and the page goes on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pikepdf
from playwright.sync_api import Route, expect

from tests.browser.axe import faults
from tests.browser.scanner import (
    GENUINE,
    OURS,
    PATIENCE,
    answers,
    choose,
    opened,
    paper,
    paste,
    picture,
    printer,
    refusal,
)
from verifier.vectors import world

HEAVY = ("reader-", "pdf", ".wasm", "camera", "papers", "workbook")


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


def test_an_open_page_checks_without_a_network_and_says_what_it_lacks(phone, served):
    """A page of its own has read nothing yet, and so has nothing to read with when the network goes."""
    scan = opened(phone, served)
    scan.context.set_offline(True)
    choose(scan, ("照片.png", picture(OURS)))
    assert refusal(scan) == "offline"
    paste(scan, OURS)
    assert answers(scan)[:2] == ["真实", "状态未知"]
    scan.context.set_offline(False)
    choose(scan, ("照片.png", picture(OURS)))
    expect(scan.locator("#status.good")).to_be_visible(timeout=PATIENCE)
    assert answers(scan) == GENUINE
