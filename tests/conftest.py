"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
# The packages that must stay covered are covered by the tests beside these; a tracer takes most of the time of a test.
UNMEASURED = ("integration", "browser", "unit/adapters", "unit/infra")


# Each of these starts the whole service, which keeps both cores busy: one after another, they find them free.
WHOLE_SERVICE = ("browser/test_story.py", "integration/infra/test_local.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file, which share what they made, on one worker; trace only what has a floor of coverage."""
    for item in items:
        path = item.path.relative_to(HERE).as_posix()
        item.add_marker(pytest.mark.xdist_group("whole service" if path in WHOLE_SERVICE else path))
        if path.startswith(UNMEASURED):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(autouse=True)
def _no_real_cloud(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test can reach an account: the credentials and the region are made up."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "cn-north-1")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
