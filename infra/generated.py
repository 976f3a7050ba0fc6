"""Files that are written by a program and committed: each must equal what its program writes today.

`python -m infra.generated` compares and names the stale ones; `python -m infra.generated --write` renews them.
Each entry maps a path of the repository to `module:function`. The function takes nothing and returns the text of that
file, or, for a folder, a mapping of the names of its files to their texts.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
GENERATED = {
    "docs/capacity.md": "infra.capacity.page:page",
    "docs/policies.md": "infra.preset_tables:page",
    "docs/rules.md": "infra.rule_table:page",
    "docs/states.md": "infra.diagrams:states",
    "functions/domain/calendars": "infra.calendars:tables",
    "functions/domain/codes/regions.json": "infra.regions:regions",
    "verifier/vectors": "verifier.vectors.make:texts",
}


def rendered(path: str, source: str) -> dict[str, str]:
    """Return the text of each file that `source`, written `module:function`, gives for `path`."""
    module, function = source.split(":")
    texts = getattr(importlib.import_module(module), function)()
    return {path: texts} if isinstance(texts, str) else {f"{path}/{name}": text for name, text in texts.items()}


def stale(entries: dict[str, str], root: Path) -> dict[str, str]:
    """Return today's text of every file under `root` that differs from it or is missing."""
    texts = [file for path, source in entries.items() for file in rendered(path, source).items()]
    return {path: text for path, text in texts if not _holds(root / path, text)}


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main(arguments: list[str]) -> int:
    """Compare, or with `--write` renew; return the exit code."""
    outdated = stale(GENERATED, ROOT)
    if "--write" in arguments:
        for path, text in outdated.items():
            (ROOT / path).write_text(text, encoding="utf-8")
        return 0
    for path in outdated:
        print(f"{path} is stale: run `python -m infra.generated --write`", file=sys.stderr)
    return 1 if outdated else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
