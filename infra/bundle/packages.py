"""The packages of a bundle: installed from the lock files for Lambda's Linux, then cut to what the service loads.

1. All of requirements/runtime.txt, and of requirements/deploy.txt only Zappa's handler with the one package that it
   imports: the rest of Zappa's requirements is for its command line.
2. x86-64: every region of AWS and of AWS China has it, and what CI runs is what is deployed. The wheels are for
   manylinux2014, since Lambda's Python 3.11 stands on Amazon Linux 2 (glibc 2.26).
3. The Python is the one that packages: Zappa names the same one as the function's runtime.
4. botocore keeps the descriptions of the services that we call, and what it reads for every service.
5. What is installed is kept beside the bundles until the lock files or these rules change.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from infra.bundle import archive

ROOT = Path(__file__).parents[2]
LOCKS = ROOT / "requirements"
PLATFORM = "x86_64-manylinux2014"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
SERVICES = frozenset({"dynamodb", "kms", "s3", "secretsmanager", "sesv2", "sns", "sqs"})
HANDLER = frozenset({"__init__.py", "asgi.py", "handler.py", "middleware.py", "utilities.py", "wsgi.py"})
LEFT_OUT = (
    ".lock", "bin", "share", "boto3/data", "boto3/examples", "**/*.c", "**/*.h", "**/*.pyi", "**/examples-1.json",
    # What makes fonts faster, and kinds of pictures that we never read.
    "fontTools/**/*.so", "PIL/_avif*.so", "PIL/_imagingft*.so", "pillow.libs/libavif*", "pillow.libs/libfreetype*",
    "pillow.libs/libharfbuzz*",
    # They name the installer, and programs that are left out.
    "*.dist-info/INSTALLER", "*.dist-info/RECORD", "*.dist-info/REQUESTED", "*.dist-info/entry_points.txt",
)  # fmt: skip
_ENTRY = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(?:.*\\\n)*.*\n", re.MULTILINE)


def environment(folder: Path) -> Path:
    """Return the virtual environment under `folder` that has the packages; install them where it is missing."""
    made = folder / f"packages-{digest()}"
    if not made.exists():
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            _install(requirements(), Path(scratch) / "lib" / f"python{VERSION}" / "site-packages")
            shutil.copytree(scratch, made)
    return made


def digest() -> str:
    """Return what tells these packages from others: the lock files and the rules of this package, in 16 digits."""
    rules = (Path(__file__).read_bytes(), Path(archive.__file__).read_bytes())
    return hashlib.sha256(b"".join((requirements().encode(), VERSION.encode(), *rules))).hexdigest()[:16]


def requirements() -> str:
    """Return the locked requirements of a bundle, with their hashes."""
    runtime = dict(_locked("runtime"))
    deploy = dict(_locked("deploy"))
    return "".join((runtime | {name: deploy[name] for name in ("durationpy", "zappa")}).values())


def _locked(lock: str) -> Iterator[tuple[str, str]]:
    for entry in _ENTRY.finditer((LOCKS / f"{lock}.txt").read_text(encoding="utf-8")):
        yield entry[1], entry[0]


def _install(wanted: str, target: Path) -> None:
    where = ("--target", str(target), "--python-platform", PLATFORM, "--python-version", VERSION)
    rules = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "--link-mode", "copy", "--requirement", "-")
    command = [str(ROOT / ".venv/bin/uv"), "--no-config", "--quiet", "--system-certs", "pip", "install", *where, *rules]
    subprocess.run(command, input=wanted, text=True, check=True)
    cut(target)
    archive.compile_modules(target)


def cut(target: Path) -> None:
    """Remove from installed packages what the service never loads."""
    named = [path for pattern in LEFT_OUT for path in target.glob(pattern)]
    services = [path for path in (target / "botocore/data").iterdir() if path.is_dir() and path.name not in SERVICES]
    zappa = [path for path in (target / "zappa").iterdir() if path.name not in HANDLER]
    for path in (*named, *services, *zappa):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
