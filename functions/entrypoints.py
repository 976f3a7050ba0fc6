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
from functions.domain.usage import Use
from functions.web.app import create_app

if TYPE_CHECKING:
    from functions.usecases.turns import Turn

# Milliseconds in which the longest single piece of work is done: a batch's file, a school's list.
RESERVE = 60_000

_settings = settings.read()
bootstrap.log(_settings)
_services = bootstrap.services(_settings)
app = create_app(_services)
if _settings.serves_site:
    from functions.web.site import SiteAndApi

    app.wsgi_app = SiteAndApi(app.wsgi_app, _services.site)  # type: ignore[method-assign]  # how Flask is wrapped
gc.freeze()
gc.enable()


def on_change(event: Mapping[str, Any], context: object = None) -> dict[str, list[dict[str, str]]]:
    """Do what each change of a batch leaves to do; return those that must come again: the table's stream.

    The mapping: ReportBatchItemFailures, BisectBatchOnFunctionError, ParallelizationFactor 1, BatchSize 100,
    MaximumRetryAttempts -1 and MaximumRecordAgeInSeconds 600, so that age alone ends what even this function cannot
    give up (a change that kills it), the dead letters as OnFailure, and FilterCriteria, lest it be called for nothing:
    `{"dynamodb": {"NewImage": {"work_pk": {"S": [{"exists": true}]}}}}`. A record that is given up still waits in the
    table: the schedules go on with it.
    """
    from functions.jobs import answer_changes  # noqa: PLC0415 - rule 5

    again = answer_changes.run(_issuer(), event["Records"], _turn(context))
    return {"batchItemFailures": [{"itemIdentifier": number} for number in again]}


def each_minute(event: object = None, context: object = None) -> None:  # noqa: ARG001 - AWS passes them
    """Record passed deadlines, send what is due, and do what the stream left in the last hour."""
    from functions.jobs import catch_up  # noqa: PLC0415 - rule 5

    catch_up.run(_issuer(), _turn(context, hours=1))


def each_hour(event: object = None, context: object = None) -> None:  # noqa: ARG001 - AWS passes them
    """Sign each status list anew whose day is nearly over; do what a day of minutes has left; see what waits still."""
    from functions.jobs import catch_up, publish_status, watch  # noqa: PLC0415 - rule 5

    it, turn = _issuer(), _turn(context, days=1)
    catch_up.together(
        lambda: publish_status.refresh(it.services, it.signer, turn),
        lambda: catch_up.run(it, turn),
        lambda: watch.each_hour(it.services, it.archive.exports if it.archive else None),
    )


def each_day(event: object = None, context: object = None) -> None:  # noqa: ARG001 - AWS passes them
    """Do all that is left; count cool-downs; watch; back up; erase what has run out."""
    from functions.jobs import back_up, catch_up, recount, retain, watch  # noqa: PLC0415 - rule 5

    it = _issuer()
    catch_up.together(
        lambda: catch_up.run(it, _turn(context)),
        lambda: recount.run(it.services, _turn(context)),
        lambda: watch.run(it.services),
        lambda: it.archive and back_up.run(it.services, it.archive.exports, it.archive.copies),
        lambda: retain.run(it.services, _turn(context)),
    )


def issuer(event: Mapping[str, Any], context: object) -> object:
    """Call the function that an event is for; raises LookupError for an event of nobody."""
    bootstrap.called(context)
    if "Records" in event:
        return _counted(lambda: on_change(event, context))
    name = event["resources"][0].rpartition(".")[2]
    schedule = {"each_minute": each_minute, "each_hour": each_hour, "each_day": each_day}[name]
    return _counted(lambda: _noted(schedule, event, context))


def _noted(schedule: Callable[[object, object], None], event: Mapping[str, Any], context: object) -> None:
    """Run a schedule and note that it came to its end, failed or not: one that does not is an alarm."""
    from functions.usecases.figures import Figure, tell  # noqa: PLC0415 - rule 5

    try:
        schedule(event, context)
    finally:
        tell(_issuer().services, {Figure(f"{schedule.__name__}_runs"): 1})


def _counted(call: Callable[[], object]) -> object:
    """Make a call; what it took beside the work for schools is everybody's, and what was counted is written."""
    usage = _issuer().services.usage
    if usage is None:
        return call()
    usage.begin()
    try:
        return call()
    finally:
        usage.end(None, Use.JOBS)
        while usage.settle():
            pass


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
