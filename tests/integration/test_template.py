"""The template is the only place where table and buckets are defined, and the code fits it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from functions import bootstrap, settings
from functions.adapters.dynamo import items
from functions.adapters.dynamo.items import Item
from functions.adapters.dynamo.shapes import Index
from functions.adapters.dynamo.store import DynamoStore
from functions.adapters.dynamo.table import DynamoTable
from functions.adapters.vault import SecretVault
from functions.domain.errors import Conflict
from functions.ports import Insert, Replace
from functions.usecases.alarms import Alarm, sound
from functions.usecases.figures import Figure
from infra import emulator
from infra.template import MOST_BYTES, TEMPLATE, body, spelled_out
from tests import factories as some
from tests.factories import CASE, SCHOOL
from tests.integration.conftest import REGION
from tests.unit.test_settings import LOCAL

BUCKETS = ("Uploads", "Documents", "Site", "Backups")
CODE = Path(items.__file__).parents[3]


@pytest.fixture(scope="module")
def template() -> dict[str, Any]:
    from cfnlint.decode import decode  # noqa: PLC0415 - takes seconds, which every worker would wait for

    decoded, problems = decode(str(TEMPLATE))
    assert not problems
    return decoded


@pytest.fixture(scope="module")
def resources(template) -> dict[str, Any]:
    return template["Resources"]


@pytest.fixture(scope="module")
def table(resources) -> dict[str, Any]:
    return resources["Table"]["Properties"]


def test_the_model_has_the_tables_keys(table):
    hash_key, range_key = Item._hash_key_attribute(), Item._range_key_attribute()
    assert table["KeySchema"] == [
        {"AttributeName": hash_key.attr_name, "KeyType": "HASH"},
        {"AttributeName": range_key.attr_name, "KeyType": "RANGE"},
    ]


def test_the_model_has_the_tables_indexes_and_they_carry_whole_rows(table):
    schema = items.bound("any")._get_schema()["global_secondary_indexes"]
    modelled = {
        index["index_name"]: (
            sorted((key["AttributeName"], key["KeyType"]) for key in index["key_schema"]),
            index["projection"]["ProjectionType"],
        )
        for index in schema
    }
    defined = {
        index["IndexName"]: (
            sorted((key["AttributeName"], key["KeyType"]) for key in index["KeySchema"]),
            index["Projection"]["ProjectionType"],
        )
        for index in table["GlobalSecondaryIndexes"]
    }
    assert modelled == defined
    assert defined.keys() == set(Index)
    assert {projection for _, projection in defined.values()} == {"ALL"}


def test_the_table_defines_the_attributes_of_its_keys_as_text_and_no_others(table):
    schemas = [table["KeySchema"], *(index["KeySchema"] for index in table["GlobalSecondaryIndexes"])]
    named = {key["AttributeName"] for schema in schemas for key in schema}
    defined = {one["AttributeName"]: one["AttributeType"] for one in table["AttributeDefinitions"]}
    assert defined == dict.fromkeys(named, "S")


def test_the_model_marks_the_tables_time_to_live(table):
    attribute = Item._ttl_attribute()
    assert attribute
    assert table["TimeToLiveSpecification"] == {"AttributeName": attribute.attr_name, "Enabled": True}


def test_the_table_is_on_demand_streamed_recoverable_encrypted_and_kept(resources, table):
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["SSESpecification"] == {"SSEEnabled": True}
    assert table["DeletionProtectionEnabled"] is True
    assert resources["Table"]["UpdateReplacePolicy"] == "Retain"


def test_a_dead_letter_wakes_somebody_for_as_long_as_it_is_there(resources):
    alarm = resources["DeadLettersWait"]["Properties"]
    assert alarm["Dimensions"] == [{"Name": "QueueName", "Value": {"Fn::GetAtt": ["DeadLetters", "QueueName"]}}]
    assert (alarm["Statistic"], alarm["Threshold"], alarm["TreatMissingData"]) == ("Maximum", 1, "notBreaching")
    assert {"Ref": "AlarmTopic"} in alarm["AlarmActions"]["Fn::If"][1]


@pytest.mark.parametrize("bucket", BUCKETS)
def test_a_bucket_is_private_versioned_encrypted_and_kept(resources, bucket):
    properties = resources[bucket]["Properties"]
    (encryption,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    assert properties["VersioningConfiguration"] == {"Status": "Enabled"}
    assert len(properties["PublicAccessBlockConfiguration"]) == 4
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    assert properties["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert resources[bucket]["UpdateReplacePolicy"] == "Retain"


def test_nothing_names_a_partition_or_a_region():
    # A service's own name is the same in every partition: it is no host.
    text = re.sub(r"Service: [a-z]+\.amazonaws\.com\b", "", TEMPLATE.read_text("utf-8"))
    assert not re.search(r"arn:aws|amazonaws|\b(cn|us|eu|ap)-[a-z]+-\d\b", text)


def test_the_template_can_be_handed_over_as_it_is():
    assert len(body().encode()) <= MOST_BYTES


def test_what_is_handed_over_says_what_the_template_says():
    said = re.sub(r"\bGatewayDeployment[0-9a-f]{8}\b", "GatewayDeployment", body())
    assert spelled_out(said) == spelled_out(TEMPLATE.read_text("utf-8"))


RULES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "a roster goes with its ID numbers": (
        "Uploads", "rosters",
        {"Prefix": "imports/", "ExpirationInDays": 7, "NoncurrentVersionExpiration": {"NoncurrentDays": 1}},
    ),
    "a piece of a file, and a copy that a link gives out, is for a day": (
        "Uploads", "pieces",
        {"Prefix": "pieces/", "ExpirationInDays": 1, "NoncurrentVersionExpiration": {"NoncurrentDays": 1}},
    ),
    "the licence of a registration that nobody completed": (
        "Uploads", "unconfirmed",
        {"Prefix": "unconfirmed/", "ExpirationInDays": 8, "NoncurrentVersionExpiration": {"NoncurrentDays": 1}},
    ),
    "a backup does not keep what was erased since": (
        "Backups", "five-weeks",
        {"Prefix": "exports/", "ExpirationInDays": 35, "NoncurrentVersionExpiration": {"NoncurrentDays": 1}},
    ),
    "a copy outlives its original by as much": (
        "Backups", "erased",
        {
            "Prefix": "objects/", "NoncurrentVersionExpiration": {"NoncurrentDays": 35},
            "ExpiredObjectDeleteMarker": True,
        },
    ),
    "a bundle is gone when Lambda has it": (
        "Bundles", "handed-over",
        {"ExpirationInDays": 7, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}},
    ),
} | {
    f"what was erased from {bucket} is really gone": (
        bucket, "erased",
        {"NoncurrentVersionExpiration": {"NoncurrentDays": 30}, "ExpiredObjectDeleteMarker": True},
    )
    for bucket in ("Uploads", "Documents", "Site")
} | {
    f"no unfinished upload stays in {bucket}": (
        bucket, "unfinished", {"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}},
    )
    for bucket in BUCKETS
}  # fmt: skip


@pytest.mark.parametrize(("bucket", "name", "wanted"), RULES.values(), ids=RULES)
def test_a_bucket_keeps_nothing_for_longer_than_it_may(resources, bucket, name, wanted):
    rules = {rule["Id"]: rule for rule in resources[bucket]["Properties"]["LifecycleConfiguration"]["Rules"]}
    assert rules[name] == {"Id": name, "Status": "Enabled"} | wanted


def test_a_bucket_has_no_other_rule(resources):
    rules = {
        (name, rule["Id"])
        for name, one in resources.items()
        if one["Type"] == "AWS::S3::Bucket"
        for rule in one["Properties"]["LifecycleConfiguration"]["Rules"]
    }
    assert rules == {(bucket, name) for bucket, name, _ in RULES.values()}


def test_what_failed_for_ever_waits_two_weeks_encrypted(resources):
    queue = resources["DeadLetters"]["Properties"]
    assert (queue["MessageRetentionPeriod"], queue["SqsManagedSseEnabled"]) == (14 * 24 * 3600, True)


def test_the_secret_of_personal_data_is_never_deleted_with_the_stack(resources):
    secret = resources["PersonalSecret"]
    assert (secret["DeletionPolicy"], secret["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")


def test_nothing_of_a_first_creation_that_failed_bars_the_next(resources):
    """What has a name of ours and is kept would be there already when the stack is made anew."""
    assert [name for name, one in resources.items() if one.get("DeletionPolicy") == "Retain"] == []


def of_type(resources: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one["Properties"] for one in resources.values() if one["Type"] == kind]


def test_every_alarm_is_counted_by_its_line_and_wakes_somebody(resources, caplog):
    counted = {}
    for each in of_type(resources, "AWS::Logs::MetricFilter"):
        assert each["LogGroupName"] == {"Ref": "IssuerLog"}
        (metric,) = each["MetricTransformations"]
        counted[metric["MetricName"]] = (metric["MetricNamespace"], each["FilterPattern"])
    alarms = of_type(resources, "AWS::CloudWatch::Alarm")
    woken = {each["MetricName"]: each for each in alarms if not str(each["Namespace"]).startswith("AWS/")}
    assert counted.keys() == woken.keys() - {metric for metric, *_ in AWAITED} == set(Alarm)
    for alarm in Alarm:
        caplog.clear()
        with caplog.at_level(logging.ERROR):
            sound(alarm, path="s/1.cwt")
        lines = [f'"{caplog.messages[0].partition(" path=")[0]}"']
        assert lines == [pattern for _, pattern in counted.values() if pattern.strip('"') in caplog.messages[0]]
        assert (woken[alarm]["Namespace"], woken[alarm]["Statistic"]) == (counted[alarm][0], "Sum")
        assert (woken[alarm]["Threshold"], woken[alarm]["TreatMissingData"]) == (1, "notBreaching")
        assert {"Ref": "AlarmTopic"} in woken[alarm]["AlarmActions"]["Fn::If"][1]


# What AWS counts, of what, and from where on it wakes somebody.
COUNTED: set[tuple[str, str, str, float]] = {
    ("DeadLetters", "ApproximateNumberOfMessagesVisible", "Maximum", 1),
    ("ApiFunction", "Errors", "Sum", 5), ("ApiFunction", "Throttles", "Sum", 1),
    ("ApiFunction", "Duration", "p99", 10e3),
    ("IssuerFunction", "Errors", "Sum", 1), ("IssuerFunction", "Throttles", "Sum", 1),
    ("IssuerFunction", "Duration", "Maximum", 240e3), ("IssuerFunction", "IteratorAge", "Maximum", 600e3),
}  # fmt: skip


# What must be heard of: from where on, or after how many seconds of silence, it wakes somebody.
AWAITED: set[tuple[str, str, str, float, int]] = {
    (Figure.MINUTE_RUNS, "Sum", "LessThanThreshold", 1, 900),
    (Figure.HOUR_RUNS, "Sum", "LessThanThreshold", 1, 3 * 3600),
    (Figure.DAY_RUNS, "Sum", "LessThanThreshold", 1, 2 * 86400),
    (Figure.EXPORT_AGE, "Maximum", "GreaterThanThreshold", 36 * 3600, 3 * 3600),
}  # fmt: skip


def test_what_is_not_heard_of_wakes_somebody(resources):
    found = set()
    for each in of_type(resources, "AWS::CloudWatch::Alarm"):
        if each["TreatMissingData"] == "breaching":
            silence = each["Period"] * each["EvaluationPeriods"]
            said = each["MetricName"], each["Statistic"], each["ComparisonOperator"], each["Threshold"]
            found.add((*said, silence))
            assert each["Namespace"] == resources["Table"]["Properties"]["TableName"]
            # What CloudWatch takes: a day, or a week where a period has an hour.
            assert silence <= (86400 if each["Period"] < 3600 else 7 * 86400)
            assert {"Ref": "AlarmTopic"} in each["AlarmActions"]["Fn::If"][1]
    assert found == AWAITED


def test_what_aws_counts_wakes_somebody(resources):
    found = set()
    for each in of_type(resources, "AWS::CloudWatch::Alarm"):
        if str(each["Namespace"]).startswith("AWS/"):
            (of,) = each["Dimensions"]
            name = of["Value"].get("Ref") or of["Value"]["Fn::GetAtt"][0]
            statistic = each.get("Statistic") or each["ExtendedStatistic"]
            found.add((name, each["MetricName"], statistic, each["Threshold"]))
            assert {"Ref": "AlarmTopic"} in each["AlarmActions"]["Fn::If"][1]
    assert found == COUNTED


def test_the_dashboard_is_json_and_shows_each_function(resources):
    body = resources["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    shown = json.dumps(json.loads(body)["widgets"])
    assert all(f"${{{name}}}" in shown for name in ("ApiFunction", "IssuerFunction", "Table", "DeadLetters.QueueName"))


def test_the_dashboard_shows_every_figure_in_the_namespace_that_the_functions_write(resources):
    body = resources["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    namespace = resources["Table"]["Properties"]["TableName"]["Fn::Sub"]
    shown = [json.dumps(each) for each in json.loads(body)["widgets"] if namespace in json.dumps(each)]
    for figure in (*Figure, "requests", "errors", "throttled", "throttled_schools"):
        assert any(f'"{figure}' in each.replace("\\", "") for each in shown), figure
    written = bootstrap._lines(replace(settings.read(LOCAL), function="api", table=namespace))
    assert written._namespace == namespace


def test_an_account_without_a_budget_gets_none(template, resources):
    assert template["Parameters"]["MonthlyBudget"]["Default"] == 0
    assert resources["Budget"]["Condition"] == "HasBudget"


@pytest.mark.parametrize(("stage", "parameter", "log"), [
    ("api", "ApiFunction", "ApiLog"), ("issuer", "IssuerFunction", "IssuerLog"),
])  # fmt: skip
def test_a_log_is_the_one_of_the_function_that_zappa_deploys(template, resources, stage, parameter, log):
    stages = json.loads((CODE / "zappa_settings.json").read_text("utf-8"))
    assert template["Parameters"][parameter]["Default"] == f"{stages['api']['project_name']}-{stage}"
    assert resources[log]["Properties"]["LogGroupName"] == {"Fn::Sub": f"/aws/lambda/${{{parameter}}}"}
    assert resources[log]["Properties"]["RetentionInDays"] == 400


def test_no_code_creates_a_table_or_a_bucket():
    code = [file for folder in ("functions", "infra") for file in (CODE / folder).rglob("*.py")]
    calls = re.compile(r"\.create_(table|bucket)\(")
    found = [file.relative_to(CODE).as_posix() for file in code if calls.search(file.read_text("utf-8"))]
    assert found == ["infra/deploy/tables.py"], "a lost table comes back as the template has it (ADR 28)"


def holds(outputs: dict[str, str], **place: Any) -> None:
    """Assert that the Store works on the stack's table."""
    store = DynamoStore(DynamoTable(items.bound(outputs["Table"], region=REGION, host=place.get("endpoint_url"))))
    store.commit(Insert(some.agreement()), Insert(some.student()), Insert(some.event()))
    store.commit(Replace(some.student(version=2, id_mark="7c" * 32)))
    assert store.agreement(CASE) == some.agreement()
    assert store.agreements(SCHOOL, some.agreement().state).items == (some.agreement(),)
    assert store.undelivered() == (some.event(),)
    assert [store.next_serial(SCHOOL, 2026), store.next_serial(SCHOOL, 2026)] == [1, 2]
    late = Replace(some.agreement(version=5))
    with pytest.raises(Conflict) as conflict:
        store.commit(Insert(some.chain()), late)
    assert conflict.value.change is late
    assert store.chain(CASE).version == 0


