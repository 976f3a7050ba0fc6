"""Whose turn it is: what waits is gone through in its order, page by page, as long as there is time.

1. What fails stays where it waits. It is tried each minute for an hour, each hour for a day, and each day from then on:
   a failure that lasts costs little, and goes without a hand once its cause is mended.
2. One that fails holds up no other but what follows in the same case. In the end all failures are raised together.
3. A job ends before its process is ended; the rest waits for the next turn.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

T = TypeVar("T")


PORTION = 250


class Portions(Protocol[T]):
    """A list by portions: what comes after a record, None for its beginning."""

    def __call__(self, after: T | None, *, limit: int) -> tuple[T, ...]: ...  # noqa: D102 - the class says it


def pages(portion: Portions[T]) -> Iterator[T]:
    """Go through a list to its end: to a portion that is not full."""
    found = portion(None, limit=PORTION)
    yield from found
    while len(found) == PORTION:
        found = portion(found[-1], limit=PORTION)
        yield from found


@dataclass(frozen=True, slots=True)
class Turn:
    """One run of a job: what began to wait before `since` is left for a rarer one."""

    since: datetime | None = None
    has_time: Callable[[], bool] = lambda: True

    def of(self, waiting: Iterable[T], began: Callable[[T], datetime | None]) -> Iterator[T]:
        """Go through those whose turn it is, while there is time."""
        for one in waiting:
            if not self.has_time():
                return
            at = began(one)
            if self.since is None or at is None or at >= self.since:
                yield one

    def take(
        self, waiting: Iterable[T], do: Callable[[T], int], *, began: Callable[[T], datetime | None],
        case: Callable[[T], Hashable],
    ) -> int:  # fmt: skip
        """Do what waits; return how much was done. Raises ExceptionGroup of what failed, once all else is done."""
        done, failed = 0, dict[Hashable, Exception]()
        for one in self.of(waiting, began):
            if case(one) in failed:
                continue
            try:
                done += do(one)
            except Exception as failure:  # noqa: BLE001 - the others must not wait for it; it is raised below
                failed[case(one)] = failure
        if failed:
            raise ExceptionGroup("left for another turn", list(failed.values()))
        return done


ALL = Turn()
