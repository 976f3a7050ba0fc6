"""From the résumé to the offer in the portal: what is typed arrives, and the offer leads to where it is answered."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import portal_answers as given
from tests.browser.portal import show
from tests.browser.stub_api import Stub

STUDENT, EMPLOYER = given.STUDENT_SITE, given.EMPLOYER_SITE


def test_a_graduate_applies_with_consent_only(phone: Page, stub: Stub) -> None:
    sent = {"POST /api/positions/p1/applications": given.application()}
    show(phone, stub, STUDENT | sent, "/pages/position.html?id=p1")
    phone.get_by_label("我同意该单位查看我的简历和联系方式").check()
    phone.get_by_role("button", name="投递简历").click()
    phone.wait_for_url("**/application.html?id=a1")
    assert ("POST", "/api/positions/p1/applications", {"confirm": True}) in stub.received


def test_an_employer_proposes_an_interview(desk: Page, stub: Stub) -> None:
    invited = {"PUT /api/applications/a1/interview": given.applicant()}
    show(desk, stub, EMPLOYER | invited, "/pages/application.html?id=a1")
    desk.locator("#interview-at").fill("2099-03-12T14:30")
    for name, typed in {"place": "3 楼", "contact": "李强", "phone": "0551-63602114"}.items():
        desk.locator(f"#interview-{name}").fill(typed)
    desk.get_by_role("button", name="邀请面试").click()
    expect(desk.locator(".said")).to_contain_text("面试邀请已发出")
    ((_, _, body),) = [each for each in stub.received if each[0] == "PUT"]
    assert (body["at"], body["place"], body["note"]) == ("2099-03-12T14:30", "3 楼", "")


def test_an_offer_is_filled_in_and_carries_its_date(desk: Page, stub: Stub) -> None:
    made = {"PUT /api/applications/a2/offer": given.applicant(2, "offered", offer="i1", actions=[])}
    show(desk, stub, EMPLOYER | made, "/pages/application.html?id=a2")
    desk.locator("#offer-answer_by").fill("2099-03-20")
    desk.get_by_role("button", name="发出录用通知").click()
    expect(desk.locator(".said")).to_contain_text("录用通知已发出")
    ((_, _, body),) = [each for each in stub.received if each[0] == "PUT"]
    assert (body["answer_by"], body["terms"]["position"]) == ("2099-03-20", given.TERMS["position"])


def test_the_notice_leads_to_accepting(phone: Page, stub: Stub) -> None:
    show(phone, stub, STUDENT, "/pages/offer.html?id=i1")
    for said in ("很高兴通知您", "逾期不回复，本通知书自动失效", given.UNIT["phone"]):
        expect(phone.locator(".letter")).to_contain_text(said)
    phone.get_by_role("link", name="接受", exact=True).click()
    phone.wait_for_url("**/invitation.html?id=i1#accept")


def test_a_position_is_filled_in_for_a_graduate_who_is_named(desk: Page, stub: Stub) -> None:
    show(desk, stub, EMPLOYER, "/pages/find-student.html?position=p1")
    desk.locator("#search-name").fill(given.GRADUATE["name"])
    desk.locator("#search-number").fill(given.GRADUATE["number"])
    desk.get_by_role("button", name="查找", exact=True).click()
    expect(desk.locator("input[name='position']")).to_have_value(given.TERMS["position"])


def test_each_notice_leads_to_where_it_is_answered(phone: Page, stub: Stub) -> None:
    kinds = {"interview_invited": "application.html?id=c1", "offer_made": "offer.html?id=c1"}
    told = given.listed(*(given.notice("c1", kind) for kind in kinds), unread=0)
    show(phone, stub, STUDENT | {"GET /api/notices": told}, "/pages/notices.html")
    places = [row.get_attribute("href") for row in phone.locator("a.row").all()]
    assert places == [f"/pages/{place}" for place in kinds.values()]
