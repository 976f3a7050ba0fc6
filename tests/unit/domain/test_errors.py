"""Errors carry facts and no sentences; refusals that say the same are equal."""

from __future__ import annotations

import traceback

import pytest

from functions.domain.errors import Conflict, DomainError, Forbidden, NotFound, Problems, Refused, Stale

FACTS = Refused("too_long", field="name", rule="F05", params={"most": 5})
OTHERS = {
    "another code": Refused("required", field="name", rule="F05", params={"most": 5}),
    "another field": Refused("too_long", field="email", rule="F05", params={"most": 5}),
    "another rule": Refused("too_long", field="name", rule="F06", params={"most": 5}),
    "other params": Refused("too_long", field="name", rule="F05", params={"most": 6}),
    "another kind of error": NotFound("too_long"),
}


def test_refusals_that_say_the_same_are_equal() -> None:
    same = Refused("too_long", field="name", rule="F05", params={"most": 5})
    assert (same, hash(same)) == (FACTS, hash(FACTS))


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_refusals_that_say_something_else_differ(other: DomainError) -> None:
    assert other != FACTS


def test_a_refusal_can_be_raised_and_shown() -> None:
    with pytest.raises(Refused, match="too_long") as raised:
        raise FACTS
    assert "too_long" in "".join(traceback.format_exception(raised.value))
    assert repr(FACTS) == "Refused('too_long', field='name', rule='F05', params={'most': 5})"


def test_params_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        FACTS.params["most"] = 6  # type: ignore[index]


def test_problems_keep_every_refusal() -> None:
    problems = Problems(iter([FACTS, Refused("required", field="email")]))
    assert [refusal.field for refusal in problems.refusals] == ["name", "email"]
    assert str(problems) == "too_long, required"


def test_other_errors_carry_what_the_edge_needs() -> None:
    assert NotFound("invitation").kind == "invitation"
    assert Forbidden("accept").action == "accept"
    assert (Stale(3, iter(["terms"])).version, Stale(3, ["terms"]).changed) == (3, ("terms",))
    assert Conflict({"key": 1}).change == {"key": 1}
