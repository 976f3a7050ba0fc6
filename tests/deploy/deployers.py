"""What infra/deployers.yaml allows whoever deploys, and what the calls of infra.deploy and of Zappa take.

Source: Service Authorization Reference; AWS Lambda Developer Guide, "Deploying a .zip file", for whose right it is to
read a bundle.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from infra.template import TEMPLATE
from tests.deploy.environment import REGION
from tests.integration.roles import policies
from tests.integration.roles.policies import Call, Grant
from tests.template import spelled_out

POLICY = TEMPLATE.parent / "deployers.yaml"
ACCOUNT = "000000000000"
_OBJECTS = {
    "HeadObject": "GetObject", "CreateMultipartUpload": "PutObject", "UploadPart": "PutObject",
    "CompleteMultipartUpload": "PutObject", "DeleteObjects": "DeleteObjectVersion",
}  # fmt: skip
_BUCKETS = {"ListObjectsV2": "ListBucket", "ListObjectVersions": "ListBucketVersions", "DeleteBucket": "DeleteBucket"}
_OF_NOTHING = {"ListRuleNamesByTarget", "ListEventSourceMappings"}
_MAPPINGS = {"CreateEventSourceMapping", "DeleteEventSourceMapping", "UpdateEventSourceMapping"}
# Zappa's own question which account it is; anybody may ask.
_OF_NOBODY = {"GetCallerIdentity"}


def grants(name: str, *, through: bool = False) -> list[Grant]:
    """Return what the policy grants for an environment: directly, or through CloudFormation."""
    values = {"AWS::Partition": "aws-cn", "AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "Environment": name}
    found = policies.grants(spelled_out(POLICY.read_text("utf-8"))["Resources"]["Deployers"], values)
    return [one for one in found if ("ForAnyValue:StringEquals" in one.condition) is through]


def called(file: Path, name: str) -> set[Call]:
    """Return the permissions of the noted calls of an environment."""
    lines = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    return {call for service, operation, given in lines for call in _permissions(service, operation, given, name)}


def beside(name: str) -> set[Call]:
    """Return what the story does not come to.

    A stack that fails, a mapping that somebody changed, a page that is no more, SES, which China has not. `recover`
    after its first step, and where the table is gone. The secrets of other services than the mail server.
    """
    copy, backup = _arn("dynamodb", f"table/agreements-{name}-2026-11-20T010000"), f"table/agreements-{name}/backup/1"
    operations = "DeleteTable", "DescribeTable", "ExportTableToPointInTime", "UpdateContinuousBackups"
    secrets = (_arn("secretsmanager", f"secret:agreements-{name}/{use}-a1B2c3") for use in ("federation", "wechat"))
    writing = "CreateSecret", "DescribeSecret", "PutSecretValue"
    return {Call(f"dynamodb:{operation}", copy) for operation in operations} | {
        Call(f"secretsmanager:{operation}", secret) for secret in secrets for operation in writing
    } | {
        Call("dynamodb:ListBackups", _arn("dynamodb", f"table/agreements-{name}")),
        Call("dynamodb:RestoreTableFromBackup", _arn("dynamodb", backup)),
        Call("secretsmanager:DescribeSecret", _arn("secretsmanager", f"secret:agreements-{name}/smtp-a1B2c3")),
        Call("cloudformation:DescribeStackEvents", _arn("cloudformation", f"stack/agreements-{name}/1")),
        _mapping("UpdateEventSourceMapping", name),
        Call("s3:DeleteObject", f"arn:aws-cn:s3:::agreements-{name}-site-1/old.html"),
        Call("ses:GetAccount", "*"), Call("ses:GetEmailIdentity", "*"),
    }  # fmt: skip


def _permissions(service: str, operation: str, given: Mapping[str, str], name: str) -> Iterator[Call]:
    if operation in _OF_NOBODY:
        return
    if operation in _OF_NOTHING:
        yield Call(f"{service}:{operation}", "*")
    elif operation in _MAPPINGS:
        yield _mapping(operation, name)
    elif service == "s3":
        yield from _object(operation, given)
    else:
        yield Call(f"{service}:{operation}", _named(service, given, name))
    if "TargetTableName" in given:
        yield from _filled(given["TargetTableName"])
    for role in {given.get("Role"), given.get("RoleArn")} - {None}:
        yield Call("iam:PassRole", f"arn:aws-cn:iam::{ACCOUNT}:role/{str(role).rpartition('/')[2]}")
    if "S3Key" in given:
        yield Call("s3:GetObject", f"arn:aws-cn:s3:::{given['S3Bucket']}/{given['S3Key']}")


def _filled(table: str) -> Iterator[Call]:
    """Return what a table takes that is brought back (DynamoDB Developer Guide, "Restoring a table", permissions)."""
    for operation in ("BatchWriteItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan", "UpdateItem"):
        yield Call(f"dynamodb:{operation}", _arn("dynamodb", f"table/{table}"))


def _mapping(operation: str, name: str) -> Call:
    function = _arn("lambda", f"function:agreements-{name}-issuer")
    return Call(f"lambda:{operation}", "*", (("lambda:FunctionArn", function),))


def _object(operation: str, given: Mapping[str, str]) -> Iterator[Call]:
    place = f"arn:aws-cn:s3:::{given.get('Bucket')}"
    if operation == "ListBuckets":
        yield Call("s3:ListAllMyBuckets", "*")
    elif operation in _BUCKETS:
        yield Call(f"s3:{_BUCKETS[operation]}", place)
    else:
        yield Call(f"s3:{_OBJECTS.get(operation, operation)}", f"{place}/{given.get('Key', 'any')}")
        yield Call("s3:ListBucket", place)


def _named(service: str, given: Mapping[str, str], name: str) -> str:
    """Return the ARN of what a call is about, which must be the environment's own."""
    match service:
        case "cloudformation":
            return _arn(service, f"stack/{given['StackName']}/1")
        case "lambda":
            return _arn(service, f"function:{given['FunctionName'].rpartition('function:')[2].partition(':')[0]}")
        case "events":
            return _arn(service, f"rule/{given.get('Rule') or given['Name']}")
        case "dynamodb":
            return _arn(service, f"table/{given.get('TableName') or given['SourceTableName']}")
        case "secretsmanager":
            return _arn(service, f"secret:{given.get('SecretId') or given['Name']}-a1B2c3")
        case "logs":
            return _arn(service, f"log-group:{given['logGroupName']}")
    raise NotImplementedError((service, name))


def _arn(service: str, resource: str) -> str:
    return f"arn:aws-cn:{service}:{REGION}:{ACCOUNT}:{resource}"
