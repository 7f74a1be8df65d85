"""Workbooks looked over before they are opened: the reader makes room for every cell a sheet claims to
span, and a crafted file of a few kilobytes can claim more than any machine has.

A workbook is read once in small pieces here; nothing is written to disk and no name inside an archive is
used as a path. Limits follow OWASP ASVS 5.2.3.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
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
_LOCAL_HEADER = 30
_NEAR_ROWS = 99_999
_NEAR_COLUMNS = 26
# Sheets are tens of megabytes and nearly all are harmless: plain patterns, found quickly, bound the span.
# Only where that bound is too large, or an attribute is written unusually, is every reference read.
_WIDE = re.compile(rb'r="([A-Za-z]{2,9})\d')
_FAR = re.compile(rb'r="[A-Za-z]{0,9}(\d{6,})"')
_UNUSUAL = (re.compile(rb'r=[^"]'), re.compile(rb"r\s+="))
_EVERY = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,9})(\d{1,9})["']""")
_MISTAKE = (b't="e"', b"t='e'")

_TOO_LARGE = (
    "The workbook unpacks to far more than its size. It may be damaged or made to do harm. Save it afresh."
)
_TOO_WIDE = (
    "A sheet has something written very far to the right or down, so it spans too many cells. "
    "Copy the rows you need to a new sheet and save that."
)
_DAMAGED = "The workbook is damaged. Open it in your spreadsheet program and save it again as XLSX."


@dataclass(frozen=True, slots=True)
class Archive:
    """What a workbook holds: the names inside it, and whether any cell may be a mistake like ``#DIV/0!``."""

    names: tuple[str, ...]
    may_have_mistakes: bool


@dataclass(slots=True)
class _Look:
    """What has been seen of an archive so far."""

    most: int
    total: int = 0
    may_have_mistakes: bool = False

    def count(self, piece: bytes) -> None:
        self.total += len(piece)
        if self.total > self.most:
            raise DomainError(_TOO_LARGE)


def check_archive(file: IO[bytes]) -> Archive:
    """Refuse an XLSX or ODS file that would unpack to too much or span too many cells.

    Args:
        file: the file, open for reading; left at its start.

    Raises:
        DomainError: the file is damaged or too large, in plain words.
    """
    try:
        file.seek(0, 2)
        packed = max(file.tell(), 1)
        look = _Look(max(UNPACKED_LIMIT, min(UNPACKED_MOST, packed * UNPACKED_RATIO)))
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            for member in members:
                _check_member(file, member, look)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError) as problem:
        raise DomainError(_DAMAGED) from problem
    file.seek(0)
    return Archive(tuple(member.filename for member in members), look.may_have_mistakes)


def _check_member(file: IO[bytes], member: zipfile.ZipInfo, look: _Look) -> None:
    """Unpack one member piece by piece, counting bytes and looking for far cells."""
    if member.filename == "content.xml":
        check = _OdsSpan()
        for piece in _pieces(file, member):
            look.count(piece)
            check.feed(piece)
        check.finish()
        return
    rows, columns, tail, is_unusual = _NEAR_ROWS, _NEAR_COLUMNS, b"", False
    for piece in _pieces(file, member):
        look.count(piece)
        text = tail + piece
        if not tail and member.filename.endswith((".xml", ".rels")) and b"\0" in text[:4]:
            raise DomainError(
                _DAMAGED
            )  # UTF-16, which no spreadsheet program writes, would hide its references
        rows, columns = _widened(text, rows, columns)
        is_unusual = is_unusual or any(shape.search(text) for shape in _UNUSUAL)
        look.may_have_mistakes = look.may_have_mistakes or any(mark in text for mark in _MISTAKE)
        tail = text[-_OVERLAP:]
    if is_unusual or rows * columns > GRID_LIMIT:
        rows, columns = _exact_span(file, member)
    if rows * columns > GRID_LIMIT or rows > 2 * ROW_LIMIT:
        raise DomainError(_TOO_WIDE)


def _widened(text: bytes, rows: int, columns: int) -> tuple[int, int]:
    """A span widened by the far references in a piece of a sheet."""
    for far in _FAR.findall(text):
        rows = max(rows, int(far[:9]))
    for letters in set(_WIDE.findall(text)):
        columns = max(columns, _column_number(letters))
    return rows, columns


def _exact_span(file: IO[bytes], member: zipfile.ZipInfo) -> tuple[int, int]:
    """The span of a sheet by every reference in it."""
    rows = columns = 0
    tail = b""
    for piece in _pieces(file, member):
        text = tail + piece
        for letters, digits in _EVERY.findall(text):
            rows = max(rows, int(digits))
            columns = max(columns, _column_number(letters))
        tail = text[-_OVERLAP:]
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
