"""10,000 rows of a roster, from the bytes of an upload to parsed graduates: CPU seconds and memory.

Run alone with ``python -m benchmarks.roster``. What grows with the rows is the file itself, its shared strings, and one
line number for each student number and ID number seen; no row is kept.
"""

from __future__ import annotations

import io
import time
import tracemalloc
from collections.abc import Iterator
from datetime import date

from functions.adapters.spreadsheet.reading import read_lines
from functions.adapters.spreadsheet.writing import write_csv, write_xlsx
from functions.domain.identifiers import resident_id_check_character
from functions.domain.roster import COLUMNS, parse

ROWS = 10_000
TODAY = date(2026, 11, 21)
COLLEGES = {"21": "计算机科学与技术学院"}
HEADERS = [column.header for column in COLUMNS]


def rows(count: int = ROWS) -> Iterator[list[str]]:
    """Make graduates who differ in number, name, document, phone and address."""
    for serial in range(count):
        body = f"{110000 + serial // 1000}20050615{serial % 1000:03}"
        own = {
            "number": f"2023{serial:06}",
            "name": f"张{chr(0x4E00 + serial)}",
            "id_number": body + resident_id_check_character(body),
            "phone": f"138{serial:08}",
            "address": f"解放北路 {serial} 号",
        }
        yield [own.get(column.field, column.example) for column in COLUMNS]


def graduates(content: bytes) -> int:
    """Read an upload as the import does, and count the graduates."""
    lines = read_lines(io.BytesIO(content))
    return sum(row.graduate is not None for row in parse(lines, colleges=COLLEGES, today=TODAY))


def cpu_seconds(content: bytes) -> float:
    """Measure one reading of an upload."""
    began = time.process_time()
    graduates(content)
    return time.process_time() - began


def peak_bytes(content: bytes) -> int:
    """Measure what a reading takes at its peak, the file included."""
    tracemalloc.start()
    try:
        graduates(content)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def main() -> None:
    """Print both formats."""
    for name, write in {"xlsx": write_xlsx, "csv": write_csv}.items():
        content = write(HEADERS, rows())
        count, seconds, peak = graduates(content), cpu_seconds(content), peak_bytes(content) / 2**20
        print(
            f"{name}: {count} graduates from {len(content) / 2**20:.1f} MB, {seconds:.1f} s CPU, {peak:.1f} MB at most"
        )


if __name__ == "__main__":
    main()
