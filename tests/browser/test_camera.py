"""The camera of `/scan` and `/desk`, before which Chromium holds a film."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from infra import chromium
from tests.browser.scanner import GENUINE, OURS, answers, opened, picture, refusal


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
