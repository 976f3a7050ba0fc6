"""How a row of a roster becomes a student, and what a later roster changes (B03, B06).

1. The same roster twice changes nothing: what decides is what the file says, not when or how it was sealed.
2. Phone and e-mail are the student's own (B07): a roster fills them in only while the student has given none.
3. A change to what the registry says gives the record back to the student to confirm.
4. A roster without an agreement number takes none away: it may have been claimed from a paper form (B09).
5. The plan (方案, Q03) is the school's own order of a cohort: a roster without one takes none away, and it needs no
   confirming.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from functions.domain.roster import Graduate
from functions.domain.student import MACHINE, Situation, SourceAction, SourceState, Student

_FROM_REGISTRY = (
    "name", "cohort", "college", "college_name", "major", "degree", "duration", "training_mode", "gender", "id_mark",
    "id_kind", "class_name", "ethnicity", "political_status", "origin", "address", "qq", "entry_year",
)  # fmt: skip
_FROM_STUDENT = ("phone", "email")


def enrol(row: Graduate, school: str, college_name: str, *, id_: str, sealed: bytes, mark: str) -> Student:
    """Return the student of a row; `sealed` is the encrypted ID number, `mark` its HMAC (hex)."""
    return Student(
        id=id_, school=school, number=row.number, name=row.name, cohort=row.cohort, college=row.college,
        college_name=college_name, major=row.major, degree=row.degree, duration=row.duration,
        training_mode=row.training_mode, gender=row.gender, id_sealed=sealed, id_mark=mark,
        id_last4=row.id_number[-4:], id_kind=row.id_kind, class_name=row.class_name, ethnicity=row.ethnicity,
        political_status=row.political_status, phone=row.phone, email=row.email, origin=row.origin,
        address=row.address, qq=row.qq, entry_year=row.entry_year, agreement_number=row.agreement_number,
        plan=row.plan,
    )  # fmt: skip


def merge(known: Student, row: Student, situation: Situation) -> Student | None:
    """Return the known student with what the row changes, None when it changes nothing."""
    changed: dict[str, Any] = {
        name: getattr(row, name) for name in _FROM_REGISTRY if getattr(row, name) != getattr(known, name)
    }
    if "id_mark" in changed:
        changed |= {"id_sealed": row.id_sealed, "id_last4": row.id_last4}
    if row.agreement_number not in ("", known.agreement_number):
        changed["agreement_number"] = row.agreement_number
    given = {name: getattr(row, name) for name in _FROM_STUDENT if getattr(row, name) and not getattr(known, name)}
    if row.plan not in ("", known.plan):
        given["plan"] = row.plan
    if not changed and not given:
        return None
    if changed and known.state is not SourceState.IMPORTED:
        return MACHINE.fire(known, SourceAction.REOPEN, situation, **changed, **given)
    return replace(known, version=known.version + 1, **changed, **given)
