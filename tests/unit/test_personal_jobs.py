"""No job says anything about a person, neither when it works nor when whatever it works with fails in their words."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from functions.bootstrap import Issuer
from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from functions.usecases import imports
from tests import steps
from tests.deployed_log import Written, deployed
from tests.marks import ALL, Talkative, told
from tests.streams import change
from tests.unit.test_entrypoints import RULE, entrypoints  # noqa: F401 - a fixture
from tests.world import World


class Loud:
    """Fails with everything that it should keep to itself, whatever it is asked."""

    def __getattr__(self, name: str) -> Any:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError(ALL)

        return fail


def waiting(written: Written) -> tuple[World, Agreement]:
    """A world in which every job has something to do."""
    world = World(table=Talkative(), journal=written.tell)
    found = steps.signed(world)
    imports.upload(world.services, steps.actor(world, Role.ADMIN), "名单.xlsx", b"PK not a workbook")
    world.publish_trust()
    return world, found


# What fails: an attribute of the desk, or of its services.
FAILING = ("nothing", "signer", "printer", "blobs", "site", "mailer", "secrets", "sheets", "texts", "table")
EVENTS = [{"resources": [f"{RULE}{name}"]} for name in ("each_minute", "each_hour", "each_day")]


@pytest.mark.parametrize("failing", FAILING)
def test_a_job_says_nothing_about_a_person(
    entrypoints: ModuleType,  # noqa: F811 - the fixture
    failing: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    written = Written()
    world, found = waiting(written)
    desk = Issuer(world.services, world.signer, world.press)
    broken = desk if hasattr(desk, failing) else world.services
    if hasattr(broken, failing):
        object.__setattr__(broken, failing, Loud())
    monkeypatch.setattr(entrypoints, "_issuer", lambda: desk)
    if failing == "table":
        world.table.broken = KeyError(ALL)  # type: ignore[attr-defined]  # Talkative
    said = list[str]()
    with deployed(written):
        for event in ({"Records": [change(found)]}, *EVENTS):
            try:
                entrypoints.issuer(event, None)
            except Exception as error:  # noqa: BLE001 - Lambda writes its words into the log
                said.append(str(error))
    assert told(written, capfd) == set()
    assert ALL not in "".join(said)
    assert any("error" in line for line in written.lines()) == (failing != "nothing")
