"""The resources of infra/template.yaml in the local AWS, made by CloudFormation as in a real account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from infra import template

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudformation.type_defs import ParameterTypeDef, WaiterConfigTypeDef

NAME = "local"
_PARAMETERS: list[ParameterTypeDef] = [{"ParameterKey": "Environment", "ParameterValue": NAME}]
_POLL: WaiterConfigTypeDef = {"Delay": 1, "MaxAttempts": 60}


def deploy(endpoint: str) -> dict[str, str]:
    """Create the stack, or bring it up to the template; return its outputs."""
    stacks = boto3.client("cloudformation", endpoint_url=endpoint)
    if _exists(stacks):
        _update(stacks)
    else:
        stacks.create_stack(**_wanted())
        stacks.get_waiter("stack_create_complete").wait(StackName=NAME, WaiterConfig=_POLL)
    (stack,) = stacks.describe_stacks(StackName=NAME)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def _wanted() -> dict[str, Any]:
    return {
        "StackName": NAME,
        "TemplateBody": template.body(),
        "Parameters": _PARAMETERS,
        "Capabilities": ["CAPABILITY_IAM"],
    }


def _exists(stacks: CloudFormationClient) -> bool:
    try:
        stacks.describe_stacks(StackName=NAME)
    except ClientError as error:
        if "does not exist" in str(error):
            return False
        raise
    return True


def _update(stacks: CloudFormationClient) -> None:
    try:
        stacks.update_stack(**_wanted())
    except ClientError as error:
        if "No updates are to be performed" in str(error):
            return
        raise
    stacks.get_waiter("stack_update_complete").wait(StackName=NAME, WaiterConfig=_POLL)
