"""What a reviewer must look at (H04): a penalty above the school's limit, an archive or household mismatch.

A flag warns and never blocks. Which natures of employer may hold archives is data, not logic. Told beside them, since
they come and go: that the graduate holds a blank form on paper (SM-0), that the registry says otherwise of her (B06).
"""

from __future__ import annotations

from functools import cache

from functions.domain.codes import table
from functions.domain.parties import EmployerParty
from functions.domain.policy import SchoolPolicy
from functions.domain.terms import Terms

PENALTY_ABOVE_LIMIT = "penalty_above_limit"
ARCHIVE_MISMATCH = "archive_mismatch"
HOUSEHOLD_MISMATCH = "household_mismatch"
BLANK_FORM_OUT = "blank_form_out"
REGISTRY_DIFFERS = "registry_differs"

# Units without personnel authority name a talent service as the receiver (form-and-codes.md 2.3).
_WITHOUT_PERSONNEL_AUTHORITY = frozenset({"32", "33", "39", "55", "56", "99"})


def flags(terms: Terms, unit: EmployerParty, policy: SchoolPolicy) -> tuple[str, ...]:
    """Return the codes of what needs a closer look, in a fixed order."""
    found = {
        PENALTY_ABOVE_LIMIT: _is_penalty_above_limit(terms, policy),
        ARCHIVE_MISMATCH: _lacks_authority(unit) and terms.archive is not None and terms.archive.receiver == unit.name,
        HOUSEHOLD_MISMATCH: _lacks_authority(unit) and bool(terms.household_address) and terms.archive is None,
    }
    return tuple(code for code, is_raised in found.items() if is_raised)


def _is_penalty_above_limit(terms: Terms, policy: SchoolPolicy) -> bool:
    if not policy.penalty_limit_months or not terms.penalty:
        return False
    return terms.penalty > policy.penalty_limit_months * (terms.monthly_pay or 0)


def _lacks_authority(unit: EmployerParty) -> bool:
    return unit.nature in _names_without_authority()


@cache
def _names_without_authority() -> frozenset[str]:
    """Records hold a nature's label (codes, rule 3); the table says which ones these are, by code."""
    rows = (row for row in table("employer_nature").codes if row.code in _WITHOUT_PERSONNEL_AUTHORITY)
    return frozenset(name for row in rows for name in (row.code, row.label, *row.also))
