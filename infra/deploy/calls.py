"""What calls the issuer: the table's stream. Its schedules are Zappa's (zappa_settings.json).

The values are those that the entry point asks for (on_change of functions/entrypoints.py): a record that fails comes
again alone and ends, when it grows too old, in the dead-letter queue; one that leaves nothing to do calls nobody.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from infra.deploy.account import Account
from infra.deploy.chosen import Chosen

if TYPE_CHECKING:
    from mypy_boto3_lambda.type_defs import EventSourceMappingConfigurationTypeDef

_WORK = {"dynamodb": {"NewImage": {"work_pk": {"S": [{"exists": True}]}}}}


def mapping(account: Account, chosen: Chosen, stream: str) -> EventSourceMappingConfigurationTypeDef | None:
    """Return what leads the stream to the issuer, None when nothing does."""
    found = account.functions.list_event_source_mappings(EventSourceArn=stream, FunctionName=chosen.function("issuer"))
    return found["EventSourceMappings"][0] if found["EventSourceMappings"] else None


def difference(there: EventSourceMappingConfigurationTypeDef | None, outputs: dict[str, str]) -> tuple[str, ...]:
    """Return the options of the mapping that are not as they are to be; all of them where there is none."""
    return tuple(name for name, value in _options(outputs).items() if there is None or there.get(name) != value)


def connect(account: Account, chosen: Chosen, outputs: dict[str, str]) -> tuple[str, ...]:
    """Lead the table's stream to the issuer; return the options that were changed for it."""
    there = mapping(account, chosen, outputs["TableStream"])
    changed = difference(there, outputs)
    if there is None:
        account.functions.create_event_source_mapping(
            EventSourceArn=outputs["TableStream"], FunctionName=chosen.function("issuer"),
            StartingPosition="TRIM_HORIZON", **_options(outputs),
        )  # fmt: skip
    elif changed:
        account.functions.update_event_source_mapping(UUID=there["UUID"], **_options(outputs))
    return changed


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


def disconnect(account: Account, chosen: Chosen, stream: str) -> None:
    """Let the stream call nobody."""
    there = mapping(account, chosen, stream)
    if there:
        account.functions.delete_event_source_mapping(UUID=there["UUID"])
