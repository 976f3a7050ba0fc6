"""Schools over HTTP: the public list, the office's own page, and the platform's."""

from __future__ import annotations

import re
from typing import Any

from functions.domain import text
from functions.domain.access import Permission
from functions.domain.errors import Refused
from functions.domain.school import College, School
from functions.usecases import schools
from functions.usecases.schools import Profile
from functions.web import uploads
from functions.web.answers import Answer, File
from functions.web.call import Call
from functions.web.fields import each, line, nested, nothing, optional
from functions.web.routing import Views

views = Views()
_SCHOOL_CODE, _COLLEGE_CODE = re.compile(r"[1-9][0-9]{4}"), re.compile(r"[0-9A-Za-z]{1,10}")
_MOST_COLLEGES = 200


@views.get("/api/schools", may=Permission.READ_SCHOOLS)
def public(call: Call) -> Answer:
    """List the schools by name and code."""
    return {"items": [{"code": one.code, "name": one.name} for one in _every(call)], "cursor": None}


def _every(call: Call) -> list[School]:
    page = schools.every(call.services, None)
    found = list(page.items)
    while page.cursor:
        page = schools.every(call.services, page.cursor)
        found += page.items
    return found


@views.get("/api/school", may=Permission.READ_SCHOOL)
def own(call: Call) -> Answer:
    """Show the actor's school."""
    return _shown(schools.own(call.services, call.actor))


@views.put("/api/school", may=Permission.CHANGE_SCHOOL, current=own)
def change(call: Call) -> Answer:
    """Change what the form prints of the school, and its colleges."""
    version = call.version
    typed = call.body.read(
        department=line(60), contact=text.person_name, phone=text.phone, address=line(100),
        colleges=each(nested(code=_college_code, name=line(60)), most=_MOST_COLLEGES),
    )  # fmt: skip
    profile = Profile(**typed | {"colleges": tuple(College(**one) for one in typed["colleges"])})
    return _shown(schools.change(call.services, call.actor, profile, version=version))


def _college_code(typed: object, field: str) -> str:
    code = text.ascii_line(typed, field, most=10)
    if not _COLLEGE_CODE.fullmatch(code):
        raise Refused("not_an_id", field=field)
    return code


@views.put("/api/school/seal", may=Permission.CHANGE_SCHOOL, current=own)
def change_seal(call: Call) -> Answer:
    """Set the image of the seal."""
    version = call.version
    nothing(call.body)
    image = uploads.read(call.files, "seal", allowed=(uploads.PNG, uploads.JPEG))
    return _shown(schools.change_seal(call.services, call.actor, image, version=version))


@views.get("/api/school/seal", may=Permission.READ_SCHOOL)
def seal(call: Call) -> Answer:
    """Show the image of the seal."""
    return File(schools.seal(call.services, call.actor), "seal.png", uploads.PNG, is_shown=True)


def _shown(school: School) -> dict[str, Any]:
    return {
        "code": school.code, "name": school.name, "department": school.department, "contact": school.contact,
        "phone": school.phone, "address": school.address, "version": school.version, "has_seal": bool(school.seal),
        "colleges": [{"code": college.code, "name": college.name} for college in school.colleges],
    }  # fmt: skip


@views.post("/api/operator/schools", may=Permission.CREATE_SCHOOL)
def create(call: Call) -> Answer:
    """Begin a school and invite its first administrator."""
    typed = call.body.read(
        code=_school_code, name=line(60), admin_email=text.email, admin_name=optional(text.person_name, "学校管理员")
    )
    return _shown(schools.create(call.services, call.actor, **typed)), 201


def _school_code(typed: object, field: str) -> str:
    code = text.ascii_line(typed, field, most=20)
    if not _SCHOOL_CODE.fullmatch(code):
        raise Refused("school_code", field=field)
    return code


@views.get("/api/operator/schools", may=Permission.READ_ALL_SCHOOLS)
def every(call: Call) -> Answer:
    """List the schools to the platform."""
    page = schools.every(call.services, call.cursor)
    return {"items": [_shown(one) for one in page.items], "cursor": page.cursor}


@views.get("/api/operator/keys", may=Permission.READ_KEYS)
def keys(call: Call) -> Answer:
    """List the schools' public keys."""
    page = schools.keys(call.services, call.cursor)
    return {"items": [
        {"school": school.code, "school_name": school.name, "use": key.use, "kid": key.kid, "public": key.public.hex(),
         "not_before": key.not_before, "not_after": key.not_after}
        for school, found in page.items for key in found
    ], "cursor": page.cursor}  # fmt: skip
