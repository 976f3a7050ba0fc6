"""Holding the registry's file against the school's records (B06), for the runs of an import.

1. A row is compared with the record of its number; what the list of mismatches has to say is what an import stores.
2. A college's cohort is in the file when at least half of its students here are: a school may match college by
   college. Of such a cohort, whoever the file lacks is on the list.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from functions.domain import registry
from functions.domain.imports import Import
from functions.domain.registry import Matching, Mismatch, MismatchKind
from functions.domain.roster import Row
from functions.domain.student import Student
from functions.ports import Services

_READ_AT_ONCE = 1000
CHUNK = 40


@dataclass(frozen=True, slots=True)
class Match:
    """One import's: whom its rows have named so far, and their cohorts."""

    services: Services
    school: str
    run: Matching
    met: set[str] = field(default_factory=set)
    cohorts: set[int] = field(default_factory=set)

    def noting(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Pass the rows on and remember whom they name, those that an earlier run has stored too."""
        for row in rows:
            if row.graduate:
                self.met.add(self.services.secrets.student_id(self.school, row.graduate.number))
                self.cohorts.add(row.graduate.cohort)
            yield row

    def compared(self, wanted: Sequence[Student]) -> Iterator[tuple[Mismatch | None, Mismatch | None]]:
        """Pair what is new on the list because nobody here has the number, or what else is to be said, for each row."""
        ids = [one.id for one in wanted]
        known = self.services.store.students_by_id(self.school, ids)
        stored = self.services.store.mismatches_by_student(self.school, ids)
        for one in wanted:
            found = registry.compare(known.get(one.id), one, stored.get(one.id), self.run)
            is_new = found is not None and found.kind is MismatchKind.NOT_HERE
            yield (found, None) if is_new else (None, found)

    def missing(self) -> Iterator[tuple[Mismatch, ...]]:
        """Give, in chunks, what the list does not say yet of students whom the file lacks."""
        absent = iter(self._absent())
        while chunk := tuple(islice(absent, CHUNK)):
            stored = self.services.store.mismatches_by_student(self.school, [one.id for one in chunk])
            said = (registry.missed(one, stored.get(one.id), self.run) for one in chunk)
            if found := tuple(one for one in said if one):
                yield found

    def _absent(self) -> Iterator[Student]:
        for cohort in sorted(self.cohorts):
            total: Counter[str] = Counter()
            absent: dict[str, list[Student]] = defaultdict(list)
            for one in self._students(cohort):
                total[one.college] += 1
                if one.id not in self.met:
                    absent[one.college].append(one)
            for college, students in absent.items():
                if len(students) * 2 <= total[college]:
                    yield from students

    def _students(self, cohort: int) -> Iterator[Student]:
        cursor = None
        while True:
            page = self.services.store.students(self.school, cohort, cursor=cursor, limit=_READ_AT_ONCE)
            yield from page.items
            cursor = page.cursor
            if cursor is None:
                return


def of(services: Services, waiting: Import) -> Match:
    """Return the match of an import that is about to run."""
    return Match(services, waiting.school, Matching(found_by=waiting.id, at=services.clock.now()))
