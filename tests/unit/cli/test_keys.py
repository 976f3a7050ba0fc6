"""An operator's year: keys made, listed, followed, stolen, and the root handed over; and what is refused on the way."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from functions.cli.__main__ import main
from functions.domain.deadlines import local
from functions.domain.issuing import KeyState, KeyUse, SigningKey
from functions.usecases import keys
from tests import factories
from tests.factories import SCHOOL
from tests.unit.cli.conftest import PEM, page
from tests.world import World
from verifier.attestation import TrustList, fingerprint, trust_reader

YES, DRY = "--yes", "--dry-run"


def of_use(world: World, use: KeyUse) -> SigningKey:
    return keys.current(world.services, SCHOOL, use, world.clock.now())


def held(world: World, root: bytes | None = None) -> TrustList:
    coded = world.site.read("t/trust.cwt")
    assert coded
    return trust_reader.read(coded, root or world.root.public_key().public_bytes_raw())


def done(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Run a step that succeeds; return what it said."""
    code = main(["keys", *map(str, arguments)])
    said = capsys.readouterr()
    assert (code, said.err) == (0, "")
    return said.out


def state(world: World) -> object:
    """Everything that a step could change."""
    return world.services.store.signing_keys(SCHOOL), dict(world.site.files), len(world.signer.keys)


def follow(world: World, capsys: pytest.CaptureFixture[str], root: Path) -> tuple[SigningKey, SigningKey]:
    """Let another status key follow, be listed, and take over."""
    old = of_use(world, KeyUse.STATUS)
    done(capsys, "create", SCHOOL, "--use", "status", "--replaces", old.kid, YES)
    done(capsys, "issue", "--root", root, YES)
    world.clock.pass_(days=1)
    return old, of_use(world, KeyUse.STATUS)


def stranger(folder: Path) -> Path:
    path = folder / "stranger.pem"
    path.write_bytes(Ed25519PrivateKey.generate().private_bytes(*PEM))
    path.chmod(0o600)
    return path


