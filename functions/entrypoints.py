"""What AWS calls: `app` on the `api` stage; on `issuer`, one function for the table's stream and for each schedule.

1. The two stages have the same package and different roles: the API's may not sign (architecture.md 6).
2. One job that fails does not keep the others from running; all failures are raised together, so that AWS calls again.
3. What importing makes lives as long as the process: the collector waits until it is made and then leaves it alone.
   That is a sixth of a cold start.
4. Zappa finds a stream's function by the stream's exact ARN, which is another one when a table is made anew.
   `issuer` therefore tells events apart itself; it is the stage's `lambda_handler`.
5. The API has no jobs: they are imported where they run, which keeps its cold start short.
"""

from __future__ import annotations

import gc

gc.disable()

# ruff: noqa: E402 - these imports are what the collector waits for
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from functions import bootstrap, settings
from functions.bootstrap import Issuer
from functions.web.app import create_app

app = create_app(bootstrap.services(settings.read()))
gc.freeze()
gc.enable()


def on_change(event: object = None, context: object = None) -> None:  # noqa: ARG001 - AWS passes them
    """Do what a commit left to do: the table's stream."""
    from functions.jobs import deliver, import_rosters, issue, print_batches, publish_status  # noqa: PLC0415 - rule 4

    _run(
        lambda it: issue.run(it.services, it.signer, it.printer),
        lambda it: publish_status.run(it.services, it.signer),
        lambda it: print_batches.run(it.services, it.printer),
        lambda it: import_rosters.run(it.services, it.services.sheets),
        lambda it: deliver.run(it.services),
    )


def each_minute(event: object = None, context: object = None) -> None:
    """Record passed deadlines, and do what an earlier failure left to do."""
    from functions.jobs import expire  # noqa: PLC0415 - rule 4

    _run(lambda it: expire.run(it.services))
    on_change(event, context)


def each_day(event: object = None, context: object = None) -> None:  # noqa: ARG001 - AWS passes them
    """Sign every status list anew, long before it lapses; count cool-downs; see what an operator must do; back up."""
    from functions.jobs import back_up, publish_status, recount, watch  # noqa: PLC0415 - rule 4

    _run(
        lambda it: publish_status.refresh(it.services, it.signer),
        lambda it: recount.run(it.services),
        lambda it: watch.run(it.services),
        lambda it: it.archive and back_up.run(it.services, it.archive.exports, it.archive.copies),
    )


def issuer(event: Mapping[str, Any], context: object) -> None:
    """Call the function that an event is for; raises LookupError for an event of nobody."""
    if "Records" in event:
        return on_change(event, context)
    name = event["resources"][0].rpartition(".")[2]
    return {"each_minute": each_minute, "each_day": each_day}[name](event, context)


@cache
def _issuer() -> Issuer:
    return bootstrap.issuer(settings.read())


def _run(*jobs: Callable[[Issuer], object]) -> None:
    failures = [failure for job in jobs if (failure := _failure(job))]
    if failures:
        raise ExceptionGroup("jobs failed", failures)


def _failure(job: Callable[[Issuer], object]) -> Exception | None:
    try:
        job(_issuer())
    except Exception as failure:  # noqa: BLE001 - the others must run; _run raises it
        return failure
    return None
