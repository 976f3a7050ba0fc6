"""An import of graduates: a dry run first, then chunks that are stored whole or not at all, with a resume.

1. Uploading begins the dry run; it names every bad row and counts what would be added, changed and left.
2. Running stores the good rows, chunk by chunk, each with the import's own progress in one commit.
3. Bad rows stop a run unless the person who runs it says to leave them out.
4. A file is the roster, which makes and changes records (B03), or the registry's final registration, which is held
   against them (B06): then what is added, changed and missing is entries of the list of mismatches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from functions.domain.errors import Refused

# More problems than this are counted but not listed: the record must stay small.
MOST_PROBLEMS = 300


class State(StrEnum):
    """Where an import stands."""

    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Purpose(StrEnum):
    """What a file is for."""

    ROSTER = "roster"
    REGISTRY = "registry"


WAITING = frozenset({State.CHECKING, State.RUNNING})


@dataclass(frozen=True, kw_only=True)
class RowProblem:
    """One bad row: its line in the file, the column's letter and header, the refusal's code and its parameters."""

    line: int
    column: str
    header: str
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def said(self) -> dict[str, str | int]:
        """What the problem's sentence may name."""
        return {"line": self.line, "column": self.column, "header": self.header, **self.params}


@dataclass(frozen=True, kw_only=True)
class Import:
    """One uploaded file. `rows` counts its rows, `passed` those the present state has gone through.

    `added`, `changed`, `unchanged` and `bad` are what the dry run expects, then what the run has done; `missing` counts
    the students of whom a registry's file says nothing.
    """

    id: str
    school: str
    account: str
    name: str
    file_name: str
    blob: str
    uploaded_at: datetime
    purpose: Purpose = Purpose.ROSTER
    state: State = State.CHECKING
    rows: int = 0
    passed: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: int = 0
    missing: int = 0
    problems: tuple[RowProblem, ...] = ()
    version: int = 1

    @property
    def is_waiting(self) -> bool:
        """Whether the importing job has still to do with it."""
        return self.state in WAITING


def problem(refused: Refused) -> RowProblem:
    """Return what the list of problems keeps of a refusal."""
    params = dict(refused.params)
    line, column, header = (params.pop(name, "") for name in ("line", "column", "header"))
    return RowProblem(line=int(line or 0), column=str(column), header=str(header), code=refused.code, params=params)


def with_problems(known: Import, refusals: Iterable[Refused]) -> Import:
    """Add one bad row's refusals to an import."""
    listed = (*known.problems, *map(problem, refusals))
    return replace(known, bad=known.bad + 1, problems=listed[:MOST_PROBLEMS])


def failed(known: Import, refusals: Iterable[Refused]) -> Import:
    """End an import whose file cannot be read at all."""
    ended = replace(known, problems=tuple(map(problem, refusals)), state=State.FAILED)
    return replace(ended, version=known.version + 1)


def start(checked: Import, *, leave_out_bad: bool) -> Import:
    """Begin to store what the dry run found; raises Refused."""
    if checked.state is not State.CHECKED:
        raise Refused("import_not_checked", params={"state": checked.state.value})
    if checked.bad and not leave_out_bad:
        raise Refused("import_has_bad_rows", field="leave_out_bad", params={"bad": checked.bad})
    return replace(
        checked, state=State.RUNNING, passed=0, added=0, changed=0, unchanged=0, bad=0, missing=0,
        problems=(), version=checked.version + 1,
    )  # fmt: skip
