"""`python -m verifier`: see `verifier.command` for its rules and `verifier/README.md` for examples."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import UTC, datetime

from verifier.attestation import Fault, TrustList, trust_reader
from verifier.command import lists, output
from verifier.command.arguments import parser
from verifier.command.inputs import Given, Typed, Unreadable, content, inputs, plain
from verifier.command.progress import Progress
from verifier.command.reading import Found, found
from verifier.command.rows import Judge, Row, unreadable


def main(arguments: list[str] | None = None) -> int:
    """Print the answers and return the exit status."""
    options = parser()
    given = options.parse_intermixed_args(arguments)
    judge = _judge(options, given)
    wanted = list(inputs(given.inputs))
    progress = Progress(len(wanted))
    rows = _shown(_rows(wanted, judge, progress), given)
    progress.end()
    return 0 if rows and all(row.is_good for row in rows) else 1


def _judge(options: ArgumentParser, given: Namespace) -> Judge:
    if (given.trust is None) == (given.cache is None):
        options.error("give either --trust FILE or --cache DIR")
    if given.online and given.cache is None:
        options.error("--online needs --cache DIR")
    if given.status and given.cache:
        options.error("--status goes with --trust; a folder of --cache has its own s/<list>.cwt")
    folder = lists.Folder(given.cache, lists.fetch if given.online else None) if given.cache else None
    try:
        trust = folder.trust(given.root, given.online) if folder else trust_reader.read(given.trust, given.root)
    except Fault as fault:
        options.error(f"--trust: the root did not sign this trust list ({fault.code})")
    except FileNotFoundError as error:
        options.error(f"--cache: there is no {error}")
    now = given.at or datetime.now(UTC)  # noqa: TID251 - the command is copied without the service and its clock
    return Judge(trust, folder.status(trust) if folder else _files(given, trust), now)


def _files(given: Namespace, trust: TrustList) -> lists.Files:
    return lists.Files(tuple(given.status or ()), trust)


def _rows(wanted: list[Typed | Given], judge: Judge, progress: Progress) -> Iterator[Row]:
    for one in wanted:
        if isinstance(one, Typed):
            progress.step(one.name)
            yield judge.row(one.name, Found(one.text))
        else:
            yield from _of_file(one, judge, progress)


def _of_file(given: Given, judge: Judge, progress: Progress) -> Iterator[Row]:
    name = plain(given.name)
    progress.step(name)
    try:
        codes = found(content(given))
    except Unreadable as reason:
        yield unreadable(name, reason.code)
        return
    progress.expect(len(codes) - 1)
    for at, code in enumerate(codes):
        if at:
            progress.step(name)
        yield judge.row(f"{name} {code.place}".rstrip(), code)


def _shown(rows: Iterator[Row], given: Namespace) -> list[Row]:
    """Print the rows, JSON and CSV one by one as they come, and return them."""
    if given.csv:
        sys.stdout.write("\ufeff" + output.csv_line(output.HEADER))
    if given.csv or given.json:
        return [
            _written(row, output.json_line(row) if given.json else output.csv_line(output.cells(row))) for row in rows
        ]
    collected = list(rows)
    print("\n".join(output.lines(collected[0]) if len(collected) == 1 else output.table(collected)))
    return collected


def _written(row: Row, line: str) -> Row:
    sys.stdout.write(line)
    return row


def run() -> int:
    """Run as a program: UTF-8 whatever the console's page is, and quiet when whoever reads stops reading."""
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a program has a text stream
    try:
        return main()
    except BrokenPipeError:
        return 1


if __name__ == "__main__":
    sys.exit(run())
