"""Importing graduates over HTTP: template, upload, progress, run."""

from __future__ import annotations

from typing import Any

from functions.domain import text
from functions.domain.access import Permission
from functions.domain.errors import Refused
from functions.domain.imports import Import, Purpose, RowProblem
from functions.usecases import imports
from functions.web import uploads
from functions.web.answers import Answer, File
from functions.web.call import Call
from functions.web.fields import boolean, choice, optional
from functions.web.routing import Views

views = Views()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@views.get("/api/imports/template.xlsx", may=Permission.IMPORT_STUDENTS)
def template(call: Call) -> Answer:
    """Give out the template."""
    return File(imports.template(call.services.sheets), "毕业生生源信息模板.xlsx", XLSX)


@views.post("/api/imports", may=Permission.IMPORT_STUDENTS)
def upload(call: Call) -> Answer:
    """Take a file and begin its dry run."""
    purpose = call.body.read(purpose=optional(choice(Purpose), Purpose.ROSTER))["purpose"]
    stored = call.files.get("file")
    if stored is None or not stored.filename:
        raise Refused("required", field="file")
    content = uploads.content_of(stored, "file")
    name = text.line(stored.filename, "file", most=200)
    return _shown(call, imports.upload(call.services, call.actor, name, content, purpose)), 202


@views.get("/api/imports", may=Permission.IMPORT_STUDENTS)
def listed(call: Call) -> Answer:
    """List the school's imports."""
    page = imports.of_school(call.services, call.actor)
    return {"items": [_row(one) for one in page.items], "cursor": page.cursor}


@views.get("/api/imports/<import_>", may=Permission.IMPORT_STUDENTS)
def one(call: Call, import_: str) -> Answer:
    """Show how far an import is, with its problems in words."""
    return _shown(call, imports.read(call.services, call.actor, import_))


@views.post("/api/imports/<import_>/run", may=Permission.IMPORT_STUDENTS, current=one)
def start(call: Call, import_: str) -> Answer:
    """Store what the dry run found."""
    typed = call.body.read(leave_out_bad=optional(boolean, default=False))
    begun = imports.start(call.services, call.actor, import_, leave_out_bad=bool(typed["leave_out_bad"]))
    return _shown(call, begun), 202


@views.get("/api/imports/<import_>/problems.csv", may=Permission.IMPORT_STUDENTS)
def problems(call: Call, import_: str) -> Answer:
    """Give out the problems as a file."""
    content = imports.problems_csv(call.services, call.services.sheets, call.actor, import_, call.language)
    return File(content, "problems.csv", "text/csv")


def _row(found: Import) -> dict[str, Any]:
    return {
        "id": found.id, "file_name": found.file_name, "name": found.name, "uploaded_at": found.uploaded_at,
        "purpose": found.purpose, "state": found.state, "rows": found.rows, "passed": found.passed,
        "added": found.added, "changed": found.changed, "unchanged": found.unchanged, "missing": found.missing,
        "bad": found.bad, "version": found.version,
    }  # fmt: skip


def _shown(call: Call, found: Import) -> dict[str, Any]:
    return _row(found) | {"problems": [_problem(call, each) for each in found.problems]}


def _problem(call: Call, each: RowProblem) -> dict[str, Any]:
    detail = call.services.texts.say(call.language, f"refusals.{each.code}", each.said)
    return {"line": each.line, "column": each.column, "header": each.header, "code": each.code, "detail": detail}
