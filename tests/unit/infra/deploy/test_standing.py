"""`stop` turns every call away and `start` lets them in again; neither pretends where there is no function."""

from __future__ import annotations

from typing import Any

import pytest

from infra.deploy import standing
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal

CHOSEN = Chosen(name="try", region="cn-north-1", host="agreements.example", mail_from="notice@example.edu")


class Functions:
    """Lambda with some functions and what each may run at once."""

    class exceptions:  # noqa: N801 - boto3's name
        class ResourceNotFoundException(Exception): ...  # noqa: N818 - the same

    def __init__(self, *names: str) -> None:
        self.most: dict[str, int | None] = dict.fromkeys(names)

    def get_function_configuration(self, FunctionName: str) -> dict[str, str]:  # noqa: N803 - the same
        if FunctionName not in self.most:
            raise self.exceptions.ResourceNotFoundException
        return {"FunctionName": FunctionName}

    def put_function_concurrency(self, FunctionName: str, ReservedConcurrentExecutions: int) -> None:  # noqa: N803 - the same
        self.most[FunctionName] = ReservedConcurrentExecutions

    def delete_function_concurrency(self, FunctionName: str) -> None:  # noqa: N803 - the same
        self.most[FunctionName] = None


def account(functions: Functions) -> Account:
    made: Any = Account("cn-north-1")
    made.__dict__["functions"] = functions
    return made


def test_what_stands_still_runs_again() -> None:
    there = Functions("agreements-try-api", "agreements-try-issuer")
    assert len(list(standing.stop(account(there), CHOSEN))) == 2
    assert set(there.most.values()) == {0}
    assert len(list(standing.start(account(there), CHOSEN))) == 2
    assert set(there.most.values()) == {None}


def test_the_one_that_is_there_is_stopped_though_the_other_never_was_deployed() -> None:
    there = Functions("agreements-try-api")
    assert [line.partition(":")[0] for line in standing.stop(account(there), CHOSEN)] == ["api"]


@pytest.mark.parametrize("step", [standing.stop, standing.start])
def test_nothing_to_stop_is_said(step: Any) -> None:
    with pytest.raises(Refusal, match="run `up` first"):
        list(step(account(Functions("agreements-other-api")), CHOSEN))
