"""What is measured besides requests: figures on a line of the log, each a metric of the deployment.

A name is part of the contract with operators, whose dashboards and alarms name it: it never changes.
"""

from __future__ import annotations

from enum import StrEnum

from functions.ports import Services


class Figure(StrEnum):
    """What a number says."""

    ISSUED = "issued_agreements"
    """One for each edition that came to paper."""
    UNDELIVERED = "undelivered_notices"
    """Events of which nobody was told yet, as many as a page of them has."""
    OLDEST = "oldest_undelivered_seconds"
    """Since when the oldest of them waits; 0 where none does."""
    ERASED_UNANSWERED = "erased_unanswered_cases"
    """Cases that came to nothing and were erased in a day's run (decision 13)."""
    ERASED_ENDED = "erased_ended_agreements"
    """Agreements that were erased in a day's run, so many years after their end."""
    ERASED_BATCHES = "erased_batches"
    """Files of batches of prints that were erased in a day's run, a year after they were asked for."""
    ERASED_GRADUATES = "erased_graduates"
    """Graduates who were erased in a day's run, so many years after their year of graduation."""
    LIST_LEFT = "status_list_seconds_left"
    """Until the first of all status lists lapses."""
    EXPORT_AGE = "whole_export_age_seconds"
    """Since the newest export of the table became whole; missing where none ever did."""
    MINUTE_RUNS = "each_minute_runs"
    """One for each run of a schedule that came to its end, failed or not."""
    HOUR_RUNS = "each_hour_runs"
    DAY_RUNS = "each_day_runs"


def tell(services: Services, figures: dict[Figure, float], **facts: str) -> None:
    """Write figures into the log, with what they are about; none of it is personal."""
    if services.journal:
        services.journal("figures", facts, {figure.value: number for figure, number in figures.items()}, ())
