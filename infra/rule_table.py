"""docs/rules.md: every rule of five real systems that is in scope, and the tests that prove it (tests/rows.py)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from tests.rows import PENDING, ROWS, proofs

HEAD = """# The rules, and the tests that prove them

Written by `python -m infra.generated --write` from `tests/rows.py` and the guides in `tests/guides/`; do not edit.
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
    return "\n".join([HEAD, f"{len(ROWS) - len(PENDING)} of {len(ROWS)} rules are proved.", *_sections(), ""])


def _sections() -> Iterator[str]:
    for letter, rules in groupby(ROWS, key=lambda rule: rule[0]):
        yield f"\n## {letter}. {SECTIONS[letter]}\n\n| Rule | What it says | Proved by |\n| --- | --- | --- |"
        for rule in rules:
            yield f"| {rule} | {ROWS[rule][0]} | {_proved(rule)} |"


def _proved(rule: str) -> str:
    if rule in PENDING:
        return f"**not yet**: {PENDING[rule]}"
    return "<br>".join(f"`{proof}`" for proof in proofs(rule))
