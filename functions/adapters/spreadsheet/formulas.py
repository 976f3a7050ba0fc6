"""Formula injection: texts that a spreadsheet would execute (trap 21).

1. A text is dangerous that begins with = + - @ or a full-width twin, blanks and apostrophes before it notwithstanding,
   or that begins with a tab or a line end.
2. In .csv it gets an apostrophe in front, which Excel and WPS take as "this is text"; ``plain`` undoes exactly that, so
   that an exported file can be read again. In .xlsx the cell's type says text, and the apostrophe is a style.
3. Numbers are numbers: -5 typed as a number needs no guard.
"""

from __future__ import annotations

import re

_EXECUTED = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def is_executed(text: str) -> bool:
    """Tell whether a spreadsheet would execute this text rather than show it."""
    return _EXECUTED.match(text) is not None


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would execute."""
    return f"'{text}" if is_executed(text) else text


def plain(text: str) -> str:
    """Take away the apostrophe that ``guarded`` put there."""
    return text[1:] if text.startswith("'") and is_executed(text) else text
