"""Importing 10,000 graduates over the in-memory store, dry run and run: CPU seconds and working memory.

What is stored stays, of course; the working memory is what both runs take beside it: the peak above what remains.
"""

from __future__ import annotations

import gc
import time
import tracemalloc

from benchmarks.roster import HEADERS, rows
from functions.adapters.spreadsheet.writing import write_xlsx
from functions.domain.actors import Role
from functions.domain.imports import State
from functions.jobs import import_rosters
from functions.usecases import imports
from tests import factories, steps
from tests.world import World

ROWS, FEW = 10_000, 2_000
MOST_SECONDS, MOST_GROWTH = 60.0, 1.2
COLLEGE = "计算机科学与技术学院"


def content(count: int) -> bytes:
    """Return an upload of many graduates of this world's school."""
    mine = factories.school().colleges[0].name
    return write_xlsx(HEADERS, ([mine if cell == COLLEGE else cell for cell in row] for row in rows(count)))


def run(upload: bytes, count: int) -> None:
    """Import an upload whole; RuntimeError when a row is missing."""
    world = World()
    admin = steps.actor(world, Role.ADMIN)
    made = imports.upload(world.services, admin, "graduates.xlsx", upload)
    import_rosters.run(world.services, world.services.sheets)
    imports.start(world.services, admin, made.id, leave_out_bad=False)
    import_rosters.run(world.services, world.services.sheets)
    done = imports.read(world.services, admin, made.id)
    if (done.state, done.added) != (State.DONE, count):
        raise RuntimeError(f"{done.added} of {count} graduates were added: {done.problems[:3]}")


def working_bytes(count: int) -> int:
    """Return how far the peak is above what remains while the world is still there."""
    upload = content(count)
    gc.collect()
    tracemalloc.start()
    try:
        run(upload, count)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def measure() -> tuple[float, float]:
    """Return the CPU seconds of 10,000 rows, and the growth of working memory for each row against 2,000 rows."""
    upload = content(ROWS)
    begun = time.process_time()
    run(upload, ROWS)
    seconds = time.process_time() - begun
    return seconds, (working_bytes(ROWS) / ROWS) / (working_bytes(FEW) / FEW)


if __name__ == "__main__":
    took, growth = measure()
    print(f"{ROWS} graduates: {took:.1f} s CPU (at most {MOST_SECONDS}); memory a row {growth:.2f}x of {FEW} rows'")
