"""What files may hold: PDFs that prove themselves or were altered, pictures, text, and what is none of it."""

from __future__ import annotations

import hashlib
import io
import struct
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import segno
from PIL import Image

from functions.adapters.pdf.fonts import Fonts
from functions.adapters.pdf.press import FormPrinter
from tests.unit.adapters.pdf import papers, reading
from verifier.__main__ import main
from verifier.attestation import base10, link, record, token
from verifier.command import inputs, words
from verifier.vectors import world

AT = "2026-06-08T05:26:40+08:00"
RECORD = papers.record(version=1)
FONTS = Path(__file__).resolve().parents[3] / "build" / "fonts"


def claimed(made):
    """The claims of a record, under the keys of the vectors' world."""
    terms = replace(world.CLAIMS.terms, position=made["terms"]["position"], monthly_pay=made["terms"]["monthly_pay"])
    return replace(
        world.CLAIMS, number=made["number"], name=made["student"]["name"], employer=made["employer"]["name"],
        uscc=made["employer"]["uscc"], terms=replace(terms, penalty=made["terms"]["penalty"], report_by=None),
        digest=record.digest(record.encode_record(made)),
    )  # fmt: skip


def coded(made=RECORD):
    return world.signed(token.prepare(claimed(made), world.kid(world.AGREEMENT)), world.AGREEMENT)


CODED = coded()
LINK = link.text(world.HOST, CODED)


@pytest.fixture(scope="session")
def press():
    return FormPrinter(Fonts(FONTS))


@pytest.fixture(scope="session")
def printed(press):
    """Return the PDF of a record, with what is attached and signed as it should be, or as `changes` say."""

    def of(made=RECORD, **changes):
        proof = {"token": CODED, "url": LINK, "record_bytes": record.encode_record(RECORD)}
        return press.render(papers.paper(made, check_code=token.check_code(CODED), **proof | changes))

    return of


@pytest.fixture(scope="session")
def good(printed):
    return printed(status_snapshot=world.listed())


@pytest.fixture(scope="session")
def page(good):
    return reading.picture(good)


@pytest.fixture
def checked(tmp_path, capsys):
    """Verify a file of the given bytes; return the exit status and what was said."""
    (tmp_path / "trust.cwt").write_bytes(world.trust_list())
    (tmp_path / "7.cwt").write_bytes(world.listed())

    def of(content, name="paper.pdf", *more, offline=False):
        (tmp_path / name).write_bytes(content)
        lists = "--trust", str(tmp_path / "trust.cwt"), *(() if offline else ("--status", str(tmp_path / "7.cwt")))
        status = main([str(tmp_path / name), *lists, "--root", world.public(world.ROOT).hex(), "--at", AT, *more])
        return status, capsys.readouterr().out

    return of


