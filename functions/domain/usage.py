"""What a school uses of the service, and what that costs (issue 5, 4).

1. Uses are counted where they happen, for one school and one month of UTC, as AWS bills. What no school's work is, an
   employer's, a visitor's, the platform's, stands under SHARED, so that the sum is the whole service's.
2. What is paid for is reckoned from the counts and a list of prices, here and nowhere else: `functions.cli usage` takes
   what was counted, `docs/capacity.md` what was assumed.
3. Storage costs anew each month: a bill holds a year's of what was written. What retention has taken away is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

SHARED = "SHARED"
_MILLION, _GB = 1e6, 1024**3
MB_MS_IN_A_GB_S = 1024 * 1000
_A_YEAR = 12
_CHINA = "cn-"
PRICES = (
    "million_write_units", "million_read_units", "gb_month_in_the_table", "gb_month_in_buckets",
    "million_gateway_requests", "million_lambda_requests", "lambda_gb_second", "kms_signature", "kms_key_month", "mail",
    "text_message",
)  # fmt: skip


class Use(StrEnum):
    """What is counted; a value is an attribute of a row of the table: it never changes."""

    REQUESTS = "requests"
    """Requests of people of the school, refused ones too."""
    JOBS = "jobs"
    """Pieces of work that the issuer did for the school."""
    READS = "read_units"
    """As DynamoDB says of each request to it."""
    WRITES = "write_units"
    """As DynamoDB says of each request to it."""
    RUNNING = "megabyte_milliseconds"
    """Time of the functions, times their memory."""
    SIGNED = "agreements_signed"
    PRINTS = "prints"
    MAILS = "mails"
    TEXTS = "text_messages"
    DOCUMENT_BYTES = "document_bytes"
    """Bytes of papers written."""
    UPLOAD_BYTES = "upload_bytes"
    """Bytes of files written that people gave."""
    SIGNATURES = "signatures"
    """Signatures of papers and of status lists."""
    KEYS = "keys"
    """Keys that KMS keeps for the school, when it is asked: the only one that no row holds."""


Uses = Mapping[Use, float]


def month_of(now: datetime) -> str:
    """Return the month that a moment is counted in, `2026-11`."""
    return f"{now:%Y-%m}"


def together(*several: Uses) -> dict[Use, float]:
    """Return the sum of uses; what nobody used is 0."""
    return {use: sum(each.get(use, 0) for each in several) for use in Use}


class Prices(NamedTuple):
    """A list of prices; those in `unchecked` nobody has held against a bill of AWS."""

    currency: str
    amounts: Mapping[str, float]
    unchecked: tuple[str, ...]
    table_bytes_an_agreement: float


def prices(said: Mapping[str, Any], region: str) -> Prices:
    """Return the list for a region out of a file of prices; raises KeyError for what the file lacks."""
    chosen = said["lists"]["china" if region.startswith(_CHINA) else "elsewhere"]
    amounts = {name: float(chosen["prices"][name]["amount"]) for name in PRICES}
    unchecked = tuple(name for name in PRICES if not chosen["prices"][name]["is_checked"])
    return Prices(str(chosen["currency"]), amounts, unchecked, float(said["table_bytes_an_agreement"]))


def bill(uses: Uses, listed: Prices) -> dict[str, float]:
    """Return what uses cost, by what is paid for, in the currency of the prices."""
    used, prices = together(uses), listed.amounts
    in_table = used[Use.SIGNED] * listed.table_bytes_an_agreement
    in_buckets = used[Use.DOCUMENT_BYTES] + used[Use.UPLOAD_BYTES]
    return {
        "table: writes": used[Use.WRITES] / _MILLION * prices["million_write_units"],
        "table: reads": used[Use.READS] / _MILLION * prices["million_read_units"],
        "table: a year's storage": _A_YEAR * in_table / _GB * prices["gb_month_in_the_table"],
        "buckets: a year's storage": _A_YEAR * in_buckets / _GB * prices["gb_month_in_buckets"],
        "gateway": used[Use.REQUESTS] / _MILLION * prices["million_gateway_requests"],
        "functions, called": (used[Use.REQUESTS] + used[Use.JOBS]) / _MILLION * prices["million_lambda_requests"],
        "functions, running": used[Use.RUNNING] / MB_MS_IN_A_GB_S * prices["lambda_gb_second"],
        "signatures": used[Use.SIGNATURES] * prices["kms_signature"],
        "keys": used[Use.KEYS] * prices["kms_key_month"],
        "mail": used[Use.MAILS] * prices["mail"],
        "text messages": used[Use.TEXTS] * prices["text_message"],
    }
