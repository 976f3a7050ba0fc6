"""infra/template.yaml as a dictionary, its short tags spelled out; read in a moment, unlike by the linter."""

from __future__ import annotations

from typing import Any

from infra.template import TEMPLATE, spelled_out


def template() -> dict[str, Any]:
    """Return the template."""
    return spelled_out(TEMPLATE.read_text("utf-8"))
