"""Every page of graduates and employers opens on a phone without a fault that a machine can see."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import portal_answers as given
from tests.browser.axe import Inks
from tests.browser.portal import is_too_wide, missing_texts, show
from tests.browser.stub_api import Stub, refusal

VISITOR = {"GET /api/session": given.VISITOR, "GET /api/schools": given.SCHOOLS, "GET /api/codes": given.CODES}
INVITED = {
    "email": "w***@example.cn",
    "role": "employer",
    "name": "王小明",
    "school": None,
    "employer": given.UNIT["name"],
}

SENT = {
    "GET /api/invitations/i1": given.invitation(
        actions=["withdraw"],
        receipt={
            "is_told": True,
            "channels": [{"channel": "email", "state": "sent"}, {"channel": "sms", "state": "failed"}],
        },
    )
}
PAGES = {
    "the front door": (VISITOR, "/"),
    "the log-in": (VISITOR, "/pages/login.html?why=expired"),
    "printing by scanning": (VISITOR | given.PAIRING, "/pages/print.html"),
    "letting a computer print": (given.STUDENT_SITE | given.SCAN, "/pages/scan-print.html#p1.secret"),
    "letting a computer print, without its code": (given.STUDENT_SITE, "/pages/scan-print.html"),
    "the cards": (given.STUDENT_SITE, "/pages/card.html"),
    "a guest's invitation": (given.STUDENT_SITE, "/pages/invitation.html?id=q1"),
    "signing as a guest": (given.GUEST, "/pages/guest.html#k3.secret"),
    "binding": (VISITOR, "/pages/bind.html"),
    "the log-in where there is another platform": (
        VISITOR | {"GET /api/session": given.FEDERATED},
        "/pages/login.html",
    ),
    "back from another platform, unknown there": (
        VISITOR
        | {"GET /api/session": given.FEDERATED, "POST /api/federation/session": {"account": None, "ticket": "t"}},
        "/pages/federated.html?code=c&state=s",
    ),
    "the registration": (VISITOR, "/pages/register.html"),
    "joining by invitation": (VISITOR | {"GET /api/account-invitations/k": INVITED}, "/pages/join.html#k"),
    "what a graduate has to do": (given.STUDENT_SITE, "/pages/home.html"),
    "a graduate's notices": (given.STUDENT_SITE, "/pages/notices.html"),
    "the source record": (given.STUDENT_SITE, "/pages/source-record.html"),
    "the invitations": (given.STUDENT_SITE, "/pages/invitations.html"),
    "an invitation": (given.STUDENT_SITE, "/pages/invitation.html?id=i1"),
    "accepting": (given.STUDENT_SITE, "/pages/invitation.html?id=i1#accept"),
    "rejecting": (given.STUDENT_SITE, "/pages/invitation.html?id=i1#reject"),
    "a graduate's agreements": (given.STUDENT_SITE, "/pages/agreements.html"),
    "a signed agreement": (given.STUDENT_SITE, "/pages/agreement.html?id=i1"),
    "a reissued agreement": (given.STUDENT_SITE, "/pages/agreement.html?id=i3"),
    "applying for a reissue": (given.STUDENT_SITE, "/pages/agreement.html?id=i3#request_reissue"),
    "the printing steps": (given.STUDENT_SITE, "/pages/printing.html"),
    "beginning a signing": (given.STUDENT_SITE, "/pages/initiate.html"),
    "a draft of a student's": (given.STUDENT_SITE, "/pages/initiate.html?id=g1"),
    "reporting what was signed on paper": (given.STUDENT_SITE, "/pages/initiate.html?id=g3#submit"),
    "handing a draft in": (given.STUDENT_SITE, "/pages/initiate.html?id=g1#submit"),
    "a signing that a student began": (given.STUDENT_SITE, "/pages/agreement.html?id=g2"),
    "open positions": (given.STUDENT_SITE, "/pages/positions.html"),
    "a position": (given.STUDENT_SITE, "/pages/position.html?id=p1"),
    "the résumé": (given.STUDENT_SITE, "/pages/resume.html"),
    "an interview to be answered": (given.STUDENT_SITE, "/pages/application.html?id=a1"),
    "the notice of an offer": (given.STUDENT_SITE, "/pages/offer.html?id=i1"),
    "confirming a revision": (given.STUDENT_SITE, "/pages/reconfirm.html?id=i2"),
    "applying for a termination": (given.STUDENT_SITE, "/pages/terminate.html?id=i1"),
    "the terminations": (given.STUDENT_SITE, "/pages/terminations.html"),
    "answering a termination": (given.STUDENT_SITE, "/pages/termination.html?agreement=i1&id=t1"),
    "the account": (given.STUDENT_SITE, "/pages/account.html"),
    "coming back from WeChat": (given.STUDENT_SITE, "/pages/wechat.html?code=c&state=s"),
    "what an employer sent": (given.EMPLOYER_SITE, "/pages/sent.html"),
    "a draft": (given.EMPLOYER_SITE, "/pages/sent-invitation.html?id=i1"),
    "an invitation that was sent": (given.EMPLOYER_SITE | SENT, "/pages/sent-invitation.html?id=i1"),
    "writing a draft": (given.EMPLOYER_SITE, "/pages/compose.html?id=i1"),
    "finding a graduate": (given.EMPLOYER_SITE, "/pages/find-student.html"),
    "who applied": (given.EMPLOYER_SITE, "/pages/position.html?id=p1"),
    "an application to be offered": (given.EMPLOYER_SITE, "/pages/application.html?id=a2"),
    "an employer's agreements": (given.EMPLOYER_SITE, "/pages/agreements.html"),
    "a returned agreement": (given.EMPLOYER_SITE, "/pages/agreement.html?id=i1"),
    "an agreement whose copy may be posted": (given.EMPLOYER_SITE, "/pages/agreement.html?id=i5"),
    "revising": (given.EMPLOYER_SITE, "/pages/revise.html?id=i1"),
    "no terminations": (given.EMPLOYER_SITE, "/pages/terminations.html"),
    "the employer's details": (given.EMPLOYER_SITE, "/pages/employer.html"),
    "the admissions": (given.EMPLOYER_SITE, "/pages/admissions.html"),
    "an employer's account": (given.EMPLOYER_SITE, "/pages/account.html"),
    "the colleagues": (given.EMPLOYER_SITE, "/pages/colleagues.html"),
}
LISTS = {
    "notices": "/api/notices",
    "invitations": "/api/invitations",
    "agreements": "/api/agreements",
    "terminations": "/api/terminations",
}


def test_every_page_on_a_phone_is_whole_and_accessible(phone: Page, stub: Stub, inks: Inks) -> None:
    """In one window, so that it keeps the files.

    The pages on a desk, in English, are in test_traps.py.
    """
    phone.set_viewport_size({"width": 360, "height": 780})
    wrong: dict[str, Any] = {}
    for name, (answers, path) in PAGES.items():
        found = (tuple(show(phone, stub, answers, path)), missing_texts(phone), is_too_wide(phone), inks.faults(phone))
        if found != ((), [], False, []):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("name", ["the front door", "what a graduate has to do", "what an employer sent"])
def test_whoever_has_a_paper_finds_where_to_check_it(phone: Page, stub: Stub, name: str) -> None:
    show(phone, stub, *PAGES[name])
    for said, path in {"扫一扫核验": "/scan", "批量核验": "/desk"}.items():
        assert phone.get_by_role("link", name=said).get_attribute("href") == path


def test_the_strict_policy_is_in_force(desk: Page, stub: Stub) -> None:
    show(desk, stub, VISITOR, "/")
    desk.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=\"x\" style=\"color: rgb(1, 2, 3)\">x</p>')")
    assert desk.evaluate("getComputedStyle(document.getElementById('x')).color") != "rgb(1, 2, 3)"


@pytest.mark.parametrize(("name", "path"), LISTS.items())
def test_a_list_without_entries_says_so(phone: Page, stub: Stub, name: str, path: str) -> None:
    show(phone, stub, given.STUDENT_SITE | {f"GET {path}": given.listed(unread=0)}, f"/pages/{name}.html")
    assert phone.locator(".empty").inner_text().strip()


@pytest.mark.parametrize(("name", "path"), LISTS.items())
def test_a_list_that_cannot_be_read_says_so_and_can_be_tried_again(
    phone: Page, stub: Stub, name: str, path: str
) -> None:
    broken = given.STUDENT_SITE | {f"GET {path}": refusal(500, "internal", detail="系统出错了。")}
    show(phone, stub, broken, f"/pages/{name}.html")
    assert "系统出错了。" in phone.get_by_role("alert").inner_text()
    stub.answers[f"GET {path}"] = given.STUDENT_SITE[f"GET {path}"]
    phone.get_by_role("button", name="重试").click()
    phone.locator(".rows").wait_for()


def test_three_hundred_invitations_come_page_by_page(phone: Page, stub: Stub) -> None:
    def answer(asked: Any) -> dict[str, Any]:
        begin = int(asked.args.get("cursor", 0))
        rows = [given.invitation_row(nth, employer_name="很长的单位名称" * 12) for nth in range(begin, begin + 100)]
        return given.listed(*rows, cursor=str(begin + 100) if begin < 200 else None)

    show(phone, stub, given.STUDENT_SITE | {"GET /api/invitations": answer}, "/pages/invitations.html")
    for shown in (200, 300):
        phone.get_by_role("button", name="显示更多").click()
        phone.locator(".rows > li").nth(shown - 1).wait_for()
    assert "共 300 条" in phone.locator(".list-end").inner_text()
    assert not is_too_wide(phone)


def test_the_record_of_somebody_else_is_not_found(phone: Page, stub: Stub) -> None:
    gone = given.STUDENT_SITE | {"GET /api/invitations/x": refusal(404, "not_found", detail="没有找到。")}
    show(phone, stub, gone, "/pages/invitation.html?id=x")
    assert phone.get_by_role("heading", name="没有找到").is_visible()
    assert not phone.get_by_role("button", name="重试").is_visible()


def test_a_page_of_another_role_is_refused_in_words(phone: Page, stub: Stub) -> None:
    show(phone, stub, given.STUDENT_SITE, "/pages/sent.html")
    assert phone.get_by_role("alert").is_visible()


def test_the_language_changes_in_place_and_keeps_what_was_typed(phone: Page, stub: Stub) -> None:
    show(phone, stub, given.STUDENT_SITE | {"PUT /api/session/language": {}}, "/pages/invitation.html?id=i1#reject")
    phone.locator("textarea").fill("岗位与约定不符")
    with phone.expect_response("**/api/session/language"):
        phone.get_by_role("button", name="English").click()
    phone.get_by_role("heading", name="Reject").wait_for()
    assert phone.locator("textarea").input_value() == "岗位与约定不符"
    assert ("PUT", "/api/session/language", {"language": "en"}) in stub.received
