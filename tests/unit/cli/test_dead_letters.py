"""`dead-letters`: what the issuer gave up is seen with its reason, and played again once its cause is mended."""

from __future__ import annotations

import pytest

from functions.cli.__main__ import main
from functions.domain.dead_letter import DeadLetter
from functions.domain.issuing import KeyUse
from functions.usecases import keys
from tests import steps
from tests.factories import SCHOOL
from tests.world import World


def given_up(world: World) -> str:
    """Sign an agreement for which there is no key, and give it up."""
    found = steps.signed(world)
    stolen = keys.current(world.services, SCHOOL, KeyUse.AGREEMENT, world.clock.now())
    keys.mark_compromised(world.services, SCHOOL, stolen.kid, world.clock.now())
    world.dead_letters.put(
        DeadLetter(number="7", reason="LookupError at functions.usecases.keys:1", pk=f"CASE#{found.id}", sk="AGREEMENT")
    )
    return found.id


def run(*arguments: str) -> int:
    return main(["dead-letters", *arguments])


def test_a_letter_is_listed_and_shown_and_stays(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    case = given_up(world)
    for _ in range(2):
        assert run("list") == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        f"00000000  CASE#{case} AGREEMENT  LookupError at functions.usecases.keys:1", "1 dead letters",
    ]  # fmt: skip
    assert run("show", "0000") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1:] == [
        "change: 7", "reason: LookupError at functions.usecases.keys:1", f"row: CASE#{case} AGREEMENT",
        "still waits: yes",
    ]  # fmt: skip
    assert len(world.dead_letters.letters) == 1


def test_a_letter_stays_until_its_cause_is_mended(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    case = given_up(world)
    assert run("play", "--yes") == 1
    said = capsys.readouterr()
    assert "failed again: LookupError at functions.usecases.keys:" in said.out
    assert said.err == "StillFailing: 1 of 1 stay in the queue\n"
    keys.ensure(world.services, world.signer, SCHOOL)
    assert run("play", "0000", "--dry-run") == 0
    assert world.services.store.agreement(case).issued is None
    assert run("play", "0000", "--yes") == 0
    assert capsys.readouterr().out.endswith("00000000 done\n")
    assert world.services.store.agreement(case).issued
    assert world.dead_letters.letters == {}


def test_a_letter_of_aws_is_played_by_doing_all_that_waits(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    case = given_up(world)
    world.dead_letters.letters = {"a": DeadLetter(number="9", reason="RetryAttemptsExhausted: Unhandled")}
    keys.ensure(world.services, world.signer, SCHOOL)
    world.clock.pass_(days=9)
    assert run("show", "a") == 0
    assert "still waits: unknown" in capsys.readouterr().out
    assert run("play", "--yes") == 0
    assert world.services.store.agreement(case).issued
    assert world.dead_letters.letters == {}


def test_what_waits_no_more_is_thrown_away(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.dead_letters.put(DeadLetter(number="7", reason="TableBusy", pk="CASE#gone", sk="AGREEMENT"))
    assert run("show", "0") == 0
    assert "still waits: no" in capsys.readouterr().out
    assert run("play", "--yes") == 0
    assert world.dead_letters.letters == {}


@pytest.mark.parametrize("verb", ["show", "play"])
@pytest.mark.parametrize(("id_", "said"), [("9", "0 letters begin with 9"), ("0", "2 letters begin with 0")])
def test_a_letter_must_be_told_from_the_others(
    world: World, capsys: pytest.CaptureFixture[str], verb: str, id_: str, said: str
) -> None:
    for pk in ("a", "b"):
        world.dead_letters.put(DeadLetter(number="7", reason="TableBusy", pk=pk, sk="AGREEMENT"))
    assert run(verb, id_) == 1
    assert said in capsys.readouterr().err
    assert len(list(world.dead_letters.take())) == 2, "the letters are left for others"


def test_without_consent_nothing_is_played(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    given_up(world)
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert run("play") == 1
    assert len(list(world.dead_letters.take())) == 1
