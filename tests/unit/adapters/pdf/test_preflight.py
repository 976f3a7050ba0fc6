"""The PDF/A claim before a validator: Apache PDFBox's preflight, from Debian's packages.

It knows PDF/A-1b alone. What it may find in our PDF/A-3u is what part 3 allows and part 1 does not; all else that it
looks at (syntax, fonts and their widths, colours, output intent, transparency, metadata) is the same in both. Part 1
wants a CIDSet in each subset, part 3 does not; it is added before, because without one no further font rule is tried.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.unit.adapters.pdf.papers import longest, paper, record, shortest
from tests.unit.adapters.pdf.test_archive import fonts_of
from tests.unit.adapters.pdf.test_press import red_disc

if TYPE_CHECKING:
    from collections.abc import Callable

    from functions.adapters.pdf.press import FormPrinter

DEBIAN = Path("/usr/share/java")
JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
CLASSES = [DEBIAN / f"{name}.jar" for name in JARS]
FINDING = re.compile(r"^(\d[\d.]*) : ", re.MULTILINE)

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None or not all(jar.exists() for jar in CLASSES),
    reason="needs java and Debian's libpdfbox2-java, libactivation-java and libjaxb-api-java",
)

PART_AND_LEVEL = {"7.11.1", "7.11.2"}  # 3 and U, where part 1 has 1 and A or B
ATTACHED = {"1.2.9", "1.4.7"}  # ISO 19005-3, 6.8: embedded files
ALLOWED = PART_AND_LEVEL | ATTACHED


def untouched(_document: pikepdf.Pdf) -> None:
    """Leave a file as it is."""


def findings(content: bytes, folder: Path, damage: Callable[[pikepdf.Pdf], None] = untouched) -> set[str]:
    """The clauses that the validator names."""
    file = folder / "form.pdf"
    with pikepdf.open(BytesIO(content)) as document:
        for font in fonts_of(document):
            _list_glyphs(document, font.DescendantFonts[0])
        damage(document)
        document.save(file)
    command = ["java", "-cp", ":".join(map(str, CLASSES)), "org.apache.pdfbox.preflight.Validator_A1b", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "is not a valid PDF/A-1b file" in said.stdout, said.stderr
    return set(FINDING.findall(said.stdout))


def _list_glyphs(document: pikepdf.Pdf, font: pikepdf.Dictionary) -> None:
    count = 1 + len(font.W[1])
    bits = "1" * count + "0" * (-count % 8)
    font.FontDescriptor.CIDSet = document.make_stream(int(bits, 2).to_bytes(len(bits) // 8, "big"))


PAPERS = {
    "the shortest agreement": paper(shortest()),
    "a rare name and a seal": paper(record(student__name="欧阳𬭎𠮷"), seal=red_disc(), status_snapshot=b"status"),
    "the longest agreement": paper(longest(), quartile="Q"),
}


@pytest.mark.parametrize("made", PAPERS.values(), ids=PAPERS)
def test_one_copy_breaks_no_rule_that_part_3_has(press: FormPrinter, tmp_path: Path, made: object) -> None:
    assert findings(press.render(made), tmp_path) == ALLOWED


def test_a_batch_breaks_none_either(press: FormPrinter, tmp_path: Path) -> None:
    assert findings(press.render_many([paper(), paper(copy=3)]), tmp_path) == ALLOWED - ATTACHED


def _widen(document: pikepdf.Pdf) -> None:
    widths = fonts_of(document)[0].DescendantFonts[0].W[1]
    widths[0] = int(widths[0]) + 300


def _add_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _forget_colours(document: pikepdf.Pdf) -> None:
    del document.Root.OutputIntents


DAMAGE = {
    "widths that are not the font's": _widen,
    "a script": _add_script,
    "no output intent": _forget_colours,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_the_validator_sees(press: FormPrinter, tmp_path: Path, damage) -> None:
    assert findings(press.render(paper()), tmp_path, damage) - ALLOWED
