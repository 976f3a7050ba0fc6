"""Read an uploaded sheet line by line. What it is, its bytes say; the name it was sent under says nothing.

1. A file is at most 10 MB. PK begins a workbook of today, D0CF11E0 an old one or one with a password, else it is text.
2. A lying archive is refused before it is unpacked, a document type declaration before it is believed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from functions.adapters.spreadsheet.delimited import delimited_lines
from functions.adapters.spreadsheet.workbook import workbook_lines
from functions.domain.errors import Refused
from functions.domain.roster import Line

MOST_BYTES = 10 * 1024 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream that holds a workbook with a password, in the directory of an OLE file.
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


def read_lines(file: BinaryIO) -> Iterator[Line]:
    """Give (number from 1, cells) for each line that is not blank; raises ``Refused`` with field ``file``.

    What is seen at once raises here; what shows later (a broken archive, an open quote) raises while reading.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused("file_too_large", field="file", params={"most": MOST_BYTES // 2**20})
    if content.startswith(_ZIP):
        return workbook_lines(io.BytesIO(content))
    if content.startswith(_OLE):
        raise Refused("workbook_protected" if _PROTECTED in content else "workbook_old_format", field="file")
    return delimited_lines(content)
