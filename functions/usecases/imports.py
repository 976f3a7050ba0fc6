"""Importing graduates: upload, look, run; `import_runs` does the work for a job."""

from __future__ import annotations

from functions.domain import imports, sight
from functions.domain.actors import Actor
from functions.domain.errors import NotFound
from functions.domain.imports import Import, Purpose
from functions.ports import Insert, Page, Replace, Services, Spreadsheets
from functions.usecases import usage


def upload(
    services: Services, actor: Actor, file_name: str, content: bytes, purpose: Purpose = Purpose.ROSTER
) -> Import:
    """Keep a file and begin its dry run."""
    school, new_id = actor.school or "", services.secrets.new_id()
    made = Import(
        id=new_id, school=school, account=actor.account, name=actor.name, file_name=file_name,
        blob=f"imports/{new_id}", uploaded_at=services.clock.now(), purpose=purpose,
    )  # fmt: skip
    usage.put(services, school, made.blob, content, "application/octet-stream")
    services.store.commit(Insert(made))
    return made


def read(services: Services, actor: Actor, import_id: str) -> Import:
    """Return an import that the actor may see; raises NotFound."""
    return sight.seen(actor, services.store.import_(actor.school or "", import_id))


def of_school(services: Services, actor: Actor) -> Page[Import]:
    """List the school's imports, the newest first."""
    return services.store.imports(actor.school or "")


def start(services: Services, actor: Actor, import_id: str, *, leave_out_bad: bool) -> Import:
    """Begin the run after the dry run; raises Refused."""
    started = imports.start(read(services, actor, import_id), leave_out_bad=leave_out_bad)
    services.store.commit(Replace(started))
    return started


def template(sheets: Spreadsheets) -> bytes:
    """Return the workbook that schools fill in."""
    return sheets.roster_template()


def problems_csv(services: Services, sheets: Spreadsheets, actor: Actor, import_id: str, language: str) -> bytes:
    """Return an import's problems as CSV, each with its sentence; raises NotFound."""
    found = read(services, actor, import_id)
    if not found.problems:
        raise NotFound("problems")
    say = services.texts.say
    rows = (
        (one.line, one.column, one.header, say(language, f"refusals.{one.code}", one.said)) for one in found.problems
    )
    return sheets.write_csv(("行", "列", "表头", "问题"), rows)
