"""The codes in a PDF: the token that it carries, else those printed on its pages. Needs the extra `files`.

A file that carries its token is one paper, and what is printed on it is held against the token; a file without one may
be many papers, such as a batch for the printer or scanned sheets.
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]  # has no types
from pypdfium2 import raw

from verifier.attestation import base10, link
from verifier.command.inputs import Unreadable
from verifier.command.pictures import codes
from verifier.command.reading import Attached, Found

MOST_PAGES = 2000
TOKEN, RECORD, STATUS = "token.cose", "record.cbor", "status.cwt"
_RESOLUTIONS = (150, 300)  # dpi
_POINTS = 72
_LONGEST = 5000  # pixels of a page's longer side


def read(content: bytes) -> list[Found]:
    """Return the codes of a PDF; raises `Unreadable`."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            return _read(document)
    except pypdfium2.PdfiumError as error:
        has_password = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise Unreadable("pdf_password" if has_password else "pdf_broken") from None


def _read(document: pypdfium2.PdfDocument) -> list[Found]:
    if len(document) > MOST_PAGES:
        raise Unreadable("pdf_too_long")
    files = dict(_files(document))
    if token := files.get(TOKEN):
        texts = tuple(page.get_textpage().get_text_range() for page in document)
        notes = sum(raw.FPDFPage_GetAnnotCount(page) for page in document)
        attached = Attached(files.get(RECORD), files.get(STATUS), texts, tuple(_codes(document[0])), notes)
        return [Found(link.FORMAT + base10.encode(token), "", attached)]
    printed = list(_printed(document))
    if not printed:
        raise Unreadable("no_code")
    return [Found(text, "" if len(printed) == 1 else f"第{page}页") for page, text in printed]


def _files(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, bytes]]:
    for number in range(document.count_attachments()):
        attachment = document.get_attachment(number)
        if (name := attachment.get_name()) in {TOKEN, RECORD, STATUS}:
            yield name, bytes(attachment.get_data())


def _printed(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, str]]:
    seen = set()
    for number, page in enumerate(document, 1):
        for text in _codes(page):
            if text not in seen:
                seen.add(text)
                yield number, text


def _codes(page: pypdfium2.PdfPage) -> list[str]:
    for resolution in _RESOLUTIONS:
        scale = min(resolution / _POINTS, _LONGEST / max(*page.get_size(), 1))
        if found := codes(page.render(scale=scale).to_pil(), scales=(1,)):
            return found
    return []
