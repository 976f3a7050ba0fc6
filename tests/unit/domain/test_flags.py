"""H04: what a reviewer must look at; a flag warns and never blocks."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.flags import ARCHIVE_MISMATCH, HOUSEHOLD_MISMATCH, PENALTY_ABOVE_LIMIT, flags
from functions.domain.policy import SchoolPolicy
from functions.domain.terms import ArchiveReceiver
from tests import factories as some

PRIVATE, PUBLIC = {"nature": "39"}, {"nature": "20"}
OWN = {"archive": ArchiveReceiver(receiver="合肥云帆信息技术有限公司")}
FLAGS: dict[str, tuple[dict[str, Any], dict[str, Any], int, tuple[str, ...]]] = {
    "nothing": ({}, PRIVATE, 1, ()),
    "a penalty of one month's pay": ({"penalty": 9000}, PRIVATE, 1, ()),
    "a penalty of one yuan more": ({"penalty": 9001}, PRIVATE, 1, (PENALTY_ABOVE_LIMIT,)),
    "a limit of three months": ({"penalty": 27000}, PRIVATE, 3, ()),
    "above three months": ({"penalty": 27001}, PRIVATE, 3, (PENALTY_ABOVE_LIMIT,)),
    "a school without a limit": ({"penalty": 10**6}, PRIVATE, 0, ()),
    "no penalty agreed": ({"penalty": None}, PRIVATE, 1, ()),
    "a penalty of nothing": ({"penalty": 0, "monthly_pay": None}, PRIVATE, 1, ()),
    "a penalty where no pay is agreed": ({"penalty": 1, "monthly_pay": None}, PRIVATE, 1, (PENALTY_ABOVE_LIMIT,)),
    "a private firm takes the archive itself": (OWN, PRIVATE, 1, (ARCHIVE_MISMATCH,)),
    "a firm named by its label does": (OWN, {"nature": "其他企业"}, 1, (ARCHIVE_MISMATCH,)),
    "a firm named by an older label does": (OWN, {"nature": "民营企业"}, 1, (ARCHIVE_MISMATCH,)),
    "a nature that no table knows": (OWN, {"nature": "某种单位"}, 1, ()),
    "a public body takes the archive itself": (OWN, PUBLIC, 1, ()),
    "a private firm moves the household and says no receiver": ({"archive": None}, PRIVATE, 1, (HOUSEHOLD_MISMATCH,)),
    "a public body moves the household and says no receiver": ({"archive": None}, PUBLIC, 1, ()),
    "a private firm without archive and household": ({"archive": None, "household_address": ""}, PRIVATE, 1, ()),
    "two at once, in a fixed order": (
        OWN | {"penalty": 50000}, PRIVATE, 1, (PENALTY_ABOVE_LIMIT, ARCHIVE_MISMATCH),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("terms", "unit", "months", "found"), FLAGS.values(), ids=FLAGS)
def test_flags(terms: dict[str, Any], unit: dict[str, Any], months: int, found: tuple[str, ...]) -> None:
    policy = SchoolPolicy(penalty_limit_months=months)
    assert flags(some.terms(**terms), some.employer_party(**unit), policy) == found
