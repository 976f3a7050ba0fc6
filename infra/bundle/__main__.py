"""Make the bundles of some stages, or of all: `python -m infra.bundle [STAGE ...]`; one of the same sources stays."""

from __future__ import annotations

import json
import sys

from infra import bundle


def main(stages: list[str]) -> int:
    """Make each bundle and say where it is and how large."""
    for stage in stages or json.loads(bundle.SETTINGS.read_text(encoding="utf-8")):
        path = bundle.current(stage)
        print(f"{path.relative_to(bundle.ROOT)} {path.stat().st_size / 2**20:6.1f} MB of 50")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
