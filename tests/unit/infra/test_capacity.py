"""The model of capacity: its arithmetic, and that it takes nothing from where nobody asserts it."""

from __future__ import annotations

from datetime import date

import pytest

from infra.capacity import limits, model
from infra.capacity.model import Load
from verifier.attestation import status_list

GIVEN = model.assumptions()


@pytest.mark.parametrize("act", GIVEN["acts"])
def test_what_happens_to_an_agreement_has_an_asserted_cost(act: str) -> None:
    assert act in model.costs()


def test_what_jobs_do_is_part_of_what_happens() -> None:
    assert set(GIVEN["by_jobs"]) < set(GIVEN["acts"])


def test_a_cost_is_requests_and_units() -> None:
    assert model.costs()["accepting"] == model.Cost({"GetItem": 9, "TransactWriteItems": 1}, 9, 37)


def test_two_agreements_take_twice_what_one_takes() -> None:
    one, two = Load(1), Load(2)
    assert (two.requests, two.units("writes")) == (2 * one.requests, 2 * one.units("writes"))


def test_the_peak_second_is_a_sixtieth_of_the_peak_minute_of_the_peak_day() -> None:
    assert model.peak_second(60 / GIVEN["peak_day_share"] / GIVEN["peak_minute_share"]).agreements == pytest.approx(1)


def test_one_run_issues_a_peak_day_one_after_another() -> None:
    assert model.issuing_hours(3600 / GIVEN["peak_day_share"]) == pytest.approx(GIVEN["lambda_seconds_an_issue"])


LISTS = {"a small school": (1, 8000, 1), "all but full": (1, 127_139, 1), "more than one holds": (1, 127_140, 2),
         "two schools": (2, 16_000, 2)}  # fmt: skip


@pytest.mark.parametrize(("schools", "agreements", "lists"), LISTS.values(), ids=LISTS)
def test_each_school_has_its_own_lists_and_decoys_take_their_share(schools: int, agreements: int, lists: int) -> None:
    assert model.status_lists({"schools": schools, "agreements_a_year": agreements}) == lists


def test_what_breaks_first_is_told_first() -> None:
    shares = [limit.takes(Load(1)) / limit.most for limit in limits.rates()]
    assert shares == sorted(shares, reverse=True)
    assert min(shares) > 0


def test_the_busiest_key_is_full_when_each_second_writes_what_a_partition_takes() -> None:
    (of_work,) = (limit for limit in limits.rates() if "`work`" in limit.name)
    assert of_work.takes(Load(of_work.most / Load(1).work_writes)) == pytest.approx(model.PARTITION_WRITES)


def test_a_list_with_a_twentieth_marked_is_packed_to_a_part_of_what_it_holds() -> None:
    assert 4096 < limits.packed_bytes() < status_list.ENTRIES // status_list.PER_BYTE // 4


def test_a_schools_year_is_its_agreements_and_its_keys() -> None:
    assert model.school_year("us-east-1") == pytest.approx(sum(model.cost(8000, "us-east-1").values()) + 24)


REGIONS = ("cn-north-1", "us-east-1")


@pytest.mark.parametrize("region", REGIONS)
def test_every_thousand_costs_something_of_all_but_of_keys_and_of_texts_that_nobody_assumed(region: str) -> None:
    assert [name for name, amount in model.cost(1000, region).items() if amount <= 0] == ["keys", "text messages"]


@pytest.mark.parametrize("name", model.prices()["lists"])
def test_a_price_says_when_and_where_it_is_from_and_whether_it_was_checked(name: str) -> None:
    for price in model.prices()["lists"][name]["prices"].values():
        assert set(price) == {"amount", "date", "source", "is_checked"}
        assert price["source"]
        assert date.fromisoformat(price["date"])
