"""To whom a case is none of their business it does not exist: no verb tells it from one that is not there (trap 30).

Every verb of invitations, agreements, reviews, prints and terminations meets everybody who must not reach it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Action, State
from functions.domain.ending import Verdict
from functions.domain.errors import NotFound
from functions.domain.grounds import Reason
from functions.domain.invitation import Invitation
from functions.domain.termination import Action as TerminationAction
from functions.domain.termination import Application, Fault, Termination
from functions.domain.termination import State as TerminationState
from functions.usecases import agreements, invitations, prints, reviews, terminations
from functions.usecases.agreements import Sieve
from tests import factories, steps
from tests.factories import someone
from tests.unit.usecases.attempts import STRANGERS, said
from tests.unit.web.asking import stored
from tests.world import World

STUDENT = someone(Role.STUDENT)
BETTER = replace(steps.TERMS, monthly_pay=9800)

# Every verb on an invitation, as (world, actor, invitation, version).
OF_INVITATIONS: dict[str, Callable[[World, Actor, str, int], Any]] = {
    "read": lambda w, who, id_, _: invitations.read(w.services, who, id_),
    "edit": lambda w, who, id_, v: invitations.edit(w.services, who, id_, BETTER, None, version=v),
    "discard": lambda w, who, id_, v: invitations.discard(w.services, who, id_, version=v),
    "send": lambda w, who, id_, v: invitations.send(w.services, who, id_, version=v),
    "withdraw": lambda w, who, id_, v: invitations.withdraw(w.services, who, id_, version=v),
    "reject": lambda w, who, id_, v: invitations.reject(w.services, who, id_, "条件不合适", version=v),
    "accept": lambda w, who, id_, _: invitations.accept(w.services, who, id_, "00" * 32, steps.ANSWERS),
    "expire": lambda w, who, id_, _: invitations.expire(w.services, who, id_),
}
# To the school an invitation is none of its business before it is accepted.
UNCONCERNED = STRANGERS | {
    "the student's own college": someone(Role.COLLEGE), "the student's own school": someone(Role.SCHOOL),
    "its administrator": someone(Role.ADMIN),
}  # fmt: skip


@pytest.fixture(scope="module")
def sent() -> tuple[World, Invitation]:
    world = World()
    return world, steps.sent(world)


@pytest.mark.parametrize("stranger", UNCONCERNED.values(), ids=UNCONCERNED)
@pytest.mark.parametrize("verb", OF_INVITATIONS)
def test_trap_30_to_a_stranger_there_is_no_invitation(
    sent: tuple[World, Invitation], verb: str, stranger: Actor
) -> None:
    (world, offer), raised = sent, []
    before = stored(world)
    for invitation in (offer.id, "nothing"):
        with pytest.raises(NotFound) as caught:
            OF_INVITATIONS[verb](world, stranger, invitation, offer.version)
        raised.append(said(caught.value))
    assert raised == [(NotFound, "invitation")] * 2
    assert stored(world) == before


@pytest.mark.parametrize("verb", OF_INVITATIONS)
def test_a_draft_is_the_employers_alone(verb: str) -> None:
    world = World()
    draft = steps.drafted(world)
    with pytest.raises(NotFound):
        OF_INVITATIONS[verb](world, STUDENT, draft.id, draft.version)
    assert not invitations.of_student(world.services, STUDENT, None).items


# Every verb on a case, as (world, actor, agreement, application, version).
Verb = Callable[[World, Actor, str, str, int], Any]
OF_CASES: dict[str, Verb] = {
    "read": lambda w, who, id_, _, __: agreements.read(w.services, who, id_),
    "read its timeline": lambda w, who, id_, _, __: agreements.timeline(w.services, who, id_),
    "revise": lambda w, who, id_, _, v: agreements.revise(w.services, who, id_, BETTER, version=v),
    "confirm": lambda w, who, id_, _, __: agreements.confirm(w.services, who, id_, "00" * 32, steps.ANSWERS),
    "decline": lambda w, who, id_, _, v: agreements.decline(w.services, who, id_, "与面谈不符", version=v),
    "review": lambda w, who, id_, _, v: reviews.review(w.services, who, id_, Action.PASS, "", version=v),
    "void": lambda w, who, id_, _, v: reviews.void(w.services, who, id_, "误操作", version=v),
    "print": lambda w, who, id_, _, __: prints.print_copy(w.services, who, id_, 1),
    "read its register": lambda w, who, id_, _, __: prints.register(w.services, who, id_),
    "read a print": lambda w, who, id_, _, __: prints.file(w.services, who, id_, 1),
    "list its applications": lambda w, who, id_, _, __: terminations.of_agreement(w.services, who, id_),
    "apply for termination": lambda w, who, id_, _, v: terminations.apply(
        w.services, who, id_, Application(reason=Reason.OTHER, explanation="另有安排"), version=v),
    "read an application": lambda w, who, id_, t, __: terminations.read(w.services, who, id_, t),
    "answer it": lambda w, who, id_, t, v: terminations.answer(
        w.services, who, id_, t, is_agreed=True, reason="", version=v),
    "withdraw it": lambda w, who, id_, t, v: terminations.withdraw(w.services, who, id_, t, version=v),
    "let it lapse": lambda w, who, id_, t, _: terminations.lapse(w.services, who, id_, t),
    "decide on it": lambda w, who, id_, t, v: terminations.review(
        w.services, who, id_, t, Verdict(decision=TerminationAction.PASS, fault=Fault.STUDENT), version=v),
}  # fmt: skip


@pytest.fixture(scope="module")
def running() -> tuple[World, Termination]:
    """A case that has got as far as an application for termination."""
    world = World()
    return world, steps.applied(world, steps.issued(world))


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize("verb", OF_CASES)
def test_trap_30_to_a_stranger_there_is_no_agreement(
    running: tuple[World, Termination], verb: str, stranger: Actor
) -> None:
    (world, applied), raised = running, []
    before = stored(world)
    for agreement in (applied.agreement, "nothing"):
        with pytest.raises(NotFound) as caught:
            OF_CASES[verb](world, stranger, agreement, applied.id, 1)
        raised.append(said(caught.value))
    assert raised == [(NotFound, "agreement")] * 2
    assert stored(world) == before


OF_AN_APPLICATION = ("read an application", "answer it", "withdraw it", "let it lapse", "decide on it")


@pytest.mark.parametrize("verb", OF_AN_APPLICATION)
def test_an_application_is_found_only_under_its_agreement(running: tuple[World, Termination], verb: str) -> None:
    world, applied = running
    with pytest.raises(NotFound) as caught:
        OF_CASES[verb](world, STUDENT, applied.agreement, "nothing", 1)
    assert said(caught.value) == (NotFound, "termination")


def test_a_reviewer_of_no_college_lists_nothing() -> None:
    world = World()
    world.insert(factories.agreement(), factories.termination())
    nobody = someone(Role.COLLEGE, college=None)
    for ask in (
        lambda: agreements.of_school(world.services, nobody, State.COLLEGE_REVIEW, Sieve(), None, 50),
        lambda: agreements.of_school(world.services, nobody, State.COLLEGE_REVIEW, Sieve(college="203"), None, 50),
        lambda: terminations.of_school(
            world.services, nobody, TerminationState.AWAIT_OTHER, terminations.Sieve(), None
        ),
    ):
        with pytest.raises(NotFound):
            ask()
