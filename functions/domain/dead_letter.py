"""What failed to the last attempt: the row in which the work still waits, and why it failed. It names no person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """One change of the table that was given up; `pk` and `sk` are its row, empty where only AWS knew it."""

    number: str
    """The number of the change in the stream, empty where it had none."""
    reason: str
    pk: str = ""
    sk: str = ""


def reason(failure: BaseException) -> str:
    """Return why something failed: what was raised and where, without its words, which may be somebody's."""
    trace, place = failure.__traceback__, ""
    while trace is not None:
        place, trace = f" at {trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}", trace.tb_next
    code = getattr(failure, "code", None)
    said = f"({code})" if isinstance(code, str) else ""
    return f"{type(failure).__name__}{said}{place}"
