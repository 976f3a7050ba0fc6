"""Whoever deploys gets through CloudFormation what the stack's types need, and nothing of another environment."""

from __future__ import annotations

import pytest

from tests.deploy import deployers
from tests.deploy.deployers import ACCOUNT
from tests.integration.roles.policies import Call, Grant, is_allowed
from tests.template import template

NAMELESS = {"apigateway:*", "budgets:*", "cloudfront:*", "secretsmanager:GetRandomPassword"}


@pytest.fixture(scope="module")
def through() -> list[Grant]:
    return deployers.grants("try", through=True)


def test_every_type_of_the_stack_can_be_made_through_cloudformation_and_nothing_else(through: list[Grant]) -> None:
    needed = {one["Type"].split("::")[1].lower() for one in template()["Resources"].values()}
    assert {one.action.partition(":")[0] for one in through} == needed


def test_through_cloudformation_everything_that_has_a_name_is_the_environments(through: list[Grant]) -> None:
    assert {one.action for one in through if one.resource == "*"} == NAMELESS
    assert [one for one in through if one.resource != "*" and "agreements-try" not in one.resource] == []


def test_directly_no_service_is_granted_whole() -> None:
    assert [one for one in deployers.grants("try") if "*" in one.action] == []


def here(service: str, name: str) -> str:
    return f"arn:aws-cn:{service}:cn-north-1:{ACCOUNT}:{name}"


FORBIDDEN: dict[str, Call] = {
    "makes a role": Call("iam:CreateRole", f"arn:aws-cn:iam::{ACCOUNT}:role/agreements-try-x"),
    "changes a role": Call("iam:PutRolePolicy", f"arn:aws-cn:iam::{ACCOUNT}:role/agreements-try-x"),
    "passes another environment's role": Call("iam:PassRole", f"arn:aws-cn:iam::{ACCOUNT}:role/agreements-b-x"),
    "changes a function of one whose name goes on": Call(
        "lambda:UpdateFunctionCode", here("lambda", "function:agreements-trying-api")
    ),
    "reads a record": Call("dynamodb:GetItem", here("dynamodb", "table/agreements-try")),
    "reads a secret": Call(
        "secretsmanager:GetSecretValue", here("secretsmanager", "secret:agreements-try/personal-a1B2c3")
    ),
    "signs": Call("kms:Sign", here("kms", "key/1")),
}


@pytest.mark.parametrize("call", FORBIDDEN.values(), ids=FORBIDDEN)
def test_nobody_who_deploys(call: Call) -> None:
    assert not is_allowed(deployers.grants("try"), call)