def test_the_template_deploys_on_moto(stack, dynamo):
    holds(stack)
    described = boto3.client("dynamodb", region_name=REGION).describe_table(TableName=stack["Table"])["Table"]
    assert described["LatestStreamArn"] == stack["TableStream"]


@mock_aws
def test_the_secret_that_the_stack_makes_is_a_key(resources):
    vault = boto3.client("secretsmanager", region_name=REGION)
    made = vault.get_random_password(**resources["PersonalSecret"]["Properties"]["GenerateSecretString"])
    assert re.fullmatch("[0-9a-f]{64}", made["RandomPassword"])


def test_every_arn_that_a_deployment_in_china_goes_on_with_is_of_china(stack):
    arns = {name: value for name, value in stack.items() if value.startswith("arn:")}
    assert {"ApiRole", "IssuerRole", "DeadLettersArn", "TableStream"} <= arns.keys()
    assert [name for name, value in arns.items() if not value.startswith("arn:aws-cn:")] == []


@pytest.fixture(scope="module")
def ministack(tmp_path_factory) -> Iterator[str]:
    running = emulator.start(tmp_path_factory.mktemp("ministack") / "state", REGION)
    yield running.endpoint_url
    running.stop()


POLL = {"Delay": 1, "MaxAttempts": 60}


