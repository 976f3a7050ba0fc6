"""The stack of infra/template.yaml: what would change (a change set), the change itself, and what came of it.

1. A change set is made, read and then executed or deleted: nothing is executed that was not shown.
2. A first creation that was rolled back holds nothing and is deleted; an update that was rolled back is tried again.
3. A stack that somebody else is changing is waited for.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from botocore.exceptions import ClientError, WaiterError

from infra import template
from infra.deploy import mishaps
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import ParameterTypeDef, StackTypeDef, WaiterConfigTypeDef

# A CDN takes up to a quarter of an hour.
_PATIENCE: WaiterConfigTypeDef = {"Delay": 2, "MaxAttempts": 900}
_BROKEN = frozenset({"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"})
_NOTHING = ("didn't contain changes", "No updates are to be performed")


class ChangeSet(NamedTuple):
    """A change that CloudFormation has worked out: its name, and a line for each resource."""

    name: str
    is_first: bool
    lines: tuple[str, ...]


def described(account: Account, name: str) -> StackTypeDef | None:
    """Return the stack, None when there is none."""
    try:
        (found,) = account.stacks.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return None if found["StackStatus"] == "REVIEW_IN_PROGRESS" else found


def outputs(account: Account, name: str) -> dict[str, str]:
    """Return the stack's outputs, none before there is a stack."""
    found = described(account, name)
    return {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])} if found else {}


def required(account: Account, name: str) -> dict[str, str]:
    """Return the stack's outputs; raises Refusal before there is a stack."""
    found = outputs(account, name)
    if not found:
        raise Refusal(f"there is no stack {name}: run `up` first")
    return found


def is_broken(found: StackTypeDef | None) -> bool:
    """Whether a first creation failed, so that the stack can only be deleted."""
    return bool(found and found["StackStatus"] in _BROKEN)


def clear(account: Account, name: str) -> None:
    """Delete a stack and wait until it is gone; raises Refusal with what could not be deleted."""
    account.stacks.delete_stack(StackName=name)
    try:
        account.stacks.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig=_PATIENCE)
    except WaiterError as error:
        raise Refusal(f"the stack {name} could not be deleted: {_reason(account, name)}") from error


def prepare(account: Account, chosen: Chosen) -> ChangeSet | None:
    """Make the change set that leads to the template, None where there is nothing to change."""
    is_first = described(account, chosen.stack) is None
    name = f"change-{time.time_ns()}"
    account.stacks.create_change_set(
        StackName=chosen.stack, ChangeSetName=name, ChangeSetType="CREATE" if is_first else "UPDATE",
        TemplateBody=template.body(), Parameters=_parameters(chosen),
        Capabilities=["CAPABILITY_IAM"],
    )  # fmt: skip
    try:
        account.stacks.get_waiter("change_set_create_complete").wait(
            StackName=chosen.stack, ChangeSetName=name, WaiterConfig=_PATIENCE
        )
    except WaiterError as error:
        _require_empty(account, chosen, name, error)
        return None
    changes = account.stacks.describe_change_set(StackName=chosen.stack, ChangeSetName=name)["Changes"]
    if not changes:
        discard(account, chosen, ChangeSet(name, is_first, ()))
        return None
    return ChangeSet(name, is_first, tuple(_line(change["ResourceChange"]) for change in changes))  # type: ignore[arg-type]  # a plain dict


def _parameters(chosen: Chosen) -> list[ParameterTypeDef]:
    said = {
        "Environment": chosen.name, "ApiFunction": chosen.function("api"), "IssuerFunction": chosen.function("issuer"),
        "MailFrom": chosen.mail_from, "Mail": chosen.variables.get("MAIL", "ses"),
        "SmsRegion": chosen.variables.get("SMS_REGION", ""), "Host": chosen.host,
    } | chosen.parameters  # fmt: skip
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in said.items()]


def _require_empty(account: Account, chosen: Chosen, name: str, error: WaiterError) -> None:
    made = account.stacks.describe_change_set(StackName=chosen.stack, ChangeSetName=name)
    why = made.get("StatusReason", "")
    account.stacks.delete_change_set(StackName=chosen.stack, ChangeSetName=name)
    if not any(words in why for words in _NOTHING):
        raise Refusal(f"CloudFormation does not take infra/template.yaml: {why}") from error


def _line(change: dict[str, str]) -> str:
    replaced = ", which makes it anew" if change.get("Replacement") == "True" else ""
    return f"{change['Action'].lower()} {change['LogicalResourceId']} ({change['ResourceType']}){replaced}"


def discard(account: Account, chosen: Chosen, change: ChangeSet) -> None:
    """Forget a change set; a stack that exists for nothing else is forgotten with it."""
    account.stacks.delete_change_set(StackName=chosen.stack, ChangeSetName=change.name)
    if change.is_first:
        account.stacks.delete_stack(StackName=chosen.stack)


def execute(account: Account, chosen: Chosen, change: ChangeSet) -> None:
    """Carry out a change set; raises Refusal with the first resource that failed, when all of it is undone."""
    account.stacks.execute_change_set(StackName=chosen.stack, ChangeSetName=change.name)
    done = account.stacks.get_waiter("stack_create_complete" if change.is_first else "stack_update_complete")
    try:
        done.wait(StackName=chosen.stack, WaiterConfig=_PATIENCE)
    except WaiterError as error:
        reason = _reason(account, chosen.stack)
        raise Refusal(f"the stack was put back as it was: {reason}. {_next(reason)}, {mishaps.AGAIN}.") from error


def _next(reason: str) -> str:
    if "already exist" in reason:
        return "What is there already is somebody's, or was left there: take it away or choose another --env"
    return "Mend that"


def _reason(account: Account, name: str) -> str:
    events = account.stacks.describe_stack_events(StackName=name)["StackEvents"]
    failed = [event for event in events if event.get("ResourceStatus", "").endswith("_FAILED")]
    if not failed:
        return "CloudFormation names no resource; see its events"
    # Events come newest first: the first failure is the cause, those after it are cancelled.
    first = failed[-1]
    return f"{first.get('LogicalResourceId')} - {first.get('ResourceStatusReason', 'no reason given')}"
