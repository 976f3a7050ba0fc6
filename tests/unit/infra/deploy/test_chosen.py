"""What an operator chose is read whole, or refused by the name of its field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from functions import settings
from infra.capacity import model
from infra.deploy import chosen
from infra.deploy.chosen import SCHOOL_REQUESTS, Refusal

SMTP = {"MAIL": "smtp", "SMTP_HOST": "smtp.example.edu.cn", "SMTP_SECRET": "agreements-try/smtp"}
FILE: dict[str, Any] = {
    "region": "cn-north-1", "host": "agreements.example.edu.cn", "mail_from": "notice@example.edu.cn",
    "root": "root.pub.pem", "parameters": {"AlarmTopic": "a"}, "variables": SMTP,
}  # fmt: skip
OUTPUTS = {
    "Table": "t",
    "Uploads": "u",
    "Documents": "d",
    "Site": "s",
    "Backups": "k",
    "DeadLetters": "q",
    "PersonalSecret": "p",
}


def written(folder: Path, said: object) -> Path:
    path = folder / "env.json"
    path.write_text(said if isinstance(said, str) else json.dumps(said), "utf-8")
    return path


def test_everything_is_read(tmp_path: Path) -> None:
    read = chosen.read("try", written(tmp_path, FILE))
    assert (read.region, read.host, read.root) == ("cn-north-1", FILE["host"], tmp_path / "root.pub.pem")
    assert (read.stack, read.function("api")) == ("agreements-try", "agreements-try-api")


def test_a_region_can_be_given_instead(tmp_path: Path) -> None:
    assert chosen.read("try", written(tmp_path, FILE), "us-east-1").region == "us-east-1"


def test_the_functions_variables_are_those_that_they_read(tmp_path: Path) -> None:
    variables = chosen.read("try", written(tmp_path, FILE)).environment(OUTPUTS)
    assert settings.read(variables | {"AWS_REGION": "cn-north-1"}).table == "t"
    assert "AWS_REGION" not in variables


@pytest.mark.parametrize(("parameters", "serves"), [({}, True), ({"Cdn": "no"}, True), ({"Cdn": "yes"}, False)])
def test_the_function_hands_out_the_site_where_no_cdn_does(
    tmp_path: Path, parameters: dict[str, str], *, serves: bool
) -> None:
    variables = chosen.read("try", written(tmp_path, FILE | {"parameters": parameters})).environment(OUTPUTS)
    assert settings.read(variables | {"AWS_REGION": "cn-north-1"}).serves_site is serves


WRONG: dict[str, tuple[object, str]] = {
    "no JSON": ("{", "not JSON"),
    "a list": ([], "must hold an object"),
    "a field that nothing reads": (FILE | {"regoin": "x"}, "regoin"),
    "no region": ({**FILE, "region": None}, "region"),
    "a region that cannot be": (FILE | {"region": "Beijing"}, "region"),
    "no host": ({**FILE, "host": ""}, "host"),
    "no sender": ({name: value for name, value in FILE.items() if name != "mail_from"}, "mail_from"),
    "a variable that is no text": (FILE | {"variables": {"SMS_REGION": 1}}, "variables"),
    "parameters that are a list": (FILE | {"parameters": ["a"]}, "parameters"),
}


@pytest.mark.parametrize(("said", "named"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, said: object, named: str) -> None:
    with pytest.raises(Refusal, match=named):
        chosen.read("try", written(tmp_path, said))


@pytest.mark.parametrize("name", ["T", "t", "a b", "-a", "a" * 21, "名"])
def test_a_wrong_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match="--env"):
        chosen.read(name, written(tmp_path, FILE))


def test_a_missing_file_says_where_it_must_be() -> None:
    with pytest.raises(Refusal, match=r"environments/nowhere\.json"):
        chosen.read("nowhere")


REFUSED_BY_SETTINGS: dict[str, tuple[dict[str, Any], str]] = {
    "a host that nobody reaches": ({"host": "127.0.0.1:8000"}, "OFFICIAL_HOST"),
    "local keys in production": ({"variables": SMTP | {"SIGNER": "local"}}, "SIGNER"),
    "an emulator in production": ({"variables": SMTP | {"AWS_ENDPOINT": "http://127.0.0.1:1"}}, "AWS_ENDPOINT"),
    "text messages from the mainland": ({"variables": SMTP | {"SMS_REGION": "ap-east-1"}}, "SMS_REGION"),
    "SES where there is none": ({"variables": {}}, "MAIL must be smtp"),
    "a mail server without its secret": ({"variables": {"MAIL": "smtp", "SMTP_HOST": "smtp.example"}}, "SMTP_SECRET"),
}


@pytest.mark.parametrize(("said", "named"), REFUSED_BY_SETTINGS.values(), ids=REFUSED_BY_SETTINGS)
def test_what_the_functions_would_refuse_is_refused_before_they_are_deployed(
    tmp_path: Path, said: dict[str, Any], named: str
) -> None:
    with pytest.raises(Refusal, match=named):
        chosen.read("try", written(tmp_path, FILE | said)).environment(OUTPUTS)


def test_a_school_may_ask_far_more_than_at_its_peak_and_an_operator_may_say_otherwise(tmp_path: Path) -> None:
    school = model.assumptions()["places"]["one school"]["agreements_a_year"]
    assert 5 * 60 * model.peak_second(school).requests < SCHOOL_REQUESTS
    for said, limit in (({}, SCHOOL_REQUESTS), ({"SCHOOL_REQUESTS_A_MINUTE": "4000"}, 4000)):
        variables = chosen.read("try", written(tmp_path, FILE | {"variables": SMTP | said})).environment(OUTPUTS)
        assert settings.read(variables | {"AWS_REGION": "cn-north-1"}).school_requests == limit