@pytest.fixture(scope="module")
def topic(ministack) -> str:
    return boto3.client("sns", region_name=REGION, endpoint_url=ministack).create_topic(Name="operators")["TopicArn"]


@pytest.fixture(scope="module")
def asked(topic) -> dict[str, Any]:
    """Give what CloudFormation is asked for, but the text."""
    parameters = [
        {"ParameterKey": "Environment", "ParameterValue": "local"},
        {"ParameterKey": "AlarmTopic", "ParameterValue": topic},
        {"ParameterKey": "Cdn", "ParameterValue": "yes"},
    ]
    return {"StackName": "local", "Parameters": parameters, "Capabilities": ["CAPABILITY_IAM"]}


@pytest.fixture(scope="module")
def outputs(ministack, asked) -> dict[str, str]:
    """Create the stack on MiniStack and give its outputs."""
    stacks = boto3.client("cloudformation", region_name=REGION, endpoint_url=ministack)
    stacks.create_stack(TemplateBody=body(), **asked)
    stacks.get_waiter("stack_create_complete").wait(StackName="local", WaiterConfig=POLL)
    (made,) = stacks.describe_stacks(StackName="local")["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in made["Outputs"]}


@pytest.mark.slow
def test_a_changed_method_is_published_and_an_unchanged_one_stays(ministack, asked, outputs):
    """The stage gives what a deployment copied: another one is made for another method, and the old one goes."""
    gateway = boto3.client("apigateway", region_name=REGION, endpoint_url=ministack)
    stacks = boto3.client("cloudformation", region_name=REGION, endpoint_url=ministack)
    published = []
    changed = edited("HttpMethod: ANY", "HttpMethod: ANY\n      OperationName: all")
    for text in (edited("Period: 300", "Period: 600"), changed, body()):
        stacks.update_stack(TemplateBody=text, **asked)
        stacks.get_waiter("stack_update_complete").wait(StackName="local", WaiterConfig=POLL)
        published.append(gateway.get_stage(restApiId=outputs["Gateway"], stageName="live")["deploymentId"])
        assert [one["id"] for one in gateway.get_deployments(restApiId=outputs["Gateway"])["items"]] == published[-1:]
    assert len(set(published)) == 3


def edited(old: str, new: str) -> str:
    """Return what is handed over of the template with something changed in it."""
    text = TEMPLATE.read_text("utf-8")
    assert old in text
    return body(text.replace(old, new))


@pytest.mark.slow
def test_the_template_deploys_on_ministack(ministack, outputs, topic):
    holds(outputs, endpoint_url=ministack)
    cdn = boto3.client("cloudfront", region_name=REGION, endpoint_url=ministack)
    (made,) = cdn.list_distributions()["DistributionList"]["Items"]
    assert (made["DomainName"], made["CacheBehaviors"]["Quantity"]) == (outputs["Address"], 7)
    streams = boto3.client("dynamodbstreams", region_name=REGION, endpoint_url=ministack)
    s3 = boto3.client("s3", region_name=REGION, endpoint_url=ministack)
    for bucket in BUCKETS:
        assert s3.put_object(Bucket=outputs[bucket], Key="a", Body=b"a")["VersionId"]
    (stream,) = streams.list_streams(TableName=outputs["Table"])["Streams"]
    assert stream["StreamArn"] == outputs["TableStream"]
    alarms = boto3.client("cloudwatch", region_name=REGION, endpoint_url=ministack).describe_alarms()["MetricAlarms"]
    named = {*Alarm, *(metric for _, metric, *_ in COUNTED), *(metric for metric, *_ in AWAITED)}
    assert {(alarm["MetricName"], *alarm["AlarmActions"]) for alarm in alarms} == {(one, topic) for one in named}
    kept = boto3.client("secretsmanager", region_name=REGION, endpoint_url=ministack)
    assert len(SecretVault(lambda: kept, outputs["PersonalSecret"]).read()) == 32
    logs = boto3.client("logs", region_name=REGION, endpoint_url=ministack)
    filters = logs.describe_metric_filters(logGroupName="/aws/lambda/employment-agreements-issuer")["metricFilters"]
    assert {one["filterPattern"] for one in filters} == {f'"ALARM {alarm}"' for alarm in Alarm}
