"""A line of the log is one JSON document; nothing that a library or an error says gets into it."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from functions.usecases.alarms import Alarm, sound
from tests.deployed_log import Written, deployed

Lines = Callable[[], list[dict[str, Any]]]
NAME = "欧阳思远"


@pytest.fixture
def lines() -> Iterator[Lines]:
    with deployed(Written()) as written:
        yield written.lines


def fail(error: Exception) -> None:
    try:
        raise error
    except type(error):
        logging.getLogger("functions.jobs.issue").exception("issuing %s failed", "case-1")


def test_a_line_of_ours_is_written_as_it_was_said(lines: Lines) -> None:
    sound(Alarm.KEY_LACKING, school="10358", use="status")
    (line,) = lines()
    assert line.pop("at")
    assert line == {
        "level": "ERROR", "logger": "functions.usecases.alarms", "function": "agreements-api",
        "message": "ALARM key_lacking school=10358 use=status",
        "next": "run `keys create` for the school, then `keys issue` with the root key",
    }  # fmt: skip


def test_of_an_error_the_type_and_the_places_are_written(lines: Lines) -> None:
    fail(KeyError(NAME))
    (line,) = lines()
    assert (line["message"], line["error"]) == ("issuing case-1 failed", "KeyError")
    assert line["places"][0].startswith("test_logs.py:")
    assert NAME not in json.dumps(line, ensure_ascii=False)


def test_of_several_errors_each_is_named(lines: Lines) -> None:
    fail(ExceptionGroup(NAME, [OSError(NAME), ConnectionResetError(NAME)]))
    assert lines()[0]["error"] == "ExceptionGroup of OSError of ConnectionResetError"


def test_an_outage_names_the_next_step(lines: Lines) -> None:
    class KMSInvalidStateException(Exception):  # noqa: N818 - AWS's name for it
        """A key that is disabled."""

    fail(KMSInvalidStateException(NAME))
    assert lines()[0]["reason"] == "KMSInvalidStateException"
    assert "enable it" in lines()[0]["next"]


def foreign(log: logging.Logger) -> None:
    log.warning("Font is missing the glyphs %s", NAME)


def formatted(log: logging.Logger) -> None:
    log.warning(f"Font is missing the glyphs {NAME}")  # noqa: G004 - as a library may


def warned(_: logging.Logger) -> None:
    warnings.warn(NAME, stacklevel=1)


LIBRARIES = {"with its words apart": foreign, "in one piece": formatted, "as a warning": warned}


@pytest.mark.parametrize("speak", LIBRARIES.values(), ids=LIBRARIES)
@pytest.mark.filterwarnings("default")
def test_of_a_library_only_who_spoke_and_where_is_written(
    lines: Lines, speak: Callable[[logging.Logger], None]
) -> None:
    speak(logging.getLogger("fpdf.output"))
    (line,) = lines()
    assert line.keys() == {"at", "level", "logger", "function", "place"}
    assert NAME not in json.dumps(line, ensure_ascii=False)


def test_a_line_that_cannot_be_written_shows_nothing(lines: Lines, capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("functions").error("%d", NAME)
    assert (lines(), *capfd.readouterr()) == ([], "", "")


def test_figures_are_a_metric_of_the_deployment(lines: Lines) -> None:
    more = {"facts": {"group": "papers"}, "figures": {"requests": 1, "errors": 2}, "by": ("group",)}
    logging.getLogger("functions.requests").info("request", extra=more)
    (line,) = lines()
    assert (line["group"], line["requests"], line["errors"]) == ("papers", 1, 2)
    at = line["_aws"].pop("Timestamp")
    assert isinstance(at, int)
    assert at > 1_600_000_000_000, "milliseconds"
    assert line["_aws"] == {
        "CloudWatchMetrics": [
            {
                "Namespace": "agreements-test",
                "Dimensions": [["group"]],
                "Metrics": [{"Name": "requests"}, {"Name": "errors"}],
            }
        ]
    }


def test_a_line_that_is_written_at_once_is_like_the_others(lines: Lines) -> None:
    written = Written()
    for group in ("papers", "signing"):
        written.tell("request", {"group": group}, {"requests": 1}, ("group",))
    logging.getLogger("functions.requests").info(
        "request", extra={"facts": {"group": "signing"}, "figures": {"requests": 1}, "by": ("group",)}
    )
    first, second = written.lines()
    (other,) = lines()
    assert (first["group"], second["group"]) == ("papers", "signing")
    assert second["_aws"].pop("Timestamp") <= other["_aws"].pop("Timestamp")
    assert {name: value for name, value in other.items() if name not in {"at", "logger"}} == second
