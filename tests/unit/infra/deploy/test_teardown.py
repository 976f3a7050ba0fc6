"""Data is deleted only by who names the environment twice, and before anything is touched it is refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from infra.deploy import teardown
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal

CHOSEN = Chosen(name="try", region="cn-north-1", host="agreements.example", mail_from="notice@example.edu")
NAMES = ("Table", "Uploads", "Documents", "Site", "Backups", "Bundles", "PersonalSecret", "TableStream")


def account(*, records: int = 0, objects: tuple[str, ...] = ()) -> Account:
    """An account that can be looked at and not changed: any other call is an AttributeError."""
    described = {"StackStatus": "CREATE_COMPLETE", "Outputs": [{"OutputKey": n, "OutputValue": n} for n in NAMES]}
    looked: dict[str, Any] = {
        "stacks": SimpleNamespace(describe_stacks=lambda **_: {"Stacks": [described]}),
        "tables": SimpleNamespace(
            scan=lambda **_: {"Count": records}, exceptions=SimpleNamespace(ResourceNotFoundException=KeyError)
        ),
        "objects": SimpleNamespace(
            list_buckets=lambda **asked: {"Buckets": [asked["Prefix"]]},
            list_objects_v2=lambda **asked: {"KeyCount": int(asked["Bucket"] in objects)},
        ),
    }
    made = Account("cn-north-1")
    made.__dict__.update(looked)
    return made


HELD: dict[str, tuple[Account, str | None, str]] = {
    "records": (account(records=1), None, "records in the table"),
    "uploads": (account(objects=("Uploads",)), None, "objects in Uploads"),
    "documents": (account(objects=("Documents",)), None, "objects in Documents"),
    "another environment's name": (account(records=1), "another", "nothing was touched"),
    "no name at all": (account(records=1), "", "nothing was touched"),
}


@pytest.mark.parametrize(("there", "confirmed", "words"), HELD.values(), ids=HELD)
def test_nothing_is_touched(there: Account, confirmed: str | None, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        list(teardown.down(there, CHOSEN, confirmed))
