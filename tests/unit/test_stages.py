"""The stages that Zappa deploys: what they call exists, and neither makes its own role."""

from __future__ import annotations

import ast
import json
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
STAGES: dict[str, dict[str, Any]] = json.loads((ROOT / "zappa_settings.json").read_text(encoding="utf-8"))
ENTRYPOINTS = ast.parse((ROOT / "functions" / "entrypoints.py").read_text(encoding="utf-8"))
FUNCTIONS = {node.name: node for node in ENTRYPOINTS.body if isinstance(node, ast.FunctionDef)}
CATCH_UP = ast.parse((ROOT / "functions" / "jobs" / "catch_up.py").read_text(encoding="utf-8"))
CAUGHT_UP = {
    alias.name
    for node in CATCH_UP.body
    if isinstance(node, ast.ImportFrom) and node.module == "functions.jobs"
    for alias in node.names
}
DEFINED = FUNCTIONS.keys() | {"app"}
CALLED = [
    STAGES["api"]["app_function"],
    STAGES["issuer"]["lambda_handler"],
    *(event["function"] for event in STAGES["issuer"]["events"]),
]


@pytest.mark.parametrize("path", CALLED)
def test_what_a_stage_calls_exists_and_its_path_is_short_enough(path: str) -> None:
    module, name = path.rsplit(".", 1)
    assert (module, len(path) <= 63) == ("functions.entrypoints", True)
    assert name in DEFINED


def test_what_is_to_happen_each_minute_and_each_day_is_scheduled() -> None:
    events = [(event["function"].rpartition(".")[2], event["expression"]) for event in STAGES["issuer"]["events"]]
    named = [name for name in FUNCTIONS if name.startswith("each_")]
    assert sorted(events) == sorted((name, f"rate(1 {name.removeprefix('each_')})") for name in named)


def jobs(name: str) -> set[str]:
    """Return the jobs that an entry point starts, itself or through another."""
    nodes = list(ast.walk(FUNCTIONS[name]))
    imported = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module == "functions.jobs"]
    called = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    others = (jobs(other) for other in called & FUNCTIONS.keys() - {name})
    named = {alias.name for node in imported for alias in node.names}
    return named.union(*others, CAUGHT_UP if "catch_up" in named else ())


def test_every_job_but_the_streams_own_is_on_a_schedule() -> None:
    written = {path.stem for path in (ROOT / "functions" / "jobs").glob("*.py")} - {"__init__"} - jobs("on_change")
    called = [event["function"].rpartition(".")[2] for event in STAGES["issuer"]["events"]]
    assert set().union(*map(jobs, called)) == written


def test_the_stages_are_told_apart_by_what_they_may_do() -> None:
    assert set(STAGES) == {"api", "issuer"}
    assert STAGES["issuer"]["extends"] == "api"
    assert STAGES["issuer"]["lambda_handler"] != STAGES["api"]["app_function"]


def test_zappa_makes_no_door_and_shows_nobody_a_traceback() -> None:
    assert (STAGES["api"]["apigateway_enabled"], STAGES["api"]["debug"]) == (False, False)
    assert not {"apigateway_enabled", "debug"} & STAGES["issuer"].keys()


def test_roles_come_from_the_template() -> None:
    assert STAGES["api"]["manage_roles"] is False


def test_nothing_is_left_out_by_the_pattern_that_removes_folders_of_libraries() -> None:
    assert not any("exclude" in stage for stage in STAGES.values())


READ = ("functions/web", "verifier/attestation", "portal_static/i18n", "botocore")
DRAWN_WITH = ("build/fonts", "PIL", "fontTools", "fpdf", "pillow.libs", "segno")
NOT_READ = (".git", ".local", ".venv", "benchmarks", "build/bundles", "build/site", "infra", "node_modules", "tests")


def is_left_out(stage: str, path: str) -> bool:
    """Return whether Zappa removes a path or a folder that it is in."""
    folders = [path, *(str(folder) for folder in Path(path).parents)]
    return any(fnmatchcase(folder, pattern) for folder in folders for pattern in STAGES[stage]["exclude_glob"])


@pytest.mark.parametrize("path", READ)
def test_what_is_left_out_is_not_what_the_service_reads(path: str) -> None:
    assert not any(is_left_out(stage, path) for stage in STAGES)


@pytest.mark.parametrize("path", DRAWN_WITH)
def test_only_the_issuer_has_what_papers_are_drawn_with(path: str) -> None:
    assert (is_left_out("api", path), is_left_out("issuer", path)) == (True, False)


@pytest.mark.parametrize("path", NOT_READ)
def test_what_no_function_reads_is_left_out(path: str) -> None:
    assert all(is_left_out(stage, path) for stage in STAGES)


def test_nothing_is_left_out_by_a_pattern_that_zappa_cannot_follow() -> None:
    # It removes a folder while the pattern is still looking into it, and fails.
    assert not any("**" in pattern for stage in STAGES.values() for pattern in stage["exclude_glob"])


def test_packages_come_from_the_lock_files_and_not_from_where_zappa_looks() -> None:
    assert STAGES["api"]["use_precompiled_packages"] is False
