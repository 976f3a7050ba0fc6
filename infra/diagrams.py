"""Draw the state machines for people: `docs/states.md`, in Mermaid, from the tables that the code obeys."""

from __future__ import annotations

from typing import Any

from functions.domain import (
    agreement_states,
    application,
    card,
    employer,
    invitation,
    position,
    student,
    termination,
)
from functions.domain.machine import Machine

# In the order in which a case meets them: the machine, its title, and where its rules are written.
MACHINES: tuple[tuple[Machine[Any, Any], str, str], ...] = (
    (employer.REGISTRATION, "单位注册 · Registration of an employer", "SM-10"),
    (employer.ADMISSION, "单位入驻 · Admission of an employer to a school", "SM-10"),
    (student.MACHINE, "生源信息 · Source record of a student", "SM-9"),
    (position.MACHINE, "岗位 · Position", "D01"),
    (application.MACHINE, "投递 · Application", "SM-8; what follows OFFERED is SM-1, docs/adr/0022"),
    (card.MACHINE, "二维码名片 · QR card of a student", "section E"),
    (invitation.MACHINE, "邀约 · Invitation", "SM-1"),
    (agreement_states.MACHINE, "协议书 · Agreement", "SM-2, decisions 7 and 9"),
    (termination.MACHINE, "解约 · Termination", "SM-5"),
)

_HEAD = """# States

Written by `python -m infra.generated --write` from the transition tables in `functions/domain/`; do not edit.
An action with several targets goes where the school's policy sends it.
"""


def states() -> str:
    """Return the page: one diagram for each machine."""
    return "\n".join((_HEAD, *(_section(machine, title, rules) for machine, title, rules in MACHINES)))


def _section(machine: Machine[Any, Any], title: str, rules: str) -> str:
    return f"## {title}\n\n`{machine.name}`, {rules}\n\n```mermaid\n{machine.mermaid()}\n```\n"
