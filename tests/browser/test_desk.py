"""`/desk` in Chromium: many papers in one table, and nothing about them leaves the page.

1. The site is served as it is assembled, under the policy that it has; only the scanner's file is a stub, which takes
   the text of a "picture" for what its code says.
2. One page is led through a whole day; what it asked for and how much it drew is counted.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from playwright.sync_api import Page, Route, expect

from functions.web import headers
from infra import site
from tests.browser.axe import faults
from tests.browser.conftest import PHONE
from verifier.attestation import Entry, link, status_list
from verifier.vectors import world
from verifier.vectors.world import CLAIMS, LIST, LISTED, NOW, TRUST, coded, signed, trust_list

MANY = 300
KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".cwt": "application/cwt"}
STUBS = {
    "read.js": """
class Refusal extends Error {
  code = "password";
  words = ["这个 PDF 有密码；请先去掉密码再试。", "It has a password."];
}
export async function readFile(file) {
  const text = await file.text();
  if (text === "locked") throw new Refusal();
  if (text === "crash") throw new TypeError("no");
  return text.split("\\n").filter(Boolean).map((line, at) => ({ text: line, page: at + 1, from: "pdf" }));
}
""",
    "camera.js": """
export async function watch(video, seen) {
  for (let look = 0; look < 3; look += 1) seen(window.shown);
  return { stop: () => { window.shown = "let go"; }, torch: null };
}
""",
}


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site") / "site"
    site.assemble(folder)
    site.pin(folder, world.public(world.ROOT))
    (folder / "scanner").mkdir(exist_ok=True)
    for name, script in STUBS.items():
        (folder / "scanner" / name).write_text(script, encoding="utf-8")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
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
    host = f"127.0.0.1:{listening.server_port}"
    publish(folder, host)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://{host}"
    listening.shutdown()
    thread.join()
    listening.server_close()


def publish(folder: Path, host: str) -> None:
    """Write the trust list, and a status list in which the index after the first agreement's is terminated.

    The next one is superseded.
    """
    trust = replace(TRUST, hosts=(host,), lists=(f"http://{host}/s/",))
    (folder / "t").mkdir()
    (folder / "t" / "trust.cwt").write_bytes(trust_list(trust))
    ended, reissued = CLAIMS.status_index + 1, CLAIMS.status_index + 2
    packed = status_list.pack({ended: Entry.INVALID, reissued: Entry.SUPERSEDED})
    uri = status_list.uri(link.origin(host), LIST)
    prepared = status_list.prepare(
        packed, uri=uri, issued_at=LISTED, kid=world.kid(world.STATUS), since={reissued: date(2026, 6, 5)}
    )
    (folder / "s").mkdir()
    (folder / "s" / f"{LIST}.cwt").write_bytes(signed(prepared, world.STATUS))


def scanned(origin: str, **changes: object) -> str:
    return link.text(origin.removeprefix("http://"), coded(replace(CLAIMS, **changes)))


def opened(page: Page, origin: str) -> Page:
    page.clock.set_fixed_time(NOW)
    page.goto(f"{origin}/desk")
    expect(page.locator("body[data-ready]")).to_have_count(1)
    return page


def choose(page: Page, **files: str) -> None:
    """Give files to the desk, as if they had been chosen, and wait until they are read."""
    given = [{"name": name, "mimeType": "image/png", "buffer": text.encode()} for name, text in files.items()]
    page.locator("#files").set_input_files(given)
    assert f"共 {len(files)} 个文件" in page.evaluate(SAID)


# Waiting with `expect` would describe the whole page again and again.
SAID = """() => new Promise((done) => {
    const said = document.getElementById("said");
    const timer = setInterval(() => {
        if (!said.textContent) return;
        clearInterval(timer);
        done(said.textContent);
    }, 20);
})"""


def paste(page: Page, text: str) -> None:
    page.get_by_label("粘贴链接").fill(text)
    page.get_by_role("button", name="核验", exact=True).click()


def column(page: Page, name: str) -> list[str]:
    """What a column shows, from the top."""
    return page.evaluate(
        """name => {
            const at = [...document.querySelectorAll("#columns th")].findIndex((one) => one.innerText === name);
            return [...document.querySelectorAll("#papers tr")].map((row) => row.children[at].innerText.trim());
        }""",
        name,
    )


def orders(page: Page) -> list[int]:
    """The numbers of the rows, from the top."""
    return page.locator("#papers tr").evaluate_all("rows => rows.map((row) => Number(row.dataset.order))")


def rows(page: Page, count: int) -> None:
    expect(page.locator("#papers tr")).to_have_count(count)


TONES = """
window.heard = [];
OscillatorNode = class { constructor(_, { frequency }) { heard.push(frequency); }
    connect(next) { return next; } start() {} stop() {} };
