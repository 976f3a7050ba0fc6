"""Print the table: `python -m benchmarks.decode [FOLDER]`; with a folder, its images are kept there to be looked at.

Each cell is the images read of those of each strength, the mildest first, their share, and the mean time. The exit
status is 1 when a row misses its limit.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.decode.race import EACH, READERS, Row, rows


def main() -> int:
    """Print a line for each damage at each resolution; 1 when ours misses a limit."""
    is_good = True
    print(f"{'of ' + str(EACH) + ' each':18}", *(f"{name:>34}" for name in READERS))
    for row in rows(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        is_good &= row.holds
        cells = (f"{_cell(row, name):>34}" for name in READERS)
        print(f"{row.damage:13}{row.dpi:4}{'' if row.holds else '!':1}", *cells, flush=True)
    return int(not is_good)


def _cell(row: Row, reader: str) -> str:
    counts = " ".join(f"{count:2}" for count in row.read[reader])
    return f"{counts} {row.rate(reader):6.1%} {row.milliseconds[reader] / row.images:7.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
