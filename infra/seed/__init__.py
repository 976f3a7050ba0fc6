"""A school and a small neighbour to try things out with: made by the use cases themselves wherever there is one."""

from __future__ import annotations

from collections.abc import Callable

from functions.ports import Services
from infra.seed import aside, endings, ground, neighbour, paper, roster, story


def plant(services: Services, work: Callable[[], None]) -> None:
    """Make the schools, their people and agreements; `work` does what waits for the jobs of the issuer."""
    ground.lay(services)
    roster.bring_in(services, work)
    story.play(services, work)
    paper.play(services, work)
    endings.play(services, work)
    aside.play(services, work)
    neighbour.play(services, work)
