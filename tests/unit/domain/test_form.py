"""R01-R05, trap 17 (values under their own labels), trap 25 (Beijing time), law-and-privacy.md 6 (no 报到证)."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from functions.domain.clauses import CLAUSES, clauses
from functions.domain.form import COLUMNS, compose
from tests.unit.adapters.pdf.papers import longest, record, shortest

RECORDS = {"the shortest": shortest(), "an ordinary one": record(), "the longest": longest()}


def cells(made: dict) -> dict[tuple[str, str], str]:
    """(section, label) -> value."""
    return {
        (section.title[:2], label.text): value.text
        for section in compose(made).sections
        for row in section.rows
        for label, value in zip(row[::2], row[1::2], strict=True)
    }


@pytest.mark.parametrize("made", RECORDS.values(), ids=RECORDS)
def test_every_row_fills_the_grid_with_labels_and_values_in_turn(made: dict) -> None:
    for section in compose(made).sections:
        for row in section.rows:
            assert sum(cell.span for cell in row) == COLUMNS
            assert [cell.is_label for cell in row] == [True, False] * (len(row) // 2)


VALUES = {
    "name": ("student__name", "李四", "甲方", "姓名", "李四"),
    "political status": ("student__political_status", "群众", "甲方", "政治面貌", "群众"),
    "training mode": ("student__training_mode", "定向", "甲方", "培养方式", "定向"),
    "college": ("student__college", "外语系", "甲方", "院（系）", "外语系"),
    "length of study": ("student__duration", "2.5", "甲方", "学制", "2.5年"),
    "length of study with its unit": ("student__duration", "四年", "甲方", "学制", "四年"),
    "no length of study": ("student__duration", None, "甲方", "学制", ""),
    "ethnicity left out by policy": ("student__ethnicity", None, "甲方", "民族", ""),
    "school's department": ("school__department", "招就处", "甲方", "学校联系部门", "招就处"),
    "code": ("employer__uscc", "911100001000002860", "乙方", "统一社会信用代码", "911100001000002860"),
    "employer without a code": ("employer__uscc", None, "乙方", "统一社会信用代码", ""),
    "job category": ("terms__job_category", "教学人员", "乙方", "职位类别", "教学人员"),
    "pay": ("terms__monthly_pay", 12000, "约定", "月薪", "12000元"),
    "pay not agreed": ("terms__monthly_pay", None, "约定", "月薪", ""),
    "no penalty": ("terms__penalty", 0, "约定", "违约金", "0元"),
    "trial": ("terms__trial_months", 3, "约定", "试用期", "3个月"),
    "no trial": ("terms__trial_months", 0, "约定", "试用期", "无"),
    "term": ("terms__contract_years", 5, "约定", "合同期限", "5年"),
    "report by": ("terms__report_by", "2026-07-01", "约定", "报到时间", "2026年7月1日"),
    "no date": ("terms__report_by", None, "约定", "报到时间", ""),
    "no archive receiver": ("terms__archive", None, "档案", "接收单位", ""),
}


@pytest.mark.parametrize(("path", "value", "section", "label", "printed"), VALUES.values(), ids=VALUES)
def test_trap_17_a_value_is_printed_under_its_own_label(path, value, section, label, printed) -> None:
    assert cells(record(**{path: value}))[section, label] == printed


def test_the_title_names_school_and_cohort() -> None:
    assert compose(record(cohort=2027)).title == "江淮理工大学2027届毕业生就业协议书"


REMARKS = {
    "both releases": (True, True, ["【√】", "【√】"]),
    "study alone": (True, False, ["【√】", "【　】"]),
    "civil service alone": (False, True, ["【　】", "【√】"]),
    "neither": (False, False, ["【　】", "【　】"]),
}


@pytest.mark.parametrize(("study", "service", "marks"), REMARKS.values(), ids=REMARKS)
def test_each_release_is_ticked_or_not(study, service, marks) -> None:
    made = record(terms__release_for_study=study, terms__release_for_civil_service=service)
    assert [remark[:3] for remark in compose(made).remarks[:2]] == marks


def test_other_terms_stand_below_the_releases_without_blank_lines() -> None:
    assert compose(record(terms__other="甲\n\n 乙\n")).remarks[2:] == ("甲", " 乙")


def test_no_other_terms_leave_the_releases_alone() -> None:
    assert len(compose(record(terms__other=None)).remarks) == 2


EFFECTIVE = {
    "on a day in Beijing that is not the one in London": (1_772_726_400, "本协议自2026年3月6日起生效。"),
    "when signed on paper": (None, "本协议自各方签字、盖章之日起生效。"),
}


@pytest.mark.parametrize(("at", "sentence"), EFFECTIVE.values(), ids=EFFECTIVE)
def test_it_says_since_when_it_is_in_force(at, sentence) -> None:
    assert compose(record(effective={"on": "school_review", "at": at})).articles[-1] == sentence


def opinion(party: str, made: dict):
    (found,) = [opinion for opinion in compose(made).opinions if opinion.party == party]
    return found


def test_the_students_box_tells_when_she_accepted_in_beijing_time() -> None:
    assert "2026年3月4日 15:40（北京时间）" in opinion("student", record()).text


def test_the_students_box_tells_that_she_began_it_herself() -> None:
    assert "在线应约，确认" in opinion("student", record()).text
    assert "在线发起签约，确认" in opinion("student", record(mode="student_initiated")).text
    assert opinion("employer", record(mode="student_initiated")).text == ""


def test_a_form_can_be_shown_before_anyone_has_decided() -> None:
    form = compose(record(number=None, acceptance=None, reviews=[], effective={"on": "school_review", "at": None}))
    assert form.number == ""
    assert [opinion.text for opinion in form.opinions] == [""] * 5


def test_opinions_come_from_the_reviews() -> None:
    college, school = opinion("college", record()), opinion("school", record())
    assert (college.text, college.signature) == ("情况属实，同意。", "审核人（签章）：陈老师    2026年3月5日")
    assert (school.text, school.signature) == ("审核通过。", "审核人（签章）：周敏    2026年3月5日")


EMPTY = {
    "no review at the college": "college",
    "none at the school": "school",
    "employer": "employer",
    "R04": "superior",
}


@pytest.mark.parametrize("party", EMPTY.values(), ids=EMPTY)
def test_a_box_without_a_review_is_left_for_pen_and_stamp(party) -> None:
    empty = opinion(party, record(reviews=[]))
    assert empty.text == ""
    assert "年    月    日" in empty.signature


NOTES = {
    "R01 truth": "如实填写",
    "R02 further terms in their box, and lawful": "不得违反法律",
    "R03 copies and holders": "本协议一式三份，用人单位、毕业生、学校各执一份",
}


@pytest.mark.parametrize("words", NOTES.values(), ids=NOTES)
def test_the_notes_say(words) -> None:
    assert words in "".join(compose(record()).notes)


HOLDERS = {
    "four": (("毕业生", "用人单位", "学院", "学校"), "一式四份，毕业生、用人单位、学院、学校各执"),
    "eleven": (tuple("甲乙丙丁戊己庚辛壬癸子"), "一式11份，甲、乙、"),
}


@pytest.mark.parametrize(("holders", "words"), HOLDERS.values(), ids=HOLDERS)
def test_the_notes_name_the_holders_of_the_policy(holders, words) -> None:
    assert words in "".join(compose(record(), holders).notes)


def test_breach_needs_the_other_sides_consent() -> None:
    assert any("须征得另一方同意" in article for article in compose(record()).articles), "R05"


@pytest.mark.parametrize("texts", CLAUSES.values(), ids=map(str, CLAUSES))
def test_no_text_speaks_of_the_abolished_certificate(texts) -> None:
    assert "报到证" not in "".join((texts.preamble, *texts.articles, *texts.notes))


def test_there_are_seven_articles_in_order() -> None:
    articles = clauses("standard", 1).articles
    assert [article[:3] for article in articles] == [f"第{number}条" for number in "一二三四五六七"]


def test_a_version_that_this_build_does_not_know_is_named() -> None:
    with pytest.raises(KeyError, match="standard"):
        compose(record(clauses={"template": "standard", "version": 99}))


def test_the_form_can_be_served_as_plain_values() -> None:
    served = asdict(compose(record()))
    assert served["sections"][0]["rows"][0][1] == {"text": "欧阳思远", "span": 1, "is_label": False}


YEARS = {"whole years": ("4", "4年"), "a half": ("2.5", "2.5年"), "none known": (None, "")}


@pytest.mark.parametrize(("typed", "printed"), YEARS.values(), ids=YEARS)
def test_years_of_study_carry_their_unit(typed, printed) -> None:
    cells = [
        cell.text
        for section in compose(record(student__duration=typed)).sections
        for row in section.rows
        for cell in row
    ]
    assert cells[cells.index("学制") + 1] == printed
