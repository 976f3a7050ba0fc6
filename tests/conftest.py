"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from botocore import session
from hypothesis import settings

# How long an example takes is the machine's matter.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

HERE = Path(__file__).parent
# The packages that must stay covered are covered by the tests beside these; a tracer takes most of the time of a test.
UNMEASURED = ("integration", "browser", "unit/adapters", "unit/infra")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the tests of what has no floor of coverage alone."""
    for item in items:
        if item.path.relative_to(HERE).as_posix().startswith(UNMEASURED):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session", autouse=True)
def _no_real_cloud() -> Iterator[None]:
    """No test and no fixture can reach an account: the credentials and the region are made up."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
            environment.setenv(name, "testing")
        environment.setenv("AWS_DEFAULT_REGION", "cn-north-1")
        environment.delenv("AWS_PROFILE", raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _described_once() -> Iterator[None]:
    """Let botocore read its description of AWS once, not once for each session: moto begins one for each test."""
    with pytest.MonkeyPatch.context() as lightly:
        lightly.setattr(session, "create_loader", cache(session.create_loader))
        yield


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes as Python writes them: with ids unescaped, pytest would take them for text."""
    return repr(val) if isinstance(val, bytes) else None
