"""What differs between two versions of the terms (F11, decision 9)."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from functions.domain.terms import ArchiveReceiver, Difference, Terms, differences, plain
from tests import factories as some

CHANGES: dict[str, tuple[Any, Any, Any]] = {
    "position": ("测试工程师", "后端开发工程师", "测试工程师"),
    "job_category": ("", "工程技术人员", ""),
    "workplace": ("上海市", "安徽省合肥市", "上海市"),
    "monthly_pay": (None, 9000, None),
    "trial_months": (6, 3, 6),
    "trial_pay": (0, 7500, 0),
    "contract_years": (5, 3, 5),
    "penalty": (0, 5000, 0),
    "report_by": (date(2026, 8, 1), "2026-07-10", "2026-08-01"),
    "household_address": ("", "合肥市经开区1号", ""),
    "release_for_study": (False, True, False),
    "release_for_civil_service": (False, True, False),
    "other": ("无", "提供单身宿舍，每月补贴 300 元。", "无"),
}


@pytest.mark.parametrize("field", CHANGES)
def test_each_term_shows_what_it_was_and_is(field: str) -> None:
    value, before, after = CHANGES[field]
    changed = some.terms(**{field: value})
    assert differences(some.terms(), changed) == (Difference(field=field, before=before, after=after),)


def test_an_archive_receiver_is_one_term() -> None:
    moved = some.terms(archive=ArchiveReceiver(receiver="六安市人才服务中心"))
    (only,) = differences(some.terms(), moved)
    assert (only.field, only.before["receiver"], only.after["receiver"]) == (
        "archive", "合肥市人才服务中心", "六安市人才服务中心",
    )  # fmt: skip
    assert differences(some.terms(archive=None), some.terms())[0].before is None


def test_the_same_terms_differ_in_nothing() -> None:
    assert differences(some.terms(), some.terms()) == ()


def test_differences_come_in_the_order_of_the_form() -> None:
    changed = some.terms(**{name: value for name, (value, _, _) in CHANGES.items()})
    names = [field.name for field in fields(Terms)]
    found = [one.field for one in differences(some.terms(), changed)]
    assert found == [name for name in names if name != "archive"]


def test_what_is_not_agreed_is_none() -> None:
    values = plain(Terms(position="教师"))
    assert values["position"] == "教师"
    assert {values[name] for name in ("monthly_pay", "report_by", "archive", "penalty")} == {None}
    assert set(values) == {field.name for field in fields(Terms)}
