"""`python -m infra.deploy COMMAND --env NAME`: one environment, from its file to what people use.

1. `plan` says what `up` would do and changes nothing. `up` does it, in order, and goes on where an earlier one stopped.
2. `site` publishes the static pages alone; `variables` prints what functions.cli reads, for a shell.
   `down` takes everything away, and refuses while there is data unless the environment's name is given twice.
3. `stop` lets nobody call the functions, `start` lets them run again; `recover --at TIME` makes an export of the table
   as it was, step by step, and `table` makes the table anew.
4. What is wrong is one sentence with the next step, on standard error, with exit code 1 (mishaps.py).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from infra.deploy import chosen, mishaps, recovering, standing, steps, tables, teardown
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal

COMMANDS = ("plan", "up", "site", "variables", "stop", "start", "recover", "table", "down")
_PLAIN = {
    "site": steps.site, "variables": steps.variables, "stop": standing.stop, "start": standing.start,
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Run a command; return the exit code, 1 with one sentence on standard error when it cannot be done."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if (given.command == "recover") != (given.at is not None):
        parser.error("recover needs --at TIME, and nothing else takes it")
    try:
        what = chosen.read(given.env, given.file, given.region)
        account = Account(what.region)
        said = [_say(line) for line in _steps(account, what, given)]
    except Refusal as refusal:
        return _refused(str(refusal))
    except (BotoCoreError, ClientError) as error:
        return _refused(mishaps.sentence(error))
    if not said:
        print("Nothing would change.")
    return 0


def _steps(account: Account, what: Chosen, given: argparse.Namespace) -> Iterator[str]:
    if given.command in {"table", "down"}:
        return {"table": tables.anew, "down": teardown.down}[given.command](account, what, given.yes_delete)
    if given.command in {"plan", "up"}:
        return {"plan": steps.plan, "up": steps.up}[given.command](account, what, given.bundles)
    if given.command == "recover":
        return recovering.recover(account, what, given.at)
    return _PLAIN[given.command](account, what)


def _say(line: str) -> str:
    print(line, flush=True)
    return line


def _refused(text: str) -> int:
    print(text, file=sys.stderr)
    return 1


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError("a time needs its offset, such as +08:00")
    return at


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.deploy", description="Deploy an environment.")
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--env", required=True, metavar="NAME", help="the environment; its names in AWS begin with it")
    parser.add_argument("--file", type=Path, help="what was chosen for it; without: environments/NAME.json")
    parser.add_argument("--region", help="instead of the file's")
    parser.add_argument("--bundles", type=Path, metavar="FOLDER", help="instead of build/bundles, made where need be")
    parser.add_argument("--at", type=_instant, metavar="TIME", help="with recover: such as 2026-11-20T09:00+08:00")
    parser.add_argument("--yes-delete", metavar="NAME", help="with down and table: delete the data, too; NAME again")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
