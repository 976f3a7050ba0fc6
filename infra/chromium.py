"""The Chromium that this machine has, headless, for the browser tests and the pictures."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType, Playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# A test's pages are all on loopback: nothing may look for the world outside, which may be closed.
ARGUMENTS = ("--disable-component-update", "--disable-gpu", "--disable-quic", "--disable-sync", "--no-first-run")


def launch(playwright: Playwright) -> Browser:
    """Start the first browser of NAMES on the PATH; raise FileNotFoundError if there is none."""
    return start(playwright.chromium)


def start(kind: BrowserType, *more: str) -> Browser:
    """As `launch`, with `more` arguments, beside another browser of the same kind."""
    return kind.launch(executable_path=_path(), args=[*ARGUMENTS, *more])


def _path() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise FileNotFoundError(f"none of {', '.join(NAMES)} is on the PATH: run `make browser`")
    return found
