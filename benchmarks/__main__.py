"""All benchmarks as one table: `make bench`. Each row is a ratio to a floor or a peer of the same run.

The exit status is 1 when a row misses its limit. `python -m benchmarks.<name>` runs one alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks import api, cold_start, growth, imports, page, pdf, startup, status, tokens
from benchmarks.decode import race

Row = tuple[str, str, str, bool]


def rows() -> Iterator[Row]:
    """Yield what was measured, the figure, its limit, and whether it holds."""
    yield from _papers()
    found, cost = startup.ratio()
    yield (
        "import of the API's entry point / flask + boto3 + pynamodb",
        _times(found, cost),
        *_limit(found, startup.LIMIT),
    )
    found, cost = cold_start.ratio()
    yield "cold start to the first answer / bare Flask", _times(found, cost), *_limit(found, cold_start.LIMIT)
    for name, found, limit, cost in api.rows():
        yield f"{name} / an empty route", _times(found, cost), *_limit(found, limit)
    yield from _import()
    yield from _verifier()
    yield from page.rows()
    yield from growth.rows()
    yield from status.rows()


def _papers() -> Iterator[Row]:
    took = pdf.measure()
    for peer, limit in (("WeasyPrint", pdf.LIMIT), ("ReportLab", None)):
        found = took["ours"] / took[peer]
        name = f"PDF of one agreement, warm / {peer}"
        yield name, _times(found, took["ours"] * 1000), *(_limit(found, limit) if limit else ("shown", True))


def _import() -> Iterator[Row]:
    seconds, growth = imports.measure()
    yield (
        "import of 10,000 graduates, stored",
        f"{seconds:.1f} s CPU",
        f"at most {imports.MOST_SECONDS} s",
        (seconds <= imports.MOST_SECONDS),
    )
    yield (
        "its working memory, 10,000 rows / 2,000 rows",
        f"{growth:.2f}x",
        f"at most {imports.MOST_GROWTH}x",
        (growth <= imports.MOST_GROWTH),
    )


def _verifier() -> Iterator[Row]:
    mine, floor = tokens.measure()
    share = f"{floor / mine:.0%} ({mine / tokens.PAPERS * 1000:.2f} ms)"
    yield "batch of papers / bare Ed25519, rate", share, f"at least {tokens.LEAST:.0%}", floor / mine >= tokens.LEAST
    for row in race.rows():
        name = f"codes read: {row.damage}, {row.dpi} dpi / plain zxing-wasm"
        rates = f"{row.rate(race.OURS):.1%} / {row.rate(race.PLAIN):.1%}"
        yield name, rates, f"at least {row.limit:.1%}", row.holds


def _times(found: float, milliseconds: float) -> str:
    return f"{found:.2f}x ({milliseconds:.2f} ms)"


def _limit(found: float, limit: float) -> tuple[str, bool]:
    return f"at most {limit}x", found <= limit


def main() -> int:
    """Print the table; 1 when a limit is missed."""
    is_good = True
    for name, figure, limit, holds in rows():
        is_good &= holds
        print(f"{name:60} {figure:>22}  {limit:>20}  {'ok' if holds else 'MISSED'}", flush=True)
    return int(not is_good)


if __name__ == "__main__":
    sys.exit(main())