def test_keys_are_made_once(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.insert(factories.school(code="10999"))
    assert done(capsys, "create", "10999", YES).count("made") == 2
    assert "nothing to make" in done(capsys, "create", "10999", YES)


def test_next_year_s_keys_are_made_ahead(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    said = done(capsys, "create", SCHOOL, "--use", "agreement", "--year", "2027", YES)
    assert "2027-01-01 00:00 to 2028-02-01 00:00" in said
    assert done(capsys, "create", SCHOOL, "--year", "2027", YES).count("made") == 1, "the other use, without naming it"
    assert "nothing to make" in done(capsys, "create", SCHOOL, "--year", "2027", YES)


def test_a_list_is_issued_when_there_is_more_to_say(
    world: World, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = done(capsys, "issue", "--root", root, YES)
    assert "sign trust list 1 (the first)" in said
    assert fingerprint.of(world.root.public_key().public_bytes_raw()) in said
    assert "nothing to issue" in done(capsys, "issue", "--root", root, YES)
    assert held(world).version == 1


def test_a_list_skips_to_a_number(world: World, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done(capsys, "issue", "--root", root, "--version", "12", YES)
    assert held(world).version == 12


def test_a_key_is_followed_and_retired(world: World, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done(capsys, "issue", "--root", root, YES)
    old, new = follow(world, capsys, root)
    assert new != old
    said = done(capsys, "retire", SCHOOL, old.kid, "--root", root, YES)
    assert f"change status {old.kid}" in said
    assert held(world).by_kid[bytes.fromhex(old.kid)].state == "retired"


def test_a_stolen_key_is_marked_and_followed_at_once(
    world: World, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done(capsys, "issue", "--root", root, YES)
    stolen, cutoff = of_use(world, KeyUse.AGREEMENT), local(world.clock.now()).isoformat()
    said = done(capsys, "compromise", SCHOOL, stolen.kid, "--cutoff", cutoff, "--root", root, YES)
    assert f"run `keys create {SCHOOL}`" in said
    assert held(world).by_kid[bytes.fromhex(stolen.kid)].cutoff == int(world.clock.now().timestamp())
    assert done(capsys, "create", SCHOOL, YES).count("made") == 1


def test_the_root_is_handed_over_and_the_old_one_has_expired(
    world: World, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done(capsys, "issue", "--root", root, YES)
    said = done(capsys, "rotate", "--root", root, "--to", (new := stranger(tmp_path)), YES)
    assert held(world).version == 2  # as a page reads it that pins the old root
    assert "/v pins, or is to pin, root" in said
    world.clock.pass_(days=40)
    assert main(["keys", "issue", "--root", str(root), YES]) == 1
    assert "root_replaced" in capsys.readouterr().err
    done(capsys, "issue", "--root", new, YES)
    assert held(world).version == 3


def test_the_keys_are_shown(world: World, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    world.insert(factories.status_list(iat=int(world.clock.now().timestamp())))
    assert "! not in" not in done(capsys, "show")
    assert "no trust list has been issued yet" in done(capsys, "show", "--root", root)
    done(capsys, "issue", "--root", root, YES)
    done(capsys, "create", SCHOOL, "--use", "status", "--year", "2027", YES)
    said = done(capsys, "show", "--root", root)
    assert fingerprint.of(world.root.public_key().public_bytes_raw()) in said
    assert "trust list 1, signed" in said
    assert said.count("! not in the trust list") == 1
    assert "status list" in said
    assert "LAPSED" not in said


AGES = {
    "soon": (70, "! it lapses in 20 days"),
    "now": (90, "! it has LAPSED: no paper can be confirmed"),
    "after the keys": (340, "! no agreement key now"),
}


@pytest.mark.parametrize(("days", "warning"), AGES.values(), ids=AGES)
def test_what_lapses_is_shown(
    world: World, root: Path, days: int, warning: str, capsys: pytest.CaptureFixture[str]
) -> None:
    world.insert(factories.status_list(iat=int(world.clock.now().timestamp())))
    done(capsys, "issue", "--root", root, YES)
    world.clock.pass_(days=days)
    said = done(capsys, "show", "--root", root)
    assert warning in said
    assert said.count(": ! it has LAPSED") == 1  # the status list


def compromise(kid: str, cutoff: str = "2026-03-05T00:00Z") -> list[str]:
    return ["compromise", SCHOOL, kid, "--cutoff", cutoff]


def successor_unannounced(world: World, capsys: pytest.CaptureFixture[str], root: Path) -> list[str]:
    old = of_use(world, KeyUse.STATUS)
    done(capsys, "create", SCHOOL, "--use", "status", "--replaces", old.kid, YES)
    world.clock.pass_(days=1)
    return ["retire", SCHOOL, old.kid]


def retired_twice(world: World, capsys: pytest.CaptureFixture[str], root: Path) -> list[str]:
    old, _ = follow(world, capsys, root)
    done(capsys, "retire", SCHOOL, old.kid, "--root", root, YES)
    return ["retire", SCHOOL, old.kid]


def pinning(root: str) -> Case:
    def case(world: World, _: pytest.CaptureFixture[str], __: Path) -> list[str]:
        world.site.publish("v", page(root), "text/html")
        return ["issue", "--version", "7"]

    return case


def retiring_under_another_page(world: World, capsys: pytest.CaptureFixture[str], root: Path) -> list[str]:
    old, _ = follow(world, capsys, root)
    world.site.publish("v", page("00" * 32), "text/html")
    return ["retire", SCHOOL, old.kid]


Case = Callable[[World, pytest.CaptureFixture[str], Path], list[str]]
REFUSED: dict[str, tuple[str, Case]] = {
    "a school that is not there": ("NotFound: school", lambda *_: ["create", "99999"]),
    "a second key for this year": ("two_in_force", lambda *_: ["create", SCHOOL, "--use", "status"]),
    "a key for the year after next": (
        "year_is_not_now",
        lambda *_: ["create", SCHOOL, "--use", "status", "--year", "2028"],
    ),
    "following a key that is not there": (
        "NotFound: signing key",
        lambda *_: ["create", SCHOOL, "--use", "status", "--replaces", "00000000"],
    ),
    "retiring the only key": ("no_successor", lambda world, *_: ["retire", SCHOOL, of_use(world, KeyUse.STATUS).kid]),
    "retiring before the successor is listed": ("successor_unannounced", successor_unannounced),
    "retiring twice": ("key_not_active", retired_twice),
    "retiring a key that is not there": ("NotFound: signing key", lambda *_: ["retire", SCHOOL, "00000000"]),
    "a cutoff in the future": (
        "cutoff_in_future",
        lambda world, *_: compromise(of_use(world, KeyUse.STATUS).kid, "2026-03-06T00:00+08:00"),
    ),
    "a cutoff before the key": (
        "cutoff_before_key",
        lambda world, *_: compromise(of_use(world, KeyUse.STATUS).kid, "2026-03-01T00:00+08:00"),
    ),
    "a version that is held": ("version_backwards", lambda *_: ["issue", "--version", "1"]),
    "a version below that": ("version_backwards", lambda *_: ["issue", "--version", "0"]),
    "a rotation to the same root": ("root_unchanged", lambda _, __, root: ["rotate", "--to", str(root)]),
    "a page that pins another root": ("page_pins_another", pinning(bytes(range(32)).hex())),
    "a page that is none": ("page_unreadable", pinning("none")),
    "retiring while the page pins another root": ("page_pins_another", retiring_under_another_page),
    "a root that is not there": ("FileNotFoundError", lambda *_: ["rotate", "--to", "nowhere.pem"]),
}  # fmt: skip


@pytest.mark.parametrize("consent", [YES, DRY])
@pytest.mark.parametrize(("said", "case"), REFUSED.values(), ids=REFUSED)
def test_a_step_is_refused_before_anything_is_done(
    said: str, case: Case, consent: str, world: World, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done(capsys, "issue", "--root", root, YES)
    step = case(world, capsys, root)
    before = state(world)
    with_root = [] if step[0] == "create" else ["--root", str(root)]
    assert main(["keys", *step, *with_root, consent]) == 1
    assert said in capsys.readouterr().err
    assert state(world) == before


def test_a_clock_that_is_behind_is_refused(world: World, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done(capsys, "issue", "--root", root, YES)
    world.clock.pass_(hours=-1)
    assert main(["keys", "issue", "--root", str(root), YES]) == 1
    assert "time_backwards" in capsys.readouterr().err


def test_another_root_is_refused(world: World, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done(capsys, "issue", "--root", root, YES)
    assert main(["keys", "issue", "--root", str(stranger(tmp_path)), YES]) == 1
    assert "list_unreadable" in capsys.readouterr().err


def own_page(world: World) -> str:
    return page(world.root.public_key().public_bytes_raw().hex()).decode()


def said_by_page(world: World) -> tuple[bytes, bytes]:
    """Return the root that the page pins and the list that it carries, which that root signed."""
    content = world.site.files["v"].decode()
    found = {name: re.search(f'<meta name="{name}" content="(.*?)">', content) for name in ("root", "trust")}
    root, coded = (bytes.fromhex(one[1]) for one in found.values() if one)
    trust_reader.read(coded, root)
    return root, coded


def test_the_page_is_published_with_each_list_and_goes_on_to_the_root_that_signs(
    world: World, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "there is no /v yet" in done(capsys, "issue", "--root", root, YES)
    world.site.publish("v", own_page(world).encode(), "text/html")
    assert "and /v with it" in done(capsys, "issue", "--root", root, "--version", "5", YES)
    assert said_by_page(world) == (world.root.public_key().public_bytes_raw(), world.site.files["t/trust.cwt"])
    assert f"connect-src 'self' https://{world.services.host};" in world.site.files["v"].decode()
    done(capsys, "rotate", "--root", root, "--to", stranger(tmp_path), YES)
    pinned, coded = said_by_page(world)
    assert coded == world.site.files["t/trust.cwt"]
    assert pinned != world.root.public_key().public_bytes_raw()
    assert world.site.orders["v"] == 6


def test_a_page_that_was_left_behind_is_shown_and_published(
    world: World, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done(capsys, "issue", "--root", root, YES)
    world.site.publish("v", own_page(world).encode(), "text/html")
    assert "! /v carries another list" in done(capsys, "show", "--root", root)
    before = state(world)
    assert "publish /v with trust list 1" in done(capsys, "issue", "--root", root, DRY)
    assert state(world) == before
    done(capsys, "issue", "--root", root, YES)
    assert said_by_page(world)[1] == world.site.files["t/trust.cwt"]
    assert "nothing to issue" in done(capsys, "issue", "--root", root, YES)
    assert "! /v" not in done(capsys, "show", "--root", root)


STEPS: dict[str, Case] = {
    "create": lambda *_: ["create", SCHOOL, "--use", "status", "--year", "2027"],
    "create in the place of another": (
        lambda world, *_: ["create", SCHOOL, "--use", "status", "--replaces", of_use(world, KeyUse.STATUS).kid]
    ),
    "issue": lambda _, __, root: ["issue", "--version", "7", "--root", str(root)],
    "retire": lambda world, capsys, root: ["retire", SCHOOL, follow(world, capsys, root)[0].kid, "--root", str(root)],
    "compromise": lambda world, _, root: [
        *compromise(of_use(world, KeyUse.STATUS).kid, world.clock.now().isoformat()), "--root", str(root),
    ],
    "rotate": lambda _, __, root: ["rotate", "--root", str(root), "--to", str(stranger(root.parent))],
}  # fmt: skip


@pytest.mark.parametrize("case", STEPS.values(), ids=STEPS)
def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    case: Case, world: World, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done(capsys, "issue", "--root", root, YES)
    step = case(world, capsys, root)
    before = state(world)
    assert "Nothing was done (--dry-run)" in done(capsys, *step, DRY)
    assert state(world) == before


ANSWERS = {
    "yes": ("y\n", 0),
    "a Chinese yes": ("是\n", 0),
    "no": ("n\n", 1),
    "nothing": ("\n", 1),
    "no terminal": ("", 1),
}


@pytest.mark.parametrize(("typed", "code"), ANSWERS.values(), ids=ANSWERS)
def test_a_step_asks_and_does_nothing_without_a_yes(
    typed: str, code: int, world: World, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["keys", "issue", "--root", str(root)]) == code
    assert (world.site.read("t/trust.cwt") is None) == (code == 1)


def test_a_bare_root_is_not_taken_in_production(
    world: World, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEPLOYMENT", "production")
    monkeypatch.setenv("AWS_REGION", "ap-southeast-1")
    monkeypatch.setenv("OFFICIAL_HOST", "agreements.example")
    monkeypatch.setenv("SIGNER", "kms")
    monkeypatch.delenv("AWS_ENDPOINT", raising=False)
    assert main(["keys", "issue", "--root", str(root), YES]) == 1
    assert "has no passphrase" in capsys.readouterr().err


def test_what_is_known_at_retirement_stays_known(world: World, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A retired key's window ends when it was retired, however late the list that says so goes out."""
    done(capsys, "issue", "--root", root, YES)
    old, _ = follow(world, capsys, root)
    gone = keys.retire(world.services, SCHOOL, old.kid)
    world.clock.moment += timedelta(days=3)
    done(capsys, "issue", "--root", root, YES)
    assert gone.state is KeyState.RETIRED
    assert held(world).by_kid[bytes.fromhex(old.kid)].not_after == int(gone.not_after.timestamp())
