"""What breaks first: each limit of AWS, what the busiest second takes of it, and what was done about it.

1. Numbers are AWS's defaults for an account (AWS General Reference, "Service quotas"; DynamoDB, KMS, SES, S3, Lambda
   and API Gateway Developer Guides), to be checked with `aws service-quotas` before a season: many can be raised.
2. The list is in the order in which a growing place meets them.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from typing import NamedTuple

from infra import template
from infra.capacity import model
from infra.capacity.measured import table
from infra.capacity.model import Load, peak_second
from verifier.attestation import Entry, status_list

# Shards of the stream are as many as partitions, which are four in a new table on demand.
_SHARDS = 4
_MARKED = 0.05


class Limit(NamedTuple):
    """So many a second; `takes` is what a second's load takes of them."""

    name: str
    most: float
    takes: Callable[[Load], float]
    done: str


def rates() -> tuple[Limit, ...]:
    """Return the limits of a second, the first to break first."""
    given = model.assumptions()
    acts, issuing = given["acts"], given["lambda_seconds_an_issue"]
    found = (
        Limit(f"agreements issued at {issuing:.0f} s each, over four shards of the stream",
              _SHARDS / issuing, lambda load: load.agreements,
              "what waits is issued later, in its order; more shards come with more load, and each issues by itself"),
        Limit("mails of SES outside of its sandbox", 14, lambda load: load.agreements * acts["sending its mail"],
              "what is refused is sent later; ask for more before a season; in China the mail server's limit counts"),
        Limit("write units at one key of the index `work`", model.PARTITION_WRITES, lambda load: load.work_writes,
              "an entry leaves with its work; nearer to it the key needs a number after the kind, and jobs read each"),
        Limit("write units of a table in its first minutes", 4000, lambda load: load.units("writes"),
              "nothing in the code: warm the table before a season (warm throughput)"),
        Limit("write units of a table", 40_000, lambda load: load.units("writes"), "ask for more before a season"),
        Limit("requests through API Gateway", 10_000, lambda load: load.requests,
              "each school is throttled alone, at 1,200 a minute; ask for more before a season"),
        Limit("API functions at once, in an account with 1,000", 1000,
              lambda load: load.requests * float(given["lambda_seconds_a_request"]),
              "each school is throttled alone; new accounts may have fewer: ask before a season"),
        Limit("signatures of KMS with an elliptic curve", 300, lambda load: load.agreements * acts["issuing"],
              "one for an edition, and one for a list in each burst of changes; throttled, the job tries again"),
        Limit("papers into one prefix of S3", 3500, lambda load: load.agreements * given["copies"],
              "each agreement is a prefix of its own"),
    )  # fmt: skip
    return tuple(sorted(found, key=lambda limit: limit.takes(Load(1)) / limit.most, reverse=True))


def packed_bytes() -> int:
    """Return what a list takes when a twentieth of its entries is marked, wherever they are."""
    # The same marks each time: the page is compared.
    chosen = random.Random(1).sample(range(status_list.ENTRIES), int(status_list.ENTRIES * _MARKED))  # noqa: S311 - no secret
    return len(zlib.compress(status_list.pack({index: Entry(1) for index in chosen}), 9))


def section() -> list[str]:
    """Return the section's lines."""
    places = model.assumptions()["places"]
    seconds = [peak_second(place["agreements_a_year"]) for place in places.values()]
    shares = (
        (
            limit.name,
            f"{limit.most:,.0f}",
            *(f"{limit.takes(second) / limit.most:.1%}" for second in seconds),
            limit.done,
        )
        for limit in rates()
    )
    return [
        "## What breaks first",
        "",
        "What the busiest second takes of each limit, the first to break first. The numbers are AWS's defaults, to be",
        "checked for the account.",
        "",
        *table(("limit, a second", "number", *places, "what was done"), *shares),
        "",
        "Limits of size, whatever the place:",
        "",
        *table(("limit", "number", "what was done"), *_sizes()),
    ]


def _sizes() -> tuple[tuple[str, str, str], ...]:
    unpacked = status_list.ENTRIES // status_list.PER_BYTE
    filled = f"{status_list.ENTRIES:,} entries, {unpacked // 1024} KB unpacked"
    packed = f"{packed_bytes() / 1024:.0f} KB with {_MARKED:.0%} of all entries marked, {unpacked // 1024} KB at worst"
    return (
        ("rows of a transaction", "100", "a commit refuses more; long work is cut in commits of fewer"),
        ("a row of the table", "400 KB", "a record is a row of some KB; files are in the buckets"),
        ("a request to a function, and its answer", "6 MB", "files go in pieces of 4 MB and come by a link"),
        ("a request at API Gateway", "29 s", "the function ends then; a call of the table after 10 s"),
        ("a bundle", "50 MB", "only `issuer` has the fonts; a test lists what is in it"),
        ("a template", f"{template.MOST_BYTES:,} bytes", "it is handed over as JSON; a test fails before AWS does"),
        ("keys of KMS in an account", "100,000", "two a school and year"),
        ("a status list", filled, f"{packed}; each school and cohort has its own, a full one is followed by another"),
    )
