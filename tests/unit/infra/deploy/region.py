"""A region of moto's to deploy to, small and fast, with weather: what AWS answers in its own protocols when it fails.

1. The stack is a small one with the outputs of infra/template.yaml; Zappa runs in this process and calls AWS as the
   real one does; the site is two files.
2. A fault meets one operation until the weather is good again; a deployer can be killed before any request.
"""

from __future__ import annotations

import io
import json
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess
from types import SimpleNamespace
from typing import Any, NamedTuple
from unittest import mock

import boto3
import pytest
from botocore import handlers
from botocore.awsrequest import AWSRequest, AWSResponse
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.cloudformation.models import CloudFormationBackend
from moto.core.models import botocore_stubber

from infra import template
from infra.deploy import __main__, functions, pages
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, read
from tests.moto_light import lightly
from tests.unit.infra.deploy.test_chosen import FILE

NAME, REGION = "try", "cn-north-1"
_KEPT = {"Uploads", "Documents", "Site", "Backups", "Bundles"}
_TRUST = {"Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda"}, "Action": "sts:AssumeRole"}]}
_KEY = {"AttributeName": "pk"}
_RESOURCES: dict[str, Any] = {
    **{name: {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain"} for name in _KEPT},
    **{
        f"Log{stage}": {
            "Type": "AWS::Logs::LogGroup", "DeletionPolicy": "Retain",
            "Properties": {"LogGroupName": f"/aws/lambda/agreements-{NAME}-{stage}"},
        }
        for stage in functions.STAGES
    },
    **{
        name: {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": _TRUST}}
        for name in functions.STAGES.values()
    },
    "Table": {
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": "Retain",
        "Properties": {
            "TableName": f"agreements-{NAME}", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [_KEY | {"AttributeType": "S"}], "KeySchema": [_KEY | {"KeyType": "HASH"}],
            "StreamSpecification": {"StreamViewType": "NEW_IMAGE"},
        },
    },
}  # fmt: skip
_OUTPUTS: dict[str, Any] = {
    **{name: {"Ref": name} for name in (*_KEPT, "Table")},
    **{name: {"Fn::GetAtt": [name, "Arn"]} for name in functions.STAGES.values()},
    "TableStream": {"Fn::GetAtt": ["Table", "StreamArn"]},
    "PersonalSecret": f"agreements-{NAME}/personal", "DeadLetters": "queue", "Address": "gateway",
    "DeadLettersArn": f"arn:aws-cn:sqs:{REGION}:000000000000:queue",
}  # fmt: skip
BODY = json.dumps({
    "Resources": _RESOURCES, "Outputs": {name: {"Value": value} for name, value in _OUTPUTS.items()},
})  # fmt: skip


class Killed(BaseException):
    """The deployer's process ends here."""


class Fault(NamedTuple):
    """What AWS answers to an operation, such as `s3.PutObject`, in the protocol of its service."""

    operation: str
    status: int
    code: str
    message: str

    def answer(self, request: AWSRequest) -> AWSResponse:
        headers, body = _PROTOCOLS.get(self.operation.partition(".")[0], _json)(self.code, self.message)
        return AWSResponse(request.url, self.status, headers, _Raw(body.encode()))


class _Raw(io.BytesIO):
    def stream(self, **_: object) -> Iterator[bytes]:
        yield self.read()


def _json(code: str, message: str) -> tuple[dict[str, str], str]:
    body = {"__type": f"com.amazon.coral.service#{code}", "message": message, "Message": message}
    return {"x-amzn-ErrorType": code, "Content-Type": "application/json"}, json.dumps(body)


def _query(code: str, message: str) -> tuple[dict[str, str], str]:
    error = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
    return {"Content-Type": "text/xml"}, f"<ErrorResponse>{error}<RequestId>1</RequestId></ErrorResponse>"


def _s3(code: str, message: str) -> tuple[dict[str, str], str]:
    error = f"<Code>{code}</Code><Message>{message}</Message><RequestId>1</RequestId><HostId>2</HostId>"
    return {"Content-Type": "application/xml"}, f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{error}</Error>'


_PROTOCOLS = {"cloudformation": _query, "s3": _s3}


@dataclass
class Region:
    """The account, what is chosen for the environment in `folder`, and the weather."""

    folder: Path
    reset: Callable[[], None]
    account: Account
    fault: Fault | None = None
    killed_at: str = ""
    """The operation before which the deployer is killed."""
    asked: list[str] = field(default_factory=list)

    def weather(self, request: AWSRequest, event_name: str = "", **_: object) -> AWSResponse | None:
        """Answer in the place of AWS, or let moto answer; a hook of botocore's."""
        operation = event_name.removeprefix("before-send.")
        if operation == self.killed_at:
            raise Killed
        self.asked.append(operation)
        if self.fault and self.fault.operation == operation:
            return self.fault.answer(request)
        answer: AWSResponse | None = botocore_stubber(event_name, request)
        return answer

    def begin_anew(self) -> None:
        """Empty the account, in good weather."""
        self.clear_up()
        self.reset()
        self.account.secrets.create_secret(Name=f"agreements-{NAME}/personal", SecretString="0" * 64)
        self.asked.clear()

    def clear_up(self) -> None:
        """Let the weather be good, and nobody be killed."""
        self.fault, self.killed_at = None, ""
        self.asked.clear()

    def deploy(self, command: str, *more: str) -> int:
        """Type a command; return its exit code."""
        bundles = ("--bundles", str(self.folder)) if command in {"plan", "up"} else ()
        return __main__.main([command, "--env", NAME, "--file", str(self.folder / "try.json"), *bundles, *more])

    @property
    def chosen(self) -> Chosen:
        return read(NAME, self.folder / "try.json")

    def state(self) -> dict[str, Any]:
        """Return all that there is, without what differs from one time to the next."""
        account, chosen = self.account, self.chosen
        running = {stage: functions.deployed(account, chosen.function(stage)) for stage in functions.STAGES}
        invoked = account.functions.list_event_source_mappings()["EventSourceMappings"]
        stacks = account.stacks.describe_stacks()["Stacks"]
        rules = _client("events").list_rules()["Rules"]
        return {
            "stacks": [(one["StackName"], one["StackStatus"]) for one in stacks],
            "functions": {stage: found and found["CodeSha256"] for stage, found in running.items()},
            # Of a rule that calls nobody Zappa knows no more when it goes on.
            "schedules": sorted(one["ScheduleExpression"] for one in rules if self._is_calling(one["Name"])),
            "calls": [(one["BatchSize"], one["MaximumRetryAttempts"]) for one in invoked],
            "tables": account.tables.list_tables()["TableNames"],
            "buckets": {
                bucket["Name"].split("-")[2]: sorted(self._keys(account, bucket["Name"]))
                for bucket in account.objects.list_buckets()["Buckets"]
            },
            "logs": [one["logGroupName"] for one in account.logs.describe_log_groups()["logGroups"]],
            "secrets": [one["Name"] for one in account.secrets.list_secrets()["SecretList"]],
        }

    def _is_calling(self, rule: str) -> bool:
        return bool(_client("events").list_targets_by_rule(Rule=rule)["Targets"])

    def _keys(self, account: Account, bucket: str) -> list[str]:
        return [one["Key"] for one in account.objects.list_objects_v2(Bucket=bucket).get("Contents", ())]


@cache
def _client(service: str) -> Any:
    # Making a client takes ten times what all of its requests take.
    return boto3.client(service)


class _Zappa(NamedTuple):
    """Zappa's command line as far as infra/deploy uses it: the function, then its schedules, one after the other."""

    line: list[str]

    def run(self) -> None:
        _, _, _, command, stage, _, file, *_ = self.line
        stages = json.loads(Path(file).read_text("utf-8"))
        settings = stages.get(stages[stage].get("extends"), {}) | stages[stage]
        name = f"{settings['project_name']}-{stage}"
        if command == "undeploy":
            self._unschedule(name)
            _client("lambda").delete_function(FunctionName=name)
            return
        self._deploy(command, name, settings)
        self._unschedule(name)
        self._schedule(name, settings.get("events", []))

    def _deploy(self, command: str, name: str, settings: dict[str, Any]) -> None:
        client, (bucket, _, key) = _client("lambda"), self.line[-1].removeprefix("s3://").partition("/")
        options = {
            "Role": settings["role_arn"], "Runtime": settings["runtime"], "Timeout": settings["timeout_seconds"],
            "MemorySize": settings["memory_size"], "Handler": "handler.lambda_handler",
            "Environment": {"Variables": settings["aws_environment_variables"]},
        }  # fmt: skip
        if command == "deploy":
            client.create_function(FunctionName=name, Code={"S3Bucket": bucket, "S3Key": key}, **options)
        else:
            client.update_function_code(FunctionName=name, S3Bucket=bucket, S3Key=key)
            client.update_function_configuration(FunctionName=name, **options)

    def _unschedule(self, name: str) -> None:
        client, arn = _client("events"), self._arn(name)
        for rule in client.list_rule_names_by_target(TargetArn=arn)["RuleNames"]:
            client.remove_targets(Rule=rule, Ids=["1"])
            client.delete_rule(Name=rule)

    def _schedule(self, name: str, events: list[dict[str, str]]) -> None:
        client, arn = _client("events"), self._arn(name)
        for at, event in enumerate(events):
            client.put_rule(Name=f"{name}-{at}", ScheduleExpression=event["expression"])
            client.put_targets(Rule=f"{name}-{at}", Targets=[{"Id": "1", "Arn": arn}])

    def _arn(self, name: str) -> str:
        found: str = _client("lambda").get_function_configuration(FunctionName=name)["FunctionArn"]
        return found


def _zappa(line: list[str], **_: object) -> CompletedProcess[str]:
    try:
        _Zappa(line).run()
    except ClientError:
        return CompletedProcess(line, 1, f"{traceback.format_exc()}\n\nLove,\n ~ Team Zappa!\n")
    return CompletedProcess(line, 0, "")


def changes(asked: list[str]) -> list[str]:
    """Return those of some operations that change something."""
    return [one for one in asked if not one.partition(".")[2].startswith(("Describe", "Get", "Head", "List", "Scan"))]


def _executed(self: CloudFormationBackend, change_set_name: str, stack_name: str | None = None) -> None:
    """Execute a change set and know the stack's outputs, which moto forgets."""
    _execute(self, change_set_name, stack_name)
    for stack in self.stacks.values():
        stack._parse_template()
        stack.output_map = stack._create_output_map()


def _created(self: CloudFormationBackend, **asked: Any) -> tuple[str, str]:
    """Make a change set; a stack that was never executed is the one that this is for, which moto forgets."""
    for id_, one in list(self.stacks.items()):
        if (one.name, one.status) == (asked["stack_name"], "REVIEW_IN_PROGRESS"):
            del self.stacks[id_]
    return _create(self, **asked)


_execute, _create = CloudFormationBackend.execute_change_set, CloudFormationBackend.create_change_set


@contextmanager
def region(folder: Path) -> Iterator[Region]:
    """Give an empty account in good weather."""
    (folder / "site").mkdir()
    for file in ("index.html", "app.js"):
        (folder / "site" / file).write_text(file, "utf-8")
    for stage in functions.STAGES:
        with zipfile.ZipFile(folder / f"{stage}.zip", "w") as bundle:
            bundle.writestr("stage", stage)
    (folder / "try.json").write_text(json.dumps({name: FILE[name] for name in FILE if name != "root"}), "utf-8")
    stages = json.loads((functions.ROOT / "zappa_settings.json").read_text("utf-8"))
    # One schedule is like three.
    del stages["issuer"]["events"][1:]
    (folder / "zappa_settings.json").write_text(json.dumps(stages), "utf-8")
    aws = mock_aws()
    made = Region(folder, aws.reset, Account(REGION))
    with (
        pytest.MonkeyPatch.context() as patch, aws,
        lightly(), mock.patch.object(CloudFormationBackend, "execute_change_set", _executed),
        mock.patch.object(CloudFormationBackend, "create_change_set", _created),
    ):  # fmt: skip
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "testing")
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        patch.setenv("AWS_MAX_ATTEMPTS", "1")
        others = [one for one in handlers.BUILTIN_HANDLERS if one[1] is not botocore_stubber]
        patch.setattr(handlers, "BUILTIN_HANDLERS", [*others, ("before-send", made.weather)])
        patch.setattr(boto3, "DEFAULT_SESSION", None)
        patch.setattr(template, "body", lambda: BODY)
        patch.setattr(pages, "assemble", lambda _: folder / "site")
        patch.setattr(functions, "ROOT", folder)
        patch.setattr(functions, "subprocess", SimpleNamespace(run=_zappa, PIPE=None, STDOUT=None))
        patch.setattr(__main__, "Account", lambda asked: made.account if asked == REGION else Account(asked))
        made.account = Account(REGION)
        _client.cache_clear()
        yield made
