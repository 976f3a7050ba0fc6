"""The arithmetic of capacity: asserted units of each use case, times how often it happens, at a place's size.

1. `costs.json` is what each use case may cost; `tests/integration/test_use_case_costs.py` holds the code to it.
2. `assumptions.json` is how often things happen and when; nobody measured it. `prices.json` says where it is from.
3. A partition of DynamoDB takes 1,000 write units a second. Heat is the share of that at the busiest partition key.
4. An event, a notice and an agreement stand in the index `work` under one partition key for each kind, whatever the
   school: the entry that comes and the one that goes are written there (functions/adapters/dynamo/keys.py).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

from functions.domain import usage
from functions.domain.usage import MB_MS_IN_A_GB_S, Use
from verifier.attestation import status_list

FOLDER = Path(__file__).parent
PARTITION_WRITES, PARTITION_READS = 1000, 3000
_ENTRY_COMES_AND_GOES = 2
_DECOYS = 0.03
_KEYS_OF_A_YEAR = 2


@dataclass(frozen=True)
class Cost:
    """What a use case may cost: requests by operation, read units (4 KB) and write units (1 KB)."""

    requests: dict[str, int]
    reads: float
    writes: float


@cache
def costs() -> dict[str, Cost]:
    """Return what each use case may cost, by its name."""
    return {name: Cost(**cost) for name, cost in _read("costs").items()}


@cache
def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return read


def assumptions() -> dict[str, Any]:
    """Return what the model takes for granted."""
    return _read("assumptions")


def prices() -> dict[str, Any]:
    """Return the prices, each with its date and source."""
    return _read("prices")


@dataclass(frozen=True)
class Load:
    """What a number of agreements takes, from the draft to the last mail."""

    agreements: float

    def units(self, kind: str) -> float:
        """Read or write units of all of it."""
        acts: dict[str, float] = assumptions()["acts"]
        return self.agreements * sum(times * float(getattr(costs()[act], kind)) for act, times in acts.items())

    @property
    def requests(self) -> float:
        """Requests through the API's door: what people do, and what their pages ask beside it."""
        by_jobs = assumptions()["by_jobs"]
        done = sum(times for act, times in assumptions()["acts"].items() if act not in by_jobs)
        return self.agreements * float(done + assumptions()["requests_beside"])

    @property
    def work_writes(self) -> float:
        """Write units at the busiest key of the index `work`: an entry that comes and goes for each event or notice."""
        acts = assumptions()["acts"]
        busiest: float = max(acts["delivering an event"], acts["sending its mail"])
        return self.agreements * _ENTRY_COMES_AND_GOES * busiest


def peak_second(agreements: float) -> Load:
    """Return the load of a second in the busiest minute of the busiest day."""
    return Load(agreements * assumptions()["peak_day_share"] * assumptions()["peak_minute_share"] / 60)


def issuing_hours(agreements: float) -> float:
    """Return how long one run of the issuing job takes for a year's peak day: it issues one after another."""
    return agreements * float(assumptions()["peak_day_share"] * assumptions()["lambda_seconds_an_issue"]) / 3600


def status_lists(place: dict[str, int]) -> int:
    """Return how many lists a year fills: each school has its own, and no entry is used twice."""
    each = place["agreements_a_year"] / place["schools"]
    return place["schools"] * ceil(each / (status_list.ENTRIES * (1 - _DECOYS)))


def uses(agreements: float) -> dict[Use, float]:
    """Return what `functions.cli usage` would count of a school with so many agreements, and of its employers."""
    load, given = Load(agreements), assumptions()
    acts = given["acts"]
    seconds = {"api": given["lambda_seconds_a_request"] * load.requests, "issuer": given["lambda_seconds_an_issue"]}
    gigabytes = given["lambda_gb"]
    running = gigabytes["api"] * seconds["api"] + gigabytes["issuer"] * seconds["issuer"] * agreements
    return {
        Use.REQUESTS: load.requests,
        Use.JOBS: agreements * sum(acts[act] for act in given["by_jobs"]),
        Use.READS: load.units("reads"),
        Use.WRITES: load.units("writes"),
        Use.RUNNING: running * MB_MS_IN_A_GB_S,
        Use.SIGNED: agreements,
        Use.PRINTS: agreements * acts["printing"],
        Use.MAILS: agreements * acts["sending its mail"],
        Use.DOCUMENT_BYTES: agreements * given["copies"] * given["bytes_a_paper"],
        Use.SIGNATURES: agreements * (acts["issuing"] + acts["publishing a status list"]),
    }


def cost(agreements: float, region: str) -> dict[str, float]:
    """Return what so many agreements cost in a region's currency, by what is paid for."""
    return usage.bill(uses(agreements), usage.prices(prices(), region))


def school_year(region: str) -> float:
    """Return what a school of the table's first place costs a year: its agreements, and two keys by the month."""
    kept = usage.bill({Use.KEYS: _KEYS_OF_A_YEAR}, usage.prices(prices(), region))
    agreements = cost(assumptions()["places"]["one school"]["agreements_a_year"], region)
    return sum(agreements.values()) + 12 * sum(kept.values())