"""


# As fast as a scanner, however slow the machine is; what is returned is whether the Enter went on to the button.
TYPE = """text => [...text, "Enter"].map((key) => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }))).at(-1)"""


def test_a_day_at_the_desk(desk, origin):
    """Scan, paste, choose, compare, sort, export, lose the window, restore, clear."""
    asked: list[str] = []
    wrong: list[str] = []
    desk.on("request", lambda request: asked.append(request.url.removeprefix(origin)))
    desk.on("console", lambda message: wrong.append(message.text))
    desk.on("pageerror", lambda error: wrong.append(str(error)))
    desk.add_init_script(TONES)
    opened(desk, origin)
    assert faults(desk) == []
    good = scanned(origin)

    # A scanner types; the focus is on a button, which its Enter must not press.
    desk.locator("#silent").focus()
    assert desk.evaluate(TYPE, good) is False
    rows(desk, 1)
    expect(desk.locator("#current")).to_contain_text("合肥示例信息科技股份有限公司")
    expect(desk.locator("#current .answers")).to_contain_text("有效")

    paste(desk, "\n".join([
        scanned(origin, number="20260001235", status_index=CLAIMS.status_index + 1),
        scanned(origin, edition=2), "https://evil.example/v#1000",
    ]))  # fmt: skip
    desk.evaluate(TYPE, good[:-20])
    rows(desk, 5)
    paste(desk, f" {good} ")
    rows(desk, 6)
    choose(desk, **{"a.png": "locked", "b.png": "", "c.png": "crash", "d.png": scanned(origin, number="=1+1")})
    rows(desk, 10)
    assert orders(desk) == [5, 2, 4, 7, 8, 9, 1, 3, 6, 10]
    assert column(desk, "是否真实") == [
        "✗ 不真实", "✓ 真实", "✗ 不是本平台的码", *["? 没有读到"] * 3, *["✓ 真实"] * 4,
    ]  # fmt: skip
    assert column(desk, "目前状态")[:3] == ["—", "✗ 已解约或作废", "—"]
    assert column(desk, "说明")[2:] == [
        "此二维码不属于本平台，它指向 evil.example；不要打开它，也不要在它的网页上填写任何内容。",
        "这个 PDF 有密码；请先去掉密码再试。",
        "没有找到二维码：请把二维码拍全、拍清楚，或换一份文件。",
        "这个文件读不出来：请换一份文件。",
        "同一份协议书的第 2 版在第 3 行。",
        "同一份协议书的第 1 版在第 1 行。同一份协议书的第 1 版在第 6 行。",
        "重复：与第 1 行是同一个码。同一份协议书的第 2 版在第 3 行。",
        "请与纸面核对。",
    ]
    assert desk.evaluate("heard") == [1046, *[208] * 2 * 2]  # what is in nobody's hand makes no sound
    compare(desk)
    export(desk)
    leaf = pypdfium2.PdfDocument(desk.pdf(prefer_css_page_size=True))[0]
    assert [round(side) for side in leaf.get_size()] == [842, 595]
    printed = leaf.get_textpage().get_text_bounded()
    wanted = [
        "共 10 份",
        "2026-06-08 05:26:40 +08:00",
        desk.locator("meta[name=build]").get_attribute("content"),
        "经办人",
    ]
    assert [each for each in wanted if each not in printed] == []
    assert faults(desk) == []

    show_to_camera(desk, origin)

    # Each list once, the page's own files, and nothing else.
    own = [path for path in asked if not path.startswith(("/desk", "/scanner/", "blob:"))]
    assert own == ["/t/trust.cwt", f"/s/{LIST}.cwt"]
    desk.get_by_role("button", name="重新查询").click()
    rows(desk, 11)
    assert [path for path in asked if path.startswith(("/t/", "/s/"))] == own * 2
    lose_the_window(desk, origin)
    assert wrong == []


def show_to_camera(page: Page, origin: str) -> None:
    """Let the camera see one paper again and again: it is one row, and the camera is let go of."""
    page.evaluate("text => { window.shown = text }", scanned(origin, number="20260001236"))
    page.get_by_role("button", name="摄像头").click()
    rows(page, 11)
    page.get_by_role("button", name="摄像头").click()
    assert page.evaluate("shown") == "let go"


def lose_the_window(page: Page, origin: str) -> None:
    """Close it by accident, restore, clear: then nothing is offered any more; nor to another window before that."""
    other = opened(page.context.new_page(), origin)
    expect(other.locator("#offer")).to_be_hidden()
    other.close()
    page.reload()
    expect(page.locator("#offer")).to_contain_text("上次有 11 份没有清空，只保存在本机的这个浏览器里，2026-06-15")
    page.get_by_role("button", name="恢复").click()
    rows(page, 11)
    assert column(page, "与纸面核对")[0].endswith("不一致：月薪")
    page.get_by_role("button", name="清空").click()
    page.locator("dialog").get_by_role("button", name="清空", exact=True).click()
    rows(page, 0)
    opened(page, origin)
    expect(page.locator("#offer")).to_be_hidden()


def compare(page: Page) -> None:
    """Mark with the keyboard alone: a row as it should be, another with the field that differs."""
    page.locator("[data-order='10'] [data-action=match]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-order='10'] [data-action=match]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-order='10']")).to_contain_text("核验通过，纸面一致。")
    page.locator("[data-order='1'] [data-action=differ]").press("Enter")
    page.locator("[data-field=monthlyPay]").press("Space")
    expect(page.locator("#papers tr").first).to_have_attribute("data-order", "1")
    expect(page.locator("#papers tr").first).to_contain_text("不一致：月薪")
    page.get_by_role("button", name="按读入顺序").click()
    expect(page.locator("#papers tr").first).to_have_attribute("data-order", "1")
    expect(page.locator("#papers tr").last).to_have_attribute("data-order", "10")
    page.get_by_role("button", name="按读入顺序").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("#papers tr").first).to_contain_text("differs: Monthly pay")
    page.get_by_role("button", name="中文").click()


def export(page: Page) -> None:
    """Save both files; what would be executed is text in both."""
    with page.expect_download() as saved:
        page.get_by_role("button", name="导出 CSV").click()
    written = saved.value.path().read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert '"\'=1+1"' in written.decode()
    with page.expect_download() as saved:
        page.get_by_role("button", name="导出 Excel").click()
    assert saved.value.suggested_filename.endswith(".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(saved.value.path().read_bytes())).active
    cells = [[cell.value for cell in line] for line in sheet.rows]
    assert {cell.data_type for line in sheet.rows for cell in line} == {"s"}
    assert cells[0][:4] == ["序号", "协议书编号", "姓名", "学校"]
    assert len(cells) == 11
    assert "=1+1" in [line[1] for line in cells]


COUNTED = """() => {
    window.drawn = 0;
    new MutationObserver((found) => {
        for (const { addedNodes } of found) drawn += addedNodes.length;
    }).observe(document.getElementById("papers"), { childList: true });
}"""


def test_a_superseded_paper_says_by_which_edition_and_since_when(phone, origin):
    opened(phone, origin)
    paste(phone, scanned(origin, status_index=CLAIMS.status_index + 2))
    rows(phone, 1)
    assert (column(phone, "目前状态"), column(phone, "说明")) == (
        ["✗ 已由第 2 版取代"],
        ["自 2026-06-05 起，由第 2 版取代。"],
    )
    expect(phone.locator("#current .answers")).to_contain_text("已由第 2 版取代")


def test_three_hundred_papers_are_drawn_once_each(desk, origin):
    """Few operations on the page for many papers; on a phone the table scrolls inside its frame; nothing is lost."""
    desk.set_viewport_size(PHONE)
    opened(desk, origin)
    desk.evaluate(COUNTED)
    papers = {f"{at}.png": scanned(origin, number=str(20260010000 + at), name=f"毕业生{at}") for at in range(MANY)}
    choose(desk, **papers)
    desk.locator(f"[data-order='{MANY}']").wait_for()
    assert desk.evaluate("drawn") == MANY
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert desk.evaluate("(frame => frame.scrollWidth > frame.clientWidth)(document.getElementById('frame'))")
    expect(desk.locator("#tally b")).to_have_text([str(MANY)])
    desk.locator("[data-order='7'] [data-action=match]").click()
    assert desk.evaluate("drawn") == MANY + 1


NO_LIST: dict[str, Callable[[Route], None]] = {
    "there is none": lambda route: route.fulfill(status=404),
    "there is no network": lambda route: route.abort("internetdisconnected"),
    "it is somebody's log-in page": lambda route: route.fulfill(body="<title>Wi-Fi</title>"),
}


def test_without_a_trust_list_no_row_is_genuine_until_it_comes(desk, origin):
    for order, (case, answer) in enumerate(NO_LIST.items(), 1):
        desk.route("**/t/trust.cwt", answer)
        if order == 1:
            opened(desk, origin)
        else:
            desk.get_by_role("button", name="重新查询").click()
        expect(desk.locator("#host"), case).to_contain_text("取不到信任名单：请检查网络，再点“重新查询”。")
        paste(desk, scanned(origin, edition=order))
        rows(desk, order)
        assert set(column(desk, "是否真实")) == {"? 没有核验"}, case
        assert set(column(desk, "说明")) == {"取不到信任名单，没有核验：请联网后点“重新查询”。"}, case
        desk.unroute("**/t/trust.cwt")
    desk.get_by_role("button", name="重新查询").click()
    expect(desk.locator("#papers").get_by_text("✓ 真实")).to_have_count(len(NO_LIST))


SLOW = "export const readFile = () => new Promise((done) => setTimeout(done, 20, []));"


def test_a_day_of_troubles(phone, origin):
    """No trust list, nothing that may be kept, a folder that takes too long: each is said, and the desk goes on."""
    phone.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    phone.route("**/t/trust.cwt", lambda route: route.fulfill(status=503))
    phone.route("**/scanner/read.js", lambda route: route.fulfill(body=SLOW, content_type="text/javascript"))
    opened(phone, origin)
    expect(phone.locator("#kept")).to_contain_text("关闭窗口会丢失未导出的内容")
    expect(phone.locator("#host")).to_contain_text("取不到信任名单")
    paste(phone, scanned(origin))
    expect(phone.locator("#said")).to_have_text("第 1 行：没有核验。", use_inner_text=True)
    assert column(phone, "说明") == ["取不到信任名单，没有核验：请联网后点“重新查询”。"]
    phone.unroute("**/t/trust.cwt")
    phone.get_by_role("button", name="重新查询").click()
    expect(phone.locator("#papers")).to_contain_text("✓ 真实")

    given = [{"name": f"{at}.png", "mimeType": "image/png", "buffer": b"x"} for at in range(100)]
    phone.locator("#files").set_input_files(given)
    phone.get_by_role("button", name="取消").click()
    expect(phone.locator("#said")).to_contain_text("已取消")
    assert faults(phone) == []
