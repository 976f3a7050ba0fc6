"""The match with the registry's final degree registration before graduation (B06, SM-9), and its list of mismatches.

1. Each student's record is held against the registry's row, field by field; where the row is silent, nothing differs.
2. Who is in the registry and not here, or here and not in the registry's file, is on the list too.
3. The registry overrides what the student or the school wrote: accepting takes all its values that differ. The record
   stays vouched for, and nothing of a signed agreement changes.
4. The same file twice changes nothing; a mismatch that a later file no longer finds is settled.
5. The school may dismiss a mismatch and says why: it stays dismissed while the registry says the same, and is open
   again once a later file says something else, or the same after the two had agreed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from functions.domain.actors import Actor
from functions.domain.errors import Refused
from functions.domain.roster import COLUMNS
from functions.domain.student import Student

# What the registry knows of a graduate, in the order of the roster; an ID number is compared by its mark.
COMPARED = (
    "name", "id_mark", "gender", "ethnicity", "political_status", "college_name", "major", "class_name", "degree",
    "duration", "training_mode", "entry_year", "cohort", "origin",
)  # fmt: skip
_WITH = {"id_mark": ("id_sealed", "id_last4", "id_kind"), "college_name": ("college",)}
_COLUMN = {"id_mark": "id_number", "college_name": "college"}
_HEADERS = {column.field: column.header for column in COLUMNS}


class MismatchKind(StrEnum):
    """What is wrong: fields differ, the registry has nobody of this number, or nobody of it is here."""

    DIFFERS = "differs"
    NOT_IN_REGISTRY = "not_in_registry"
    NOT_HERE = "not_here"


class MismatchState(StrEnum):
    """Whether somebody has still to decide; SETTLED where a later file finds that all is well."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    SETTLED = "settled"

    @property
    def is_decided(self) -> bool:
        """Whether it waits for nobody."""
        return self is not MismatchState.OPEN


# What the registry says of these is as it was said.
_STANDING = frozenset({MismatchState.OPEN, MismatchState.DISMISSED})


@dataclass(frozen=True, kw_only=True)
class Mismatch:
    """One student's; `registry` is the registry's word as a record, None where it has none, `fields` what differs.

    `reason` says why it was dismissed.
    """

    school: str
    student: str
    cohort: int
    college: str
    kind: MismatchKind
    registry: Student | None
    fields: tuple[str, ...]
    found_by: str
    found_at: datetime
    name: str
    number: str
    state: MismatchState = MismatchState.OPEN
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class Matching:
    """The file that is held against the records: its import's id, and when."""

    found_by: str
    at: datetime


def differing(known: Student, registry: Student) -> tuple[str, ...]:
    """Return the fields of which the registry says something else."""
    said = ((name, getattr(registry, name)) for name in COMPARED)
    return tuple(name for name, value in said if value not in ("", None) and value != getattr(known, name))


def compare(known: Student | None, registry: Student, stored: Mismatch | None, run: Matching) -> Mismatch | None:
    """Return what the list has to say from now on, None when it says it already."""
    if known is None:
        return _listed(registry, MismatchKind.NOT_HERE, registry, (), stored, run)
    if fields := differing(known, registry):
        return _listed(known, MismatchKind.DIFFERS, registry, fields, stored, run)
    return decided(stored, MismatchState.SETTLED, "", run.at) if stored and stored.state in _STANDING else None


def missed(known: Student, stored: Mismatch | None, run: Matching) -> Mismatch | None:
    """Return that the registry's file lacks a student, None when the list says so already."""
    return _listed(known, MismatchKind.NOT_IN_REGISTRY, None, (), stored, run)


def _listed(
    of: Student, kind: MismatchKind, registry: Student | None, fields: tuple[str, ...], stored: Mismatch | None,
    run: Matching,
) -> Mismatch | None:  # fmt: skip
    if stored and stored.state in _STANDING and _word(stored) == (kind, _values(registry, fields)):
        return None
    return Mismatch(
        school=of.school, student=of.id, cohort=of.cohort, college=of.college, kind=kind, registry=registry,
        fields=fields, found_by=run.found_by, found_at=run.at, name=of.name, number=of.number,
        version=stored.version + 1 if stored else 1,
    )  # fmt: skip


def _word(stored: Mismatch) -> tuple[MismatchKind, tuple[object, ...]]:
    return stored.kind, _values(stored.registry, stored.fields)


def _values(registry: Student | None, fields: tuple[str, ...]) -> tuple[object, ...]:
    return tuple((name, getattr(registry, name)) for name in fields)


def decided(mismatch: Mismatch, state: MismatchState, by: str, now: datetime) -> Mismatch:
    """Take a mismatch off the list."""
    return replace(mismatch, state=state, decided_by=by, decided_at=now, version=mismatch.version + 1)


def accept(known: Student, mismatch: Mismatch, *, by: Actor, now: datetime) -> tuple[Student, Mismatch]:
    """Take the registry's word for all that differs; raises Refused."""
    if mismatch.state.is_decided:
        raise Refused("mismatch_decided", rule="B06")
    if mismatch.kind is not MismatchKind.DIFFERS or mismatch.registry is None:
        raise Refused("registry_says_nothing", rule="B06")
    names = [each for name in mismatch.fields for each in (name, *_WITH.get(name, ()))]
    taken = replace(known, version=known.version + 1, **{name: getattr(mismatch.registry, name) for name in names})
    return taken, decided(mismatch, MismatchState.ACCEPTED, by.name, now)


def dismiss(mismatch: Mismatch, reason: str, *, by: Actor, now: datetime) -> Mismatch:
    """Leave a record as it is although the registry says otherwise, and say why (B06); raises Refused."""
    if mismatch.state.is_decided:
        raise Refused("mismatch_decided", rule="B06")
    if not reason:
        raise Refused("reason_required", field="reason", rule="B06")
    return replace(decided(mismatch, MismatchState.DISMISSED, by.name, now), reason=reason)


def headers(mismatch: Mismatch) -> str:
    """Name what differs as the roster does, without any value."""
    return "、".join(_HEADERS[_COLUMN.get(name, name)] for name in mismatch.fields)
