"""`backup`: a second copy of everything, and the way back (ADR 28).

1. The issuer makes one every night; `make` makes one now. DynamoDB takes minutes for it; `list` says when it is whole.
2. `verify` reads a whole export and holds it against itself: digests, trails, codes, statuses. It changes nothing.
3. `restore` verifies, then writes into an empty table and puts back the objects that are missing. Stop the functions
   before: what they do with half a table is not undone. It can be run again after it was stopped.
4. `objects` puts back missing objects alone: the table is whole, a bucket is not.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from functions import bootstrap, settings
from functions.bootstrap import Archive
from functions.cli.terminal import Plan, add_consent, carry_out
from functions.usecases.soundness import Audit

# More than a school gives out between two nights.
LEAP = 1000


class Unsound(ValueError):  # noqa: N818 - it names the fact
    """An export does not agree with itself; a line for each fault."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `backup` and its steps to the parser."""
    parser = commands.add_parser("backup", help="keep a second copy of everything, and bring it back")
    chosen = parser.add_subparsers(dest="step", required=True)
    make = chosen.add_parser("make", help="ask for an export now and copy new objects")
    make.set_defaults(run=_make)
    listing = chosen.add_parser("list", help="list the exports")
    listing.set_defaults(run=_list)
    verify = chosen.add_parser("verify", help="read an export and hold it against itself")
    verify.add_argument("name", help="the name that `list` gives")
    verify.set_defaults(run=_verify)
    restore = chosen.add_parser("restore", help="write an export into an empty table, put back missing objects")
    restore.add_argument("name", help="the name that `list` gives")
    restore.add_argument("--leap", type=int, default=LEAP, help=f"how far serial numbers go ahead; {LEAP} without it")
    add_consent(restore)
    restore.set_defaults(run=_restore)
    objects = chosen.add_parser("objects", help="put back missing objects, where the table is whole")
    add_consent(objects)
    objects.set_defaults(run=_objects)


def _archive() -> Archive:
    return bootstrap.archive(settings.read())


def _make(_: argparse.Namespace) -> Iterator[str]:
    name = f"{bootstrap.services(settings.read()).clock.now():%Y-%m-%dT%H%M%S}"
    kept = _archive()
    kept.exports.begin(name)
    yield f"asked for export {name}; `backup list` says when it is whole 已请求导出"
    yield f"copied {kept.copies.make()} objects 已复制文件"


def _list(_: argparse.Namespace) -> Iterator[str]:
    for name, is_whole in _archive().exports.names():
        yield f"{name} {'whole 完整' if is_whole else 'being written 写入中'}"


def _verify(given: argparse.Namespace) -> Iterator[str]:
    yield from _audited(_archive(), given.name)
    yield "All of it agrees. 全部一致。"


def _audited(kept: Archive, name: str) -> Iterator[str]:
    """Say how many records of each class there are; raises Unsound."""
    audit = Audit({key.kid: key for key in kept.exports.records(name, ("signing_key",))})
    for record in kept.exports.records(name):
        audit.take(record)
    yield from (f"{count:>9} {kind}" for kind, count in sorted(audit.counts.items()))
    if faults := audit.faults():
        raise Unsound("\n".join(faults))


def _restore(given: argparse.Namespace) -> Iterator[str]:
    kept = _archive()
    yield from _audited(kept, given.name)
    says = (
        f"write export {given.name} into table {settings.read().table}, which must be empty 写入空表",
        f"let serial numbers go on {given.leap} later 编号跳过",
        "put back the objects that are missing 补回缺少的文件",
    )

    def act() -> Iterator[str]:
        yield f"wrote {kept.exports.refill(kept.exports.rows(given.name), given.leap)} rows"
        yield from _brought_back(kept)
        yield "Start the functions again; the next runs publish every status list anew. 请恢复运行。"

    yield from carry_out(Plan(says, act), given)


def _objects(given: argparse.Namespace) -> Iterator[str]:
    kept = _archive()
    says = ("put back the objects that are missing 补回缺少的文件",)
    yield from carry_out(Plan(says, lambda: _brought_back(kept)), given)


def _brought_back(kept: Archive) -> Iterator[str]:
    yield f"put back {kept.copies.bring_back()} objects"
