"""The parts of PDF/A-3u that can be asserted without a validator; `test_preflight.py` asks one."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from tests.unit.adapters.pdf.papers import longest, paper, record
from tests.unit.adapters.pdf.test_press import red_disc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from functions.adapters.pdf.press import FormPrinter

PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
RARE = "欧阳𬭎𠮷"


@pytest.fixture(scope="module")
def printed(press: FormPrinter) -> bytes:
    made = longest(student__name=RARE)
    return press.render(paper(made, seal=red_disc(), status_snapshot=b"status"))


@pytest.fixture
def archive(printed: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(printed)) as document:
        yield document


def fonts_of(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [part for part in document.objects if _is(part, "/Type0")]


def _is(part: pikepdf.Object, subtype: str) -> bool:
    return isinstance(part, pikepdf.Dictionary) and part.get("/Subtype") == subtype


def test_qpdf_has_nothing_to_say(archive: pikepdf.Pdf) -> None:
    assert archive.check_pdf_syntax() == []


def test_the_header_marks_a_binary_file_of_version_1_7(printed: bytes) -> None:
    first, second = printed.split(b"\n")[:2]
    assert first == b"%PDF-1.7"
    assert second.startswith(b"%")
    assert sum(byte > 127 for byte in second) >= 4


def test_the_metadata_claims_pdf_a_3u_and_is_not_compressed(archive: pikepdf.Pdf) -> None:
    metadata = archive.Root.Metadata
    assert "/Filter" not in metadata
    tree = ET.fromstring(re.sub(rb"<\?xpacket.*?\?>", b"", metadata.read_raw_bytes()).strip())
    assert tree.find(f".//{PDFA}part").text == "3"
    assert tree.find(f".//{PDFA}conformance").text == "U"


def test_the_dates_are_those_of_the_agreement(archive: pikepdf.Pdf) -> None:
    dates = re.findall(rb"<xmp:\w+Date>([^<]+)<", archive.Root.Metadata.read_raw_bytes())
    assert dates == [b"2026-03-05T08:40:00+00:00"] * 2


def test_the_trailer_has_an_id_and_no_encryption(archive: pikepdf.Pdf) -> None:
    assert len(archive.trailer.ID) == 2
    assert "/Encrypt" not in archive.trailer
    assert "/Info" not in archive.trailer


def test_the_output_intent_carries_an_rgb_profile(archive: pikepdf.Pdf) -> None:
    (intent,) = archive.Root.OutputIntents
    profile = intent.DestOutputProfile
    assert intent.S == "/GTS_PDFA1"
    assert profile.N == 3
    assert profile.read_bytes()[12:24] == b"mntrRGB XYZ "


def test_every_font_is_embedded_and_every_code_has_its_unicode(archive: pikepdf.Pdf) -> None:
    faces = fonts_of(archive)
    assert len(faces) == 3
    for face in faces:
        (inner,) = face.DescendantFonts
        assert re.match(r"/[A-Z]{6}\+", str(face.BaseFont))
        assert str(inner.CIDToGIDMap) == "/Identity"
        assert inner.FontDescriptor.FontFile2.Length1 > 0
        codes = re.findall(rb"<([0-9A-F]{4})> <", face.ToUnicode.read_bytes())
        first, widths = inner.W
        assert [int(code, 16) for code in codes[1:]] == list(range(int(first), int(first) + len(widths)))


def test_widths_in_the_file_are_those_of_the_embedded_fonts(archive: pikepdf.Pdf) -> None:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to import, needed here alone

    for face in fonts_of(archive):
        inner = face.DescendantFonts[0]
        font = TTFont(BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
        units, advances = font["head"].unitsPerEm, font["hmtx"].metrics
        inside = [round(advances[glyph][0] * 1000 / units) for glyph in font.getGlyphOrder()[1:]]
        assert inside == [int(width) for width in inner.W[1]]


def test_there_is_no_transparency_no_script_and_nothing_external(archive: pikepdf.Pdf) -> None:
    for part in archive.objects:
        if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            assert not {"/SMask", "/Group", "/JS", "/AA", "/FFilter", "/OPI"} & set(part.keys())
    assert "/AcroForm" not in archive.Root


ATTACHED = {
    "the canonical record": ("record.cbor", "/application/cbor", "/Source"),
    "the signed token": ("token.cose", "/application/cose", "/Supplement"),
    "the status at issuing": ("status.cwt", "/application/statuslist+cwt", "/Supplement"),
}


@pytest.mark.parametrize(("name", "kind", "relation"), ATTACHED.values(), ids=ATTACHED)
def test_the_file_proves_itself(archive: pikepdf.Pdf, name: str, kind: str, relation: str) -> None:
    (spec,) = [spec for spec in archive.Root.AF if name == spec.UF]
    assert name == spec.F
    assert str(spec.AFRelationship) == relation
    assert str(spec.EF.F.Subtype) == kind
    made = paper(longest(student__name=RARE))
    wanted = {"record.cbor": made.record_bytes, "token.cose": made.token, "status.cwt": b"status"}
    assert spec.EF.F.read_bytes() == wanted[name] == archive.attachments[name].get_file().read_bytes()


def test_the_names_of_the_attachments_are_in_order(archive: pikepdf.Pdf) -> None:
    names = [str(name) for name in archive.Root.Names.EmbeddedFiles.Names][::2]
    assert names == sorted(names)


def test_without_a_snapshot_two_files_are_attached(press: FormPrinter) -> None:
    with pikepdf.open(BytesIO(press.render(paper()))) as document:
        assert sorted(document.attachments) == ["record.cbor", "token.cose"]


def test_a_batch_attaches_nothing(press: FormPrinter) -> None:
    with pikepdf.open(BytesIO(press.render_many([paper(), paper(record(number="7"))]))) as document:
        assert list(document.attachments) == []
        assert document.check_pdf_syntax() == []
