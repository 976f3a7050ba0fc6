"""What each role may do is what its function does: nothing is missing, nothing is unused, in every partition.

Source: rule of least privilege, architecture.md 6; AWS Lambda Developer Guide, "Execution role", for what Lambda itself
does in a function's name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.adapters.dynamo import kinds
from functions.adapters.dynamo.items import Item
from functions.adapters.dynamo.shapes import Index, Range
from functions.adapters.dynamo.table import DynamoTable, Table, Verb, Write
from tests import factories
from tests.integration.roles import policies
from tests.integration.roles.policies import Call, Grant, is_allowed
from tests.integration.roles.recording import ACCOUNT, REGION, NotedTable, Recorder
from tests.template import template

PARTITIONS = ("aws", "aws-cn")
NAMES = {"api": "ApiRole", "issuer": "IssuerRole", "operators": "Operators"}
BUCKETS = ("Uploads", "Documents", "Site", "Backups")


def here(service: str, name: str) -> str:
    return f"arn:aws-cn:{service}:{REGION}:{ACCOUNT}:{name}"


QUEUE, TABLE = here("sqs", "agreements-test-dead-letters"), here("dynamodb", "table/agreements-test")
STREAM = f"{TABLE}/stream/2026-11-21T00:00:00.000"


def logs(stage: str) -> set[Call]:
    place = here("logs", f"log-group:/aws/lambda/employment-agreements-{stage}:log-stream:1")
    return {Call("logs:CreateLogStream", place), Call("logs:PutLogEvents", place)}


# No call of ours: Lambda makes them in the function's name.
LAMBDAS = {
    "api": logs("api"),
    "issuer": logs("issuer") | {
        Call("dynamodb:DescribeStream", STREAM), Call("dynamodb:GetRecords", STREAM),
        Call("dynamodb:GetShardIterator", STREAM), Call("dynamodb:ListStreams", "*"),
        Call("sqs:SendMessage", QUEUE),
    },
    "operators": set(),
}  # fmt: skip


@pytest.fixture(scope="module")
def granted(stack: dict[str, str]) -> Callable[..., list[Grant]]:
    """Give what grants a role's permissions in a partition."""
    resources = template()["Resources"]

    def of(role: str, partition: str, *, has_cdn: bool = False, has_ses: bool = True) -> list[Grant]:
        values = {
            "AWS::Partition": partition, "AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "Environment": "test",
            "ApiFunction": "employment-agreements-api", "IssuerFunction": "employment-agreements-issuer",
            "MailFrom": "notice@example.cn", "HasSms": "true", "HasCdn": str(has_cdn).lower(),
            "HasSes": str(has_ses).lower(),
            "Table": stack["Table"], "Table.Arn": TABLE, "Table.StreamArn": STREAM, "DeadLetters.Arn": QUEUE,
        } | {f"{bucket}.Arn": f"arn:aws-cn:s3:::{stack[bucket]}" for bucket in BUCKETS}  # fmt: skip
        placed = {name: value.replace("arn:aws-cn:", f"arn:{partition}:") for name, value in values.items()}
        return policies.grants(resources[NAMES[role]], placed)

    return of


def made(walked: Recorder, role: str, partition: str, *, has_ses: bool = True) -> list[Call]:
    """Return the calls of the story, with mail going one way: its deployment had both."""
    calls = walked.calls[role] | LAMBDAS[role]
    return [call.within(partition) for call in calls if not (by_smtp(call) if has_ses else by_ses(call))]


def by_ses(call: Call) -> bool:
    return call.action.startswith("ses:")


def by_smtp(call: Call) -> bool:
    return "/smtp" in call.resource


@pytest.mark.parametrize("has_ses", [True, False], ids=["SES", "SMTP"])
@pytest.mark.parametrize("partition", PARTITIONS)
@pytest.mark.parametrize("role", NAMES)
def test_a_role_may_do_all_that_its_function_does(walked, granted, role, partition, has_ses):
    grants = granted(role, partition, has_ses=has_ses)
    calls = made(walked, role, partition, has_ses=has_ses)
    assert [call for call in calls if not is_allowed(grants, call)] == []


