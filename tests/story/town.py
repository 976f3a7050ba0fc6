"""Two schools, each under a preset, with their staff, graduates and the employers of both: all in memory.

1. What a person may try is not asked here: anybody tries anything, and the use cases say no.
2. What each preset decides is written here from rules.md 1.2, so that no expectation comes from the code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from functions.adapters.dynamo.table import Write
from functions.domain.actors import Actor, Role
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.policy import SchoolPolicy
from functions.domain.student import SourceState
from functions.policies.presets import presets
from functions.usecases import keys
from tests import factories as some
from tests.fakes import MemoryTable
from tests.world import World

SCHOOLS = ("10123", "10358")
COLLEGES = ("203", "204")
EMPLOYERS = ("e0", "e1", "e2")


@dataclass(frozen=True)
class Rules:
    """What a preset decides, as its guide has it: who reviews in which order, what takes effect, who prints."""

    chain: tuple[str, ...]
    effect: dict[str, str]
    printers: frozenset[Role]
    ends: tuple[str, ...]
    chances: int = 0
    cools: bool = False


def _effect(by_employer: str, by_student: str, by_card: str = "last") -> dict[str, str]:
    """What makes a signing effective: the acceptance, the first review or the last; no guide says it of paper."""
    return {"employer_initiated": by_employer, "student_initiated": by_student, "qr": by_card, "offline": "last"}


_STUDENT, _EMPLOYER = frozenset({Role.STUDENT}), frozenset({Role.EMPLOYER})
_STAFF = frozenset({Role.COLLEGE, Role.SCHOOL, Role.ADMIN})
COLLEGE, SCHOOL, EITHER = "college_review", "school_review", "open_review"
RULES = {
    "ustc": Rules(
        (COLLEGE,), _effect("acceptance", "last", "acceptance"), _STUDENT, (COLLEGE,)
    ),
    "anhui": Rules(
        (EITHER,), _effect("last", "last"), _STAFF | _EMPLOYER, (COLLEGE,)
    ),
    "hnust": Rules(
        (COLLEGE, SCHOOL), _effect("acceptance", "first"), _STUDENT, (SCHOOL,),
        chances=1, cools=True,
    ),
    "ncss": Rules((EITHER,), _effect("last", "last"), _STUDENT, (EITHER,)),
    "hnust-2023": Rules(
        (COLLEGE,), _effect("acceptance", "first"), _STUDENT | _EMPLOYER,
        (COLLEGE,),
    ),
}  # fmt: skip


class CountingTable(MemoryTable):
    """Knows how many transactions were written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = 0

    def transact(self, writes: Sequence[Write]) -> None:
        super().transact(writes)
        self.written += 1


class Town(World):
    """A world of two schools; `people` are in a fixed order."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.people: list[Actor] = []
        super().__init__(table=CountingTable())

    def found(self, policy: SchoolPolicy) -> None:
        """Store both schools with everybody in them."""
        for employer in EMPLOYERS:
            self._employer(employer)
        for school, name in zip(SCHOOLS, self.names, strict=True):
            self.insert(
                some.school(code=school), some.policy(school=school, policy=presets()[name].policy),
                *(some.admission(school=school, employer=f"e{n}", state=AdmissionState.ADMITTED) for n in range(2)),
            )  # fmt: skip
            for college in COLLEGES:
                self._graduate(school, college)
                self._person(f"c-{school}-{college}", Role.COLLEGE, school=school, college=college)
            for number in range(2):
                self._person(f"o-{school}-{number}", Role.SCHOOL, school=school)
                self._person(f"a-{school}-{number}", Role.ADMIN, school=school)
            keys.ensure(self.services, self.signer, school)

    def _employer(self, id_: str) -> None:
        self.insert(some.employer(id=id_, uscc="", name=f"合肥{id_}公司", state=RegistrationState.APPROVED))
        self._person(f"hr-{id_}", Role.EMPLOYER, party=id_)

    def _graduate(self, school: str, college: str) -> None:
        id_ = f"s-{school}-{college}"
        number = f"2022{school[-3:]}{college}"
        self.insert(some.student(
            id=id_, school=school, college=college, number=number, agreement_number=f"N{number}",
            id_mark=f"{school}{college}".zfill(64), state=SourceState.CONFIRMED,
        ))  # fmt: skip
        self._person(f"p-{id_}", Role.STUDENT, school=school, party=id_)

    def _person(self, id_: str, role: Role, **bound: str) -> None:
        made = self.open_account(role, **{"school": None, "college": None, "party": None} | bound,
                                 id=id_, login=f"{id_}@example.org", email=f"{id_}@example.org")  # fmt: skip
        self.people.append(made.as_actor())

    def of(self, *roles: Role, school: str | None = None, college: str | None = None) -> list[Actor]:
        """Return the people of these roles, at a school and in a college where one is named."""
        return [
            who for who in self.people
            if who.role in roles and school in (None, who.school) and college in (None, who.college)
        ]  # fmt: skip

    @property
    def students(self) -> list[Actor]:
        return self.of(Role.STUDENT)

    def owner(self, found: object) -> list[Actor]:
        """Return the student and the employer of a record."""
        parties = (getattr(found, "student", None), getattr(found, "employer", None))
        return [who for who in self.people if who.party and who.party in parties]

    @property
    def written(self) -> int:
        """How many transactions were written so far."""
        table = self.table
        return table.written if isinstance(table, CountingTable) else 0

    def change_policy(self, school: str, name: str, begins: date) -> None:
        """Store the next version of a school's policy: another preset, from a date on."""
        number = self.services.store.policies(school, limit=1)[0].number + 1
        self.insert(
            some.policy(school=school, number=number, effective_from=begins, policy=presets()[name].policy, note=name)
        )
