"""Why a party wants out, and which of the reasons bring no liability (M21).

The grounds are those of the printed form's fourth article: not graduating, a unit that is no more, what was materially
misstated, further study or public service where the remarks release the graduate for it, and whatever the law names.
"""

from __future__ import annotations

from enum import StrEnum

from functions.domain.terms import Terms


class Reason(StrEnum):
    """Why a party wants out: the reasons seen in practice (rules.md 1.3) and the form's own grounds."""

    FURTHER_STUDY = "further_study"
    CIVIL_SERVICE = "civil_service"
    FAMILY = "family"
    HEALTH = "health"
    PROMISES_NOT_KEPT = "promises_not_kept"
    EMPLOYER_DIFFICULTIES = "employer_difficulties"
    EMPLOYER_BREACH = "employer_breach"
    STUDENT_BREACH = "student_breach"
    NOT_GRADUATING = "not_graduating"
    UNIT_DISSOLVED = "unit_dissolved"
    MISSTATEMENT = "misstatement"
    STATUTORY = "statutory"
    OTHER = "other"


GROUNDS = frozenset({Reason.NOT_GRADUATING, Reason.UNIT_DISSOLVED, Reason.MISSTATEMENT, Reason.STATUTORY})


def is_without_liability(reason: Reason, terms: Terms) -> bool:
    """Tell whether an agreement with these terms may be left for this reason without liability (M21)."""
    released = {Reason.FURTHER_STUDY: terms.release_for_study, Reason.CIVIL_SERVICE: terms.release_for_civil_service}
    return reason in GROUNDS or released.get(reason, False)