@pytest.mark.parametrize("has_ses", [True, False], ids=["SES", "SMTP"])
@pytest.mark.parametrize("partition", PARTITIONS)
@pytest.mark.parametrize("role", NAMES)
def test_a_role_may_do_nothing_that_its_function_does_not(walked, granted, role, partition, has_ses):
    grants = granted(role, partition, has_ses=has_ses)
    assert superfluous(grants, made(walked, role, partition, has_ses=has_ses)) == []


def superfluous(grants: list[Grant], calls: list[Call]) -> list[Grant]:
    """Return the grants without which every call is allowed still."""
    return [one for one in grants if all(is_allowed([each for each in grants if each is not one], c) for c in calls)]


@pytest.mark.parametrize("role", NAMES)
def test_a_permission_that_is_added_is_noticed(walked, granted, role):
    added = Grant("Allow", "s3:DeleteBucket", "*", is_not=False, condition={})
    assert superfluous([*granted(role, "aws-cn"), added], made(walked, role, "aws-cn")) == [added]


SIGNING = (("kms:MessageType", "RAW"), ("kms:SigningAlgorithm", "ED25519_SHA_512"))
OURS, THEIRS = ("aws:ResourceTag/deployment", "agreements-test"), ("aws:ResourceTag/deployment", "agreements-other")
KEY = here("kms", "key/1")
CREATING = ("kms:KeySpec", "ECC_NIST_EDWARDS25519")


def secret(name: str) -> str:
    return here("secretsmanager", f"secret:{name}-a1B2c3")


FORBIDDEN: dict[str, tuple[str, Call]] = {
    "the API signs": ("api", Call("kms:Sign", KEY, (OURS, *SIGNING))),
    "the API draws a paper": ("api", Call("s3:PutObject", "{Documents}/documents/10123/a/1/1.pdf")),
    "the API reads the site, which the CDN serves": ("api", Call("s3:GetObject", "{Site}/index.html")),
    "the API publishes a status list": ("api", Call("s3:PutObject", "{Site}/s/1.cwt")),
    "the API publishes a trust list": ("api", Call("s3:PutObject", "{Site}/t/trust.cwt")),
    "the API scans the table": ("api", Call("dynamodb:Scan", TABLE)),
    "the API reads another environment's table": ("api", Call("dynamodb:GetItem", f"{TABLE}-other")),
    "the API reads another environment's secret": (
        "api", Call("secretsmanager:GetSecretValue", secret("agreements-other/personal")),
    ),
    "the API adds a key of personal data": (
        "api", Call("secretsmanager:PutSecretValue", secret("agreements-test/personal")),
    ),
    "the API sends from another address": (
        "api", Call("ses:SendEmail", here("ses", "identity/example.cn"), (("ses:FromAddress", "x@example.cn"),)),
    ),
    "the API reads the password of a mail server beside SES": (
        "api", Call("secretsmanager:GetSecretValue", secret("agreements-test/smtp")),
    ),
    "the API sends text messages": ("api", Call("sns:Publish", "+8613800000000")),
    "the issuer signs with another environment's key": ("issuer", Call("kms:Sign", KEY, (THEIRS, *SIGNING))),
    "the issuer signs with a key that nobody tagged": ("issuer", Call("kms:Sign", KEY, SIGNING)),
    "the issuer signs a digest": (
        "issuer", Call("kms:Sign", KEY, (OURS, ("kms:MessageType", "DIGEST"), SIGNING[1])),
    ),
    "the issuer signs with another algorithm": (
        "issuer", Call("kms:Sign", KEY, (OURS, SIGNING[0], ("kms:SigningAlgorithm", "ECDSA_SHA_256"))),
    ),
    "the issuer makes a key": (
        "issuer", Call("kms:CreateKey", "*", (("aws:RequestTag/deployment", "agreements-test"), CREATING)),
    ),
    "the issuer publishes a trust list": ("issuer", Call("s3:PutObject", "{Site}/t/trust.cwt")),
    "the issuer takes an export away": ("issuer", Call("s3:DeleteObject", "{Backups}/exports/2026-11-21/a.gz")),
    "the API reads a backup": ("api", Call("s3:GetObject", "{Backups}/objects/uploads/a.pdf")),
    "the issuer publishes to a topic": ("issuer", Call("sns:Publish", here("sns", "operators"))),
    "the issuer reads the secret of the other platform": (
        "issuer", Call("secretsmanager:GetSecretValue", secret("agreements-test/federation")),
    ),
    "an operator signs": ("operators", Call("kms:Sign", KEY, (OURS, *SIGNING))),
    "an operator makes a key for another environment": (
        "operators",
        Call("kms:CreateKey", "*", (("aws:RequestTag/deployment", "other"), CREATING)),
    ),
    "an operator gives another environment's key to this one": (
        "operators", Call("kms:TagResource", KEY, (("aws:RequestTag/deployment", "agreements-test"), THEIRS)),
    ),
    "an operator deletes a key": ("operators", Call("kms:ScheduleKeyDeletion", KEY, (OURS,))),
}  # fmt: skip


