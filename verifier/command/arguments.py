"""The options of the command."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import datetime
from pathlib import Path

ROOT_DIGITS = 64


def parser() -> ArgumentParser:
    """Return the parser; what it refuses ends the command with status 2."""
    made = ArgumentParser("python -m verifier", description="Check printed employment agreements 核验就业协议书.")
    made.add_argument("inputs", nargs="+", metavar="FILE|LINK|DIGITS", help="PDF, picture, text of links; - is stdin")
    made.add_argument("--root", required=True, type=_key, help="the root key that you trust: 64 hexadecimal digits")
    made.add_argument("--trust", type=_file, metavar="FILE", help="a saved trust list, /t/trust.cwt")
    made.add_argument(
        "--status",
        type=_file,
        action="append",
        metavar="FILE",
        help="a saved status list, /s/<list>.cwt; many may be given",
    )
    made.add_argument("--cache", type=Path, metavar="DIR", help="a folder with trust.cwt and s/<list>.cwt")
    made.add_argument("--online", metavar="HOST", help="renew the folder of --cache from this official host first")
    made.add_argument("--at", type=_instant, help="check as of this instant, such as 2026-07-15T09:00:00+08:00")
    shape = made.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="one line of JSON for each code")
    shape.add_argument("--csv", action="store_true", help="a table for Excel or WPS")
    return made


def _key(digits: str) -> bytes:
    if len(digits) != ROOT_DIGITS:
        raise ArgumentTypeError(f"a root key has {ROOT_DIGITS} hexadecimal digits")
    try:
        return bytes.fromhex(digits)
    except ValueError:
        raise ArgumentTypeError("not hexadecimal") from None


def _file(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ArgumentTypeError(f"{path}: {error.strerror}") from None


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("not an instant of ISO 8601") from None
    if instant.tzinfo is None:
        raise ArgumentTypeError("an instant needs its offset, such as +08:00")
    return instant
