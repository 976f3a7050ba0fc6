"""The retaining job: what came to nothing, and what ended long ago, is erased when its time is over, once a day.

How many went is a line of the log, of a run that failed too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol, TypeVar

from functions.jobs.catch_up import together
from functions.ports import Services
from functions.usecases import batches, ended, erasing, figures, graduated, retention
from functions.usecases.figures import Figure
from functions.usecases.turns import Turn

ERASED = (Figure.ERASED_UNANSWERED, Figure.ERASED_ENDED, Figure.ERASED_BATCHES, Figure.ERASED_GRADUATES)


class _Kept(Protocol):
    """What is erased."""

    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Kept)


def run(services: Services, turn: Turn) -> int:
    """Return how much was erased; raises ExceptionGroup of what failed."""
    done = Counter(dict.fromkeys(ERASED, 0))

    def take(due: Iterable[T], erase: Callable[[T], int], figure: Figure) -> None:
        def counted(one: T) -> int:
            gone = erase(one)
            done[figure] += gone
            return gone

        turn.take(due, counted, began=lambda _: None, case=lambda one: one.id)

    unanswered, agreements = retention.due(services, turn), ended.due(services, turn)
    try:
        together(
            lambda: take(unanswered, lambda one: erasing.case(services, one.id), Figure.ERASED_UNANSWERED),
            lambda: take(agreements, lambda one: ended.erase(services, one.id), Figure.ERASED_ENDED),
            lambda: take(batches.old(services, turn), partial(batches.erase, services), Figure.ERASED_BATCHES),
            lambda: take(graduated.due(services, turn), partial(graduated.erase, services), Figure.ERASED_GRADUATES),
        )
    finally:
        figures.tell(services, {figure: float(count) for figure, count in done.items()})
    return done.total()
