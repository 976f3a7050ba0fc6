"""`python -m infra.deploy COMMAND --env NAME`: one environment, from its file to what people use.

1. `plan` says what `up` would do and changes nothing. `up` does it, in order, and goes on where an earlier one stopped.
2. `site` publishes the static pages alone; `variables` prints what functions.cli reads, for a shell.
   `secret` keeps what other services gave us. `down` takes everything away, and refuses while there is data unless the
   environment's name is given twice.
3. `stop` lets nobody call the functions, `start` lets them run again; `recover --at TIME` makes an export of the table
   as it was, step by step, and `table` makes the table anew. `uproot` takes away what a lost root has signed.
4. What is wrong is one sentence with the next step, on standard error, with exit code 1 (mishaps.py).
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from infra.deploy import chosen, mishaps, pages, recovering, secrets, standing, steps, tables, teardown
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal

_Step = Callable[[Account, Chosen, argparse.Namespace], Iterator[str]]


class _Command(NamedTuple):
    help: str
    run: _Step
    arguments: tuple[Callable[[argparse.ArgumentParser], None], ...] = ()


def main(arguments: list[str]) -> int:
    """Run a command; return the exit code, 1 with one sentence on standard error when it cannot be done."""
    given = _parser().parse_args(arguments)
    try:
        what = chosen.read(given.env, given.file, given.region)
        said = [_say(line) for line in COMMANDS[given.command].run(Account(what.region), what, given)]
    except Refusal as refusal:
        return _refused(str(refusal))
    except (BotoCoreError, ClientError) as error:
        return _refused(mishaps.sentence(error))
    if not said:
        print("Nothing would change.")
    return 0


def _say(line: str) -> str:
    print(line, flush=True)
    return line


def _refused(text: str) -> int:
    print(text, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.deploy", description="Deploy an environment.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        each = commands.add_parser(name, help=command.help, description=command.help)
        for add in (_environment, *command.arguments):
            add(each)
    return parser


def _environment(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--env", required=True, metavar="NAME", help="the environment; its names in AWS begin with it")
    parser.add_argument("--file", type=Path, help="what was chosen for it; without: environments/NAME.json")
    parser.add_argument("--region", help="instead of the file's")


def _bundles(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bundles", type=Path, metavar="FOLDER", help="instead of build/bundles, made where need be")


def _consent(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes-delete", metavar="NAME", help="the environment's name once more: go ahead")


def _use(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("use", choices=list(secrets.SETTINGS), help="which one")


def _moment(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--at", type=_instant, required=True, metavar="TIME", help="such as 2026-11-20T09:00+08:00")


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError("a time needs its offset, such as +08:00")
    return at


COMMANDS: Mapping[str, _Command] = {
    "plan": _Command(
        "say what `up` would do; change nothing", lambda a, c, g: steps.plan(a, c, g.bundles), (_bundles,)
    ),
    "up": _Command(
        "bring stack, functions, calls and site to what they are to be",
        lambda a, c, g: steps.up(a, c, g.bundles),
        (_bundles,),
    ),
    "site": _Command("publish the static pages, and /v once there is a list", lambda a, c, _: steps.site(a, c)),
    "variables": _Command("print what functions.cli reads, for a shell", lambda a, c, _: steps.variables(a, c)),
    "secret": _Command(
        "keep what another service gave us to log in with; it is asked for",
        lambda a, c, g: secrets.keep(a, c, g.use, getpass.getpass(f"{g.use}: ")),
        (_use,),
    ),
    "stop": _Command("let nobody call the functions", lambda a, c, _: standing.stop(a, c)),
    "start": _Command("let the functions run again", lambda a, c, _: standing.start(a, c)),
    "recover": _Command(
        "make an export of the table as it was, step by step",
        lambda a, c, g: recovering.recover(a, c, g.at),
        (_moment,),
    ),
    "table": _Command(
        "make a lost or damaged table anew, empty", lambda a, c, g: tables.anew(a, c, g.yes_delete), (_consent,)
    ),
    "uproot": _Command(
        "take away what a lost root has signed", lambda a, c, g: pages.uproot(a, c, g.yes_delete), (_consent,)
    ),
    "down": _Command(
        "take all of it away; refuses while there is data",
        lambda a, c, g: teardown.down(a, c, g.yes_delete),
        (_consent,),
    ),
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
