"""`/v` in Chromium: each state has its own plain words, and nothing about an agreement leaves the page."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Error, Page, expect

from infra import page as verify_page
from verifier.attestation import Entry, link, status_list
from verifier.vectors import world
from verifier.vectors.world import CLAIMS, DAY, LIST, LISTED, NOW, TRUST, coded, signed, trust_list

LIST_PATH, TRUST_PATH = f"/s/{LIST}.cwt", "/t/trust.cwt"


@dataclass
class Site:
    """What the server has: None at a path is an error of the server."""

    port: int = 0
    files: dict[str, bytes | None] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def trust(self):
        return replace(TRUST, hosts=(self.host,), lists=(f"http://{self.host}/s/",))

    def scanned(self, claims=CLAIMS, signer=world.AGREEMENT) -> str:
        return link.text(self.host, coded(claims, signer))

    def listed(self, entry=Entry.VALID, issued_at=LISTED, since=None) -> bytes:
        packed, uri = status_list.pack({CLAIMS.status_index: entry}), status_list.uri(link.origin(self.host), LIST)
        kid, days = world.kid(world.STATUS), since and {CLAIMS.status_index: since}
        prepared = status_list.prepare(packed, uri=uri, issued_at=issued_at, kid=kid, since=days)
        return signed(prepared, world.STATUS)

    def publish(self, trust: bytes | None) -> None:
        root = world.public(world.ROOT)
        self.files["/v"] = verify_page.embed(TEMPLATE(), root_public_key=root, trust=trust).encode()


def once(call: Callable[[], str]) -> Callable[[], str]:
    kept: list[str] = []
    return lambda: kept[0] if kept else kept.append(call()) or kept[0]


TEMPLATE = once(verify_page.template)


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            body = site.files.get(self.path, b"")
            self.send_response(500 if body is None else 200 if self.path in site.files else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8" if self.path == "/v" else "application/cwt")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.port = listening.server_port
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield site
    listening.shutdown()
    thread.join()
    listening.server_close()


@pytest.fixture
def site(server: Site) -> Site:
    server.files.clear()
    server.asked.clear()
    trust = trust_list(server.trust)
    server.publish(trust)
    server.files |= {TRUST_PATH: trust, LIST_PATH: server.listed()}
    return server


def show(page: Page, url: str, now: int = NOW) -> None:
    page.clock.set_fixed_time(now)
    page.goto(url)
    settle(page)


def settle(page: Page) -> None:
    expect(page.locator("#answers")).to_have_attribute("aria-busy", "false")


def answers(page: Page) -> list[str]:
    """Return the large words of the answers."""
    return page.locator("#answers .head strong").evaluate_all("all => all.map(one => one.firstChild.textContent)")


GENUINE = "真实"
ENTRIES = {
    "an agreement in force": (Entry.VALID, "有效", "协议书没有解约、暂停或被新版取代。"),
    "a terminated agreement": (Entry.INVALID, "已解约或作废", "不要再凭它办理"),
    "a suspended agreement": (Entry.SUSPENDED, "已暂停", "争议或核查"),
    "a superseded agreement": (Entry.SUPERSEDED, "已被新版取代", "这份是第 1 版。"),
}


@pytest.mark.parametrize(("entry", "head", "words"), ENTRIES.values(), ids=ENTRIES)
def test_each_entry_has_its_own_words(lent, site, entry, head, words):
    site.files[LIST_PATH] = site.listed(entry)
    show(lent, site.scanned())
    assert answers(lent) == [GENUINE, head, "2026-06-08 04:26:40"]
    expect(lent.locator("#status")).to_contain_text(words)
    expect(lent.locator("#as-of")).to_contain_text("状态列表签于 1 小时前。")
    expect(lent.locator("#authentic")).to_contain_text("皖江示例大学")


def test_a_superseded_paper_says_by_which_edition_and_since_when(lent, site):
    site.files[LIST_PATH] = site.listed(Entry.SUPERSEDED, since=date(2026, 6, 5))
    show(lent, site.scanned(replace(CLAIMS, edition=2)))
    assert answers(lent)[1] == "已由第 3 版取代"
    for words in (
        "Superseded by edition 3",
        "自 2026-06-05 起，由第 3 版取代。",
        "Since 2026-06-05 edition 3",
        "这份是第 2 版。",
    ):
        expect(lent.locator("#status")).to_contain_text(words)
    expect(lent.locator("#said")).to_contain_text("状态：已由第 3 版取代。")


UNKNOWN = {
    "an unreachable list": ({LIST_PATH: None}, "暂时取不到状态列表", "没有时间"),
    "a list of another signer": ({LIST_PATH: b"<html>"}, "没有通过核验", "没有时间"),
}


@pytest.mark.parametrize(("files", "words", "time"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_list_that_cannot_be_used_leaves_the_status_unknown(lent, site, files, words, time):
    site.files |= files
    show(lent, site.scanned())
    assert answers(lent) == [GENUINE, "状态未知", time]
    expect(lent.locator("#status")).to_contain_text(words)
    expect(lent.locator("#status")).to_contain_text("状态未知不等于有效，也不等于解约")


def test_an_expired_list_says_so_and_from_when_it_is(lent, site):
    show(lent, site.scanned(), now=LISTED + 8 * DAY)
    assert answers(lent) == [GENUINE, "状态未知", "2026-06-08 04:26:40"]
    expect(lent.locator("#status")).to_contain_text("取到的状态列表已过期。")
    expect(lent.locator("#as-of")).to_contain_text("这份列表签于 8 天前，不能用。")


def test_a_list_older_than_one_seen_before_says_so(lent, site):
    site.files[LIST_PATH] = site.listed(issued_at=LISTED + 1)
    show(lent, site.scanned())
    site.files[LIST_PATH] = site.listed()
    show(lent, f"http://{site.host}/v")
    show(lent, site.scanned())
    assert answers(lent)[1] == "状态未知"
    expect(lent.locator("#status")).to_contain_text("比本机见过的更旧")


def test_only_the_highest_time_of_a_list_is_kept(phone, site):
    show(phone, site.scanned())
    assert phone.evaluate("JSON.stringify(localStorage)") == json.dumps(
        {"status/7": str(LISTED)}, separators=(",", ":")
    )
    assert phone.context.cookies() == []


def test_offline_says_so_and_still_knows_what_is_genuine(phone, site):
    show(phone, f"http://{site.host}/v")
    phone.context.set_offline(True)
    phone.evaluate("text => { location.hash = text }", site.scanned().split("#")[1])
    expect(phone.locator("#status")).to_contain_text("本机没有联网，查不到状态。")
    settle(phone)
    assert answers(phone) == [GENUINE, "状态未知", "没有时间"]
    expect(phone.locator("#paper")).to_contain_text("欧阳𬭎")


def altered(site: Site) -> str:
    return link.text(site.host, coded().replace("欧阳𬭎".encode(), "欧阳𬭼".encode()))


REFUSED = {
    "an altered name": (altered, "不真实", "签名不符：内容被改动"),
    "a code of which a part is missing": (lambda site: site.scanned()[:-20], "不真实", "不完整或被改动"),
    "another school's key": (lambda site: site.scanned(signer=world.OTHER), "不真实", "无权签发"),
    "an unknown key": (lambda site: site.scanned(signer=world.STRANGER), "无法确认：不认识签发密钥", "信任名单里没有"),
    "a code of another format": (lambda site: f"http://{site.host}/v#2000", "此二维码不属于本平台", "不是本平台"),
}


@pytest.mark.parametrize(("scan", "head", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_proved_has_its_own_words_and_nothing_to_compare(lent, site, scan, head, words):
    show(lent, scan(site))
    assert answers(lent) == [head, "未查询", "没有时间"]
    expect(lent.locator("#authentic")).to_contain_text(words)
    expect(lent.locator("#paper")).to_contain_text("没有可以核对的内容")
    assert site.asked.count(LIST_PATH) == 0


def test_a_stolen_key_is_not_called_a_forgery(lent, site):
    show(lent, site.scanned(signer=world.STOLEN))
    assert answers(lent)[:2] == ["暂时无法确认", "有效"]
    expect(lent.locator("#authentic")).to_contain_text("失窃。单凭此码不能确认，也不等于伪造")
    expect(lent.locator("#status")).to_contain_text("第 1 栏是“真实”、与纸面核对也一致的，可以办理。")


def test_an_expired_trust_list_confirms_nothing(lent, site):
    show(lent, site.scanned(), now=LISTED + 91 * DAY)
    assert answers(lent)[0] == "暂时无法确认"
    expect(lent.locator("#authentic")).to_contain_text("信任名单已过期")


def test_a_clock_that_is_behind_is_named(lent, site):
    show(lent, site.scanned(), now=CLAIMS.issued_at - DAY)
    assert answers(lent)[0] == "暂时无法确认"
    expect(lent.locator("#authentic")).to_contain_text("请校准本机的日期和时间")
    expect(lent.locator("#as-of")).to_contain_text("这份列表签于 本机时间之后，不能用。")


def test_a_newer_trust_list_makes_an_unknown_key_known(lent, site):
    newer = trust_list(replace(site.trust, version=4))
    site.publish(trust_list(replace(site.trust, keys=site.trust.keys[1:])))
    site.files[TRUST_PATH] = newer
    show(lent, site.scanned())
    assert answers(lent)[0] == GENUINE
    expect(lent.locator("#about")).to_contain_text("信任名单第 4 版")


OLDER = {
    "an older list": lambda site: trust_list(replace(site.trust, version=2, keys=())),
    "a list that another root signed": lambda site: trust_list(replace(site.trust, version=9, keys=()), world.STRANGER),
    "no list": lambda _: None,
}


@pytest.mark.parametrize("served", OLDER.values(), ids=OLDER)
def test_the_embedded_trust_list_stays_when_the_served_one_is_worse(lent, site, served):
    site.files[TRUST_PATH] = served(site)
    show(lent, site.scanned())
    assert answers(lent)[:2] == [GENUINE, "有效"]
    expect(lent.locator("#about")).to_contain_text("信任名单第 3 版")


def test_a_page_without_any_trust_list_says_that_it_cannot_check(lent, site):
    site.publish(None)
    site.files[TRUST_PATH] = None
    show(lent, site.scanned())
    assert answers(lent) == ["无法核验"]


def test_a_page_without_an_embedded_list_takes_the_served_one(lent, site):
    site.publish(None)
    show(lent, site.scanned())
    assert answers(lent)[:2] == [GENUINE, "有效"]


def test_an_old_engine_without_ed25519_gives_the_same_answers(phone, site):
    phone.add_init_script(
        "crypto.subtle.importKey = () => Promise.reject(new DOMException('Unrecognized name', 'NotSupportedError'))"
    )
    show(phone, site.scanned())
    assert answers(phone)[:2] == [GENUINE, "有效"]
    show(phone, altered(site))
    assert answers(phone)[0] == "不真实"


def test_an_engine_without_any_cryptography_says_so(phone, site):
    phone.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    show(phone, site.scanned())
    assert answers(phone) == ["此浏览器无法核验"]


def test_the_bare_page_asks_for_a_code_and_takes_a_mangled_link(lent, site):
    show(lent, f"http://{site.host}/v")
    assert answers(lent) == ["还没有二维码"]
    lent.get_by_label("粘贴二维码里的链接").fill(f" {site.scanned()[:80]}\n{site.scanned()[80:]} ")
    lent.get_by_role("button", name="核验").click()
    expect(lent.locator("#status")).to_contain_text("有效")
    assert answers(lent)[:2] == [GENUINE, "有效"]


FOREIGN = {
    "a link to another host": ("https://evil.example/v#1000", "它指向 evil.example"),
    "a host that looks like ours": ("https://127.0.0.1@evil.example/v#1", "它指向 evil.example"),
    "a menu": ("今日特价：宫保鸡丁", "不是本平台的协议书二维码"),
}


@pytest.mark.parametrize(("pasted", "words"), FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_code_is_refused_by_name(lent, site, pasted, words):
    show(lent, site.scanned())
    lent.get_by_label("粘贴二维码里的链接").fill(pasted)
    lent.get_by_role("button", name="核验").click()
    expect(lent.locator("#authentic")).to_contain_text("此二维码不属于本平台")
    expect(lent.locator("#authentic")).to_contain_text(words)


def test_another_scan_in_the_same_window_replaces_the_first(lent, site):
    show(lent, site.scanned())
    other = site.scanned(replace(CLAIMS, name="李四"))
    lent.evaluate("text => { location.hash = text }", other.split("#")[1])
    expect(lent.locator("#paper")).to_contain_text("李四")
    expect(lent.locator("#paper")).not_to_contain_text("欧阳")


def test_every_field_is_compared_by_itself(lent, site):
    show(lent, site.scanned())
    names = lent.locator("[data-field]").evaluate_all("all => all.map(one => one.dataset.field)")
    assert len(names) == 13
    for name in names:
        lent.locator(f"[data-field={name}] [value=match]").check()
    expect(lent.locator(".found")).to_contain_text("各项都与纸面一致。")
    lent.locator("[data-field=monthlyPay] [value=differ]").check()
    expect(lent.locator(".found")).to_contain_text("有不一致：月薪。")
    expect(lent.locator(".found")).to_contain_text("纸面与二维码的内容不同")
    assert answers(lent)[:2] == [GENUINE, "有效"]


def test_terms_that_are_not_in_the_code_are_named(lent, site):
    show(lent, site.scanned(world.BARE))
    named = "持有人信息（如学号末四位）、统一社会信用代码、工作岗位、月薪、违约金、报到时间。"
    expect(lent.locator("#paper .absent")).to_contain_text(f"二维码里没有以下内容，纸上若印有，请另行核实：{named}")


def test_nothing_about_the_agreement_is_asked_for(phone, site):
    requested = []
    phone.on("request", lambda request: requested.append(request.url.split("#")[0]))
    show(phone, site.scanned())
    origin = f"http://{site.host}"
    assert requested == [f"{origin}/v", f"{origin}{TRUST_PATH}", f"{origin}{LIST_PATH}"]
    assert set(site.asked) == {"/v", TRUST_PATH, LIST_PATH}


def test_a_copy_on_another_host_says_that_it_is_no_official_page(lent, site):
    lent.route("https://clone.example/v", lambda route: route.fulfill(body=site.files["/v"], content_type="text/html"))
    show(lent, f"https://clone.example/v#{site.scanned().split('#')[1]}")
    expect(lent.locator("#host .warning")).to_contain_text("不是官方网址")
    expect(lent.locator("#host")).to_contain_text(site.host)


def test_a_copy_on_disk_asks_the_official_host(lent, site, tmp_path):
    saved = tmp_path / "v.html"
    saved.write_bytes(site.files["/v"])
    show(lent, f"{saved.as_uri()}#{site.scanned().split('#')[1]}")
    assert answers(lent)[:2] == [GENUINE, "有效"]
    expect(lent.locator("#host .warning")).to_contain_text("保存在本机的页面")


FETCH_ELSEWHERE = """async () => {
    const refused = new Promise((done) => addEventListener("securitypolicyviolation", done));
    fetch("https://elsewhere.example/").catch(() => {});
    return (await refused).violatedDirective;
}"""


def test_the_policy_lets_nothing_else_in(phone, site):
    said = []
    phone.on("console", lambda message: said.append(message.text))
    show(phone, site.scanned())
    assert said == []
    assert phone.evaluate(FETCH_ELSEWHERE) == "connect-src"
    with pytest.raises(Error, match="TrustedHTML"):
        phone.evaluate("document.body.innerHTML = '<b>'")


def on_screen(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


LONG = replace(
    CLAIMS,
    name="阿卜杜热西提·买买提" * 3,
    employer="内蒙古自治区呼伦贝尔市鄂伦春自治旗大兴安岭" + "林业集团有限责任公司分公司第二办",
    number="WJ2026-10358-000417",
    terms=None,
)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_longest_names_stay_on_the_screen(browser, site, width):
    page = browser.new_page(viewport={"width": width, "height": 740})
    show(page, site.scanned(LONG))
    assert on_screen(page)
    page.close()


def test_a_keyboard_is_enough(desk, site):
    show(desk, site.scanned())
    desk.locator("[data-field=name] [value=match]").focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("ArrowRight")
    expect(desk.locator(".found")).to_contain_text("有不一致：毕业生姓名。")


def test_what_was_ticked_stays_when_the_status_arrives(lent, site):
    held = threading.Event()

    def answer(route):
        held.wait(10)
        route.continue_()

    lent.route(f"**{TRUST_PATH}", answer)
    lent.clock.set_fixed_time(NOW)
    lent.goto(site.scanned(), wait_until="commit")
    held.set()
    lent.locator("[data-field=name] [value=match]").check()
    settle(lent)
    expect(lent.locator("[data-field=name] [value=match]")).to_be_checked()
