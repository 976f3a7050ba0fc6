"""What uses cost: each is paid for by its price and no other, in the currency of the region."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.usage import PRICES, Use, bill, month_of, prices, together
from tests.factories import NOW

_GB = 1024**3
FILE: dict[str, Any] = {
    "table_bytes_an_agreement": _GB / 12,
    "lists": {
        "china": {"currency": "CNY", "prices": {name: {"amount": 7, "is_checked": False} for name in PRICES}},
        "elsewhere": {"currency": "USD", "prices": {name: {"amount": 1, "is_checked": True} for name in PRICES}},
    },
}


COSTS = {
    "a million units written": ({Use.WRITES: 1e6}, {"table: writes": 1}),
    "a million units read": ({Use.READS: 1e6}, {"table: reads": 1}),
    "a million requests": ({Use.REQUESTS: 1e6}, {"gateway": 1, "functions, called": 1}),
    "a million jobs": ({Use.JOBS: 1e6}, {"functions, called": 1}),
    "a gigabyte for a second": ({Use.RUNNING: 1024 * 1000}, {"functions, running": 1}),
    "an agreement": ({Use.SIGNED: 1}, {"table: a year's storage": 1}),
    "a gigabyte of papers": ({Use.DOCUMENT_BYTES: _GB}, {"buckets: a year's storage": 12}),
    "a gigabyte of uploads": ({Use.UPLOAD_BYTES: _GB}, {"buckets: a year's storage": 12}),
    "a signature": ({Use.SIGNATURES: 1}, {"signatures": 1}),
    "a key for a month": ({Use.KEYS: 1}, {"keys": 1}),
    "a mail": ({Use.MAILS: 1}, {"mail": 1}),
    "a text message": ({Use.TEXTS: 1}, {"text messages": 1}),
    "a print, which is ink": ({Use.PRINTS: 1}, {}),
    "nothing": ({}, {}),
}


@pytest.mark.parametrize(("uses", "cost"), COSTS.values(), ids=COSTS)
def test_a_use_costs_what_its_price_says(uses: dict[Use, float], cost: dict[str, float]) -> None:
    paid = bill(uses, prices(FILE, "eu-west-1"))
    assert {post: amount for post, amount in paid.items() if amount} == pytest.approx(cost)


REGIONS = {"cn-north-1": ("CNY", 7, len(PRICES)), "us-east-1": ("USD", 1, 0)}


@pytest.mark.parametrize(("region", "said"), REGIONS.items(), ids=REGIONS)
def test_a_region_has_its_list_and_says_what_is_to_be_checked(region: str, said: tuple[str, float, int]) -> None:
    listed = prices(FILE, region)
    assert (listed.currency, listed.amounts["mail"], len(listed.unchecked)) == said


def test_a_list_without_a_price_is_no_list() -> None:
    with pytest.raises(KeyError, match="lists"):
        prices({}, "cn-north-1")


def test_a_sum_has_every_use() -> None:
    summed = together({Use.MAILS: 1}, {Use.MAILS: 2, Use.READS: 0.5})
    assert {use: number for use, number in summed.items() if number} == {Use.MAILS: 3, Use.READS: 0.5}
    assert together() == dict.fromkeys(Use, 0)


def test_a_month_is_that_of_utc() -> None:
    assert month_of(NOW) == f"{NOW:%Y-%m}"
