"""`school`: a school leaves with its data.

1. `export CODE FOLDER` writes everything that is the school's into a new folder that only its owner may open, with a
   manifest of digests and counts. It holds ID numbers: hand it over encrypted, and destroy it here.
2. The manifest is written last: a folder without one is not whole.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from functions import bootstrap, settings
from functions.ports import Services
from functions.usecases import leaving

MANIFEST = "manifest.json"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `school` and its steps to the parser."""
    parser = commands.add_parser("school", help="let a school leave with its data")
    chosen = parser.add_subparsers(dest="step", required=True)
    export = chosen.add_parser("export", help="write everything that is the school's into a folder")
    export.add_argument("school", help="the code of the school, 5 digits")
    export.add_argument("folder", type=Path, help="a folder that is not there yet")
    export.set_defaults(run=_export)


def _services() -> Services:
    return bootstrap.issuer(settings.read()).services


def _export(given: argparse.Namespace) -> Iterator[str]:
    services = _services()
    found = services.store.school(given.school)
    given.folder.mkdir(mode=0o700)
    digests: dict[str, str] = {}
    for file in leaving.export(services, found.code):
        _write(given.folder / file.path, file.content)
        digests[file.path] = hashlib.sha256(file.content).hexdigest()
    counts = Counter(Path(path).suffix.removeprefix(".") for path in digests)
    manifest = {
        "school": found.code, "name": found.name, "at": services.clock.now().isoformat(), "counts": counts,
        "files": digests,
    }  # fmt: skip
    _write(given.folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    kinds = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    yield f"{found.code} {found.name}: {len(digests)} files 个文件: {kinds}"
    yield "It holds ID numbers: hand it over encrypted. 内含证件号码，请加密移交。"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(content)
