"""Schools, their colleges, and what their office prints on the form."""

from __future__ import annotations

from dataclasses import dataclass

from functions.domain.errors import Refused
from functions.domain.parties import SchoolParty


@dataclass(frozen=True, kw_only=True)
class College:
    """A college of a school; `code` is unique within the school."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class School:
    """A tenant; `code` is the 5-digit national code."""

    code: str
    name: str
    department: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    colleges: tuple[College, ...] = ()
    seal: str = ""
    version: int = 1

    def college(self, code: str) -> College:
        """Return a college; raises Refused when the school has none of this code."""
        for college in self.colleges:
            if college.code == code:
                return college
        raise Refused("unknown_college", field="college")

    def college_named(self, name: str, *, field: str) -> College:
        """Return a college by its name; raises Refused, naming the field that was typed."""
        for college in self.colleges:
            if college.name == name:
                return college
        raise Refused("unknown_college", field=field)

    def as_party(self) -> SchoolParty:
        """Return what the form prints."""
        return SchoolParty(
            code=self.code, name=self.name, department=self.department, contact=self.contact,
            phone=self.phone, address=self.address,
        )  # fmt: skip
