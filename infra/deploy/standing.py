"""`stop` and `start`: nobody calls the functions while the table is not whole.

A reserved concurrency of nought turns every call away, scheduled ones and the stream's, too; what the stream had waits
for a day. Neither changes the functions: `up` works in between.
"""

from __future__ import annotations

from collections.abc import Iterator

from infra.deploy import functions
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal


def stop(account: Account, chosen: Chosen) -> Iterator[str]:
    """Let the functions answer nobody; raises Refusal where there is none."""
    for stage in _deployed(account, chosen):
        account.functions.put_function_concurrency(FunctionName=chosen.function(stage), ReservedConcurrentExecutions=0)
        yield f"{stage}: stopped; nothing runs until `start`"


def start(account: Account, chosen: Chosen) -> Iterator[str]:
    """Let the functions run again; raises Refusal where there is none."""
    for stage in _deployed(account, chosen):
        account.functions.delete_function_concurrency(FunctionName=chosen.function(stage))
        yield f"{stage}: runs"


def _deployed(account: Account, chosen: Chosen) -> list[str]:
    found = [stage for stage in functions.STAGES if functions.deployed(account, chosen.function(stage))]
    if not found:
        raise Refusal(f"{chosen.name} has no functions: run `up` first")
    return found
