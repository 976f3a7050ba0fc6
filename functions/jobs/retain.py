"""The retaining job: what came to nothing, and what ended long ago, is erased when its time is over, once a day.

How many went is a line of the log, of a run that failed too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

from functions.domain.agreement import Agreement
from functions.domain.invitation import Invitation
from functions.jobs.catch_up import together
from functions.ports import Services
from functions.usecases import ended, erasing, figures, retention
from functions.usecases.figures import Figure
from functions.usecases.turns import Turn


def run(services: Services, turn: Turn) -> int:
    """Return how many cases were erased; raises ExceptionGroup of what failed."""
    done = Counter({Figure.ERASED_UNANSWERED: 0, Figure.ERASED_ENDED: 0})

    def take(due: Iterable[Invitation | Agreement], erase: Callable[[str], int], figure: Figure) -> None:
        def counted(one: Invitation | Agreement) -> int:
            gone = erase(one.id)
            done[figure] += gone
            return gone

        turn.take(due, counted, began=lambda _: None, case=lambda one: one.id)

    try:
        together(
            lambda: take(retention.due(services, turn), partial(erasing.case, services), Figure.ERASED_UNANSWERED),
            lambda: take(ended.due(services, turn), partial(ended.erase, services), Figure.ERASED_ENDED),
        )
    finally:
        figures.tell(services, {figure: float(count) for figure, count in done.items()})
    return done.total()
