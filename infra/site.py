"""Assembles the static site in a folder: the portal as it is written, the library it uses, the desk and the scanner.

Third-party code comes from node_modules, where package-lock.json put it; none is in the repository.
The desk is bundled; what it loads only when it is asked for stands in files of their own. `pin` gives it the root key.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

from infra import scanner

ROOT = Path(__file__).parent.parent
PORTAL = ROOT / "portal_static"
VENDOR = {
    "lit-html/lit-html.js": "vendor/lit-html/lit-html.js", "lit-html/LICENSE": "vendor/lit-html/LICENSE",
    "fflate/LICENSE": "vendor/fflate/LICENSE",
}  # fmt: skip
DESK = ROOT / "verifier/desk"
ESBUILD = ROOT / "node_modules/.bin/esbuild"
# The browsers of Windows 7, which offices still have, end at Chromium 109; those of Chinese makers are older.
_BUNDLING = ("--bundle", "--minify", "--splitting", "--format=esm", "--charset=utf8", "--target=es2020,chrome86",
             "--legal-comments=linked", "--external:../scanner/read.js", "--external:../scanner/camera.js")  # fmt: skip
# Pages that are read at a path of their own: their keys in the bucket, and their files.
PAGES = {"v": "v/index.html", "desk": "desk/index.html", "scan": "scanner/index.html"}
_NOT_SERVED = shutil.ignore_patterns("*.test.js", "*.d.ts", "README.md")


def assemble(target: Path) -> None:
    """Write the site into `target`, anew; FileNotFoundError where the library is not installed."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(PORTAL, target, ignore=_NOT_SERVED)
    for source, path in VENDOR.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, target / path)
    _lay_desk(target / "desk")
    scanner.lay(target / "scanner")


def _lay_desk(folder: Path) -> None:
    """Bundle the desk; its page carries the SHA-256 of everything that it runs, which the printed record names."""
    subprocess.run([ESBUILD, DESK / "main.js", DESK / "style.css", *_BUNDLING, f"--outdir={folder}"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)  # fmt: skip
    page = (DESK / "template.html").read_text(encoding="utf-8")
    parts = [page.encode(), *(path.read_bytes() for path in sorted(folder.iterdir()))]
    write(folder / "index.html", page.replace("{{build}}", hashlib.sha256(b"".join(parts)).hexdigest()))


def pin(target: Path, root_public_key: bytes) -> None:
    """Give desk and scanner of the site in `target` the public key (32 bytes) by which they know the trust list."""
    for folder in ("desk", "scanner"):
        page = target / folder / "index.html"
        write(page, page.read_text(encoding="utf-8").replace("{{root}}", root_public_key.hex()))


def file(path: str) -> str:
    """Return the file, within the site's folder, that a browser reads at a path or that lies under a key."""
    key = path.lstrip("/") or "index.html"
    return PAGES.get(key, key)


def write(path: Path, text: str) -> None:
    """Write one file of the site; a reader sees it before or after, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
