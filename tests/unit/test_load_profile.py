"""The profiler knows a part by its modules, and counts nothing beside what it is told of."""

from __future__ import annotations

import json
from functools import partial
from types import ModuleType

import pytest

from benchmarks.load import profile
from benchmarks.load.profile import Profile


def inside(*modules: str) -> str:
    """Return the part of a program that went through these modules, the innermost last."""
    source = "import sys\ndef run(inner):\n    return inner() if inner else sys._getframe()"
    calls = None
    for name in reversed(modules):
        made = ModuleType(name)
        exec(source, made.__dict__)
        calls = partial(made.run, calls)
    assert calls
    return profile._part(calls())


PARTS: dict[str, tuple[tuple[str, ...], str]] = {
    "ours": (("functions.usecases.prints",), "use cases"),
    "ours, called by a library": (("flask.app", "functions.web.prints"), "web"),
    "a library that we call": (("functions.adapters.dynamo.table", "pynamodb.models"), "PynamoDB"),
    "the standard library, for its caller": (("botocore.auth", "hmac"), "botocore"),
    "a part of a part": (("functions.adapters.pdf.press",), "drawing papers"),
    "what nobody knows": (("somebody.elses",), profile.OTHER),
}  # fmt: skip


@pytest.mark.parametrize(("modules", "part"), PARTS.values(), ids=PARTS)
def test_the_innermost_part_that_is_known_counts(modules: tuple[str, ...], part: str) -> None:
    assert inside(*modules) == part


def test_what_is_done_before_it_runs_is_not_counted() -> None:
    one = Profile()
    with one.during("early"):
        one.called()
    with one.running():
        with one.during("work"):
            one.called()
            sum(range(10_000))
        one.called()
    told = json.loads(json.dumps(one.told()))
    assert {what: (each["times"], each["calls"]) for what, each in told["things"].items()} == {"work": (1, 1)}
    assert sum(told["things"]["work"]["cpu"].values()) > 0
