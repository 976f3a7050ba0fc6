"""How the employer's stamped copy went to the graduate (J14): the parcel, and who noted it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """The day in Shanghai on which it was posted, the carrier and its tracking number, each "" where it is not said."""

    sent_on: date
    carrier: str = ""
    tracking: str = ""


@dataclass(frozen=True, kw_only=True)
class PostedCopy:
    """A parcel, and who of the employer noted it when."""

    parcel: Parcel
    account: str
    name: str
    at: datetime
