"""Each package of `[tool.coverage_floor]` in pyproject.toml reaches its percentage of lines and branches.

Reads the JSON report of coverage.py. A package without any measured line fails too: no floor is met by emptiness.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "build/coverage/report.json"


def shortfalls(files: dict[str, Any], floors: dict[str, float]) -> list[str]:
    """Return one sentence for each package of `floors` that `files`, the report's part of that name, leaves too low."""
    return [line for package, floor in floors.items() for line in _shortfall(files, package, floor)]


def _shortfall(files: dict[str, Any], package: str, floor: float) -> list[str]:
    measured = {path: file for path, file in files.items() if path.startswith(f"{package}/")}
    total = sum(_size(file) for file in measured.values())
    missed = sum(_missed(file) for file in measured.values())
    if not total:
        return [f"{package}: nothing was measured"]
    percent = 100 * (total - missed) / total
    return [] if percent >= floor else [f"{package}: {percent:.2f} % of {floor} %", *_places(measured)]


def _size(file: dict[str, Any]) -> int:
    return int(file["summary"]["num_statements"] + file["summary"]["num_branches"])


def _missed(file: dict[str, Any]) -> int:
    return len(file["missing_lines"]) + len(file["missing_branches"])


def _places(files: dict[str, Any]) -> list[str]:
    return [
        f"  {path}: lines {file['missing_lines']}, branches {file['missing_branches']}"
        for path, file in files.items()
        if _missed(file)
    ]


def main() -> int:
    """Print what falls short, or that nothing does; return the exit code."""
    floors = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage_floor"]
    found = shortfalls(json.loads(REPORT.read_text(encoding="utf-8"))["files"], floors)
    print("\n".join(found) or f"coverage: {', '.join(floors)} reach their floors")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
