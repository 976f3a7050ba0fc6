"""Writes `docs/capacity.md` from the model."""

from __future__ import annotations

from functions.domain import usage
from functions.domain.usage import Use
from infra.capacity import limits, measured, model
from infra.capacity.measured import table
from infra.capacity.model import Load, peak_second


def page() -> str:
    """Return the page (see infra/generated.py)."""
    return "\n".join(
        [_HEAD, *_sizes(), "", *_heat(), "", *_money(), "", *limits.section(), "", *measured.section(), *_assumed(), ""]
    )


# One that is in China and one that is not.
_REGIONS = ("cn-north-1", "us-east-1")
_HEAD = """# Capacity

Written by `infra/capacity` from the units that each use case may cost (`costs.json`, asserted by
`tests/integration/test_use_case_costs.py`) and from assumptions and prices that nobody measured, which stand below.
Put your own into `assumptions.json` and `prices.json`, and run `python -m infra.generated --write`.
"""


def _sizes() -> list[str]:
    rows: list[tuple[object, ...]] = [("", *model.assumptions()["places"])]
    places = list(model.assumptions()["places"].values())
    years = [place["agreements_a_year"] for place in places]
    day, seconds = model.assumptions()["peak_day_share"], [peak_second(year) for year in years]
    rows += [
        ("schools", *(place["schools"] for place in places)),
        ("agreements a year", *(f"{year:,}" for year in years)),
        ("agreements on the peak day", *(f"{year * day:,.0f}" for year in years)),
        ("agreements in the peak minute", *(f"{second.agreements * 60:,.1f}" for second in seconds)),
        ("requests a second then", *(f"{second.requests:,.1f}" for second in seconds)),
        ("read units a second then", *(f"{second.units('reads'):,.0f}" for second in seconds)),
        ("write units a second then", *(f"{second.units('writes'):,.0f}" for second in seconds)),
        ("API functions at work then", *(f"{_at_work(second):,.1f}" for second in seconds)),
        ("hours of one issuing run for the peak day", *(f"{model.issuing_hours(year):,.1f}" for year in years)),
        ("status lists a year", *(f"{model.status_lists(place):,}" for place in places)),
        ("table, GB a year", *(f"{year * model.prices()['table_bytes_an_agreement'] / 1e9:,.1f}" for year in years)),
        ("papers, GB a year", *(f"{_paper_bytes(year) / 1e9:,.1f}" for year in years)),
    ]
    return table(*rows)


def _paper_bytes(agreements: int) -> float:
    return model.uses(agreements)[Use.DOCUMENT_BYTES]


def _at_work(second: Load) -> float:
    return second.requests * float(model.assumptions()["lambda_seconds_a_request"])


def _heat() -> list[str]:
    places = model.assumptions()["places"]
    writes = [peak_second(place["agreements_a_year"]).work_writes for place in places.values()]
    return [
        "## The hottest partition key",
        "",
        f"A partition takes {model.PARTITION_WRITES:,} write units and {model.PARTITION_READS:,} read units a second.",
        "A case, a student and an employer are keys of their own, and have one person's pace. The index `work` has",
        "one key for each kind of work, whatever the school; its sort keys begin with the time, so it cannot be split.",
        "",
        *table(("", *places), ("write units a second at `work`", *(f"{each:,.1f}" for each in writes)),
                ("of a partition", *(f"{each / model.PARTITION_WRITES:.1%}" for each in writes))),
    ]  # fmt: skip


def _money() -> list[str]:
    lists = [usage.prices(model.prices(), region) for region in _REGIONS]
    parts = [model.cost(1000, region) for region in _REGIONS]
    years = [f"{model.school_year(region):,.0f} {one.currency}" for region, one in zip(_REGIONS, lists, strict=True)]
    rows = [(name, *(f"{part[name]:.2f}" for part in parts)) for name in parts[0]]
    return [
        "## What a thousand agreements cost",
        "",
        "Reckoned with the bill of `functions.cli usage`, which says of each school and month what was counted. Each",
        "price in `prices.json` has its date and its source; those to be checked nobody held against a bill yet.",
        "",
        *table(("", *(each.currency for each in lists)), *rows,
                ("**together**", *(f"**{sum(part.values()):.2f}**" for part in parts)),
                ("prices to be checked", *(f"{len(each.unchecked)} of {len(each.amounts)}" for each in lists))),
        "",
        f"A school of 8,000 agreements a year costs {' or '.join(years)} a year with its two keys, which KMS has paid",
        "by the month: those of earlier years too, until they are deleted there.",
        "Beside it, whatever the size: secrets, alarms, logs, the CDN and what the site's readers fetch.",
    ]  # fmt: skip


def _assumed() -> list[str]:
    given = model.assumptions()
    acts = ((name, times) for name, times in given["acts"].items())
    beside = ((name.replace("_", " "), given[name]) for name in (
        "peak_day_share", "peak_minute_share", "requests_beside", "lambda_seconds_a_request", "lambda_seconds_an_issue",
        "copies", "bytes_a_paper"))  # fmt: skip
    return ["## Assumptions, for each agreement", "", *table(("", ""), *beside, *acts)]
