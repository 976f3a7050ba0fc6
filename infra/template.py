"""infra/template.yaml as CloudFormation is given it: without its comments, which are for people.

A call takes 51,200 bytes (CloudFormation User Guide, "Quotas"); a bucket to take more from is made by this very stack.
"""

from __future__ import annotations

from pathlib import Path

TEMPLATE = Path(__file__).parent / "template.yaml"
MOST_BYTES = 51_200


def body() -> str:
    """Return the template's lines that are no comments."""
    lines = TEMPLATE.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.lstrip().startswith("#"))
