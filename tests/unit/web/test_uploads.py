"""Uploads are judged by content: type, size, emptiness, and a name that says otherwise."""

from __future__ import annotations

import io

import pytest
from werkzeug.datastructures import FileStorage, MultiDict

from functions.domain.errors import Refused
from functions.usecases.uploads import keep
from functions.web import uploads
from tests.unit.web.asking import JPEG, PDF, PNG
from tests.world import World

TAKEN = {
    "a PDF": (PDF, "licence.pdf", "application/pdf"),
    "a JPEG": (JPEG, "photo.JPG", "image/jpeg"),
    "a PNG": (PNG, "scan.png", "image/png"),
    "a PDF without an extension": (PDF, "licence", "application/pdf"),
    "a JPEG under an extension that claims nothing": (JPEG, "photo.tmp", "image/jpeg"),
    "as large as allowed": (PDF + bytes(uploads.MOST_BYTES - len(PDF)), "a.pdf", "application/pdf"),
}
REFUSED = {
    "nothing": (b"", "licence.pdf", "upload_empty"),
    "a byte too large": (PDF + bytes(uploads.MOST_BYTES - len(PDF) + 1), "a.pdf", "upload_too_large"),
    "a program that claims to be a PDF": (b"MZ\x90\x00", "licence.pdf", "upload_type"),
    "a web page": (b"<html><script>alert(1)</script>", "licence.png", "upload_type"),
    "an SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "seal.svg", "upload_type"),
    "a GIF": (b"GIF89a", "photo.gif", "upload_type"),
    "a PDF behind other bytes": (b"x" + PDF, "a.pdf", "upload_type"),
    "a PNG that claims to be a PDF": (PNG, "licence.pdf", "upload_not_what_it_claims"),
    "a PDF that claims to be a photo": (PDF, "photo.jpeg", "upload_not_what_it_claims"),
}


def form(content: bytes, name: str) -> MultiDict[str, FileStorage]:
    return MultiDict({"licence": FileStorage(io.BytesIO(content), name)})


@pytest.mark.parametrize(("content", "name", "media_type"), TAKEN.values(), ids=TAKEN.keys())
def test_takes(content: bytes, name: str, media_type: str) -> None:
    upload = uploads.read(form(content, name), "licence")
    assert (upload.media_type, upload.content) == (media_type, content)


@pytest.mark.parametrize(("content", "name", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(content: bytes, name: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        uploads.read(form(content, name), "licence")
    assert (refused.value.code, refused.value.field) == (code, "licence")


def test_refuses_a_type_that_is_not_wanted_here() -> None:
    with pytest.raises(Refused) as refused:
        uploads.read(form(PDF, "seal.pdf"), "licence", allowed=(uploads.PNG, uploads.JPEG))
    assert refused.value.code == "upload_type"


@pytest.mark.parametrize("files", [MultiDict(), form(PDF, "")], ids=["no file", "a file without a name"])
def test_a_file_may_be_required(files: MultiDict[str, FileStorage]) -> None:
    assert uploads.find(files, "licence") is None
    with pytest.raises(Refused) as refused:
        uploads.read(files, "licence")
    assert refused.value.code == "required"


def test_what_is_kept_has_a_name_that_says_nothing() -> None:
    world = World()
    upload = uploads.read(form(PDF, "阿卜杜热西提 的营业执照.pdf"), "licence")
    first, second = (keep(world.services, "licences", upload, None) for _ in range(2))
    assert first != second
    assert first.startswith("licences/")
    assert first.isascii()
    assert world.blobs.get(first) == PDF
