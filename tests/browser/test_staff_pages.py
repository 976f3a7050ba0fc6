"""The pages of schools and the platform: whole and accessible, honest about nothing and about what failed."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.browser import staff_answers as staff
from tests.browser.axe import Inks
from tests.browser.portal import is_too_wide, missing_texts, show
from tests.browser.stub_api import Stub, refusal

SCHOOL, ADMIN, OPERATOR = staff.SCHOOL_SITE, staff.ADMIN_SITE, staff.OPERATOR_SITE


PAGES = {
    "the queue": (SCHOOL, "/pages/queue.html"),
    "the queue of an administrator": (ADMIN, "/pages/queue.html"),
    "the queue of a college": (staff.queue_of(3, state="college_review", who=staff.COLLEGE_STAFF), "/pages/queue.html"),
    "signed agreements": (SCHOOL, "/pages/queue.html?state=signed"),
    "a review": (SCHOOL, "/pages/review.html?id=i1"),
    "returning": (SCHOOL, "/pages/review.html?id=i1#return"),
    "a signing that a student began": (SCHOOL, "/pages/review.html?id=g1"),
    "a signing on paper, taken back": (SCHOOL, "/pages/review.html?id=g3#retract"),
    "checking a guest's licence": (SCHOOL, "/pages/review.html?id=q1#check_licence"),
    "a signed agreement": (SCHOOL, "/pages/review.html?id=i9"),
    "a request to undo": (SCHOOL, "/pages/review.html?id=i10"),
    "undoing": (SCHOOL, "/pages/review.html?id=i10#undo"),
    "unlocking": (SCHOOL, "/pages/review.html?id=i12#unlock"),
    "asking to undo": (SCHOOL | staff.mistaken(), "/pages/review.html?id=i10#request_undo"),
    "a reissue wanted": (SCHOOL, "/pages/review.html?id=i11"),
    "the print desk": (SCHOOL, "/pages/print-desk.html"),
    "the batches": (SCHOOL, "/pages/print-batches.html"),
    "what was erased": (SCHOOL | staff.GONE, "/pages/erased.html"),
    "the terminations": (SCHOOL, "/pages/termination-queue.html"),
    "a termination": (SCHOOL, "/pages/termination-review.html?agreement=i1&id=t1"),
    "passing a termination": (SCHOOL, "/pages/termination-review.html?agreement=i1&id=t1#pass"),
    "the graduates": (SCHOOL, "/pages/graduates.html"),
    "a graduate": (SCHOOL, "/pages/graduate.html?id=s1"),
    "handing a blank form out": (SCHOOL, "/pages/graduate.html?id=s1#issue_blank_form"),
    "claiming a form's number": (SCHOOL, "/pages/graduate.html?id=s1#claim_number"),
    "recording a signing on paper": (SCHOOL, "/pages/graduate.html?id=s1#record_signing"),
    "the blank forms": (SCHOOL, "/pages/blank-forms.html"),
    "taking a blank form back": (SCHOOL, "/pages/blank-forms.html#return-HN-2027-0001"),
    "the mismatches": (SCHOOL, "/pages/mismatches.html"),
    "taking the registry's word": (SCHOOL, "/pages/mismatches.html#accept-s1"),
    "the corrections": (SCHOOL, "/pages/corrections.html"),
    "refusing a correction": (SCHOOL, "/pages/corrections.html#refused-c1"),
    "the admissions": (SCHOOL, "/pages/admission-requests.html"),
    "an admission": (SCHOOL, "/pages/admission-review.html?id=e1"),
    "the policy": (SCHOOL, "/pages/policy.html"),
    "the school": (SCHOOL, "/pages/school-profile.html"),
    "the notices": (SCHOOL, "/pages/notices.html"),
    "the imports": (ADMIN, "/pages/imports.html"),
    "a checked import": (ADMIN, "/pages/import.html?id=m1"),
    "an unreadable import": (ADMIN, "/pages/import.html?id=m2"),
    "a finished import": (ADMIN, "/pages/import.html?id=m4"),
    "a registry's file": (ADMIN, "/pages/import.html?id=m6"),
    "a new policy": (ADMIN, "/pages/policy-new.html"),
    "changing the school": (ADMIN, "/pages/school-profile.html"),
    "the staff": (ADMIN, "/pages/staff.html"),
    "the registrations": (OPERATOR, "/pages/employers.html"),
    "a registration": (OPERATOR, "/pages/employer-review.html?id=e2"),
    "the schools": (OPERATOR, "/pages/schools.html"),
    "the statistics": (OPERATOR, "/pages/signing-counts.html"),
    "the keys": (OPERATOR, "/pages/keys.html"),
}
LISTS = {
    "queue": (SCHOOL, "POST /api/agreement-searches"),
    "print-desk": (SCHOOL, "POST /api/agreement-searches"),
    "print-batches": (SCHOOL, "GET /api/print-batches"),
    "erased": (SCHOOL | staff.GONE, "GET /api/erased-agreements"),
    "termination-queue": (SCHOOL, "GET /api/terminations"),
    "graduates": (SCHOOL, "GET /api/students"),
    "corrections": (SCHOOL, "GET /api/corrections"),
    "blank-forms": (SCHOOL, "GET /api/blank-forms"),
    "mismatches": (SCHOOL, "GET /api/mismatches"),
    "admission-requests": (SCHOOL, "GET /api/admissions"),
    "imports": (ADMIN, "GET /api/imports"),
    "employers": (OPERATOR, "GET /api/employers"),
    "schools": (OPERATOR, "GET /api/operator/schools"),
    "keys": (OPERATOR, "GET /api/operator/keys"),
}


def test_every_page_on_a_phone_is_whole_and_accessible(desk: Page, stub: Stub, inks: Inks) -> None:
    """In one window, so that it keeps the files.

    The same on a desk, in English, is in test_traps.py.
    """
    desk.set_viewport_size({"width": 360, "height": 780})
    wrong: dict[str, Any] = {}
    for name, (answers, path) in PAGES.items():
        found = (tuple(show(desk, stub, answers, path)), missing_texts(desk), is_too_wide(desk), inks.faults(desk))
        if found != ((), [], False, []):
            wrong[name] = found
    assert wrong == {}


def test_a_list_without_entries_says_so(desk: Page, stub: Stub) -> None:
    silent = []
    for name, (answers, _) in LISTS.items():
        show(desk, stub, answers | staff.NOTHING, f"/pages/{name}.html")
        if not desk.locator(".empty p").inner_text().strip():
            silent.append(name)
    assert silent == []


def test_a_list_that_cannot_be_read_says_so_and_can_be_tried_again(desk: Page, stub: Stub) -> None:
    for name, (answers, call) in LISTS.items():
        show(desk, stub, answers | {call: refusal(500, "internal", detail=f"出错了：{name}")}, f"/pages/{name}.html")
        assert f"出错了：{name}" in desk.get_by_role("alert").inner_text()
        stub.answers[call] = answers[call]
        desk.get_by_role("button", name="重试").click()
        desk.locator(".table, .rows").first.wait_for()
