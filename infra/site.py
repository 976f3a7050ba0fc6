"""Assembles the static site in a folder: the portal as it is written, and the one library it uses.

Third-party code comes from node_modules, where package-lock.json put it; none is in the repository.
"""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
PORTAL = ROOT / "portal_static"
VENDOR = {"lit-html/lit-html.js": "vendor/lit-html/lit-html.js", "lit-html/LICENSE": "vendor/lit-html/LICENSE"}
_NOT_SERVED = shutil.ignore_patterns("*.test.js", "*.d.ts", "README.md")


def assemble(target: Path) -> None:
    """Write the site into `target`, anew; FileNotFoundError where the library is not installed."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(PORTAL, target, ignore=_NOT_SERVED)
    for source, path in VENDOR.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, target / path)


def write(path: Path, text: str) -> None:
    """Write one file of the site; a reader sees it before or after, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
