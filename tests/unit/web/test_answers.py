"""How values are written: moments in Beijing time (trap 25), sets sorted, nothing that has no place in JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import pytest
from flask import Flask

from functions.domain.actors import Role
from functions.web import answers
from tests import factories


@dataclass(frozen=True, slots=True)
class Part:
    at: datetime
    of: date | None


MOMENT = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
WRITTEN: dict[str, tuple[Any, Any]] = {
    "a moment": (MOMENT, "2027-01-01T00:30:00+08:00"),
    "a date": (date(2026, 6, 30), "2026-06-30"),
    "a set": (frozenset({"b", "a"}), ["a", "b"]),
    "a set of roles": ({Role.STUDENT, Role.ADMIN}, ["admin", "student"]),
    "a tuple": (("a", 1), ["a", 1]),
    "a member of an enumeration": (Role.COLLEGE, "college"),
    "a mapping that cannot change": (MappingProxyType({"a": MOMENT}), {"a": "2027-01-01T00:30:00+08:00"}),
    "a record": (Part(MOMENT, None), {"at": "2027-01-01T00:30:00+08:00", "of": None}),
    "terms": (factories.terms().archive, {
        "receiver": "合肥市人才服务中心", "address": "合肥市经开区1号", "postcode": "230601", "contact": "档案科",
        "phone": "",
    }),
    "rare characters": ("𠮷野·欧阳𬭎", "𠮷野·欧阳𬭎"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "written"), WRITTEN.values(), ids=WRITTEN.keys())
def test_writes(value: Any, written: Any) -> None:
    with Flask(__name__).test_request_context():
        content = answers.of_json({"x": value}, 200).get_data()
    assert json.loads(content) == {"x": written}
    assert b" " not in content.replace("合肥".encode(), b"")


@pytest.mark.parametrize("value", [object(), b"bytes", 1j, type], ids=["an object", "bytes", "complex", "a class"])
def test_what_has_no_place_is_an_error(value: Any) -> None:
    with pytest.raises(TypeError):
        answers.of_json({"x": value}, 200)