def changed(content, change):
    """Return the PDF after `change` was made to it."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        change(document)
        document.save(target)
    return target.getvalue()


def without(*names):
    def change(document):
        for name in names:
            del document.attachments[name]

    return change


def test_a_pdf_that_carries_its_token_is_good(checked, good):
    status, said = checked(good)
    assert status == 0, said
    assert "毕业生 graduate: 欧阳思远" in said
    assert "!" not in said


ATTACHED = {
    "the attached list counts where no other is to be had": ({"status_snapshot": world.listed()}, (), 0),
    "not where it has expired": ({"status_snapshot": world.listed()}, ("--at", "2026-06-16T05:26:40+08:00"), 1),
    "not where it is another school's": ({"status_snapshot": world.listed(number=8)}, (), 1),
    "not where it is none": ({"status_snapshot": b"none"}, (), 1),
    "and none is attached": ({}, (), 1),
}


@pytest.mark.parametrize(("changes", "more", "status"), ATTACHED.values(), ids=ATTACHED)
def test_offline(checked, printed, changes, more, status):
    found, said = checked(printed(**changes), "paper.pdf", *more, offline=True)
    assert found == status, said
    assert words.STATUS_ATTACHED in said or status


def test_a_pdf_without_its_attachments_is_read_from_its_page(checked, good):
    assert checked(changed(good, without("token.cose", "record.cbor")))[0] == 0


def test_a_pdf_without_its_record_is_worth_its_token(checked, good):
    assert checked(changed(good, without("record.cbor")))[0] == 0


OTHER_NAME = papers.record(version=1, student__name="李四")
RAISED = papers.record(version=1, terms__monthly_pay=19500)
OTHER = coded(OTHER_NAME)
ALTERED = {
    "a page with other pay": ({"made": RAISED}, ["月薪: 9500元 ≠ 19500元"]),
    "a page with another name": ({"made": OTHER_NAME}, ["姓名: 欧阳思远 ≠ 李四"]),
    "a record with other pay": (
        {"made": RAISED, "record_bytes": record.encode_record(RAISED)},
        [words.RECORD_ALTERED, "月薪: 9500 ≠ 19500"],
    ),
    "a record that is none": ({"record_bytes": b"none"}, [words.RECORD_ALTERED]),
    "another code on the page": (
        {"url": link.text(world.HOST, OTHER)},
        [f"二维码: {token.check_code(CODED)} ≠ {token.check_code(OTHER)}"],
    ),
    "a foreign code on the page": (
        {"url": LINK.replace(world.HOST, "evil.example")},
        [f"二维码: {token.check_code(CODED)} ≠ evil.example"],
    ),
    "another token in the file": ({"token": OTHER}, [words.RECORD_ALTERED, "姓名: 李四 ≠ 欧阳思远", "二维码:"]),
    "a token that is none": ({"token": b"none"}, ["不真实"]),
    "a token of half a megabyte": ({"token": bytes(500_000)}, ["不真实"]),
}


@pytest.mark.parametrize(("changes", "said"), ALTERED.values(), ids=ALTERED)
def test_an_altered_pdf_is_not_good_and_says_why(checked, printed, changes, said):
    status, answer = checked(printed(**changes))
    assert status == 1
    assert [words for words in said if words not in answer] == []


def test_a_note_that_was_put_over_a_word_is_not_good(checked, good):
    def cover(document):
        place = pikepdf.Array([100, 500, 200, 520])
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=place, Contents="19500")
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])

    status, said = checked(changed(good, cover))
    assert (status, "批注 annotations: 0 ≠ 1" in said) == (1, True)


def test_a_table_names_the_fields_that_differ(checked, printed):
    assert f"{words.DIFFERS}: 月薪" in checked(printed(RAISED), "paper.pdf", "--csv")[1]


def test_a_record_of_a_later_version_is_not_compared(checked, printed):
    made = RECORD | {"version": 2}
    later = {"record_bytes": record.encode_record(made), "token": coded(made)}
    status, said = checked(printed(made, **later, url=link.text(world.HOST, later["token"])))
    assert (status, words.RECORD_UNKNOWN in said) == (0, True)


def test_a_page_that_became_a_picture_has_no_words_to_compare(checked, good, page):
    target = io.BytesIO()
    page.convert("RGB").save(target, "PDF", resolution=150)

    def attach(document):
        with pikepdf.open(io.BytesIO(good)) as original:
            for name in ("token.cose", "record.cbor"):
                document.attachments[name] = original.attachments[name].get_file().read_bytes()

    status, said = checked(changed(target.getvalue(), attach))
    assert (status, words.NO_WORDS in said) == (0, True)


def test_a_batch_of_papers_is_one_row_for_each_agreement(checked, press):
    made = [papers.paper(RECORD, url=link.text(world.HOST, one)) for one in (CODED, CODED, OTHER)]
    status, said = checked(press.render_many(made))
    assert status == 0, said
    assert "2 of 2 are good" in said
    assert [f"第{page}页" in said for page in (1, 3, 5)] == [True, False, True]


def saved(image, kind, **options):
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


PICTURES = {
    "PNG": lambda image: saved(image, "PNG"),
    "JPEG": lambda image: saved(image.convert("RGB"), "JPEG", quality=60),
    "a bitmap": lambda image: saved(image.convert("RGB"), "BMP"),
    "a scan in black and white": lambda image: saved(image.convert("1"), "TIFF"),
    "under a red seal": lambda image: saved(sealed(image), "PNG"),
    "a WebP that is named .jpg": lambda image: saved(image, "WEBP", lossless=True, quality=0, method=0),
}


def sealed(image):
    red = Image.new("RGB", image.size, (225, 30, 40))
    mask = Image.eval(image.convert("L"), lambda grey: 0 if grey < 128 else 255)
    return Image.composite(red, Image.new("RGB", image.size), mask)


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_picture_of_the_page_is_good(checked, page, picture):
    status, said = checked(picture(page), "picture.jpg")
    assert status == 0, said


def test_every_page_of_a_scan_is_looked_at(checked, page):
    other = Image.open(io.BytesIO(qr(link.text(world.HOST, OTHER))))
    status, said = checked(
        saved(page.convert("L"), "TIFF", save_all=True, append_images=[other.convert("L")]), "scan.tif"
    )
    assert (status, "2 of 2 are good" in said) == (0, True)


def test_of_a_film_only_the_first_frames_are_looked_at(checked, page, monkeypatch):
    monkeypatch.setattr("verifier.command.pictures.MOST_PIXELS", page.width * page.height)
    film = saved(Image.new("L", page.size, 255), "TIFF", save_all=True, append_images=[page.convert("L")])
    assert words.UNREADABLE["no_code"] in checked(film)[1]


def test_a_scan_whose_second_page_is_damaged_says_so(checked):
    blank = Image.new("1", (200, 200), 1)
    first, both = saved(blank, "TIFF"), bytearray(saved(blank, "TIFF", save_all=True, append_images=[blank]))
    for at in range(len(first), len(both) - 3):
        if bytes(both[at : at + 4]) in {b"\0\1\4\0", b"\0\1\3\0"}:  # the tag of the width
            both[at : at + 2] = b"\xff\xff"
    assert words.UNREADABLE["picture_broken"] in checked(bytes(both), "scan.tif")[1]


def qr(text):
    target = io.BytesIO()
    segno.make(text).save(target, kind="png", scale=4)
    return target.getvalue()


def png(width, height):
    def part(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(bytes(100))) + part(b"IEND", b"")


FOREIGN = {
    "a menu's code": ("https://menu.example/table/7", "menu.example"),
    "a clone of our page": (f"https://{world.HOST}.evil.example/v#1{'0' * 20}", f"{world.HOST}.evil.example"),
    "a code that is no link": ("番茄炒蛋18元", "番茄炒蛋18元"),
    "a link with a broken host": ("https://[::1/v#1", "https://[::1/v#1"),
}


@pytest.mark.parametrize(("text", "shown"), FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_code_is_refused_by_showing_its_host(checked, text, shown):
    status, said = checked(qr(text), "picture.png")
    assert status == 1
    assert "此二维码不属于本平台" in said
    assert f"({shown})" in said


UNREADABLE = {
    "an empty file": (b"", "empty"),
    "a file of blanks": (b" \r\n ", "empty"),
    "a zip named .pdf": (b"PK\x03\x04" + bytes(60), "archive"),
    "half a PDF": (b"%PDF-1.7\n1 0 obj <<", "pdf_broken"),
    "a 400-megapixel picture": (png(20_000, 20_000), "picture_too_large"),
    "a 120-megapixel picture": (png(12_000, 10_000), "picture_too_large"),
    "half a picture": (png(200, 200)[:60], "picture_broken"),
    "a picture without a code": (saved(Image.new("L", (300, 300), 255), "PNG"), "no_code"),
    "a HEIC picture": (b"\0\0\0\x18ftypheic" + bytes(20), "picture_heic"),
    "a program": (b"\x7fELF\x02\x01\x01\0" + bytes(60), "unknown_kind"),
    "bytes of no kind": (bytes(range(128, 256)), "unknown_kind"),
    "a letter": ("尊敬的老师：您好！".encode(), "no_links"),
}


@pytest.mark.parametrize(("content", "code"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_gets_one_sentence(checked, content, code):
    status, said = checked(content, "given.pdf")
    assert status == 1
    assert said.count("\n") == 1
    assert words.UNREADABLE[code] in said


def test_a_pdf_with_a_password_is_not_guessed(checked, good):
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as document:
        document.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert words.UNREADABLE["pdf_password"] in checked(target.getvalue())[1]


def test_a_pdf_without_a_code_says_so(checked):
    blank = pikepdf.new()
    blank.add_blank_page()
    target = io.BytesIO()
    blank.save(target)
    assert words.UNREADABLE["no_code"] in checked(target.getvalue())[1]


def test_a_pdf_of_too_many_pages_is_not_looked_through(checked, monkeypatch, good):
    monkeypatch.setattr("verifier.command.documents.MOST_PAGES", 1)
    assert words.UNREADABLE["pdf_too_long"] in checked(good)[1]


def test_a_file_that_is_too_large_is_not_read_to_its_end(checked, monkeypatch):
    monkeypatch.setattr(inputs, "MOST_BYTES", 1000)
    assert words.UNREADABLE["too_large"] in checked(bytes(1001))[1]


@pytest.mark.parametrize("missing", ["pypdfium2", "zxingcpp"])
def test_without_the_extra_it_says_what_to_install(checked, monkeypatch, good, page, missing):
    for name in ("documents", "pictures"):
        monkeypatch.delitem(sys.modules, f"verifier.command.{name}", raising=False)
    monkeypatch.setitem(sys.modules, missing, None)
    content = good if missing == "pypdfium2" else saved(page, "PNG")
    assert words.UNREADABLE["needs_extra"] in checked(content)[1]


LISTS = {
    "one in a line": f"{LINK}\n{LINK}\n".encode(),
    "with blank lines and a byte order mark": f"\ufeff\r\n  {LINK}  \r\n\r\n".encode(),
    "as Windows writes Unicode": LINK.encode("utf-16"),
    "digits alone": b"1" + base10.encode(CODED).encode(),
}


@pytest.mark.parametrize("content", LISTS.values(), ids=LISTS)
def test_a_text_of_links_is_good_when_all_are(checked, content):
    assert checked(content, "links.txt")[0] == 0


def test_a_text_goes_on_after_a_bad_line(checked):
    status, said = checked(f"{LINK}\nhello\n{LINK}x\n{LINK}".encode(), "links.txt")
    assert status == 1
    assert "2 of 4 are good" in said


def test_the_digest_of_the_world_is_the_record_s():
    assert claimed(RECORD).digest == hashlib.sha256(record.encode_record(RECORD)).digest()
