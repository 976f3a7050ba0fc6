"""登记 → 网签协议书打印 (J16): the steps by which a school's graduates come to their paper, as its policy has them.

1. The steps follow from the settings alone; a page words each by its code and parameters.
2. Who may print, and what is printed on the form, is decided elsewhere: here it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from functions.domain.actors import STAFF, Role
from functions.domain.policy import EffectiveOn, Mode, SchoolPolicy


class StepCode(StrEnum):
    """What a graduate does, or waits for."""

    AFTER_REVIEW = "after_review"
    NOT_NECESSARY = "not_necessary"
    OPEN_AGREEMENT = "open_agreement"
    SCAN_ON_COMPUTER = "scan_on_computer"
    SEND_FILE = "send_file"
    SCHOOL_PRINTS = "school_prints"
    EMPLOYER_PRINTS = "employer_prints"
    COPIES = "copies"
    SIGN_AND_STAMP = "sign_and_stamp"
    SEAL_PRESET = "seal_preset"
    SEAL_AT_SCHOOL = "seal_at_school"
    EFFECTIVE_WHEN_STAMPED = "effective_when_stamped"
    CODE_ON_EACH = "code_on_each"


@dataclass(frozen=True, kw_only=True)
class PrintStep:
    """One step; `params` fill its sentence in."""

    code: StepCode
    params: Mapping[str, str | int] = field(default_factory=dict)


def steps(policy: SchoolPolicy) -> tuple[PrintStep, ...]:
    """Return the steps in their order."""
    return tuple(_steps(policy))


def _steps(policy: SchoolPolicy) -> Iterator[PrintStep]:
    # J01, H03: nothing is printed before the last review.
    yield PrintStep(code=StepCode.AFTER_REVIEW, params={"chain": policy.review_chain})
    if not policy.print_required:
        yield PrintStep(code=StepCode.NOT_NECESSARY)
    yield from (PrintStep(code=code) for code in _printers(policy))
    holders = "、".join(policy.copies)
    yield PrintStep(code=StepCode.COPIES, params={"count": len(policy.copies), "holders": holders})
    yield PrintStep(code=StepCode.SIGN_AND_STAMP)
    yield PrintStep(code=StepCode.SEAL_PRESET if policy.preset_school_seal else StepCode.SEAL_AT_SCHOOL)
    if policy.effective_on(Mode.EMPLOYER_INITIATED) is EffectiveOn.PAPER_STAMP:
        yield PrintStep(code=StepCode.EFFECTIVE_WHEN_STAMPED)
    yield PrintStep(code=StepCode.CODE_ON_EACH)


def _printers(policy: SchoolPolicy) -> Iterator[StepCode]:
    """J03, J04, J05: who prints; J09 and J12 are the graduate's own."""
    if Role.STUDENT in policy.who_prints:
        yield from (StepCode.OPEN_AGREEMENT, StepCode.SCAN_ON_COMPUTER, StepCode.SEND_FILE)
    if policy.who_prints & STAFF:
        yield StepCode.SCHOOL_PRINTS
    if Role.EMPLOYER in policy.who_prints:
        yield StepCode.EMPLOYER_PRINTS
