"""`usage` tells counts from reckonings, has zeros for who used nothing, and refuses in one sentence."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from functions.cli.__main__ import main
from functions.domain.usage import SHARED, Use
from tests import factories
from tests.factories import SCHOOL
from tests.world import World

PRICES = Path(__file__).parents[3] / "infra/capacity/prices.json"
QUIET = "10999"


def asked(*more: str) -> int:
    return main(["usage", "--prices", str(PRICES), "--month", "2026-11", *more])


@pytest.fixture(autouse=True)
def used(world: World) -> World:
    world.insert(factories.school(code=QUIET, name="安静大学"))
    world.services.store.count_uses(SCHOOL, "2026-11", {Use.WRITES: 1e6, Use.REQUESTS: 20})
    world.services.store.count_uses(SHARED, "2026-11", {Use.REQUESTS: 3})
    return world


def test_a_school_is_told_with_what_was_counted_and_what_was_reckoned(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--school", SCHOOL) == 0
    said = capsys.readouterr().out
    assert f"{SCHOOL} " in said.splitlines()[0]
    assert "       1,000,000  write units (counted 计数)\n" in said
    assert "         11.1538  CNY table: writes (reckoned 估算)\n" in said
    assert "prices are still to be checked" in said
    assert QUIET not in said


def rows(capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, dict[str, str]]:
    assert asked("--csv", *more) == 0
    return {row["school"]: row for row in csv.DictReader(capsys.readouterr().out.splitlines())}


def test_a_row_for_each_school_for_what_is_shared_and_for_their_sum(capsys: pytest.CaptureFixture[str]) -> None:
    told = rows(capsys)
    assert {code: row["requests (counted 计数)"] for code, row in told.items()} == {
        SCHOOL: "20", QUIET: "0", SHARED: "3", "SUM": "23",
    }  # fmt: skip
    totals = {code: float(row["CNY together (reckoned 估算)"]) for code, row in told.items()}
    assert totals[QUIET] == 0
    assert {code: row["keys (counted 计数)"] for code, row in told.items()} == {
        SCHOOL: "2",
        QUIET: "0",
        SHARED: "0",
        "SUM": "2",
    }
    assert totals["SUM"] == pytest.approx(sum(totals.values()) / 2, abs=0.001)


def test_another_month_has_zeros(capsys: pytest.CaptureFixture[str]) -> None:
    assert rows(capsys, "--month", "2026-10")["SUM"]["requests (counted 计数)"] == "0"


def test_without_a_month_it_is_the_present_one(used: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["usage", "--prices", str(PRICES), "--school", SCHOOL]) == 0
    assert f" {used.clock.now():%Y-%m}\n" in capsys.readouterr().out


REFUSED = {
    "a school that is not there": (["--school", "99999"], "there is no school 99999: `schools` lists them"),
    "a month that is none": (["--month", "2026-13"], "--month is a year and a month, such as 2026-11"),
    "a day": (["--month", "2026-11-01"], "--month is a year and a month"),
    "prices that are not there": (["--prices", "nowhere.json"], "nowhere.json is not there"),
    "prices that are no JSON": (["--prices", str(PRICES.with_name("page.py"))], "page.py is not a file of prices"),
    "a file of something else": (["--prices", str(PRICES.with_name("costs.json"))], "costs.json lacks 'lists'"),
}


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_told_is_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(*arguments) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert said.err.count("\n") == 1
