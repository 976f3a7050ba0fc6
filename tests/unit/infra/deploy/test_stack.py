"""The stack is changed by what was shown, put back when that fails, and never left where no next step leads on."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError, WaiterError

from infra.deploy import stack, steps
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal
from tests.unit.infra.deploy.test_chosen import SMTP

CHOSEN = Chosen(
    name="try", region="cn-north-1", host="agreements.example", mail_from="notice@example.edu",
    parameters={"AlarmTopic": "topic"}, variables=SMTP,
)  # fmt: skip
ADDED = {"Action": "Add", "LogicalResourceId": "Table", "ResourceType": "AWS::DynamoDB::Table"}
REPLACED = {"Action": "Modify", "LogicalResourceId": "Site", "ResourceType": "AWS::S3::Bucket", "Replacement": "True"}


class Stacks:
    """CloudFormation with one stack: `changes` is what a change set would do, `fault` why executing it fails."""

    def __init__(self, status: str | None = None, changes: list[dict[str, str]] | None = None, fault: str = "") -> None:
        self.status, self.fault, self.refusal = status, fault, ""
        self.changes = [ADDED] if changes is None else changes
        self.sets: dict[str, dict[str, Any]] = {}
        self.parameters: dict[str, str] = {}

    def describe_stacks(self, StackName: str) -> dict[str, Any]:  # noqa: N803 - as boto3 has it
        if self.status is None:
            message = f"Stack with id {StackName} does not exist"
            raise ClientError({"Error": {"Code": "ValidationError", "Message": message}}, "DescribeStacks")
        made = self.status.endswith("_COMPLETE") and "ROLLBACK" not in self.status
        outputs = [{"OutputKey": "Table", "OutputValue": "t"}] if made else []
        return {"Stacks": [{"StackStatus": self.status, "Outputs": outputs}]}

    def create_change_set(self, **asked: Any) -> None:
        assert (asked["ChangeSetType"] == "CREATE") == (self.status is None)
        self.status = self.status or "REVIEW_IN_PROGRESS"
        self.parameters = {one["ParameterKey"]: one["ParameterValue"] for one in asked["Parameters"]}
        self.sets[asked["ChangeSetName"]] = asked

    def describe_change_set(self, **asked: str) -> dict[str, Any]:
        assert asked["ChangeSetName"] in self.sets
        reason = self.refusal or "The submitted information didn't contain changes."
        return {"Changes": [{"ResourceChange": one} for one in self.changes], "StatusReason": reason}

    def delete_change_set(self, **asked: str) -> None:
        del self.sets[asked["ChangeSetName"]]

    def delete_stack(self, **_: str) -> None:
        self.status = "DELETE_FAILED" if self.fault == "kept" else None

    def execute_change_set(self, **asked: str) -> None:
        del self.sets[asked["ChangeSetName"]]
        is_first = self.status == "REVIEW_IN_PROGRESS"
        if self.fault:
            self.status = "ROLLBACK_COMPLETE" if is_first else "UPDATE_ROLLBACK_COMPLETE"
        else:
            self.status = "CREATE_COMPLETE" if is_first else "UPDATE_COMPLETE"

    def describe_stack_events(self, **_: str) -> dict[str, Any]:
        cancelled = {
            "LogicalResourceId": "Site",
            "ResourceStatus": "CREATE_FAILED",
            "ResourceStatusReason": "cancelled",
        }
        first = {"LogicalResourceId": "Uploads", "ResourceStatus": "CREATE_FAILED", "ResourceStatusReason": self.fault}
        return {"StackEvents": [{"ResourceStatus": "ROLLBACK_COMPLETE"}, cancelled, first]}

    def get_waiter(self, name: str) -> Any:
        def wait(**_: object) -> None:
            failed = {
                "change_set_create_complete": not self.changes or bool(self.refusal),
                "stack_delete_complete": self.status is not None,
            }.get(name, bool(self.fault))
            if failed:
                raise WaiterError(name, "it failed", {})

        return SimpleNamespace(wait=wait)


def account(stacks: Stacks) -> Account:
    made = Account("cn-north-1")
    made.__dict__["stacks"] = stacks
    return made


def brought_up(stacks: Stacks) -> list[str]:
    return list(steps._stack(account(stacks), CHOSEN))


def test_a_first_creation_ends_whole() -> None:
    stacks = Stacks()
    assert brought_up(stacks) == ["stack: add Table (AWS::DynamoDB::Table)", "stack: changing ...", "stack: done"]
    assert stacks.status == "CREATE_COMPLETE"


def test_what_is_made_anew_is_said_before_it_is_done() -> None:
    assert brought_up(Stacks("CREATE_COMPLETE", [REPLACED]))[0].endswith("which makes it anew")


def test_the_stack_knows_the_names_that_zappa_forms() -> None:
    stacks = Stacks()
    brought_up(stacks)
    assert stacks.parameters["ApiFunction"] == CHOSEN.function("api")
    assert (stacks.parameters["AlarmTopic"], stacks.parameters["MailFrom"]) == ("topic", CHOSEN.mail_from)


def test_no_change_is_said_and_leaves_nothing() -> None:
    stacks = Stacks("UPDATE_COMPLETE", [])
    assert brought_up(stacks) == ["stack: nothing to change"]
    assert (stacks.status, stacks.sets) == ("UPDATE_COMPLETE", {})


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"])
def test_what_a_failed_creation_left_is_deleted_first(status: str) -> None:
    stacks = Stacks(status)
    assert "left of agreements-try" in brought_up(stacks)[0]
    assert stacks.status == "CREATE_COMPLETE"


def test_an_update_that_was_put_back_is_tried_again() -> None:
    stacks = Stacks("UPDATE_ROLLBACK_COMPLETE")
    brought_up(stacks)
    assert stacks.status == "UPDATE_COMPLETE"


FAULTS: dict[str, tuple[str | None, str]] = {
    "at the first creation": (None, "ROLLBACK_COMPLETE"),
    "at a change": ("CREATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"),
}


@pytest.mark.parametrize(("before", "after"), FAULTS.values(), ids=FAULTS)
def test_a_failure_names_its_cause_and_not_what_followed(before: str | None, after: str) -> None:
    stacks = Stacks(before, fault="agreements-uploads already exists")
    with pytest.raises(Refusal, match=r"Uploads - agreements-uploads already exists\. .*--env, then run this again"):
        brought_up(stacks)
    assert stacks.status == after
    stacks.fault = ""
    assert brought_up(stacks)[-1] == "stack: done"


def test_a_template_that_is_not_taken_leaves_nothing() -> None:
    stacks = Stacks("CREATE_COMPLETE")
    stacks.refusal = "Template error: no such resource"
    with pytest.raises(Refusal, match="Template error"):
        brought_up(stacks)
    assert stacks.sets == {}


def test_a_stack_that_cannot_be_deleted_says_so() -> None:
    with pytest.raises(Refusal, match="could not be deleted: Uploads"):
        stack.clear(account(Stacks("ROLLBACK_FAILED", fault="kept")), "agreements-try")


PLANNED: dict[str, tuple[str | None, list[dict[str, str]], str]] = {
    "nothing there": (None, [ADDED], "stack: add Table (AWS::DynamoDB::Table)"),
    "half a creation": ("ROLLBACK_COMPLETE", [ADDED], "it would be deleted and made anew"),
}


@pytest.mark.parametrize("step", [steps.plan, steps.up])
def test_what_the_functions_would_refuse_is_refused_before_there_is_a_stack(step: Any) -> None:
    stacks = Stacks()
    with pytest.raises(Refusal, match="MAIL must be smtp"):
        list(step(account(stacks), replace(CHOSEN, variables={}), None))
    assert stacks.status is None


@pytest.mark.parametrize(("status", "changes", "words"), PLANNED.values(), ids=PLANNED)
def test_a_plan_changes_nothing(status: str | None, changes: list[dict[str, str]], words: str) -> None:
    stacks = Stacks(status, changes)
    first, *_ = steps.plan(account(stacks), CHOSEN, None)
    assert words in first
    assert (stacks.status, stacks.sets) == (status, {})