@pytest.mark.parametrize(("role", "call"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_nobody_may(stack, granted, role, call):
    places = {bucket: f"arn:aws-cn:s3:::{stack[bucket]}" for bucket in BUCKETS}
    grants = granted(role, "aws-cn", has_cdn=True)
    assert not is_allowed(grants, Call(call.action, call.resource.format(**places), call.facts))


def test_a_denial_wins_over_what_is_allowed():
    call = Call("s3:GetObject", "arn:aws-cn:s3:::bucket/a")
    allow = Grant("Allow", "s3:Get*", "arn:aws-cn:s3:::bucket/?", is_not=False, condition={})
    deny = allow._replace(effect="Deny", action="*")
    assert [is_allowed(grants, call) for grants in ([], [allow], [allow, deny], [deny])] == [False, True, False, False]


def test_a_condition_that_is_not_understood_is_an_error():
    grant = Grant("Allow", "*", "*", is_not=False, condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})
    with pytest.raises(NotImplementedError, match="IpAddress"):
        grant.covers(Call("s3:GetObject", "any"))


def test_a_noted_table_notes_what_dynamodb_is_asked(dynamo: type[Item], stack: dict[str, str]):
    """One call of each kind, on the double and on moto: the permissions are the same."""
    asked, noted = Recorder(), Recorder()
    with pytest.MonkeyPatch.context() as patch, asked.acting("api"):
        asked.install(patch)
        one_of_each(DynamoTable(dynamo))
    with noted.acting("api"):
        one_of_each(NotedTable(noted, stack["Table"]))
    assert asked.calls == noted.calls
    assert len(noted.calls["api"]) == 7 + len(Index)


def one_of_each(table: Table) -> None:
    row, other = kinds.row(factories.agreement()), kinds.row(factories.event())
    table.transact([Write(Verb.PUT, row, 0), Write(Verb.PUT, other, 0)])
    table.transact([Write(Verb.CHECK, row, row.record.version), Write(Verb.DELETE, other, other.record.version)])
    table.get(row.key)
    table.batch_get([row.key])
    for index in (None, *Index):
        list(table.query(Range(index, row.key.pk)))
    table.add(row.key._replace(sk="count"))
    table.tally(row.key._replace(sk="uses"), {"reads": 0.5})
    table.tallied(row.key._replace(sk="uses"))


def test_every_function_that_zappa_deploys_has_a_role():
    roles: dict[str, Any] = {
        name: one for name, one in template()["Resources"].items() if one["Type"] == "AWS::IAM::Role"
    }
    by_lambda = [
        name for name, one in roles.items()
        if one["Properties"]["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["Service"].startswith("lambda.")
    ]  # fmt: skip
    assert by_lambda == ["ApiRole", "IssuerRole"]
