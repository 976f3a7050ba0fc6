"""The steps of `plan`, `up` and `site`, in their order; each looks at what is there and says what it does.

The order is that of what needs what: functions need the stack's names, the stream's mapping needs the function, and a
page that is loaded calls functions that know it.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from functions.adapters.clock import SystemClock
from infra import bundle
from infra.deploy import calls, functions, pages, readiness, stack
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen


def plan(account: Account, chosen: Chosen, bundles: Path | None) -> Iterator[str]:
    """Say what `up` would do; change nothing."""
    readiness.require(account, chosen)
    found = stack.described(account, chosen.stack)
    if stack.is_broken(found):
        yield f"stack: {chosen.stack} was left by a first creation that failed; it would be deleted and made anew"
        return
    change = stack.prepare(account, chosen)
    if change:
        yield from (f"stack: {line}" for line in change.lines)
        stack.discard(account, chosen, change)
    outputs = stack.outputs(account, chosen.stack)
    if not outputs:
        yield "functions, calls, site: as soon as the stack is there"
        return
    yield from _plan_functions(account, chosen, outputs, bundles)
    yield from _plan_site(account, chosen, outputs)


def _plan_functions(account: Account, chosen: Chosen, outputs: dict[str, str], bundles: Path | None) -> Iterator[str]:
    settings = functions.settings_file(chosen, outputs)
    for stage in functions.STAGES:
        running = functions.deployed(account, chosen.function(stage))
        scheduled = functions.schedules(account, running)
        words = functions.difference(running, stage, settings, _bundle(stage, bundles), scheduled)
        if words:
            yield f"{stage}: {', '.join(words)}"
    for what, options in calls.difference(account, chosen, outputs).items():
        yield f"calls: {what} ({', '.join(options)})"


def _plan_site(account: Account, chosen: Chosen, outputs: dict[str, str]) -> Iterator[str]:
    change = pages.difference(account, outputs["Site"], pages.assemble(chosen))
    if change.new or change.gone:
        yield f"site: {len(change.new)} files to write, {len(change.gone)} to take away"


def up(account: Account, chosen: Chosen, bundles: Path | None) -> Iterator[str]:
    """Bring everything to what it is to be; run again, go on where it stopped.

    `bundles` is a folder with what `python -m infra.bundle` made; without it they are those
    of this checkout, made where they are not yet.
    """
    readiness.require(account, chosen)
    yield from _stack(account, chosen)
    outputs = stack.outputs(account, chosen.stack)
    settings = functions.settings_file(chosen, outputs)
    for stage in functions.STAGES:
        yield from _function(account, chosen, outputs["Bundles"], settings, stage, _bundle(stage, bundles))
    for what, options in calls.connect(account, chosen, outputs).items():
        yield f"calls: {what} ({', '.join(options)})"
    yield from site(account, chosen)
    yield f"address: the DNS record of {chosen.host} leads to {outputs['Address']}"
    yield from readiness.mail(account, chosen)


def _stack(account: Account, chosen: Chosen) -> Iterator[str]:
    if stack.is_broken(stack.described(account, chosen.stack)):
        yield f"stack: deleting what a first creation that failed left of {chosen.stack} ..."
        stack.clear(account, chosen.stack)
    change = stack.prepare(account, chosen)
    if change is None:
        yield "stack: nothing to change"
        return
    yield from (f"stack: {line}" for line in change.lines)
    yield "stack: changing ..."
    stack.execute(account, chosen, change)
    yield "stack: done"


def _function(account: Account, chosen: Chosen, bucket: str, settings: Path, stage: str, zipped: Path) -> Iterator[str]:
    running = functions.deployed(account, chosen.function(stage))
    words = functions.difference(running, stage, settings, zipped, functions.schedules(account, running))
    if not words:
        yield f"{stage}: nothing to change"
        return
    yield f"{stage}: {', '.join(words)} ..."
    address = functions.upload(account, bucket, zipped)
    functions.zappa("update" if running else "deploy", stage, settings, "--zip", address)
    yield f"{stage}: done"


def _bundle(stage: str, bundles: Path | None) -> Path:
    return bundle.current(stage) if bundles is None else bundles.resolve() / f"{stage}.zip"


def site(account: Account, chosen: Chosen) -> Iterator[str]:
    """Publish portal, desk, scanner and, as soon as there is a trust list, `/v`."""
    bucket, folder = stack.required(account, chosen.stack)["Site"], pages.assemble(chosen)
    change = pages.difference(account, bucket, folder)
    pages.publish(account, bucket, folder, change)
    yield f"site: {len(change.new)} files written, {len(change.gone)} taken away"
    try:
        made = pages.verifier(account, chosen, bucket)
    except pages.NotYet as waits:
        yield f"site: {waits}"
        return
    if made.is_due:
        pages.publish_verifier(account, bucket, made)
        yield "site: /v published"
    if made.lapses <= SystemClock().now().timestamp():
        yield "site: the trust list has lapsed, so no paper can be confirmed: `python -m functions.cli keys issue`"


def variables(account: Account, chosen: Chosen) -> Iterator[str]:
    """Give what functions.cli reads on an operator's machine, as lines for a shell; none of it is secret."""
    said = chosen.environment(stack.required(account, chosen.stack)) | {"AWS_REGION": chosen.region}
    yield from (f"{name}={shlex.quote(value)}" for name, value in said.items())
