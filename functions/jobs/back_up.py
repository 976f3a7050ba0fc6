"""The backing-up job: an export of the table and copies of what is new among the objects, once a day."""

from __future__ import annotations

from functions.domain.deadlines import local_date
from functions.ports import Copies, Exports, Services


def run(services: Services, exports: Exports, copies: Copies) -> int:
    """Ask for today's export and copy; return how many objects were copied."""
    exports.begin(local_date(services.clock.now()).isoformat())
    return copies.make()
