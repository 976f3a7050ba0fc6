"""`migrate`: write the rows of older releases anew, as this one writes them (ADR 26).

1. Nothing waits for it: a row is brought forward whenever it is read. It is run before a release that no longer reads
   them, the day after the last function of an older release has ended.
2. It reads which rows there are from a whole export, the newest without another's name; then it reads each itself.
3. It may be stopped anywhere and run again; it is done when the next export has none.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator

from functions import bootstrap, settings
from functions.adapters.dynamo.exports import ExportDamaged
from functions.adapters.dynamo.releases import SCHEMA
from functions.adapters.dynamo.upgrading import is_older, upgrade
from functions.cli.terminal import Plan, add_consent, carry_out


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("migrate", help="write the rows of older releases anew")
    parser.add_argument("--export", help="the name that `backup list` gives; the newest whole one without it")
    add_consent(parser)
    parser.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> Iterator[str]:
    read = settings.read()
    exports = bootstrap.archive(read).exports
    name = given.export or _newest(exports.names())
    older = Counter(row["schema"]["N"] for row in exports.rows(name) if is_older(row))
    if not older:
        yield f"export {name}: all rows are of schema {SCHEMA}, nothing to do 全部为当前版本"
        return
    says = tuple(
        f"write {count} rows of schema {schema} anew 重写旧版本记录" for schema, count in sorted(older.items())
    )

    def act() -> Iterator[str]:
        count = upgrade(bootstrap.model(read), exports.rows(name))
        yield f"wrote {count} rows as schema {SCHEMA}; the next export tells what is left 以下次导出为准"

    yield from carry_out(Plan(says, act), given)


def _newest(names: tuple[tuple[str, bool], ...]) -> str:
    whole = [name for name, is_whole in names if is_whole]
    if not whole:
        raise ExportDamaged(
            "there is no whole export yet: `backup make` asks for one, `backup list` says when it is whole"
        )
    return whole[-1]
