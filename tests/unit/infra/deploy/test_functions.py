"""Zappa's own settings stay what they are; an environment adds to them, and what is deployed already is left alone."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from infra.deploy import functions
from infra.deploy.chosen import Chosen
from tests.unit.infra.deploy.test_chosen import SMTP

CHOSEN = Chosen(
    name="try", region="cn-north-1", host="agreements.example.edu.cn", mail_from="notice@example.edu.cn",
    variables=SMTP,
)  # fmt: skip
OUTPUTS = {
    "Table": "t", "Uploads": "u", "Documents": "d", "Site": "s", "Backups": "k", "DeadLetters": "q",
    "PersonalSecret": "p", "Bundles": "b",
    "ApiRole": "arn:aws-cn:iam::0:role/api", "IssuerRole": "arn:aws-cn:iam::0:role/issuer",
}  # fmt: skip
PLAIN: dict[str, dict[str, Any]] = json.loads((functions.ROOT / "zappa_settings.json").read_text("utf-8"))


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "zappa_settings.json").write_text(json.dumps(PLAIN), "utf-8")
    monkeypatch.setattr(functions, "ROOT", tmp_path)
    return functions.settings_file(CHOSEN, OUTPUTS)


def test_what_is_plain_stays(settings: Path) -> None:
    written = json.loads(settings.read_text("utf-8"))
    for stage, plain in PLAIN.items():
        kept = {name: value for name, value in plain.items() if name != "project_name"}
        assert kept.items() <= written[stage].items()


@pytest.mark.parametrize("stage", functions.STAGES)
def test_a_stage_gets_its_own_role_and_the_names_of_the_environment(settings: Path, stage: str) -> None:
    written = json.loads(settings.read_text("utf-8"))[stage]
    assert written["role_arn"].endswith(f"role/{stage}")
    assert (written["project_name"], written["s3_bucket"], written["aws_region"]) == (
        "agreements-try",
        "b",
        "cn-north-1",
    )
    assert written["aws_environment_variables"]["TABLE"] == "t"


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    path = tmp_path / "api.zip"
    path.write_bytes(b"a bundle")
    return path


def running(settings: Path, zipped: Path, **other: Any) -> Any:
    written = json.loads(settings.read_text("utf-8"))["api"]
    return {
        "CodeSha256": base64.b64encode(hashlib.sha256(zipped.read_bytes()).digest()).decode(),
        "Environment": {"Variables": written["aws_environment_variables"]}, "Role": written["role_arn"],
        "MemorySize": written["memory_size"], "Timeout": written["timeout_seconds"], "Runtime": functions.RUNTIME,
    } | other  # fmt: skip


OTHER: dict[str, tuple[dict[str, Any], str]] = {
    "other code": ({"CodeSha256": "x"}, "another bundle"),
    "another variable": ({"Environment": {"Variables": {"TABLE": "other"}}}, "other variables"),
    "no variables": ({"Environment": {}}, "other variables"),
    "another role": ({"Role": "x"}, "another role"),
    "more memory": ({"MemorySize": 10_240}, "more or less memory"),
    "another limit": ({"Timeout": 1}, "another time limit"),
    "an older Python": ({"Runtime": "python3.9"}, "another runtime"),
}


@pytest.mark.parametrize(("other", "words"), OTHER.values(), ids=OTHER)
def test_what_differs_is_named(settings: Path, zipped: Path, other: dict[str, Any], words: str) -> None:
    assert functions.difference(running(settings, zipped, **other), "api", settings, zipped, 0) == (words,)


def test_what_is_right_is_left_alone(settings: Path, zipped: Path) -> None:
    assert functions.difference(running(settings, zipped), "api", settings, zipped, 0) == ()


def test_what_is_not_there_is_not_there(settings: Path, zipped: Path) -> None:
    assert functions.difference(None, "api", settings, zipped, 0) == ("not deployed yet",)


def test_an_issuer_that_no_clock_calls_is_noticed(settings: Path, zipped: Path) -> None:
    assert "other schedules" in functions.difference(running(settings, zipped), "issuer", settings, zipped, 0)
