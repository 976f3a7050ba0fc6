"""infra/template.yaml as CloudFormation is given it: as JSON, and with its gateway's methods published.

1. A call takes 51,200 bytes (CloudFormation User Guide, "Quotas"); a bucket to take more from is made by this very
   stack. Comments and a tenth of the bytes, indentation, are for people: JSON has neither.
2. A deployment of API Gateway is a copy of the API as it was, and CloudFormation makes another only under another name
   (CloudFormation User Guide, "AWS::ApiGateway::Deployment"): the name carries a digest of what is copied.
3. Who makes one of its resources by hand takes the properties from here.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # it has no types, and needs none here

TEMPLATE = Path(__file__).parent / "template.yaml"
MOST_BYTES = 51_200
_DEPLOYMENT = "GatewayDeployment"
_RESOURCE = re.compile(r"^  \w+:\n(?:(?:    .*)?\n)+", re.MULTILINE)
_COPIED = re.compile(
    r"^    Type: AWS::ApiGateway::(GatewayResponse|Method|RequestValidator|Resource|RestApi)$", re.MULTILINE
)


def body(text: str | None = None) -> str:
    """Return the template, with its deployment named after what it copies.

    `text` is another text of a template, as an editor would leave it.
    """
    lines = (text or TEMPLATE.read_text(encoding="utf-8")).splitlines(keepends=True)
    said = "".join(line for line in lines if not line.lstrip().startswith("#"))
    copied = "".join(one[0] for one in _RESOURCE.finditer(said) if _COPIED.search(one[0]))
    published = said.replace(_DEPLOYMENT, _DEPLOYMENT + hashlib.sha256(copied.encode()).hexdigest()[:8])
    return json.dumps(spelled_out(published), ensure_ascii=False, separators=(",", ":"))


def properties(resource: str) -> dict[str, Any]:
    """Return a resource's properties, functions of CloudFormation spelled out."""
    found: dict[str, Any] = spelled_out(TEMPLATE.read_text("utf-8"))["Resources"][resource]["Properties"]
    return found


def spelled_out(text: str) -> dict[str, Any]:
    """Return what a text of CloudFormation says, its short tags in their long form, as JSON has them."""
    found: dict[str, Any] = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader
    return found


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # the same
    """Reads `!Ref x` as `{"Ref": x}` and `!Sub x` as `{"Fn::Sub": x}`."""


def _tagged(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.SequenceNode):
        return {f"Fn::{name}": loader.construct_sequence(node, deep=True)}
    said = str(loader.construct_scalar(node))
    if name in {"Ref", "Condition"}:
        return {name: said}
    return {f"Fn::{name}": said.split(".", 1) if name == "GetAtt" else said}


_Loader.add_multi_constructor("!", _tagged)
