"""What a token says of an agreement (verification.md 2): as signed, or provisionally from a draft."""

from __future__ import annotations

from functions.domain import numbers
from functions.domain.agreement import Agreement
from functions.domain.employer import Employer
from functions.domain.parties import EmployerParty
from functions.domain.policy import SchoolPolicy
from functions.domain.student import Student
from functions.domain.terms import Terms
from verifier.attestation import AgreementClaims, KeyTerms

_LARGEST_UINT = 2**32 - 1


def final(
    agreement: Agreement, number: str, policy: SchoolPolicy, *, digest: bytes, list_id: int, index: int, issued_at: int
) -> AgreementClaims:
    """Return the claims of an edition; `issued_at` in seconds."""
    return AgreementClaims(
        number=number, edition=agreement.edition, name=agreement.graduate.name,
        holder_hint=_hint(agreement.graduate.number, policy), school=int(agreement.school),
        employer=agreement.unit.name, uscc=agreement.unit.uscc, digest=digest, status_list=list_id,
        status_index=index, terms=_key_terms(agreement.terms, policy), supersedes=None, issued_at=issued_at,
    )  # fmt: skip


def provisional(
    graduate: Student, unit: Employer | EmployerParty, terms: Terms, policy: SchoolPolicy
) -> AgreementClaims:
    """Return claims as large as those of an agreement that comes of a draft can become."""
    return AgreementClaims(
        number=_longest_number(graduate, policy), edition=1, name=graduate.name,
        holder_hint=_hint(graduate.number, policy), school=int(graduate.school), employer=unit.name,
        uscc=unit.uscc or None, digest=bytes(32), status_list=_LARGEST_UINT, status_index=_LARGEST_UINT,
        terms=_key_terms(terms, policy), supersedes=bytes(8), issued_at=_LARGEST_UINT,
    )  # fmt: skip


def _longest_number(graduate: Student, policy: SchoolPolicy) -> str:
    """One given beforehand may be taken when it is needed; then the pattern makes another."""
    made = numbers.longest(policy.agreement_number_pattern, graduate.number)
    return max(graduate.agreement_number, made, key=len)


def _hint(number: str, policy: SchoolPolicy) -> str | None:
    return number[-4:] if policy.holder_hint_in_code else None


def _key_terms(terms: Terms, policy: SchoolPolicy) -> KeyTerms | None:
    if not policy.key_terms_in_code:
        return None
    return KeyTerms(terms.position, terms.monthly_pay, terms.penalty, terms.report_by)
