"""Assembles the scanner's page and what reads codes, for it and for the desk, into one folder of the static site.

1. What reads codes and PDFs is large: it stands in files of its own and is loaded when asked for.
2. Third-party parts come out of node_modules and are served from here. No public CDN is named, not even in a default
   that nothing uses: an address in a file is a request waiting to happen.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
SCANNER = ROOT / "verifier/scanner"
MODULES = ROOT / "node_modules"
PARTS = {
    "zxing-wasm/dist/reader/zxing_reader.wasm": "zxing_reader.wasm",
    "zxing-wasm/LICENSE": "LICENSE-zxing-wasm",
    "pdfjs-dist/legacy/build/pdf.worker.min.mjs": "pdf.worker.js",
    "pdfjs-dist/LICENSE": "LICENSE-pdfjs-dist",
    "pdfjs-dist/wasm/openjpeg.wasm": "pdf/openjpeg.wasm",
    "pdfjs-dist/wasm/openjpeg_nowasm_fallback.js": "pdf/openjpeg_nowasm_fallback.js",
    "pdfjs-dist/wasm/LICENSE_OPENJPEG": "pdf/LICENSE_OPENJPEG",
    "pdfjs-dist/wasm/qcms_bg.wasm": "pdf/qcms_bg.wasm",
    "pdfjs-dist/wasm/LICENSE_QCMS": "pdf/LICENSE_QCMS",
}  # fmt: skip
# The address from which zxing-wasm would fetch its wasm if it were not told of ours.
CDN = "https://fastly.jsdelivr.net/npm/"
_ENTRIES = tuple(SCANNER / name for name in ("main.js", "read.js", "camera.js", "worker.js", "style.css"))
_BUNDLING = ("--bundle", "--minify", "--splitting", "--format=esm", "--charset=utf8", "--target=es2020,chrome86",
             "--legal-comments=linked", "--log-level=error")  # fmt: skip


def lay(folder: Path) -> None:
    """Write the scanner into `folder`, its page without a root key; FileNotFoundError without node_modules."""
    for source, path in PARTS.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, folder / path)
    subprocess.run([MODULES / ".bin/esbuild", *_ENTRIES, *_BUNDLING, f"--outdir={folder}"], check=True, cwd=ROOT)
    for script in folder.glob("reader-*.js"):
        script.write_text(script.read_text(encoding="utf-8").replace(CDN, ""), encoding="utf-8")
    shutil.copyfile(SCANNER / "template.html", folder / "index.html")
