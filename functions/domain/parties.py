"""The parties as they stand on an agreement: snapshots, frozen when the student accepts.

They hold what the form prints (form-and-codes.md 2.1) and nothing more: no ID number.
"""

from __future__ import annotations

from dataclasses import dataclass

from functions.domain.plain import filled_at_once


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class GraduateParty:
    """甲方: the graduate. Optional fields are empty where the school's policy leaves them out."""

    name: str
    number: str
    gender: str
    college: str
    college_name: str
    major: str
    degree: str
    duration: str
    training_mode: str
    class_name: str = ""
    ethnicity: str = ""
    political_status: str = ""
    phone: str = ""
    email: str = ""
    qq: str = ""
    address: str = ""


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class EmployerParty:
    """乙方: the employer; `uscc` is None for military and foreign units (decision 15)."""

    name: str
    uscc: str | None
    nature: str
    industry: str
    location: str
    address: str
    postcode: str
    contact: str
    phone: str
    email: str


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class SchoolParty:
    """The witness: the school and its employment office."""

    code: str
    name: str
    department: str
    contact: str
    phone: str
    address: str
