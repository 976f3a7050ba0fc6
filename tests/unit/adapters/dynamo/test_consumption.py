"""What DynamoDB says that it charges is kept for the thread that asked."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from functions.adapters.dynamo.consumption import Consumption
from functions.ports import Units

ONE, TWO = {"CapacityUnits": 0.5}, [{"CapacityUnits": 3.0}, {"CapacityUnits": 4.0}]
ANSWERS = {
    "a row": ("GetItem", {"ConsumedCapacity": ONE}, Units(0.5, 0)),
    "a range": ("Query", {"ConsumedCapacity": ONE}, Units(0.5, 0)),
    "rows of several tables": ("BatchGetItem", {"ConsumedCapacity": TWO}, Units(7, 0)),
    "a counter": ("UpdateItem", {"ConsumedCapacity": ONE}, Units(0, 0.5)),
    "a transaction": ("TransactWriteItems", {"ConsumedCapacity": TWO}, Units(0, 7)),
    "an answer that does not say": ("GetItem", {}, Units()),
    "an answer that says it of nothing": ("GetItem", {"ConsumedCapacity": {"TableName": "t"}}, Units()),
}


@pytest.mark.parametrize(("operation", "answered", "units"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_read_or_written_units(operation: str, answered: dict[str, Any], units: Units) -> None:
    consumption = Consumption()
    consumption.add(operation, answered)
    assert (consumption.take(), consumption.take()) == (units, Units())


def test_a_thread_is_charged_with_its_own() -> None:
    consumption, taken = Consumption(), list[Units]()

    def ask() -> None:
        consumption.add("GetItem", {"ConsumedCapacity": ONE})
        taken.append(consumption.take())

    consumption.add("UpdateItem", {"ConsumedCapacity": ONE})
    other = threading.Thread(target=ask)
    other.start()
    other.join()
    assert (taken, consumption.take()) == ([Units(0.5, 0)], Units(0, 0.5))
