"""What calls the issuer, as its entry point asks (functions/entrypoints.py): the table's stream, and its schedules.

1. A record of the stream that fails comes again alone and ends, when it grows too old, in the dead-letter queue; one
   that leaves nothing to do calls nobody.
2. Zappa makes the schedules (zappa_settings.json) and leaves Lambda its own two retries. Here they have none: a call
   that fails, or waits for an hour, is a dead letter, and the schedule's next call goes on.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from infra.deploy import tables
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_lambda.type_defs import EventSourceMappingConfigurationTypeDef

_WORK = {"dynamodb": {"NewImage": {"work_pk": {"S": [{"exists": True}]}}}}


# What an operator is told of each.
STREAM, SCHEDULES = "the table's stream leads to the issuer", "the issuer's schedules retry nothing"


def mapping(account: Account, chosen: Chosen, stream: str) -> EventSourceMappingConfigurationTypeDef | None:
    """Return what leads the stream to the issuer, None when nothing does."""
    found = account.functions.list_event_source_mappings(EventSourceArn=stream, FunctionName=chosen.function("issuer"))
    return found["EventSourceMappings"][0] if found["EventSourceMappings"] else None


def difference(account: Account, chosen: Chosen, outputs: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the options that are not as they are to be, under what they are options of; nothing where all are."""
    stream = _unlike(mapping(account, chosen, tables.stream(account, outputs)), _options(outputs))
    schedules = _unlike(_tried(account, chosen), _attempts(outputs))
    return {words: names for words, names in {STREAM: stream, SCHEDULES: schedules}.items() if names}


def _unlike(there: Mapping[str, Any] | None, wanted: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, value in wanted.items() if there is None or there.get(name) != value)


def _tried(account: Account, chosen: Chosen) -> Mapping[str, Any] | None:
    try:
        return account.functions.get_function_event_invoke_config(FunctionName=chosen.function("issuer"))
    except account.functions.exceptions.ResourceNotFoundException:
        return None


def connect(account: Account, chosen: Chosen, outputs: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Have the issuer called as it is to be; return what `difference` said before."""
    changed = difference(account, chosen, outputs)
    if STREAM in changed:
        _lead(account, chosen, outputs)
    if SCHEDULES in changed:
        account.functions.put_function_event_invoke_config(FunctionName=chosen.function("issuer"), **_attempts(outputs))
    return changed


def _lead(account: Account, chosen: Chosen, outputs: dict[str, str]) -> None:
    stream = tables.stream(account, outputs)
    there = mapping(account, chosen, stream)
    if there is None:
        disconnect(account, chosen)
        account.functions.create_event_source_mapping(
            EventSourceArn=stream, FunctionName=chosen.function("issuer"),
            StartingPosition="TRIM_HORIZON", **_options(outputs),
        )  # fmt: skip
    else:
        account.functions.update_event_source_mapping(UUID=there["UUID"], **_options(outputs))


def _attempts(outputs: dict[str, str]) -> dict[str, Any]:
    return {
        "DestinationConfig": {"OnFailure": {"Destination": outputs["DeadLettersArn"]}},
        "MaximumEventAgeInSeconds": 3600,
        "MaximumRetryAttempts": 0,
    }


def _options(outputs: dict[str, str]) -> dict[str, Any]:
    return {
        "BatchSize": 100,
        "BisectBatchOnFunctionError": True,
        "DestinationConfig": {"OnFailure": {"Destination": outputs["DeadLettersArn"]}},
        "FilterCriteria": {"Filters": [{"Pattern": json.dumps(_WORK)}]},
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "MaximumBatchingWindowInSeconds": 0,
        "MaximumRecordAgeInSeconds": 600,
        "MaximumRetryAttempts": -1,
        "ParallelizationFactor": 1,
    }


def disconnect(account: Account, chosen: Chosen) -> None:
    """Let no stream call the issuer, that of an earlier table as little as this one's."""
    found = account.functions.list_event_source_mappings(FunctionName=chosen.function("issuer"))
    for each in found["EventSourceMappings"]:
        account.functions.delete_event_source_mapping(UUID=each["UUID"])
