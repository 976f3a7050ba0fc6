"""What AWS calls: `app` on the `api` stage; on `issuer`, one function for the table's stream and for each schedule.

1. The two stages have the same package and different roles: the API's may not sign (architecture.md 6).
2. One job that fails does not keep the others from running; all failures are raised together, so that AWS calls again.
3. What importing makes lives as long as the process: the collector waits until it is made and then leaves it alone.
   That is a sixth of a cold start.
4. Zappa finds a stream's function by the stream's exact ARN, which is another one when a table is made anew.
   `issuer` therefore tells events apart itself; it is the stage's `lambda_handler`.
5. The API has no jobs: they are imported where they run, which keeps its cold start short.
6. A job ends before its time does and goes on at its next call. What fails is tried more and more rarely
   (functions/usecases/turns.py). Schedules: no retries of AWS's own (MaximumRetryAttempts 0), for the next call is one.
"""

from __future__ import annotations

import gc

gc.disable()

# ruff: noqa: E402 - these imports are what the collector waits for
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from functions import bootstrap, settings
from functions.bootstrap import Issuer
from functions.web.app import create_app

if TYPE_CHECKING:
    from functions.usecases.turns import Turn

# Milliseconds in which the longest single piece of work is done: a batch's file, a school's list.
RESERVE = 60_000

app = create_app(bootstrap.services(settings.read()))
gc.freeze()
gc.enable()


def on_change(event: Mapping[str, Any], context: object = None) -> dict[str, list[dict[str, str]]]:
    """Do what each change of a batch leaves to do; return those that must come again: the table's stream.

    The mapping: ReportBatchItemFailures, BisectBatchOnFunctionError, ParallelizationFactor 1, BatchSize 100,
    MaximumBatchingWindowInSeconds 0, MaximumRecordAgeInSeconds 600 and MaximumRetryAttempts -1, so that age alone ends
    it, FilterCriteria `{"dynamodb": {"NewImage": {"work_pk": {"S": [{"exists": true}]}}}}`. A record that is given up
    still waits in the table: the schedules go on with it.
    """
    from functions.jobs import answer_changes  # noqa: PLC0415 - rule 5
    from functions.jobs.answer_changes import Answering  # noqa: PLC0415 - rule 5

    it = _issuer()
    again = answer_changes.run(Answering(it.services, it.signer, it.printer), event["Records"], _turn(context))
    return {"batchItemFailures": [{"itemIdentifier": number} for number in again]}


def catch_up(event: object = None, context: object = None, turn: Turn | None = None) -> None:  # noqa: ARG001 - AWS passes them
    """Do all that waits, or that whose turn it is."""
    from functions.jobs import deliver, expire, import_rosters, issue, print_batches, publish_status  # noqa: PLC0415 - rule 5

    now = turn or _turn(context)
    _run(
        lambda it: expire.run(it.services, now),
        lambda it: issue.run(it.services, it.signer, it.printer, now),
        lambda it: publish_status.run(it.services, it.signer, now),
        lambda it: print_batches.run(it.services, it.printer, now),
        lambda it: import_rosters.run(it.services, it.services.sheets, now),
        lambda it: deliver.run(it.services, now),
    )


def each_minute(event: object = None, context: object = None) -> None:
    """Record passed deadlines, send what is due, and do what the stream left in the last hour."""
    catch_up(event, context, _turn(context, hours=1))


def each_hour(event: object = None, context: object = None) -> None:
    """Do what a day of minutes has left."""
    catch_up(event, context, _turn(context, days=1))


def each_day(event: object = None, context: object = None) -> None:
    """Do all that is left; sign every status list anew; count cool-downs; see what an operator must do; back up."""
    from functions.jobs import back_up, publish_status, recount, watch  # noqa: PLC0415 - rule 5

    _run(
        lambda _: catch_up(event, context),
        lambda it: publish_status.refresh(it.services, it.signer),
        lambda it: recount.run(it.services),
        lambda it: watch.run(it.services),
        lambda it: it.archive and back_up.run(it.services, it.archive.exports, it.archive.copies),
    )


def issuer(event: Mapping[str, Any], context: object) -> object:
    """Call the function that an event is for; raises LookupError for an event of nobody."""
    if "Records" in event:
        return on_change(event, context)
    name = event["resources"][0].rpartition(".")[2]
    return {"each_minute": each_minute, "each_hour": each_hour, "each_day": each_day}[name](event, context)


def _turn(context: Any, **ago: int) -> Turn:  # noqa: ANN401 - what AWS passes
    """Return a turn that ends before the function's time, with what began to wait within the time given."""
    from functions.usecases.turns import Turn  # noqa: PLC0415 - rule 5

    since = _issuer().services.clock.now() - timedelta(**ago) if ago else None
    if context is None:
        return Turn(since)
    return Turn(since, lambda: context.get_remaining_time_in_millis() > RESERVE)


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
