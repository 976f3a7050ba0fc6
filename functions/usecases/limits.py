"""What is refused while drafting, by name, because it could never be issued (verification.md 1)."""

from __future__ import annotations

from functions.domain.employer import Employer
from functions.domain.errors import Refused
from functions.domain.parties import EmployerParty
from functions.domain.policy import SchoolPolicy
from functions.domain.student import Student
from functions.domain.terms import Terms

# How a field is called where a student types the unit.
_TYPED = {"employer": "unit.name"}


def check(graduate: Student, unit: Employer | EmployerParty, terms: Terms, policy: SchoolPolicy) -> None:
    """Raise Refused when the token of such an agreement would pass what a code can carry; nothing is ever cut."""
    from functions.usecases import claims  # noqa: PLC0415 - only drafting needs the wire format
    from verifier.attestation import TooLarge, fit  # noqa: PLC0415 - the same

    try:
        fit(claims.provisional(graduate, unit, terms, policy))
    except TooLarge as too_large:
        field = _TYPED.get(too_large.field, too_large.field) if isinstance(unit, EmployerParty) else too_large.field
        raise Refused("too_large_for_code", field=field, rule="verification 1") from None
