"""The issuer is called as its entry point asks; what is so already is left alone."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from infra.deploy import calls
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen

CHOSEN = Chosen(name="try", region="cn-north-1", host="agreements.example", mail_from="notice@example.edu")
OUTPUTS = {"Table": "table", "DeadLettersArn": "queue"}
DEAD = {"OnFailure": {"Destination": "queue"}}


class NotThereError(Exception):
    """Lambda has no such thing."""


class Lambda:
    """Lambda as far as it is asked here; `written` counts what was changed."""

    exceptions = SimpleNamespace(ResourceNotFoundException=NotThereError)

    def __init__(self) -> None:
        self.mappings: list[dict[str, Any]] = []
        self.tried: dict[str, dict[str, Any]] = {}
        self.written = 0

    def list_event_source_mappings(self, **_: str) -> dict[str, Any]:
        return {"EventSourceMappings": self.mappings}

    def create_event_source_mapping(self, **asked: Any) -> None:
        self.mappings.append(asked | {"UUID": "1"})
        self.written += 1

    def update_event_source_mapping(self, **asked: Any) -> None:
        self.mappings[0] |= asked
        self.written += 1

    def get_function_event_invoke_config(self, FunctionName: str) -> dict[str, Any]:  # noqa: N803 - as boto3 has it
        if FunctionName not in self.tried:
            raise NotThereError
        return self.tried[FunctionName]

    def put_function_event_invoke_config(self, FunctionName: str, **asked: Any) -> None:  # noqa: N803 - as boto3 has it
        self.tried[FunctionName] = asked
        self.written += 1


@pytest.fixture
def there() -> Lambda:
    return Lambda()


@pytest.fixture
def account(there: Lambda) -> Account:
    made = Account("cn-north-1")
    table = {"Table": {"LatestStreamArn": "stream"}}
    made.__dict__.update(functions=there, tables=SimpleNamespace(describe_table=lambda **_: table))
    return made


def test_a_new_function_gets_the_stream_and_no_retries(account: Account, there: Lambda) -> None:
    assert calls.connect(account, CHOSEN, OUTPUTS).keys() == {calls.STREAM, calls.SCHEDULES}
    (stream,) = there.mappings
    assert (stream["MaximumRetryAttempts"], stream["MaximumRecordAgeInSeconds"], stream["DestinationConfig"]) == (
        -1, 600, DEAD,
    )  # fmt: skip
    schedules = there.tried[CHOSEN.function("issuer")]
    assert (schedules["MaximumRetryAttempts"], schedules["DestinationConfig"]) == (0, DEAD)


@pytest.mark.parametrize("options", [calls._options(OUTPUTS), calls._attempts(OUTPUTS)], ids=["stream", "schedules"])
def test_the_attempts_are_those_that_the_entry_point_asks_for(options: dict[str, Any]) -> None:
    said = (Path(calls.__file__).parents[2] / "functions/entrypoints.py").read_text("utf-8")
    assert f"MaximumRetryAttempts {options['MaximumRetryAttempts']}" in said


def test_what_is_right_is_left_alone(account: Account, there: Lambda) -> None:
    calls.connect(account, CHOSEN, OUTPUTS)
    there.written = 0
    assert calls.connect(account, CHOSEN, OUTPUTS) == {}
    assert there.written == 0


CHANGED: dict[str, tuple[str, str, Any]] = {
    "a stream that retries less": (calls.STREAM, "MaximumRetryAttempts", 3),
    "a stream whose failures vanish": (calls.STREAM, "DestinationConfig", {}),
    "a stream that answers for whole batches": (calls.STREAM, "FunctionResponseTypes", []),
    "schedules that Lambda retries": (calls.SCHEDULES, "MaximumRetryAttempts", 2),
    "schedules whose failures vanish": (calls.SCHEDULES, "DestinationConfig", {}),
    "schedules that wait for six hours": (calls.SCHEDULES, "MaximumEventAgeInSeconds", 21_600),
}


@pytest.mark.parametrize(("what", "option", "value"), CHANGED.values(), ids=CHANGED)
def test_what_somebody_changed_is_named_and_put_back(
    account: Account, there: Lambda, what: str, option: str, value: object
) -> None:
    calls.connect(account, CHOSEN, OUTPUTS)
    options = there.mappings[0] if what == calls.STREAM else there.tried[CHOSEN.function("issuer")]
    options[option] = value
    there.written = 0
    assert calls.connect(account, CHOSEN, OUTPUTS) == {what: (option,)}
    assert calls.difference(account, CHOSEN, OUTPUTS) == {}
    assert there.written == 1
