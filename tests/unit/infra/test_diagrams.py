"""Every machine of the domain is drawn, whole."""

from __future__ import annotations

import importlib
import pkgutil

import functions.domain
from functions.domain.machine import Machine
from infra import diagrams
from infra.generated import GENERATED, ROOT, stale


def machines() -> dict[str, Machine]:
    modules = (
        importlib.import_module(f"functions.domain.{one.name}")
        for one in pkgutil.iter_modules(functions.domain.__path__)
    )
    found = (each for module in modules for each in vars(module).values() if isinstance(each, Machine))
    return {machine.name: machine for machine in found}


def test_no_machine_is_left_out() -> None:
    assert {machine.name for machine, _, _ in diagrams.MACHINES} == set(machines())


def test_every_row_has_its_line() -> None:
    for section in diagrams.states().split("\n## ")[1:]:
        machine = machines()[section.split("`")[1]]
        drawn = section.split("```")[1].splitlines()[2:]
        assert set(drawn) == {f"    {row.source} --> {row.target}: {row.action}" for row in machine.transitions}


def test_the_committed_page_is_compared_and_fresh() -> None:
    assert GENERATED["docs/states.md"] == "infra.diagrams:states"
    assert stale({"docs/states.md": "infra.diagrams:states"}, ROOT) == {}
