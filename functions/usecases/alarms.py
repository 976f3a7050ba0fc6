"""What must wake an operator: one line of the log, `ALARM name key=value ...`, which an alarm counts by its name.

A name is part of the contract with operators, whose metric filter names it: it never changes. No value is personal.
"""

from __future__ import annotations

import logging
from enum import StrEnum

_LOG = logging.getLogger(__name__)


class Alarm(StrEnum):
    """What has happened."""

    LIST_ROLLED_BACK = "list_rolled_back"
    """A status list or trust list would have gone back in time; it was not published."""
    TRUST_LIST_LAPSES = "trust_list_lapses"
    """There is none, or it lapses within a month; then nothing can be confirmed. `keys issue` renews it."""
    KEY_LACKING = "key_lacking"
    """A school has no key for a use now, or none in a month. `keys create` makes it."""
    LIST_LAPSES = "list_lapses"
    """A status list was not signed anew for four days; in three it lapses, and no status can be told."""
    NOTICES_WAIT = "notices_wait"
    """The oldest event of which nobody was told is an hour old."""


_NEXT = {
    Alarm.LIST_ROLLED_BACK: "find out who put the table or the site back to an earlier state, and undo it",
    Alarm.TRUST_LIST_LAPSES: "run `keys issue` with the root key: once it has lapsed no paper can be confirmed",
    Alarm.KEY_LACKING: "run `keys create` for the school, then `keys issue` with the root key",
    Alarm.LIST_LAPSES: "look above for why the daily job could not sign or publish the list",
    Alarm.NOTICES_WAIT: "look above for why the minutely job could not deliver",
}


def sound(alarm: Alarm, **facts: str | int) -> None:
    """Log an alarm with its facts and the operator's next step."""
    said = " ".join(f"{name}={value}" for name, value in facts.items())
    _LOG.error("ALARM %s %s", alarm, said, extra={"facts": {"next": _NEXT[alarm]}})
