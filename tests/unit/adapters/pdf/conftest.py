"""One press for all tests: its fonts are those that `make fonts` cuts."""

from __future__ import annotations

from pathlib import Path

import pytest

from functions.adapters.pdf.fonts import Fonts
from functions.adapters.pdf.press import FormPrinter

FOLDER = Path(__file__).resolve().parents[4] / "build" / "fonts"


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return Fonts(FOLDER)


@pytest.fixture(scope="session")
def press(fonts: Fonts) -> FormPrinter:
    return FormPrinter(fonts)
