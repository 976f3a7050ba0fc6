"""The bundle of a stage: what Lambda runs, packaged by Zappa itself, as `python -m infra.bundle [STAGE ...]`.

1. Zappa packages a folder that holds only what the service reads; its settings say which of that a stage leaves out.
2. The packages are those of the lock files, for Lambda's Linux (packages.py): a bundle made here is one made anywhere.
3. Every module is compiled beforehand: Lambda cannot keep what it compiles, and would do so at each cold start.
4. The same sources give the same bytes: names in order, one time for all, nothing of this machine. What differs is
   what changed, so a function is not updated without a reason.
5. At most 50 MB, which is what Lambda takes without a detour.
6. A bundle lies beside the digest of what it was made from and its own: it is made again where one of them differs.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from infra.bundle import archive, packages

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "bundles"
SETTINGS = ROOT / "zappa_settings.json"
PROJECT = ("build/fonts", "functions", "portal_static/i18n", "verifier/__init__.py", "verifier/attestation")
MOST_BYTES = 50 * 1024 * 1024
_NOT_READ = shutil.ignore_patterns("__pycache__", "*.md", ".*")


class BundleError(Exception):
    """Zappa made no bundle, or one that Lambda does not take; the text says why."""


def current(stage: str) -> Path:
    """Return the bundle of a stage of these very sources; make it where there is none. Raises what `make` does."""
    path, note = FOLDER / f"{stage}.zip", FOLDER / f"{stage}.made-from"
    if not (path.exists() and note.exists() and note.read_text("utf-8") == _origin(path)):
        make(stage)
        note.write_text(_origin(path), "utf-8")
    return path


def _origin(path: Path) -> str:
    """Return the digests of the sources and of the bundle at `path`, which somebody may have changed since."""
    sources = hashlib.sha256(packages.digest().encode())
    for file in (SETTINGS, Path(__file__), *_sources()):
        sources.update(f"{file.relative_to(ROOT)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return f"{sources.hexdigest()} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _sources() -> Iterator[Path]:
    for place in (ROOT / name for name in PROJECT):
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (file for file in found if file.is_file() and "__pycache__" not in file.parts)


def make(stage: str, settings_file: Path = SETTINGS, out: Path | None = None) -> Path:
    """Write the bundle of a stage to `out` (`build/bundles/STAGE.zip`) and return where it is.

    Raises BundleError, FileNotFoundError where `make fonts` has not run, and CalledProcessError where uv fails, which
    has then said why.
    """
    path = out or FOLDER / f"{stage}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        project = _project(Path(scratch) / "project", settings_file)
        made = packaged(stage, project, packages.environment(FOLDER), Path(scratch) / "packaged.zip")
        fresh = archive.rewrite(made, Path(scratch) / "content", Path(scratch) / "fresh.zip")
        if (size := fresh.stat().st_size) > MOST_BYTES:
            raise BundleError(f"{path.name} has {size:,} bytes, {size - MOST_BYTES:,} more than Lambda takes")
        shutil.move(fresh, path)
    return path


def _project(folder: Path, settings_file: Path) -> Path:
    """Copy what the service reads, and the settings under the name that Zappa looks for."""
    for name in PROJECT:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=_NOT_READ)
        else:
            shutil.copyfile(source, target)
    shutil.copyfile(settings_file, folder / "zappa_settings.json")
    return folder


def packaged(stage: str, project: Path, environment: Path, out: Path) -> Path:
    """Let Zappa package a project with the packages of a virtual environment; BundleError with what Zappa says."""
    command = [sys.executable, "-m", "zappa.cli", "package", stage, "--output", str(out), "--disable_progress"]
    done = subprocess.run(command, cwd=project, env=os.environ | {"VIRTUAL_ENV": str(environment)},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)  # fmt: skip
    if done.returncode or not out.exists():
        raise BundleError(f"Zappa made no bundle of {stage}: {done.stdout}")
    return out
