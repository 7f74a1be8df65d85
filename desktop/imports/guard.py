"""Workbooks looked over before they are opened: the reader makes room for every cell a sheet claims to
span, and a crafted file of a few kilobytes can claim more than any machine has.

A workbook is read once in small pieces here; nothing is written to disk and no name inside an archive is
used as a path. Limits follow OWASP ASVS 5.2.3.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from desktop.domain.errors import DomainError
from desktop.imports.limits import (
    GRID_LIMIT,
    ROW_LIMIT,
    UNPACKED_LIMIT,
    UNPACKED_MOST,
    UNPACKED_RATIO,
)

_PIECE = 1024 * 1024
_OVERLAP = 64
_FAR_ROW = re.compile(rb"""\br\s*=\s*["'][A-Za-z]{0,3}(\d{5,})["']""")
_COLUMN = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,9})\d""")
_LOCAL_HEADER = 30
_ROWS_AT_LEAST = 10_000

_TOO_LARGE = (
    "The workbook unpacks to far more than its size. It may be damaged or made to do harm. Save it afresh."
)
_TOO_WIDE = (
    "A sheet has something written very far to the right or down, so it spans too many cells. "
    "Copy the rows you need to a new sheet and save that."
)
_DAMAGED = "The workbook is damaged. Open it in your spreadsheet program and save it again as XLSX."


def check_archive(file: IO[bytes]) -> list[str]:
    """Refuse an XLSX or ODS file that would unpack to too much or span too many cells.

    Args:
        file: the file, open for reading; left at its start.

    Returns:
        The names inside the archive.

    Raises:
        DomainError: the file is damaged or too large, in plain words.
    """
    try:
        file.seek(0, 2)
        packed = max(file.tell(), 1)
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            most = max(UNPACKED_LIMIT, min(UNPACKED_MOST, packed * UNPACKED_RATIO))
            total = 0
            for member in members:
                total = _check_member(file, member, total, most)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError) as problem:
        raise DomainError(_DAMAGED) from problem
    file.seek(0)
    return [member.filename for member in members]


def _check_member(file: IO[bytes], member: zipfile.ZipInfo, total: int, most: int) -> int:
    """Unpack one member piece by piece, counting bytes and looking for far cells; return the new total."""
    if member.filename == "content.xml":
        check = _OdsSpan()
        for piece in _pieces(file, member):
            total = _add(total, piece, most)
            check.feed(piece)
        check.finish()
        return total
    rows = columns = 0
    tail = b""
    for piece in _pieces(file, member):
        total = _add(total, piece, most)
        rows, columns = _span(tail + piece, rows, columns)
        tail = piece[-_OVERLAP:]
    if rows * columns > GRID_LIMIT or rows > 2 * ROW_LIMIT:
        raise DomainError(_TOO_WIDE)
    return total


def _add(total: int, piece: bytes, most: int) -> int:
    total += len(piece)
    if total > most:
        raise DomainError(_TOO_LARGE)
    return total


def _span(text: bytes, rows: int, columns: int) -> tuple[int, int]:
    """Widen the span by the cell references in a piece of a sheet."""
    last = 0
    for found in _FAR_ROW.finditer(text):
        last = max(last, int(found[1][:9]))
    rows = max(rows, last, _ROWS_AT_LEAST)
    for letters in set(_COLUMN.findall(text)):
        columns = max(columns, _column_number(letters))
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _pieces(file: IO[bytes], member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a member without trusting the sizes its archive states."""
    file.seek(member.header_offset)
    header = file.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04" or member.flag_bits & 1:
        raise zipfile.BadZipFile
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = member.compress_size
    if member.compress_type == zipfile.ZIP_STORED:
        while left > 0 and (piece := file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and not unpack.eof and (packed := file.read(min(left, _PIECE))):
        left -= len(packed)
        while packed:
            piece = unpack.decompress(packed, _PIECE)
            packed = unpack.unconsumed_tail
            if piece:
                yield piece


class _OdsSpan:
    """How many cells an OpenDocument sheet spans, with its repeats counted out."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._repeat = self._column = self._filled = 0
        self._rows = self._pending_rows = self._columns = 0

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the document."""
        try:
            self._parser.Parse(piece, False)
        except expat.ExpatError as problem:
            raise DomainError(_DAMAGED) from problem

    def finish(self) -> None:
        """Say that the document has ended."""
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as problem:
            raise DomainError(_DAMAGED) from problem

    def _refuse(self, *_: object) -> None:
        raise DomainError(_DAMAGED)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "table":
            self._rows = self._pending_rows = self._columns = 0
        elif local == "table-row":
            self._repeat = _repeat(attributes, "number-rows-repeated")
            self._column = self._filled = 0
        elif local in ("table-cell", "covered-table-cell"):
            self._column += _repeat(attributes, "number-columns-repeated")
            if any(key.endswith((" value-type", " formula")) for key in attributes):
                self._filled = self._column

    def _end(self, name: str) -> None:
        if name.rpartition(" ")[2] != "table-row":
            return
        self._pending_rows += self._repeat
        if self._filled:
            self._rows = self._pending_rows
            self._columns = max(self._columns, self._filled)
        if self._rows * self._columns > GRID_LIMIT or self._rows > 2 * ROW_LIMIT:
            raise DomainError(_TOO_WIDE)


def _repeat(attributes: dict[str, str], which: str) -> int:
    for key, value in attributes.items():
        if key.endswith(" " + which):
            return int(value) if value.isdigit() and len(value) < 10 else GRID_LIMIT + 1
    return 1
