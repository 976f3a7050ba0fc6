"""`calendar YEAR FILE`: what it says before it acts, what it refuses, and that the service counts by it afterwards."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from functions.cli.__main__ import main
from functions.domain.signing_lock import Cooldown, LockState
from functions.usecases import working_days
from tests import factories
from tests.unit.domain.test_working_year import YEAR_2026, YEAR_2027
from tests.unit.usecases.test_working_days import APPROVED
from tests.world import World


def run(folder: Path, year: dict[str, Any] | str, *more: str, of: int = 2027) -> int:
    path = folder / "year.json"
    path.write_text(year if isinstance(year, str) else json.dumps(year), "utf-8")
    return main(["calendar", str(of), str(path), *more])


def test_a_year_is_imported_and_counted_by(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, YEAR_2027, "--yes") == 0
    said = capsys.readouterr().out
    for line in ("2027: 17 days off, 4 make-up workdays", "in force now: provisional 预计", "+ day off 2027-02-09",
                 "+ make-up workday 2027-01-30", "imported 2027; 0 cool-downs moved"):  # fmt: skip
        assert line in said
    assert "+ day off 2027-01-01" not in said, "that was off already"
    assert not working_days.in_force(world.services).of(2027).is_provisional


def test_a_dry_run_says_whose_date_would_move_and_imports_nothing(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = Cooldown(agreement=factories.CASE, approved_at=APPROVED, working_days=15)
    until = datetime.fromisoformat("2027-01-05T00:00:00+08:00")
    world.insert(factories.signing_lock(state=LockState.COOLDOWN, until=until, cooldown=counted))
    longer = YEAR_2027 | {"holidays": [*YEAR_2027["holidays"], "2027-01-04"]}
    assert run(tmp_path, longer, "--dry-run") == 0
    said = capsys.readouterr().out
    for line in ("! that is 14 days off by law instead of 13", "recount 1 cool-downs: 1 move", "Nothing was done"):
        assert line in said
    assert world.services.store.calendars() == ()


REFUSED: dict[str, tuple[dict[str, Any] | str, int, str]] = {
    "another year": (YEAR_2026, 2027, "holidays.0: 2026-01-01 不属于 2027 年。 2026-01-01 is not in 2027."),
    "a provisional year": (YEAR_2027 | {"status": "provisional"}, 2027, "status: 只能导入已公布的年度"),
    "a gap": (YEAR_2027 | {"holidays": YEAR_2027["holidays"][1:]}, 2027, "holidays: 2027-01-01 是法定节假日"),
    "a weekend": (
        YEAR_2027 | {"holidays": [*YEAR_2027["holidays"], "2027-02-07"]}, 2027, "2027-02-07 本来就是周末"),
    "no JSON": ("days off: all", 2027, "JSONDecodeError"),
}  # fmt: skip


@pytest.mark.parametrize(("year", "of", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_official_year_is_refused(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], year: dict[str, Any] | str, of: int, why: str
) -> None:
    assert run(tmp_path, year, "--yes", of=of) == 1
    assert why in capsys.readouterr().err
    assert world.services.store.calendars() == ()


def test_a_file_that_is_not_there_is_refused(world: World, tmp_path: Path) -> None:
    assert main(["calendar", "2027", str(tmp_path / "none.json"), "--yes"]) == 1
    assert world.services.store.calendars() == ()
