"""The same files give the same archive: compiled modules by content, names in order, one time for all."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib.util import cache_from_source
from pathlib import Path

TASK = "/var/task"
"""Where Lambda unpacks a bundle: the folder that tracebacks name."""
_NEVER_LATER = (1980, 1, 1, 0, 0, 0)
_READ_BY_ALL = 0o100644 << 16
_OF_ONE_RUN = "package_info.json"  # Zappa's: the time, the user's name, a random number


def rewrite(source: Path, folder: Path, target: Path) -> Path:
    """Unpack what Zappa packaged into a new folder, compile it, and write it anew as the archive `target`."""
    with zipfile.ZipFile(source) as packaged:
        packaged.extractall(folder)
    (folder / _OF_ONE_RUN).unlink()
    compile_modules(folder)
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            _add(archive, path, path.relative_to(folder).as_posix())
    return target


def compile_modules(folder: Path) -> None:
    """Compile every module under `folder` that is not compiled yet.

    A process of its own, with the modules in order: what marshal writes depends on what the process met before. The
    result is never compared with the source's time (PEP 552, unchecked), which an archive has lost.
    """
    new = [path for path in sorted(folder.rglob("*.py")) if not Path(cache_from_source(str(path))).exists()]
    options = ("-q", "--invalidation-mode", "unchecked-hash", "-s", str(folder), "-p", TASK, "-i", "-")
    command = [sys.executable, "-I", "-m", "compileall", *options]
    subprocess.run(command, input="\n".join(map(str, new)), text=True, check=True)


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    entry = zipfile.ZipInfo(name, _NEVER_LATER)
    entry.create_system, entry.external_attr = 3, _READ_BY_ALL
    archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, compresslevel=9)
