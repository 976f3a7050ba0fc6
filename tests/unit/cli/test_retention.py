"""What will be erased is told without a name, and what must stay is held, for a reason, until it is released."""

from __future__ import annotations

import pytest

from functions.cli.__main__ import main
from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from functions.jobs import retain
from functions.usecases import invitations
from functions.usecases.turns import Turn
from tests import factories, steps
from tests.world import World

YEARS = {"days": 5 * 365}


def hold(school: str = factories.SCHOOL, number: str = "NUMBER", reason: str = "劳动争议仲裁") -> list[str]:
    return ["retention", "hold", school, number, "--by", "周敏", "--reason", reason]


@pytest.fixture
def ended(world: World) -> Agreement:
    """Give an agreement that ended, of a school in which somebody declined another invitation."""
    offer = steps.sent(world)
    invitations.reject(world.services, steps.actor(world, Role.STUDENT), offer.id, "考取研究生", version=None)
    found = steps.issued(world)
    steps.unlocked(world, steps.asked_to_unlock(world, found))
    world.run_jobs()
    return world.services.store.agreement(found.id)


def told(capsys: pytest.CaptureFixture[str], *days: str) -> str:
    assert main(["retention", "due", factories.SCHOOL, *days]) == 0
    return capsys.readouterr().out


def named(arguments: list[str], found: Agreement) -> list[str]:
    return [found.number if one == "NUMBER" else one for one in arguments]


def test_what_will_be_erased_is_told_and_nothing_is_changed(
    world: World, ended: Agreement, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "0 agreements" in told(capsys)
    assert "0 invitations" in told(capsys)
    world.clock.pass_(**YEARS)
    rows = dict(world.table._rows)  # type: ignore[attr-defined]
    said = told(capsys)
    assert f"{ended.number} terminated, ended 2026-03-05" in said
    assert "1 agreements" in said
    assert "1 invitations" in said
    assert not [word for word in (ended.graduate.name, ended.graduate.number, ended.unit.name) if word in said]
    assert "0 agreements with" in told(capsys, "--days", "0")
    assert rows == world.table._rows  # type: ignore[attr-defined]


def test_what_is_held_stays_until_it_is_released(
    world: World, ended: Agreement, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(named(hold(), ended)) == 0
    assert "已保留" in capsys.readouterr().out
    world.clock.pass_(days=2000)
    said = told(capsys)
    assert "held since 2026-03-05: 劳动争议仲裁" in said
    assert "1 agreements are held" in said
    retain.run(world.services, Turn())
    assert world.services.store.find_agreement(ended.id)
    assert main(["retention", "release", factories.SCHOOL, ended.id]) == 0
    retain.run(world.services, Turn())
    assert world.services.store.find_agreement(ended.id) is None


REFUSED: dict[str, tuple[list[str], str]] = {
    "a number that there is not": (hold(number="1"), "NotFound"),
    "another school's": (hold("10002"), "NotFound"),
    "another school's folder": (hold("10002", "CASE"), "NotFound"),
    "no reason": (hold(reason=" "), "reason_required"),
    "nothing to release": (["retention", "release", factories.SCHOOL, "NUMBER"], "not_held"),
    "releasing what is not there": (["retention", "release", factories.SCHOOL, "1"], "NotFound"),
    "a school that there is not": (["retention", "due", "99999"], "NotFound"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "says"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(
    world: World, ended: Agreement, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [ended.id if one == "CASE" else one for one in named(arguments, ended)]
    assert main(given) == 1
    assert says in capsys.readouterr().err
    assert world.services.store.find_hold(ended.id) is None


def test_it_is_not_held_twice(world: World, ended: Agreement, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(named(hold(), ended)) == 0
    assert main(named(hold(), ended)) == 1
    assert "held_already" in capsys.readouterr().err
