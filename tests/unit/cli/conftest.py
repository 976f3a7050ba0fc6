"""A world behind the command line, and a root key in a file as `make run` has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from functions import bootstrap
from functions.bootstrap import Issuer
from functions.settings import Settings
from tests.unit.test_settings import LOCAL
from tests.world import World

PEM = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    world = World()

    def issuer(_: Settings) -> Issuer:
        return Issuer(world.services, world.signer, world.press, dead_letters=world.dead_letters)

    for name, value in LOCAL.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bootstrap, "issuer", issuer)
    return world


@pytest.fixture
def root(world: World, tmp_path: Path) -> Path:
    path = tmp_path / "root.pem"
    path.write_bytes(world.root.private_bytes(*PEM))
    path.chmod(0o600)
    return path


def page(root: str, trust: bytes = b"") -> bytes:
    """Return a small page as `/v` is, which pins a root (hexadecimal) and carries a list."""
    return (
        '<meta http-equiv="Content-Security-Policy" content="">'
        f'<meta name="root" content="{root}"><meta name="trust" content="{trust.hex()}">'
        "<style>a</style><script>核</script>"
    ).encode()
