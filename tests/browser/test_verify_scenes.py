"""`/v` in every scene: no fault that axe knows, a record on one page of A4, its own hash, nothing kept or sent."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from infra import page as verify_page
from infra import verdicts
from infra.verdicts import GOOD, OFFICIAL, SCENES, Scene
from tests.browser.conftest import DESK
from verifier.vectors import world

LINKS = json.loads((Path(__file__).parents[2] / "verifier/vectors/links.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def template() -> str:
    return verify_page.template()


def published(template: str, scene: Scene) -> bytes:
    root = world.public(world.ROOT)
    return verify_page.embed(template, root_public_key=root, trust=scene.trust).encode()


def heads(page: Page) -> list[str]:
    return page.locator("#answers .head strong").evaluate_all("all => all.map(one => one.firstChild.textContent)")


AS_OF = "2026-06-08 04:26:40"
GENUINE, UNKNOWN, NO_TIME = "真实", "状态未知", "没有时间"
HEADS = {
    "valid": [GENUINE, "有效", AS_OF],
    "terminated": [GENUINE, "已解约或作废", AS_OF],
    "suspended": [GENUINE, "已暂停", AS_OF],
    "superseded": [GENUINE, "已由第 2 版取代", AS_OF],
    "unknown": [GENUINE, UNKNOWN, NO_TIME],
    "not-genuine": ["不真实", "未查询", NO_TIME],
    "unknown-key": ["无法确认：不认识签发密钥", "未查询", NO_TIME],
    "unconfirmed": ["暂时无法确认", UNKNOWN, AS_OF],
    "not-ours": ["此二维码不属于本平台", "未查询", NO_TIME],
    "damaged": ["链接已损坏，无法核验", "未查询", NO_TIME],
    "no-code": ["还没有二维码"],
    "no-trust-list": ["无法核验"],
    "no-cryptography": ["此浏览器无法核验"],
    "a-clone": [GENUINE, "有效", AS_OF],
}
OWN_HEADS = {
    "unknown-expired": [GENUINE, UNKNOWN, AS_OF],
    "unknown-rolled-back": [GENUINE, UNKNOWN, AS_OF],
    "unconfirmed-stolen-key": ["暂时无法确认", "有效", AS_OF],
}


def wanted(name: str) -> list[str]:
    """Return the large words of a scene: its own, or those of the longest name that its name begins with."""
    family = max((each for each in HEADS if name.startswith(each)), key=len)
    return OWN_HEADS.get(name) or HEADS[family]


@pytest.mark.parametrize("name", SCENES)
def test_every_scene_has_its_answers_and_no_fault_that_axe_knows(request, template, inks, name):
    page = request.getfixturevalue("phone" if SCENES[name].before else "lent")
    verdicts.show(page, SCENES[name], template)
    assert heads(page) == wanted(name)
    assert inks.faults(page) == []
    page.set_viewport_size(DESK)
    assert inks.faults(page) == []


PALE = "document.querySelector('#status .next').style.color = '#ddd'"


# Two buttons of ten pixels, one beside the other.
SMALL = """for (const name of ["one", "other"]) {
    const button = document.createElement("button");
    button.textContent = name;
    Object.assign(button.style, { width: "10px", height: "10px", minHeight: 0, padding: 0, overflow: "hidden" });
    document.querySelector("main").append(button);
}"""
FAULTY = {"color-contrast:": PALE, "document-title:": "document.title = ''", "target-size:": SMALL}


@pytest.mark.parametrize(("rule", "change"), FAULTY.items())
def test_axe_finds_a_fault_in_a_scene_whose_inks_it_has_seen(lent, template, inks, rule, change):
    verdicts.show(lent, SCENES["valid"], template)
    assert inks.faults(lent) == []
    lent.evaluate(f"() => {{ {change} }}")
    assert {line.partition(" ")[0] for line in inks.faults(lent)} == {rule}
    assert inks.faults(lent) != []


# A button that only a wide window shows, and words that are pale only there.
WIDE = """(css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`.wide { display: none } @media (min-width: 800px) { ${css} }`);
    document.adoptedStyleSheets.push(sheet);
    const button = document.createElement("button");
    button.className = "wide";
    document.querySelector("main").append(button);
}"""
FAULTY_IF_WIDE = {"color-contrast:": "#status .next { color: #ddd }", "button-name:": ".wide { display: block }"}


@pytest.mark.parametrize(("rule", "css"), FAULTY_IF_WIDE.items())
def test_axe_finds_a_fault_that_only_a_wide_window_has(lent, template, inks, rule, css):
    verdicts.show(lent, SCENES["valid"], template)
    lent.evaluate(WIDE, css)
    assert inks.faults(lent) == []
    lent.set_viewport_size(DESK)
    assert {line.partition(" ")[0] for line in inks.faults(lent)} == {rule}


def test_every_answer_of_every_scene_says_what_to_do():
    """The other half of this is in texts.test.js: every code has words."""
    assert {name for name in SCENES if not wanted(name)} == set()
    assert set(OWN_HEADS) <= set(SCENES)


PRINTED = ("valid-long-names", "valid-one-differs", "not-genuine-altered", "unknown-rolled-back", "valid-english")


def record(page: Page) -> pypdfium2.PdfDocument:
    """Return the page as Chromium prints it."""
    session = page.context.new_cdp_session(page)
    printed = session.send("Page.printToPDF", {"preferCSSPageSize": True})["data"]
    session.detach()
    return pypdfium2.PdfDocument(base64.b64decode(printed))


def words(document: pypdfium2.PdfDocument) -> str:
    return "".join(document[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize("name", PRINTED)
def test_the_record_is_one_page_of_a4(request, template, name):
    page = request.getfixturevalue("phone" if SCENES[name].before else "lent")
    verdicts.show(page, SCENES[name], template)
    document = record(page)
    assert len(document) == 1
    assert [round(side) for side in document[0].get_size()] == [595, 842]


def test_the_record_holds_the_answers_the_choices_the_time_and_the_hash_of_the_page(lent, template):
    verdicts.show(lent, SCENES["valid-one-differs"], template)
    said = words(record(lent))
    file_hash = hashlib.sha256(published(template, Scene())).hexdigest()
    for part in (
        *("皖江示例大学", GENUINE, "有效", "2026-06-0804:26:40", "状态列表签于1小时前", "有不一致：月薪"),
        *("欧阳𬭎", "12,000元", "ATYD2WBY", "北京时间2026-06-0805:26:40核验", "信任名单第3版", world.HOST, file_hash),
    ):
        assert part in said, part
    assert said.count("✗不一致") == 1
    assert "粘贴" not in said


def test_the_hash_is_that_of_the_file_also_for_a_copy_on_disk(phone, template, tmp_path):
    saved = tmp_path / "v.html"
    saved.write_bytes(published(template, Scene()))
    phone.clock.set_fixed_time(world.NOW)
    phone.context.set_offline(True)
    phone.goto(f"{saved.as_uri()}#{GOOD.partition('#')[2]}")
    expect(phone.locator("#answers")).to_have_attribute("aria-busy", "false")
    assert heads(phone) == [GENUINE, UNKNOWN, NO_TIME]
    expect(phone.locator("#about")).to_contain_text(hashlib.sha256(saved.read_bytes()).hexdigest())
    saved.write_bytes(saved.read_bytes().replace(b"padding:1rem", b"padding:2rem", 1))
    phone.reload()
    expect(phone.locator("#about")).not_to_contain_text(hashlib.sha256(published(template, Scene())).hexdigest())


FIRST_FRAME = """
new MutationObserver((_, observer) => {
    if (!document.querySelector("#authentic[data-answer]")) return;
    window.answeredAt = performance.now();
    observer.disconnect();
}).observe(document, { childList: true, subtree: true });
"""
PAINTED = """async () => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    if (paint) return paint.startTime;
    return new Promise((done) => new PerformanceObserver((list) => {
        for (const entry of list.getEntriesByName("first-contentful-paint")) done(entry.startTime);
    }).observe({ type: "paint", buffered: true }));
}"""


def test_the_first_frame_has_the_verdict_and_waits_for_no_network(browser, template):
    """The lists do not answer before the verdict is there; then the network fails."""
    page, asked = browser.new_page(), []
    body = published(template, Scene())

    def serve(route):
        if route.request.url.startswith(f"{OFFICIAL}/v"):
            route.fulfill(body=body, content_type="text/html; charset=utf-8")
        elif asked:
            route.abort()
        else:
            asked.append(route)

    page.route("**/*", serve)
    page.add_init_script(FIRST_FRAME + f"Date.now = () => {world.NOW * 1000};")
    page.goto(GOOD)
    expect(page.locator("#authentic")).to_contain_text("皖江示例大学")
    assert page.evaluate("window.answeredAt") <= page.evaluate(PAINTED)
    assert page.locator("#answers").get_attribute("aria-busy") == "true"
    asked[0].abort()
    expect(page.locator("#status")).to_contain_text(UNKNOWN)
    page.close()


def test_without_scripts_the_page_says_that_it_needs_them(browser, template):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    body = published(template, Scene())
    page.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    page.goto(f"{OFFICIAL}/v")
    expect(page.locator("noscript p")).to_be_visible()
    context.close()


def test_one_tap_shows_english_alone_and_another_both_again(phone, template):
    verdicts.show(phone, SCENES["valid"], template)
    expect(phone.get_by_text("学校签发，内容未被改动")).to_be_visible()
    expect(phone.get_by_text("The school signed this code")).to_be_visible()
    phone.get_by_role("button", name="English").click()
    expect(phone.get_by_text("学校签发，内容未被改动")).to_be_hidden()
    expect(phone.get_by_text("The school signed this code")).to_be_visible()
    assert phone.evaluate("document.documentElement.lang") == "en"
    phone.get_by_role("button", name="中文").click()
    expect(phone.get_by_text("学校签发，内容未被改动")).to_be_visible()


KEPT = """async () => [
    JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie,
    (await indexedDB.databases()).length, (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
]"""


def test_nothing_is_kept_but_the_highest_time_of_a_list(phone, template):
    verdicts.show(phone, SCENES["valid-all-match"], template)
    assert phone.evaluate(KEPT) == [f'{{"status/{world.LIST}":"{world.LISTED}"}}', "{}", "", 0, 0, 0]


NAMES_NOTHING = {
    "a good code": SCENES["valid"],
    "an altered code": SCENES["not-genuine-altered"],
    "a pasted link": SCENES["valid-mended-link"],
    "a code of another host": SCENES["not-ours-another-host"],
    "a stolen key": SCENES["unconfirmed-stolen-key"],
}


@pytest.mark.parametrize("scene", NAMES_NOTHING.values(), ids=NAMES_NOTHING)
def test_no_request_names_the_agreement(phone, template, scene):
    """Two agreements of one list ask for the same: nothing that is asked can tell them apart."""
    requests = []
    phone.on("request", lambda request: requests.append((request.method, request.url.split("#")[0], request.post_data)))
    verdicts.show(phone, scene, template)
    allowed = {f"{OFFICIAL}{path}" for path in ("/v", "/t/trust.cwt", f"/s/{world.LIST}.cwt")}
    assert {url for _, url, _ in requests} <= allowed
    assert {(method, body) for method, _, body in requests} == {("GET", None)}


PASTED = [case for case in LINKS["cases"] if case["given"].strip()][::3]


def test_pasted_links_are_mended_or_named_as_the_vectors_say(desk, template):
    verdicts.show(desk, replace(SCENES["no-code"], text=f"{OFFICIAL}/v"), template)
    wrong = []
    for case in PASTED:
        desk.locator("#scanned").fill(case["given"])
        desk.locator("#paste button").click()
        desk.wait_for_selector("#answers[aria-busy=false]")
        said = heads(desk)[0]
        if (said == GENUINE) != bool(case["digits"]) or (case["digits"] and not desk.url.endswith(case["digits"])):
            wrong.append((case["name"], said))
        lost = {"full_width", "shortened"} & set(case["damage"])
        if lost and said != "链接已损坏，无法核验":
            wrong.append((case["name"], said))
    assert wrong == []
    assert {damage for case in PASTED for damage in case["damage"]} >= {"percent", "spaces", "query", "full_width"}
