"""The policy page: the version in force, all versions, what every setting means, presets; publishing the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from functions.domain import text
from functions.domain.access import Permission
from functions.domain.errors import Refused
from functions.domain.policy import PolicyVersion, SchoolPolicy
from functions.domain.policy_texts import Setting, plain, settings
from functions.domain.what_if import Obstacle, Standing
from functions.policies import presets
from functions.policies.presets import Preset, Stated
from functions.usecases import policies, what_if
from functions.usecases.what_if import Tally
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import boolean, opaque, optional
from functions.web.routing import Views

views = Views()


@views.get("/api/policies", may=Permission.READ_POLICY)
def read(call: Call) -> Answer:
    """Return everything that the policy page shows."""
    current, versions = policies.versions(call.services, call.actor)
    return {
        "current": _shown(current), "versions": [_shown(each) for each in versions],
        "settings": explained(SchoolPolicy, call.language),
    }  # fmt: skip


@views.get("/api/policies/presets", may=Permission.READ_POLICY)
def list_presets(call: Call) -> Answer:
    """Return the presets to begin with, each with every value that a school gets with it."""
    return {"items": [_offered(each, call.language) for each in presets.presets().values()]}


@views.post("/api/policies", may=Permission.CHANGE_POLICY, current=read)
def publish(call: Call) -> Answer:
    """Store the next version; `If-Match` carries the newest number that the author saw."""
    typed = call.body.read(effective_from=text.day, note=_note, values=_values, overtakes=optional(boolean))
    made = policies.publish(call.services, call.actor, typed["effective_from"], typed["note"], typed["values"],
                            seen=call.if_match, may_overtake=bool(typed["overtakes"]))  # fmt: skip
    return _shown(made), 201


@views.post("/api/policies/comparison", may=Permission.CHANGE_POLICY)
def compare(call: Call) -> Answer:
    """Count where the students of one page would stand under other values, and what runs; nothing is stored."""
    typed = call.body.read(values=_values, cursor=optional(opaque))
    tally = what_if.compare(call.services, call.actor, typed["values"], cursor=typed["cursor"])
    return {
        "now": _counted(tally.now), "then": _counted(tally.then), "running": _running(tally), "cursor": tally.cursor,
    }  # fmt: skip


def _running(tally: Tally) -> list[dict[str, int]]:
    numbers = sorted(tally.invitations.keys() | tally.agreements.keys())
    return [
        {"number": each, "invitations": tally.invitations.get(each, 0), "agreements": tally.agreements.get(each, 0)}
        for each in numbers
    ]


def _counted(counts: Mapping[Standing | Obstacle, int]) -> dict[str, int]:
    return {each.value: counts.get(each, 0) for each in (*Standing, *Obstacle)}


def _note(typed: object, field: str) -> str:
    return text.reason(typed, field, most=200)


def _values(typed: object, field: str) -> dict[str, object]:
    if not isinstance(typed, dict):
        raise Refused("required" if typed is None else "not_an_object", field=field)
    return typed


def _values_of(policy: SchoolPolicy) -> dict[str, Any]:
    return {field.name: plain(getattr(policy, field.name)) for field in fields(policy)}


def _offered(preset: Preset, language: str) -> dict[str, Any]:
    return {
        "name": preset.name, "system": preset.system, "title": preset.title[language], "guide": preset.guide,
        "values": _values_of(preset.policy),
    }  # fmt: skip


def _shown(version: PolicyVersion) -> dict[str, Any]:
    return {
        "number": version.number, "effective_from": version.effective_from, "author_name": version.author_name,
        "note": version.note, "created_at": version.created_at, "values": _values_of(version.policy),
    }  # fmt: skip


def explained(of: type[SchoolPolicy], language: str) -> list[dict[str, Any]]:
    """Return every setting of a policy as the page explains it."""
    return [_explained(each, language) for each in settings(of).values()]


def _explained(setting: Setting, language: str) -> dict[str, Any]:
    return {
        "name": setting.name, "kind": setting.kind, "group": setting.group, "default": setting.default,
        "min": setting.least, "max": setting.most, "choices": setting.choices, "title": setting.title[language],
        "meaning": setting.meaning[language], "seen": [_said(*each) for each in presets.seen(setting.name)],
    }  # fmt: skip


def _said(preset: Preset, stated: Stated) -> dict[str, Any]:
    return {"system": preset.system, "value": stated.value, "words": stated.words, "cite": stated.cite}
