"""`school`: a school leaves with its data.

1. `export CODE FOLDER` writes everything that is the school's into a new folder that only its owner may open, with a
   manifest of digests and counts. It holds ID numbers: hand it over encrypted, and destroy it here.
2. The manifest is written last: a folder without one is not whole.
3. `close CODE` lets nobody of the school in any more: its accounts are erased. It is the first of two steps.
4. `erase CODE FOLDER` is the second. It takes the export as the school has it: every file must be what the manifest
   says, every edition there is must be among them, and nothing may be held. What stays published lets every paper be
   checked as before.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from functions import bootstrap, settings
from functions.cli.terminal import Plan, add_consent, carry_out
from functions.ports import Services
from functions.usecases import closing, leaving, resealing

MANIFEST = "manifest.json"


class NotReady(ValueError):  # noqa: N818 - it names the fact
    """A school is not to be erased yet; the text says what is to be done first."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `school` and its steps to the parser."""
    parser = commands.add_parser("school", help="let a school leave with its data")
    chosen = parser.add_subparsers(dest="step", required=True)
    export = chosen.add_parser("export", help="write everything that is the school's into a folder")
    export.add_argument("school", help="the code of the school, 5 digits")
    export.add_argument("folder", type=Path, help="a folder that is not there yet")
    export.set_defaults(run=_export)
    close = chosen.add_parser("close", help="let nobody of the school in any more")
    close.add_argument("school", help="the code of the school, 5 digits")
    add_consent(close)
    close.set_defaults(run=_close)
    erase = chosen.add_parser("erase", help="erase what is personal of a school that was closed and has its export")
    erase.add_argument("school", help="the code of the school, 5 digits")
    erase.add_argument("folder", type=Path, help="what `export` wrote")
    add_consent(erase)
    erase.set_defaults(run=_erase)


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


def _close(given: argparse.Namespace) -> Iterator[str]:
    services = _services()
    found = services.store.school(given.school)
    count = sum(1 for _ in closing.accounts(services, found.code))

    def act() -> Iterator[str]:
        yield f"erased {closing.close(services, found.code)} accounts"

    yield from carry_out(Plan((f"erase all {count} accounts of {found.code} {found.name} 注销全部账号",), act), given)


def _erase(given: argparse.Namespace) -> Iterator[str]:
    services = _services()
    found = services.store.school(given.school)
    if next(closing.accounts(services, found.code), None):
        raise NotReady("people of the school can still log in: run `school close` first 请先停用该校账号")
    _require_export(services, found.code, given.folder)
    students = sum(1 for _ in resealing.of_school(services, found.code))
    says = (
        f"erase {students} students of {found.code} {found.name}, with agreements, papers and mails 删除全部个人数据",
        "keep its keys, status lists and given numbers: papers can still be checked 保留核验所需数据",
    )

    def act() -> Iterator[str]:
        yield f"erased {closing.erase(services, found.code)} students"

    yield from carry_out(Plan(says, act), given)


def _require_export(services: Services, school: str, folder: Path) -> None:
    """Raise NotReady unless a folder is the school's whole export, of what there is now."""
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    if manifest["school"] != school:
        raise NotReady(f"the folder is the export of {manifest['school']}")
    for path, digest in manifest["files"].items():
        if not (folder / path).is_file() or hashlib.sha256((folder / path).read_bytes()).hexdigest() != digest:
            raise NotReady(f"{path} is not what was exported: export again")
    for agreement in leaving.agreements(services, school):
        if services.store.find_hold(agreement.id):
            raise NotReady(f"{agreement.number or agreement.id} is held: release it first 请先解除保留")
        for issuance in leaving.issuances(services, agreement):
            path, digest = leaving.record_path(issuance), hashlib.sha256(issuance.record).hexdigest()
            if manifest["files"].get(path) != digest:
                raise NotReady(f"{path} is newer than the export: export again")
