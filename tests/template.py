"""infra/template.yaml as a dictionary, its short tags spelled out; read in a moment, unlike by the linter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

TEMPLATE = Path(__file__).parents[1] / "infra" / "template.yaml"


def template() -> dict[str, Any]:
    """Return the template with its short tags spelled out."""
    found: dict[str, Any] = yaml.load(TEMPLATE.read_text("utf-8"), _Loader)
    return found


class _Loader(yaml.SafeLoader):
    """Reads `!Ref x` as `{"Ref": x}` and `!Sub x` as `{"Fn::Sub": x}`."""


def _tagged(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> dict[str, Any]:
    read = {yaml.ScalarNode: loader.construct_scalar, yaml.SequenceNode: loader.construct_sequence}[type(node)]
    arguments = [node] if isinstance(node, yaml.ScalarNode) else [node, True]
    return {name if name in {"Ref", "Condition"} else f"Fn::{name}": read(*arguments)}  # type: ignore[arg-type]  # by type


_Loader.add_multi_constructor("!", _tagged)  # type: ignore[no-untyped-call]  # PyYAML's
