"""Personal data that no log may have, and a table that would put all of it there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.adapters.dynamo.shapes import Key, Range
from tests import factories
from tests.deployed_log import Written
from tests.fakes import MemoryTable
from tests.world import NAMES

# What people type; no other text of these tests has any of it.
TYPED: dict[str, str] = {
    "name": "龘靐齉", "id_number": "11010519491231002X", "phone": "13900139007", "email": "marked.person@mail.example",
    "address": "桃花源路七号", "number": "PB22009999", "password": "hunter2-marked", "token": "tokenmarked" * 3,
    "reason": "身患重病", "login": "marked.login@mail.example", "code": "codemarked", "file": "齉龘的护照.pdf",
}  # fmt: skip
GRADUATE, UNIT = factories.student(), factories.employer()
STORED = {
    GRADUATE.name, GRADUATE.number, GRADUATE.phone, GRADUATE.email, GRADUATE.address, GRADUATE.qq, GRADUATE.id_mark,
    UNIT.contact, UNIT.phone, UNIT.email, UNIT.address, *NAMES.values(), "@example.org", "名单.xlsx", "考取研究生",
}  # fmt: skip
MARKS = STORED | set(TYPED.values())
ALL = " ".join(sorted(MARKS))


class Talkative(MemoryTable):
    """A table that, once it is `broken`, fails with everything that it should keep to itself; sessions are found."""

    broken: Exception | None = None

    def _fail(self, *keys: str) -> None:
        if self.broken and not all(key.startswith("SESSION#") for key in keys):
            raise self.broken

    def get(self, key: Key) -> Any:
        self._fail(key.pk)
        return super().get(key)

    def batch_get(self, keys: Any) -> Any:
        self._fail("batch")
        return super().batch_get(keys)

    def query(self, wanted: Range, **more: Any) -> Any:
        self._fail(wanted.pk)
        return super().query(wanted, **more)

    def transact(self, writes: Any) -> None:
        self._fail(*(write.row.key.pk for write in writes))
        super().transact(writes)


def told(written: Written, capfd: pytest.CaptureFixture[str]) -> set[str]:
    """Return the marks that the log or either output has."""
    said = "".join((written.text(), *capfd.readouterr()))
    return {mark for mark in MARKS if mark in said or json.dumps(mark)[1:-1] in said}
