"""The dry run and the run of an import, in steps that each end in one commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

from functions.domain import enrolment, imports, roster
from functions.domain.actors import Actor, Role
from functions.domain.deadlines import local_date
from functions.domain.errors import Conflict, NotFound, Problems, Refused
from functions.domain.imports import Import, Purpose, State
from functions.domain.policy import SchoolPolicy
from functions.domain.registry import Mismatch
from functions.domain.roster import Graduate, Row
from functions.domain.school import School
from functions.domain.student import Situation, Student
from functions.ports import Change, Insert, Replace, Services, Spreadsheets
from functions.usecases import registry_match
from functions.usecases.registry_match import Match

# A new student takes two rows of a commit's hundred, the import's progress one.
CHUNK = registry_match.CHUNK
CHECK_CHUNK = 500


# A row's record that is new, or that changes: a student of a roster, an entry of the list of mismatches.
Pair = tuple[Student | Mismatch | None, Student | Mismatch | None]


@dataclass(frozen=True, slots=True)
class _Work:
    """What both runs need of the world."""

    services: Services
    school: School
    situation: Situation
    match: Match | None

    def student(self, row: Graduate) -> Student:
        secrets, code = self.services.secrets, self.school.code
        return enrolment.enrol(
            row, code, self.school.college(row.college).name, id_=secrets.student_id(code, row.number),
            sealed=secrets.seal(row.id_number), mark=secrets.id_mark(code, row.id_number),
        )  # fmt: skip

    def compared(self, rows: Iterable[Graduate]) -> Iterator[Pair]:
        """Pair what is to be added, or what changes, for each row; neither when it is as stored."""
        wanted = [self.student(row) for row in rows]
        if self.match:
            yield from self.match.compared(wanted)
            return
        known = self.services.store.students_by_id(self.school.code, [one.id for one in wanted])
        for one in wanted:
            stored = known.get(one.id)
            yield (one, None) if stored is None else (None, enrolment.merge(stored, one, self.situation))


def proceed(services: Services, sheets: Spreadsheets, waiting: Import) -> Import:
    """Take an import as far as it goes: to the end of its dry run, or of its run."""
    work = _work(services, waiting)
    try:
        with _file(services, waiting) as file:
            rows = _rows(work, sheets, file)
            return _check(work, waiting, rows) if waiting.state is State.CHECKING else _run(work, waiting, rows)
    except (Problems, Refused) as error:
        refusals = error.refusals if isinstance(error, Problems) else (error,)
        ended = imports.failed(services.store.import_(waiting.school, waiting.id), refusals)
        services.store.commit(Replace(ended))
        return ended


def _work(services: Services, waiting: Import) -> _Work:
    actor = Actor(account=waiting.account, role=Role.ADMIN, name=waiting.name, school=waiting.school)
    situation = Situation(actor=actor, now=services.clock.now(), policy=SchoolPolicy())
    match = registry_match.of(services, waiting) if waiting.purpose is Purpose.REGISTRY else None
    return _Work(services, services.store.school(waiting.school), situation, match)


def _file(services: Services, waiting: Import) -> BinaryIO:
    try:
        return services.blobs.open(waiting.blob)
    except NotFound:  # the bucket keeps no roster for long
        raise Refused("upload_gone", field="file") from None


def _rows(work: _Work, sheets: Spreadsheets, file: BinaryIO) -> Iterator[Row]:
    colleges = {college.code: college.name for college in work.school.colleges}
    today = local_date(work.services.clock.now())
    rows = roster.parse(sheets.read_lines(file), colleges=colleges, today=today)
    return work.match.noting(rows) if work.match else rows


def _check(work: _Work, waiting: Import, rows: Iterator[Row]) -> Import:
    """Go through the file without storing a student; a stopped dry run begins anew."""
    seen = replace(waiting, rows=0, passed=0, added=0, changed=0, unchanged=0, bad=0, missing=0, problems=())
    while chunk := tuple(islice(rows, CHECK_CHUNK)):
        for row in chunk:
            seen = imports.with_problems(seen, row.refusals) if row.refusals else seen
        seen = _counted(seen, tuple(work.compared(row.graduate for row in chunk if row.graduate)))
        seen = replace(seen, rows=seen.rows + len(chunk), passed=seen.rows + len(chunk), version=seen.version + 1)
        work.services.store.commit(Replace(seen))
    missing = sum(map(len, work.match.missing())) if work.match else 0
    checked = replace(seen, state=State.CHECKED, missing=missing, version=seen.version + 1)
    work.services.store.commit(Replace(checked))
    return checked


def _run(work: _Work, waiting: Import, rows: Iterator[Row]) -> Import:
    """Store chunk after chunk; what an earlier run has passed is passed over."""
    running = waiting
    for _ in islice(rows, running.passed):
        pass
    while chunk := tuple(islice(rows, CHUNK)):
        running = _store(work, running, chunk)
    for found in work.match.missing() if work.match else ():
        running = replace(running, missing=running.missing + len(found), version=running.version + 1)
        work.services.store.commit(Replace(running), *map(_put, found))
    done = replace(running, state=State.DONE, version=running.version + 1)
    work.services.store.commit(Replace(done))
    return done


def _store(work: _Work, running: Import, chunk: tuple[Row, ...]) -> Import:
    """Store one chunk whole; a row whose ID number belongs to another student is left out and named."""
    bad = [row for row in chunk if row.refusals]
    good = [row for row in chunk if row.graduate]
    while True:
        moved = running
        for row in bad:
            moved = imports.with_problems(moved, row.refusals)
        compared = tuple(work.compared(row.graduate for row in good if row.graduate))
        moved = replace(_counted(moved, compared), passed=running.passed + len(chunk), version=running.version + 1)
        try:
            work.services.store.commit(Replace(moved), *_changes(compared))
        except Conflict as conflict:
            if _was_decided(conflict):
                continue
            taken = _taken(conflict, good, compared)
            good.remove(taken)
            bad.append(_claimed(taken))
            continue
        return moved


def _was_decided(conflict: Conflict) -> bool:
    """Whether somebody has taken a mismatch off the list meanwhile: its row is compared anew."""
    return isinstance(conflict.change, Insert | Replace) and isinstance(conflict.change.record, Mismatch)


def _changes(compared: Iterable[Pair]) -> Iterator[Change]:
    return (_put(record) for pair in compared for record in pair if record is not None)


def _put(record: Student | Mismatch) -> Change:
    return Insert(record) if record.version == 1 else Replace(record)


def _counted(seen: Import, compared: tuple[Pair, ...]) -> Import:
    added = sum(one is not None for one, _ in compared)
    changed = sum(one is not None for _, one in compared)
    return replace(
        seen, added=seen.added + added, changed=seen.changed + changed,
        unchanged=seen.unchanged + len(compared) - added - changed,
    )  # fmt: skip


def _taken(conflict: Conflict, good: list[Row], compared: tuple[Pair, ...]) -> Row:
    """Return the row whose student could not be stored; raises the conflict when it is not a row's."""
    change = conflict.change
    for row, (added, changed) in zip(good, compared, strict=True):
        if isinstance(change, Insert | Replace) and change.record in (added, changed):
            return row
    raise conflict


def _claimed(row: Row) -> Row:
    params: dict[str, str | int] = {"line": row.line, "column": "", "header": "证件号码"}
    return Row(row.line, None, (Refused("id_number_taken", field="id_number", rule="B03", params=params),))
