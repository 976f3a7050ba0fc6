"""Write the sample school as this release stores it: `python -m tests.releases.sample v0.2.0`, run once for each tag.

The secrets are the tests' own (`tests.world`), the people are the sample's: nothing in it is anybody's.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from functions.adapters.dynamo import items
from functions.domain.policy import SchoolPolicy
from functions.jobs import deliver, import_rosters, issue, print_batches, publish_status
from functions.usecases import keys
from infra import seed
from tests.world import World

FOLDER = Path(__file__).parent


class Unfounded(World):
    """A world with nobody in it."""

    def found(self, policy: SchoolPolicy) -> None:  # the sample brings its own school
        pass


def read(tag: str) -> list[dict[str, Any]]:
    """Return the rows of a release as DynamoDB's JSON."""
    lines = gzip.decompress((FOLDER / f"{tag}.jsonl.gz").read_bytes()).decode().splitlines()
    return [json.loads(line) for line in lines]


def main(tag: str) -> None:
    """Write the file of a tag."""
    world = Unfounded()
    seed.plant(world.services, lambda: _work(world))
    text = "".join(f"{json.dumps(row, ensure_ascii=False, sort_keys=True)}\n" for row in _rows(world))
    (FOLDER / f"{tag}.jsonl.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def _work(world: World) -> None:
    services = world.services
    for school in services.store.schools().items:
        keys.ensure(services, world.signer, school.code)
    issue.run(services, world.signer, world.press)
    publish_status.run(services, world.signer)
    print_batches.run(services, world.press)
    import_rosters.run(services, services.sheets)
    deliver.run(services)


def _rows(world: World) -> Iterator[dict[str, Any]]:
    model = items.bound("sample")
    for row in world.table.rows():
        yield items.item(model, row).serialize()
    for key, count in world.table.counters().items():
        yield {"pk": {"S": key.pk}, "sk": {"S": key.sk}, "count": {"N": str(count)}}


if __name__ == "__main__":
    main(*sys.argv[1:])
