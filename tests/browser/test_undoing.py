"""Undoing a mistaken pass at the desk and in a hand: asked for with a reason, decided by a colleague (decision 7)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import portal_answers as given
from tests.browser import staff_answers as staff
from tests.browser.portal import show
from tests.browser.stub_api import Stub, refusal

PAGE, API = "/pages/review.html?id=i10", "/api/agreements/i10"
SITE = staff.SCHOOL_SITE
REASON = "看错了单位"


def card(page: Page) -> Any:
    return page.locator("section.card", has=page.get_by_role("heading", name="撤销审核"))


def test_asking_says_what_it_does_and_wants_a_reason(desk: Page, stub: Stub) -> None:
    show(desk, stub, SITE | staff.mistaken(), PAGE)
    card(desk).get_by_role("button", name="申请撤销审核").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("毕业生和用人单位会看到原因")
    expect(dialog).to_contain_text("同一编号")
    stub.answers |= {f"PUT {API}/undoing": refusal(422, "required", field="reason")}
    dialog.get_by_role("button", name="申请撤销审核").click()
    expect(dialog.locator(".error")).to_be_visible()
    stub.answers |= staff.mistaken(is_own=True, actions=("request_undo", "refuse_undo")) | {f"PUT {API}/undoing": {}}
    dialog.get_by_label("理由").fill(REASON)
    dialog.get_by_role("button", name="申请撤销审核").click()
    expect(card(desk)).to_contain_text("正在等待另一位审核人或管理员确认")
    assert ("PUT", f"{API}/undoing", {"reason": REASON}) in stub.received
    assert card(desk).get_by_role("button").all_inner_texts() == ["撤回申请"]
    card(desk).get_by_role("button", name="撤回申请").click()
    expect(dialog.get_by_label("理由")).to_have_value("")


DECISIONS: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "approves": ("撤销审核", "approval", "审核已撤销", {}),
    "lets it stand": ("维持审核", "refusal", "审核维持不变", {"reason": REASON}),
}


@pytest.mark.parametrize(("name", "path", "said", "body"), DECISIONS.values(), ids=DECISIONS)
def test_a_colleague(phone: Page, stub: Stub, name: str, path: str, said: str, body: dict[str, str]) -> None:
    show(phone, stub, SITE | {f"PUT {API}/undoing/{path}": {}}, PAGE)
    expect(card(phone)).to_contain_text("周主任申请撤销这次审核")
    expect(card(phone)).to_contain_text("审核时看错了单位")
    card(phone).get_by_role("button", name=name, exact=True).click()
    dialog = phone.get_by_role("dialog")
    if body:
        dialog.get_by_label("理由").fill(REASON)
    stub.answers |= {"GET /api/agreements/i10": staff.under_review(id="i10")}
    dialog.get_by_role("button", name=name, exact=True).click()
    expect(phone.get_by_role("status").filter(has_text=said)).to_be_visible()
    assert ("PUT", f"{API}/undoing/{path}", body or None) in stub.received
    expect(card(phone)).to_have_count(0)


def test_what_was_printed_meanwhile_can_only_be_closed(desk: Page, stub: Stub) -> None:
    show(desk, stub, SITE | staff.mistaken(is_own=False, actions=("refuse_undo",)), PAGE)
    expect(card(desk)).to_contain_text("不能再撤销")
    assert card(desk).get_by_role("button").all_inner_texts() == ["维持审核"]


def test_the_college_reads_the_request_and_decides_nothing(desk: Page, stub: Stub) -> None:
    show(desk, stub, SITE | staff.mistaken(is_own=False, actions=()), PAGE)
    expect(card(desk)).to_contain_text("审核时看错了单位")
    assert card(desk).get_by_role("button").all_inner_texts() == []
    expect(card(desk)).not_to_contain_text("不能再撤销")


PARTIES = {"the graduate": given.STUDENT_SITE, "the employer": given.EMPLOYER_SITE}


@pytest.mark.parametrize("site", PARTIES.values(), ids=PARTIES)
def test_the_reason_is_read_by(phone: Page, stub: Stub, site: dict[str, Any]) -> None:
    story = [given.event(seq, kind, "王老师", "school", reason=f"{seq}{REASON}")
             for seq, kind in enumerate(("undo_requested", "undo_refused", "review_undone"), 1)]  # fmt: skip
    mistaken = {"level": "school", "decision": "pass", "name": "周主任", "at": "2026-11-20T09:00:00+08:00",
                "revision": 1, "reason": "同意", "is_undone": True}  # fmt: skip
    given_here = {
        "GET /api/agreements/i1": given.agreement("school_review", reviews=[mistaken]),
        "GET /api/agreements/i1/form": given.FORM,
        "GET /api/agreements/i1/timeline": {"items": story, "is_whole": True},
    }  # fmt: skip
    show(phone, stub, site | given_here, "/pages/agreement.html?id=i1")
    assert phone.locator(".timeline h3").all_inner_texts() == ["申请撤销审核", "维持审核", "审核已撤销"]
    assert phone.locator(".timeline blockquote").all_inner_texts() == [f"{seq}{REASON}" for seq in (1, 2, 3)]
    expect(phone.locator("main")).not_to_contain_text("同意")
