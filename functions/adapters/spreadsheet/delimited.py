"""Text files with separators, as Excel, WPS and databases write them in China.

1. The encoding is found strictly: byte order mark, UTF-16 by its NULs, UTF-8, then GB 18030 (which holds GBK).
   Nothing is replaced: a byte that fits nowhere refuses the file.
2. The separator is the one that the first lines use most: comma, tab or semicolon.
3. Lines are counted as a spreadsheet shows them: a cell with a line end inside is one line.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from functions.adapters.spreadsheet.formulas import plain
from functions.domain.errors import Refused
from functions.domain.roster import Line

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = ",\t;"
_LOOKED_AT, _PIECE = 4096, 65536


def delimited_lines(content: bytes) -> Iterator[Line]:
    """Give the lines of a text file; raises ``Refused`` with field ``file``."""
    encoding = _encoding(content)
    start = io.TextIOWrapper(io.BytesIO(content), encoding).read(_LOOKED_AT)
    if start.lstrip().startswith("<") or any(c < " " and c not in "\t\r\n" for c in start):
        raise Refused("not_a_spreadsheet", field="file")
    lines = start.split("\n")
    # In most lines, then most often in one: a cell may hold what separates the cells of other files.
    separator = max(
        _SEPARATORS, key=lambda each: (sum(each in line for line in lines), max(line.count(each) for line in lines))
    )
    text = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    return _lines(csv.reader(text, delimiter=separator, strict=True))


def _encoding(content: bytes) -> str:
    found = next((each for each in _candidates(content) if _fits(content, each)), None)
    if found is None:
        raise Refused("not_a_spreadsheet" if b"\0" in content else "encoding_unknown", field="file")
    return found


def _fits(content: bytes, encoding: str) -> bool:
    """Tell whether every byte fits, decoding piece by piece: the whole text would be four times the file."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for at in range(0, len(content), _PIECE):
            decoder.decode(content[at : at + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _candidates(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    start = content[:_LOOKED_AT]
    if b"\0" in start:
        # The ASCII of commas and digits leaves its NULs behind it in little endian, before it in big endian.
        return ("utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be",)
    return ("utf-8", "gb18030")


def _lines(reader: Iterator[list[str]]) -> Iterator[Line]:
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(cells):
                yield number, tuple(plain(cell) or None for cell in cells)
    except csv.Error:
        raise Refused("csv_malformed", field="file", params={"line": number + 1}) from None
