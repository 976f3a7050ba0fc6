"""What a page shows against what was agreed: `printed.json` is read by `verifier/core/printed.test.js` too."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from functions.adapters.pdf.fonts import Fonts
from functions.adapters.pdf.press import FormPrinter
from tests.unit.adapters.pdf import papers, reading
from tests.unit.adapters.pdf.test_press import red_disc
from verifier.attestation import Code, Fault, cbor, printed, record
from verifier.attestation.record import Difference
from verifier.vectors import world

CASES = json.loads((Path(__file__).parent / "printed.json").read_text(encoding="utf-8"))
RECORD = record.read_record(bytes.fromhex(CASES["record"]))
FONTS = Path(__file__).resolve().parents[3] / "build" / "fonts"


def edited(pages, edits):
    pages = list(pages)
    for page, old, new in edits:
        pages[page] = new if old is None else pages[page].replace(old, new)
    return pages


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_what_differs_is_named(case):
    pages = edited(CASES["pages"], case["edits"])
    assert pages != CASES["pages"] or not case["edits"]
    assert printed.differences(RECORD, pages) == tuple(Difference(*one) for one in case["differences"])


@pytest.fixture(scope="module")
def press():
    return FormPrinter(Fonts(FONTS))


PRINTED = {
    "an ordinary agreement": (papers.record(), None),
    "one whose remarks fill pages, with a seal": (papers.longest(), red_disc()),
    "one with empty fields and no review": (papers.shortest(), None),
    "no trial, and years with their unit": (papers.record(terms__trial_months=0, student__duration="5年"), None),
    "one that the student began": (papers.record(mode="student_initiated"), None),
    "an address that breaks at its hyphens": (papers.record(employer__email="a-very-" * 8 + "long@x.example"), None),
}


@pytest.mark.parametrize(("made", "seal"), PRINTED.values(), ids=PRINTED)
def test_what_the_press_prints_agrees_with_its_record(press, made, seal):
    pages = reading.page_texts(press.render(papers.paper(made, seal=seal)))
    assert printed.differences({**made, "version": 1}, pages) == ()


def test_clauses_that_this_build_does_not_know_are_not_compared():
    pages = edited(CASES["pages"], [[1, "协商解决", "打一架"]])
    assert [one.field for one in printed.differences(RECORD, pages)] == ["条款"]
    assert printed.differences(RECORD | {"clauses": {"template": "standard", "version": 9}}, pages) == ()


UNREADABLE = {
    "another version": {"version": 2},
    "no version": {"version": None},
    "a time that is text": {"signed_at": "today"},
    "a time beyond all calendars": {"signed_at": 2**60},
    "a day that is none": {"terms": {"report_by": "soon"}},
    "reviews that are a number": {"reviews": 7},
    "remarks that are a number": {"terms": {"other": 7}},
}


@pytest.mark.parametrize("changes", UNREADABLE.values(), ids=UNREADABLE)
def test_a_record_of_another_shape_is_refused(changes):
    with pytest.raises(Fault) as fault:
        printed.differences(RECORD | changes, CASES["pages"])
    assert fault.value.code == Code.BAD_CLAIMS


NO_RECORD = {"no map": [1], "no version": {"number": "1"}, "a version in words": {"version": "1"}}


@pytest.mark.parametrize("value", NO_RECORD.values(), ids=NO_RECORD)
def test_what_is_no_record_is_refused(value):
    with pytest.raises(Fault) as fault:
        record.read_record(cbor.encode(value))
    assert fault.value.code == Code.BAD_CLAIMS


SHARED = {
    "number": world.CLAIMS.number,
    "edition": world.CLAIMS.edition,
    "school": {"code": "19999"},
    "student": {"name": world.CLAIMS.name},
    "employer": {"name": world.CLAIMS.employer, "uscc": world.CLAIMS.uscc},
    "terms": {"position": None, "monthly_pay": 9500, "penalty": None, "report_by": "2026-07-10"},
}
CLAIMS = replace(
    world.CLAIMS, terms=replace(world.CLAIMS.terms, position=None, monthly_pay=9500, report_by=date(2026, 7, 10))
)


def test_terms_that_are_not_in_the_code_are_not_compared():
    assert record.unlike_claims(SHARED, replace(CLAIMS, terms=replace(CLAIMS.terms, penalty=None))) == ()
    assert record.unlike_claims(SHARED, replace(CLAIMS, terms=None)) == ()


FORGED = {
    "another name": ({"student": {"name": "李四"}}, [("姓名", world.CLAIMS.name, "李四")]),
    "no employer at all": (
        {"employer": None},
        [("单位名称", world.CLAIMS.employer, None), ("统一社会信用代码", world.CLAIMS.uscc, None)],
    ),
    "other pay": ({"terms": SHARED["terms"] | {"monthly_pay": 19500}}, [("月薪", "9500", "19500")]),
}


@pytest.mark.parametrize(("changes", "named"), FORGED.values(), ids=FORGED)
def test_a_record_that_is_not_the_signed_one_is_compared_with_the_token(changes, named):
    claims = replace(CLAIMS, terms=replace(CLAIMS.terms, penalty=None))
    assert record.unlike_claims(SHARED | changes, claims) == tuple(Difference(*one) for one in named)


def test_only_the_signed_record_has_the_digest():
    coded = bytes.fromhex(CASES["record"])
    claims = replace(CLAIMS, digest=record.digest(coded))
    assert record.is_signed(coded, claims)
    assert not record.is_signed(coded + b"\0", claims)
