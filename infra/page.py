"""Assembles `/v`, the page that a scan opens: one HTML file with its script, its style, a root key and a trust list.

The policy names the hashes of the one script and the one style; the page may ask its own origin and the official ones,
nobody else. `template` needs Node.js and is done once for a release; `embed`, of functions/usecases/verifier_page.py,
needs only Python, so that a new trust list is published without a build.
"""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path

from functions.usecases.verifier_page import embed

__all__ = ["build", "embed", "template"]

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "verifier/page"
ESBUILD = ROOT / "node_modules/.bin/esbuild"
# Android WeChat kernels of 2020 and iOS 14.5.
TARGETS = "chrome80,safari14.1"
# What esbuild would rewrite for an old fault of Chrome's in `a?.b(...c)`, which we do not write.
SUPPORTED = "optional-chain"


def build(out: Path, *, root_public_key: bytes, trust: bytes | None) -> int:
    """Write the page to the file `out` and return its size in bytes after gzip.

    `root_public_key` (32 bytes) is pinned; `trust` is the newest trust list, None before there is one. Raises `Fault`
    for a trust list that this root did not sign.
    """
    page = embed(template(), root_public_key=root_public_key, trust=trust).encode()
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(page)
    return len(gzip.compress(page, 9, mtime=0))


def template() -> str:
    """Return the page with its script and style, and places for what `embed` fills in."""
    style = _bundled("style.css").strip()
    script = _bundled(
        "main.js", "--format=iife", "--charset=utf8", "--legal-comments=inline", f"--supported:{SUPPORTED}=true"
    ).strip()
    page = (PAGE / "template.html").read_text(encoding="utf-8").rstrip()
    return _filled(page, style=style, script=script)


def _bundled(name: str, *options: str) -> str:
    command: list[str | Path] = [ESBUILD, PAGE / name, "--bundle", "--minify", f"--target={TARGETS}", *options]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT).stdout


def _filled(page: str, **parts: str) -> str:
    for name, text in parts.items():
        page = page.replace(f"{{{{{name}}}}}", text)
    return page
