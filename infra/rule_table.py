"""docs/rules.md: every rule of five real systems that is in scope, every trap, and the tests that prove each.

The tables are tests/rows.py and tests/traps.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from tests import traps
from tests.rows import PENDING, ROWS, proofs

HEAD = """# The rules, and the tests that prove them

Written by `python -m infra.generated --write` from `tests/rows.py`, `tests/traps.py` and the guides in `tests/guides/`.
The numbers are those of the rule table of five operating guides; a sentence in Chinese is a guide's own, and the test
of that name plays it over HTTP under the guide's preset. The tests are below `tests/`.
"""
SECTIONS = {
    "A": "Access, identity, scope", "B": "Source record and agreement number", "C": "Employers",
    "D": "Résumé, interview, offer", "E": "The student's card", "F": "Invitation and answer",
    "G": "Student-initiated signing", "H": "Review", "I": "Effect", "J": "Printing",
    "K": "Paper, blank form, reissue", "M": "Termination", "P": "Notices",
}  # fmt: skip


def page() -> str:
    """Return the page, with what is missing said where nothing proves a rule yet."""
    return "\n".join(
        [HEAD, f"{len(ROWS) - len(PENDING)} of {len(ROWS)} rules are proved.", *_sections(), *_traps(), ""]
    )


def _sections() -> Iterator[str]:
    for letter, rules in groupby(ROWS, key=lambda rule: rule[0]):
        yield f"\n## {letter}. {SECTIONS[letter]}\n\n| Rule | What it says | Proved by |\n| --- | --- | --- |"
        for rule in rules:
            yield f"| {rule} | {ROWS[rule][0]} | {_proved(rule)} |"


def _proved(rule: str) -> str:
    if rule in PENDING:
        return f"**not yet**: {PENDING[rule]}"
    return _listed(proofs(rule))


def _traps() -> Iterator[str]:
    yield "\n## Traps\n\n| Trap | What it is | Held by |\n| --- | --- | --- |"
    rows = {trap: (what, _listed(traps.proofs(trap))) for trap, (what, _) in traps.TRAPS.items()}
    later = {trap: (what, f"**not yet**: {why}") for trap, (what, why) in traps.LATER.items()}
    for trap, (what, held) in sorted((rows | later).items()):
        yield f"| {trap} | {what} | {held} |"


def _listed(tests: Iterable[str]) -> str:
    return "<br>".join(f"`{test}`" for test in tests)
