"""infra/template.yaml as a dictionary, its short tags spelled out; read in a moment, unlike by the linter."""

from __future__ import annotations

from typing import Any

import yaml

from infra.template import TEMPLATE


def template() -> dict[str, Any]:
    """Return the template."""
    return spelled_out(TEMPLATE.read_text("utf-8"))


def spelled_out(text: str) -> dict[str, Any]:
    """Return what a text of CloudFormation says."""
    found: dict[str, Any] = yaml.load(text, _Loader)
    return found


class _Loader(yaml.SafeLoader):
    """Reads `!Ref x` as `{"Ref": x}` and `!Sub x` as `{"Fn::Sub": x}`."""


def _tagged(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> dict[str, Any]:
    read = {yaml.ScalarNode: loader.construct_scalar, yaml.SequenceNode: loader.construct_sequence}[type(node)]
    arguments = [node] if isinstance(node, yaml.ScalarNode) else [node, True]
    return {name if name in {"Ref", "Condition"} else f"Fn::{name}": read(*arguments)}  # type: ignore[arg-type]  # by type


_Loader.add_multi_constructor("!", _tagged)  # type: ignore[no-untyped-call]  # PyYAML's
