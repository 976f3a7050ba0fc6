"""`python -m verifier`: exit status 0 for genuine and valid, and for nothing else."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from verifier.__main__ import main
from verifier.attestation import Entry
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


BAD_USAGE = {
    "a root that is too short": ({"--root": "00"}, "64 hexadecimal digits"),
    "a root that is not hexadecimal": ({"--root": "zz" * 32}, "not hexadecimal"),
    "another root": ({"--root": world.public(world.STRANGER).hex()}, "unknown_kid"),
    "a trust list that is not there": ({"--trust": "nowhere.cwt"}, "nowhere.cwt: No such file"),
    "an instant without an offset": ({"--at": "2026-06-08T05:26:40"}, "needs its offset"),
    "an instant that is none": ({"--at": "today"}, "not an instant"),
}


@pytest.mark.parametrize(("changes", "words"), BAD_USAGE.values(), ids=BAD_USAGE)
def test_bad_usage_exits_with_two_and_says_why(options, capsys, changes, words):
    with pytest.raises(SystemExit) as stop:
        main([GOOD, *flat(options | changes)])
    assert stop.value.code == 2
    assert words in capsys.readouterr().err


def test_the_module_runs_with_the_clock_of_the_machine(options):
    del options["--at"]
    command = [sys.executable, "-m", "verifier", "https://example.com/", *flat(options)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1
