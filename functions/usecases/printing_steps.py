"""The printing steps of a graduate's school (J16): by the policy of the agreement that holds, else the one in force."""

from __future__ import annotations

from dataclasses import dataclass

from functions.domain import printing_steps
from functions.domain.actors import Actor
from functions.domain.agreement import HOLDING, Agreement
from functions.domain.printing_steps import PrintStep
from functions.ports import Services
from functions.usecases.policies import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """The steps, and the agreement that they are for, None while there is none."""

    steps: tuple[PrintStep, ...]
    agreement: Agreement | None


def guidance(services: Services, actor: Actor) -> Guidance:
    """Return the steps for the actor; an agreement keeps the version that it is pinned to (trap 27)."""
    store, school = services.store, actor.school or ""
    held = next((one for one in store.agreements_of_student(school, actor.party or "") if one.state in HOLDING), None)
    pinned = store.policy(school, held.policy_version) if held else in_force(store, school, services.clock.now())
    return Guidance(steps=printing_steps.steps(pinned.policy), agreement=held)
