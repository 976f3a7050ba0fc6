"""A school's own words on the page: two statuses side by side, buttons, and the gloss in English (rules.md 1.3)."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from functions.domain.actors import Role
from functions.domain.policy import StatusWords
from functions.policies.words import spoken, word
from tests.browser import portal_answers as given
from tests.browser.portal import show
from tests.browser.stub_api import Stub


def answers(words: StatusWords, state: str = "pending") -> dict[str, Any]:
    said = word(words, Role.STUDENT, "zh-CN", "invitation", state)
    session = given.session("student", "陈思远", words=spoken(words, Role.STUDENT))
    offer = given.invitation(state, word=said)
    return given.STUDENT_SITE | {"GET /api/session": session, "GET /api/invitations/i1": offer}


def test_a_graduate_of_hnust_reads_both_statuses_in_its_words(phone: Page, stub: Stub) -> None:
    show(phone, stub, answers(StatusWords.HNUST), "/pages/invitation.html?id=i1")
    assert phone.locator(".statuses dt").all_inner_texts() == ["签约状态", "协议书状态"]
    assert phone.locator(".statuses dd").all_inner_texts() == ["单位发起", "--"]


def test_the_buttons_and_what_they_open_are_called_as_in_anhui(phone: Page, stub: Stub) -> None:
    show(phone, stub, answers(StatusWords.ANHUI), "/pages/invitation.html?id=i1")
    assert phone.locator(".buttons-thumb a").all_inner_texts() == ["接受", "谢绝"]
    phone.get_by_role("link", name="谢绝").click()
    expect(phone.get_by_role("heading", name="谢绝")).to_be_visible()


def test_in_english_the_words_have_their_gloss(phone: Page, stub: Stub) -> None:
    phone.add_init_script("localStorage.setItem('language', 'en')")
    show(phone, stub, answers(StatusWords.ANHUI), "/pages/invitation.html?id=i1")
    assert phone.locator(".buttons-thumb a").all_inner_texts() == ["Accept", "Decline"]
