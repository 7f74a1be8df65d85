"""How a sender wrote a text file: every cell as its bytes had it, so that it can go back the same.

Rows are read by ``csv``, which takes quotation marks off. What goes back to a sender keeps theirs, and their
encoding, what stands between cells, and their line ends, so that nothing of theirs reads as changed.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.domain.formula import restore
from desktop.imports.table import SourceTable

MOST_BYTES = 20_000_000
"""A larger file goes back with its cells written plainly."""
_ENDS = re.compile("\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class AsWritten:
    """A file as its sender wrote it.

    Attributes:
        form: kind, encoding, delimiter, line end, column names and what stands above them, as plain JSON.
        rows: row number to its cells with their quotation marks; rows that read otherwise are left out.
    """

    form: Mapping[str, Any]
    rows: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def as_written(path: Path, table: SourceTable, wanted: Collection[int]) -> AsWritten:
    """Look at how a file is written.

    Args:
        path: the file.
        table: the same, read.
        wanted: numbers of the rows that may go back.
    """
    form: dict[str, Any] = {"kind": table.kind, "sheet": table.sheet}
    if table.kind != "csv":
        return AsWritten(form)
    form |= {"encoding": table.encoding, "delimiter": table.delimiter}
    text = _text(path, table.encoding)
    if text is None:
        return AsWritten(form)
    found = _ENDS.search(text)
    form["ends"] = found.group() if found else "\r\n"
    rows: dict[int, tuple[str, ...]] = {}
    for number, (start, cells) in enumerate(_records(text, table.delimiter), 1):
        if number == table.header_row:
            form |= {"head": list(cells), "above": text[:start]}
        else:
            rows[number] = cells
    return AsWritten(form, _agreeing(rows, table, wanted))


def plain_cell(cell: str, delimiter: str) -> str:
    """A cell without the quotation marks it is written with."""
    return next(iter(next(csv.reader(io.StringIO(cell, newline=""), delimiter=delimiter), [""])), "")


def _text(path: Path, encoding: str) -> str | None:
    """The whole text; None for a large or a damaged file, or one that is gone."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        return path.read_bytes().decode(encoding)
    except (OSError, UnicodeError):
        return None


def _records(text: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where each row begins, and its cells as they are written."""
    mark = re.escape(delimiter)
    cell = re.compile(f'"(?:[^"]|"")*+"[^{mark}\r\n]*+|[^{mark}\r\n]*+')
    at = start = 0
    cells: list[str] = []
    while at < len(text) or cells:
        found = cell.match(text, at)
        assert found is not None
        cells.append(found.group())
        at = found.end()
        if at < len(text) and text[at] == delimiter:
            at += 1
            continue
        yield start, tuple(cells)
        end = _ENDS.match(text, at)
        at = start = end.end() if end else len(text)
        cells = []


def _agreeing(
    rows: Mapping[int, tuple[str, ...]], table: SourceTable, wanted: Collection[int]
) -> dict[int, tuple[str, ...]]:
    """The rows whose written cells say what was read; a damaged one goes back plainly.

    A row that could not be read whole, such as one with a mark that is never closed, counts otherwise in the
    reader than here: those behind it are found by what they say.
    """
    found: dict[int, tuple[str, ...]] = {}
    astray: dict[int, tuple[str, ...]] = {}
    for row in table.rows():
        written = rows.get(row.number, ())
        if row.number not in wanted:
            continue
        if written and _says(written, table.delimiter) == row.cells[: len(written)]:
            found[row.number] = written
        else:
            astray[row.number] = row.cells
    if astray:
        used = set(found.values())
        left = (written for written in rows.values() if written not in used)
        by_words = {_says(written, table.delimiter): written for written in left}
        found |= {number: by_words[cells] for number, cells in astray.items() if cells in by_words}
    return found


def _says(written: tuple[str, ...], delimiter: str) -> tuple[str, ...]:
    return tuple(restore(plain_cell(cell, delimiter)) for cell in written)
