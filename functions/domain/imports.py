"""An import of graduates: a dry run first, then chunks that are stored whole or not at all, with a resume."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Where an import stands."""

    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """One bad row: its line in the file, the column's header, the refusal's code and what its sentence needs."""

    line: int
    column: str
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One uploaded file; `next_line` is where a resume goes on, the counts add up to `rows` when it is done."""

    id: str
    school: str
    account: str
    file_name: str
    blob: str
    uploaded_at: datetime
    state: State = State.CHECKING
    rows: int = 0
    checked: int = 0
    next_row: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: int = 0
    problems: tuple[RowProblem, ...] = ()
    error: str = ""
    version: int = 1
