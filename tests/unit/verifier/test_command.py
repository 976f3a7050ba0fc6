"""`python -m verifier`: exit status 0 for genuine and valid, and for nothing else."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from verifier.__main__ import main, run
from verifier.attestation import Authentic, Code, Entry, Status
from verifier.attestation.link import Damage
from verifier.command.progress import Progress
from verifier.command.words import AUTHENTIC, CAUSE, DAMAGE, STATUS, UNREADABLE
from verifier.vectors import token_cases, world

GOOD = world.scanned(token_cases.GOOD)
AT = "2026-06-08T05:26:40+08:00"


@pytest.fixture
def options(tmp_path):
    trust, status = tmp_path / "trust.cwt", tmp_path / "7.cwt"
    trust.write_bytes(world.trust_list())
    status.write_bytes(world.listed())
    root = world.public(world.ROOT).hex()
    return {"--root": root, "--trust": str(trust), "--status": str(status), "--at": AT}


def flat(options):
    return [part for pair in options.items() for part in pair]


def test_a_good_paper_exits_with_zero(options, capsys):
    assert main([GOOD, *flat(options)]) == 0
    said = capsys.readouterr().out
    assert "1 是否真实 authentic: 真实 genuine" in said
    assert "3 状态时间 as of:     2026-06-08 04:26:40+08:00" in said
    assert "毕业生 graduate: 欧阳𬭎" in said


def test_json_has_the_four_answers(options, capsys):
    assert main([GOOD, *flat(options), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["authentic"], report["status"], report["good"]) == ("genuine", "valid", True)
    assert len(report["checks"]) == 16


def test_without_a_status_list_it_is_not_good(options, capsys):
    del options["--status"]
    assert main([GOOD, *flat(options)]) == 1
    assert "! 10 status_reached: status_unreachable" in capsys.readouterr().out


REFUSED = {
    "a foreign code": ("https://example.com/v#1000", "not our code"),
    "an altered code": (token_cases.flipped(200), "not genuine"),
    "an unknown key": (token_cases.REFUSED[5, "unknown_kid"]["a key that no trust list has"], "unknown key"),
    "a stolen key": (token_cases.REFUSED[9, "key_compromised"]["a stolen key"], "cannot be confirmed"),
}


@pytest.mark.parametrize(("scanned", "words"), REFUSED.values(), ids=REFUSED)
def test_everything_else_exits_with_one(options, capsys, scanned, words):
    assert main([scanned, *flat(options)]) == 1
    assert words in capsys.readouterr().out


@pytest.mark.parametrize("entry", [Entry.INVALID, Entry.SUSPENDED, Entry.SUPERSEDED])
def test_what_is_not_in_force_exits_with_one(options, tmp_path, entry):
    (tmp_path / "7.cwt").write_bytes(world.listed({world.INDEX: entry}))
    assert main([GOOD, *flat(options)]) == 1


SAYS_WHEN = {
    (): "2 目前状态 status:    2026-06-05起由第2版取代 superseded by edition 2 since 2026-06-05\n",
    ("--csv",): '"2026-06-05起由第2版取代 superseded by edition 2 since 2026-06-05","2026-06-08 04:26"',
    ("--json",): '"since": "2026-06-05", "superseded_by": 2,',
    (GOOD,): "真实  2026-06-05起由第2版取代  2026-06-08 04:26\n",
}


@pytest.mark.parametrize(("more", "words"), SAYS_WHEN.items(), ids=["alone", "CSV", "JSON", "a table of two"])
def test_a_superseded_paper_says_by_which_edition_and_since_when(options, capsys, tmp_path, more, words):
    since = {world.INDEX: date(2026, 6, 5)}
    (tmp_path / "7.cwt").write_bytes(world.listed({world.INDEX: Entry.SUPERSEDED}, since=since))
    assert main([GOOD, *flat(options), *more]) == 1
    assert words in capsys.readouterr().out


BAD_USAGE = {
    "a root that is too short": ({"--root": "00"}, "64 hexadecimal digits"),
    "a root that is not hexadecimal": ({"--root": "zz" * 32}, "not hexadecimal"),
    "another root": ({"--root": world.public(world.STRANGER).hex()}, "unknown_kid"),
    "a trust list that is not there": ({"--trust": "nowhere.cwt"}, "nowhere.cwt: No such file"),
    "an instant without an offset": ({"--at": "2026-06-08T05:26:40"}, "needs its offset"),
    "an instant that is none": ({"--at": "today"}, "not an instant"),
    "files and a folder": ({"--cache": "folder"}, "either --trust FILE or --cache DIR"),
    "neither files nor a folder": ({"--trust": None}, "either --trust FILE or --cache DIR"),
    "a folder and a status file": ({"--trust": None, "--cache": "folder"}, "--status goes with --trust"),
    "a folder without a trust list": ({"--trust": None, "--status": None, "--cache": "folder"}, "there is no"),
    "files that are to be renewed": ({"--online": "jy.example.edu.cn"}, "--online needs --cache"),
}


@pytest.mark.parametrize(("changes", "words"), BAD_USAGE.values(), ids=BAD_USAGE)
def test_bad_usage_exits_with_two_and_says_why(options, capsys, changes, words):
    given = {name: value for name, value in (options | changes).items() if value is not None}
    with pytest.raises(SystemExit) as stop:
        main([GOOD, *flat(given)])
    assert stop.value.code == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("more", [["--json", "--csv"], ["--nonsense"]])
def test_options_that_contradict_or_are_unknown_exit_with_two(options, more):
    with pytest.raises(SystemExit) as stop:
        main([GOOD, *flat(options), *more])
    assert stop.value.code == 2


def test_nothing_to_verify_is_bad_usage(options):
    with pytest.raises(SystemExit) as stop:
        main(flat(options))
    assert stop.value.code == 2


FOREIGN = "https://example.com/v#1000"


@pytest.mark.parametrize("shape", [[], ["--json"], ["--csv"]], ids=["table", "json", "csv"])
def test_many_are_good_only_together(options, capsys, shape):
    assert main([GOOD, GOOD, *flat(options), *shape]) == 0
    assert main([GOOD, FOREIGN, GOOD, *flat(options), *shape]) == 1


def test_a_table_has_a_line_for_each_and_counts_them(options, capsys):
    main([GOOD, FOREIGN, *flat(options)])
    head, good, foreign, count = capsys.readouterr().out.splitlines()
    assert head.split()[:3] == ["结论", "来源", "编号"]
    assert good.startswith("真实有效")
    assert "2026-06-08 04:26" in good
    assert "(example.com)" in foreign
    assert "1 of 2 are good" in count


def test_json_is_one_line_for_each(options, capsys):
    main([GOOD, FOREIGN, "nowhere.pdf", *flat(options), "--json"])
    good, foreign, missing = map(json.loads, capsys.readouterr().out.splitlines())
    assert (good["good"], good["notes"], good["differences"]) == (True, [], [])
    assert (foreign["good"], foreign["authentic"]) == (False, "not_ours")
    assert missing == {
        "source": "nowhere.pdf",
        "good": False,
        "notes": [UNREADABLE["missing"]],
        "differences": [],
    }


def test_csv_is_for_spreadsheets_which_execute_nothing(options, capsys):
    main([GOOD, '=HYPERLINK("evil")', "@SUM(1)", *flat(options), "--csv"])
    said = capsys.readouterr().out
    assert said.startswith("\ufeff")
    head, good, formula, sum_, end = said.removeprefix("\ufeff").split("\r\n")
    assert len(next(csv.reader([head]))) == len(next(csv.reader([good]))) == 10
    assert next(csv.reader([formula]))[1] == '\'=HYPERLINK("evil")'
    assert (sum_.split(",")[1], end) == ('"\'@SUM(1)"', "")


MISSING = {
    "a file that is not there": "nowhere.pdf",
    "a name that is too long for a file": "x" * 5000,
    "a name with a control character": "a\x1b[31m",
    "a name that no file can have": "a\0b",
}


@pytest.mark.parametrize("name", MISSING.values(), ids=MISSING)
def test_what_is_neither_a_file_nor_a_link_says_so(options, capsys, name):
    assert main([name, *flat(options)]) == 1
    said = capsys.readouterr().out
    assert UNREADABLE["missing"] in said
    assert "\x1b" not in said


def test_a_folder_and_a_device_are_not_opened(options, capsys, tmp_path):
    assert main([str(tmp_path), "/dev/zero", *flat(options)]) == 1
    said = capsys.readouterr().out
    assert UNREADABLE["folder"] in said
    assert UNREADABLE["not_a_file"] in said


def test_a_file_that_may_not_be_read_says_so(options, capsys, tmp_path, monkeypatch):
    def denied(*_):
        raise PermissionError

    (tmp_path / "closed.pdf").touch()
    monkeypatch.setattr(Path, "is_file", denied)
    assert main([str(tmp_path / "closed.pdf"), *flat(options)]) == 1
    assert UNREADABLE["denied"] in capsys.readouterr().out


MENDED = {
    "with blanks": GOOD[:60] + " \n" + GOOD[60:],
    "as a mail program writes it": f"<{GOOD.replace('#', '%23')}>",
    "the digits alone": GOOD.partition("#")[2],
    "the digits with their mark": "#" + GOOD.partition("#")[2],
}


@pytest.mark.parametrize("text", MENDED.values(), ids=MENDED)
def test_what_happened_to_a_link_on_its_way_is_undone(options, text):
    assert main([text, *flat(options)]) == 0


LOST = {
    "digits that are too many": ("1" * 5000, "(5000 > 1008)"),
    "a link that was shortened": (GOOD[:80] + "...", DAMAGE[Damage.SHORTENED]),
    "full-width digits": ("１２３４５", DAMAGE[Damage.FULL_WIDTH]),
    "a link without digits": (f"https://{world.HOST}/v", DAMAGE[Damage.NO_CODE]),
}


@pytest.mark.parametrize(("text", "words"), LOST.values(), ids=LOST)
def test_what_is_lost_is_named(options, capsys, text, words):
    assert main([text, *flat(options)]) == 1
    assert words in capsys.readouterr().out


def test_a_pipe_is_read_as_a_file(options, capsys, monkeypatch):
    piped = f"{GOOD}\n{GOOD}\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped)))
    assert main(["-", *flat(options)]) == 0
    assert "- 第2行" in capsys.readouterr().out


def test_every_answer_and_cause_has_its_words():
    assert set(AUTHENTIC) == set(Authentic)
    assert set(STATUS) == set(Status)
    assert set(CAUSE) == set(Code)


def test_a_terminal_sees_how_far_it_is(options, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main([GOOD, FOREIGN, *flat(options)])
    assert "2/2 https://example.com" in capsys.readouterr().err
    main([GOOD, *flat(options)])
    assert capsys.readouterr().err == ""


def test_the_links_of_a_text_are_counted(options, capsys, monkeypatch, tmp_path):
    (tmp_path / "links.txt").write_text(f"{GOOD}\n{GOOD}\n{GOOD}", encoding="utf-8")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main([str(tmp_path / "links.txt"), *flat(options)])
    assert "3/3" in capsys.readouterr().err


def test_a_log_gets_a_line_for_every_thousand(capsys):
    progress = Progress(2500)
    for number in range(2500):
        progress.step(str(number))
    assert capsys.readouterr().err == "1000/2500\n2000/2500\n"


def test_the_module_runs_with_the_clock_of_the_machine(options):
    del options["--at"]
    command = [sys.executable, "-m", "verifier", "https://example.com/", *flat(options)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1


def test_whoever_stops_reading_is_not_answered_with_a_trace(monkeypatch):
    def gone():
        raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO()))
    monkeypatch.setattr("verifier.__main__.main", gone)
    assert run() == 1
