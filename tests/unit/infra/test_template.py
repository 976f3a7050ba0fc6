"""A deployment of API Gateway has another name where it copies something else, and only there."""

from __future__ import annotations

import re

import pytest

from infra.template import TEMPLATE, body

TEXT = TEMPLATE.read_text("utf-8")
METHOD = "      HttpMethod: ANY\n      AuthorizationType: NONE\n"
LATER = "  GatewayDeployment:\n"


def name(text: str) -> str:
    """Return the one name that the deployment has, where it stands and where the stage names it."""
    found = re.findall(r"GatewayDeployment\w*", body(text))
    assert len(found) == 2
    assert len(set(found)) == 1
    return found[0]


PUBLISHED: dict[str, tuple[str, str]] = {
    "who may call": (METHOD, METHOD.replace("NONE", "AWS_IAM")),
    "a method's other end": ("IntegrationHttpMethod: POST", "IntegrationHttpMethod: PUT"),
    "a path": ('PathPart: "{proxy+}"', 'PathPart: "api"'),
    "what is binary": ('BinaryMediaTypes: ["*/*"]', "BinaryMediaTypes: []"),
    "a method more": (LATER, f"  GatewayOther:\n    Type: AWS::ApiGateway::Method\n    Properties:\n{METHOD}{LATER}"),
    "an answer of its own": (LATER, f"  X:\n    Type: AWS::ApiGateway::GatewayResponse\n    Properties: {{}}\n{LATER}"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), PUBLISHED.values(), ids=PUBLISHED)
def test_another_api_is_another_deployment(old: str, new: str) -> None:
    assert old in TEXT
    assert name(TEXT.replace(old, new)) != name(TEXT)


STAYS: dict[str, tuple[str, str]] = {
    "a comment": (LATER, f"  # A word.\n{LATER}"),
    "a comment in a method": (METHOD, f"      # A word.\n{METHOD}"),
    "the stage": ("StageName: live", "StageName: other"),
    "an alarm": ("Period: 300", "Period: 600"),
}


@pytest.mark.parametrize(("old", "new"), STAYS.values(), ids=STAYS)
def test_what_it_does_not_copy_leaves_it(old: str, new: str) -> None:
    assert old in TEXT
    assert name(TEXT.replace(old, new)) == name(TEXT)
