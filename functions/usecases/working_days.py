"""The working days in force, and what an import of an official year changes.

1. Imported years live in the table; the bundled calendars stand for all others. Whoever counts reads them anew, so that
   a process that runs on counts by the new year at once.
2. A cool-down that still runs is counted anew after an import; a student whose date moved is told. One that is over
   stays over: nobody is taken back what they were given.
3. Counting anew changes nothing where nothing changed: it is done after an import, and once a day for what was approved
   in the same moment, or counted by a calendar that a release has replaced.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter

from functions.domain import deadlines, signing_lock
from functions.domain.actors import SYSTEM, student_address
from functions.domain.calendars import BUNDLED, Calendars
from functions.domain.events import EventKind, Fact
from functions.domain.policy import SchoolPolicy, TerminationOpens
from functions.domain.signing_lock import SigningLock
from functions.domain.working_year import WorkingYear
from functions.ports import Replace, Services
from functions.usecases import agreements
from functions.usecases.settling import commit, settled
from functions.usecases.turns import ALL, Turn


def in_force(services: Services) -> Calendars:
    """Return the calendars by which working days are counted now."""
    return Calendars({one.year: one.calendar for one in services.store.calendars()})


def wanted_by(services: Services, *policies: SchoolPolicy) -> Calendars:
    """Return the calendars, unread where none of the policies counts a working day."""
    return in_force(services) if any(map(_counts, policies)) else BUNDLED


def _counts(policy: SchoolPolicy) -> bool:
    return bool(policy.cooldown_working_days) or policy.termination_opens is not TerminationOpens.ANY_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """How many running cool-downs there are, how many end on another day, and how many are official at last."""

    running: int
    moved: int
    confirmed: int


def forecast(services: Services, year: WorkingYear) -> Recount:
    """Say what importing a year would change."""
    calendars = Calendars({**in_force(services).imported, year.year: year.calendar})
    running = _running(services)
    pairs = [(lock, signing_lock.recounted(lock, calendars)) for lock in running]
    moved = sum(lock.until != after.until for lock, after in pairs)
    return Recount(running=len(running), moved=moved, confirmed=_changed(pairs) - moved)


def _changed(pairs: list[tuple[SigningLock, SigningLock]]) -> int:
    return sum(lock is not after for lock, after in pairs)


def bring(services: Services, year: WorkingYear) -> Recount:
    """Import a year and count the running cool-downs anew."""
    _keep(services, year)
    return recount(services)


def recount(services: Services, turn: Turn = ALL) -> Recount:
    """Count the running cool-downs by the calendars in force. Raises as `Turn.take`."""
    calendars, pairs = in_force(services), list[tuple[SigningLock, SigningLock]]()

    def count(lock: SigningLock) -> int:
        pairs.append(_recount(services, lock, calendars))
        return 1

    turn.take(_running(services), count, began=lambda _: None, case=attrgetter("school", "student"))
    moved = sum(before.until != after.until for before, after in pairs)
    return Recount(running=len(pairs), moved=moved, confirmed=_changed(pairs) - moved)


@settled
def _keep(services: Services, year: WorkingYear) -> None:
    held = next((one for one in services.store.calendars() if one.year == year.year), None)
    if held is None or held.calendar != year.calendar:
        services.store.commit(Replace(replace(year, version=held.version + 1 if held else 1)))


def _running(services: Services) -> list[SigningLock]:
    now = services.clock.now()
    return [lock for lock in services.store.cooling_locks() if lock.cooldown and lock.is_cooling(now)]


@settled
def _recount(services: Services, listed: SigningLock, calendars: Calendars) -> tuple[SigningLock, SigningLock]:
    """Count one anew, as it stands now; return it before and after."""
    lock = services.store.signing_lock(listed.school, listed.student)
    after = signing_lock.recounted(lock, calendars)
    if lock.until != after.until:
        _tell(services, lock, after)
    elif lock is not after:
        services.store.commit(Replace(after))
    return lock, after


def _tell(services: Services, before: SigningLock, after: SigningLock) -> None:
    case = before.cooldown.agreement if before.cooldown else ""
    found, x = agreements.read(services, SYSTEM, case)
    days = {name: _day(lock) for name, lock in (("before", before), ("from", after))}
    fact = Fact(
        kind=EventKind.COOLDOWN_MOVED,
        audience=(student_address(found.student),),
        details=agreements.named(found) | days,
    )
    commit(services, found.id, (fact,), Replace(after), x=x, pinned=found)


def _day(lock: SigningLock) -> str:
    return deadlines.local_date(lock.until).isoformat() if lock.until else ""
