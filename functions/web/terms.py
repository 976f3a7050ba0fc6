"""Reading terms from a request and showing them: one home for the fields of an invitation and of a revision."""

from __future__ import annotations

from typing import Any

from functions.domain import text
from functions.domain.errors import Refused
from functions.domain.terms import ArchiveReceiver, Difference, Terms, differences
from functions.web.fields import Parser, boolean, nested, optional

_MONTHS, _YEARS = 24, 50


def _line(most: int) -> Parser[str]:
    return lambda typed, field: text.line(typed, field, most=most)


def _blank_or(parser: Parser[str]) -> Parser[str]:
    return lambda typed, field: optional(parser, "")(typed, field) or ""


def _number(most: int) -> Parser[int | None]:
    return optional(lambda typed, field: text.whole_number(typed, field, most=most))


def _other(typed: object, field: str) -> str:
    return text.paragraph(typed, field, most=1000)


def _archive(typed: object, field: str) -> ArchiveReceiver | None:
    if typed is None:
        return None
    values = nested(
        receiver=_line(60), address=_blank_or(_line(100)), postcode=_blank_or(text.postcode),
        contact=_blank_or(text.person_name), phone=_blank_or(text.phone),
    )(typed, field)  # fmt: skip
    return ArchiveReceiver(**values)


_READ = nested(
    position=_line(40), job_category=_blank_or(_line(40)), workplace=_blank_or(_line(60)),
    monthly_pay=optional(text.yuan), trial_months=_number(_MONTHS), trial_pay=optional(text.yuan),
    contract_years=_number(_YEARS), penalty=optional(text.yuan), report_by=optional(text.day), archive=_archive,
    household_address=_blank_or(_line(100)), release_for_study=boolean, release_for_civil_service=boolean,
    other=_blank_or(_other),
)  # fmt: skip


# What the student adds when accepting (F16).
ANSWERS: dict[str, Parser[Any]] = {"pay_after_trial": optional(text.yuan), "health": _blank_or(_line(40))}


def parse(typed: object, field: str) -> Terms:
    """Read terms; raises Refused or Problems that name `terms.<field>`."""
    terms = Terms(**_READ(typed, field))
    if terms.trial_pay is not None and not terms.trial_months:
        raise Refused("trial_pay_without_trial", field=f"{field}.trial_months")
    return terms


def changed(before: Terms | None, after: Terms) -> list[Difference]:
    """Return the differences as rows to show, none for a first revision."""
    return [] if before is None else list(differences(before, after))
