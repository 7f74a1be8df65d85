"""CSV files: RFC 4180, UTF-8, CRLF, safe to open in a spreadsheet column by column."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, Any

from desktop.domain.formula import SEPARATOR, any_needs, neutralise
from desktop.exports.files import QUIET, Watch, atomic_file
from desktop.exports.tables import Column, Kind, Row, Table, compiled, sequences, to_text

_TEXT = {str}


def write_csv(
    path: Path, table: Table, rows: Iterable[Row | object], *, bom: bool = False, watch: Watch = QUIET
) -> int:
    """Write a table to a CSV file, whole or not at all.

    Args:
        path: the file.
        table: its columns.
        rows: see `tables.sequences`.
        bom: whether to begin with a byte order mark, for a spreadsheet that needs it. The UK government's
            tabular data standard advises against one, so it is off.
        watch: progress and stop.

    Returns:
        How many rows were written.

    Raises:
        ExportStopped: the person asked to stop.
        db.errors.KnownStoreError: the disk is full or cannot be written.
    """
    with atomic_file(path) as stream:
        return stream_csv(stream, table, rows, bom=bom, watch=watch)


def stream_csv(
    stream: IO[bytes], table: Table, rows: Iterable[Row | object], *, bom: bool = False, watch: Watch = QUIET
) -> int:
    """Write a table as CSV to a binary stream; see `write_csv`."""
    text = io.TextIOWrapper(
        stream, "utf-8-sig" if bom else "utf-8", "replace", newline="", write_through=False
    )
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.names)
    cleaners = [_cleaner(column) for column in table.columns]
    count = 0
    for chunk in watch.chunks(sequences(table, rows)):
        by_column = [clean(cells) for clean, cells in zip(cleaners, zip(*chunk, strict=True), strict=True)]
        writer.writerows(zip(*by_column, strict=True))
        count += len(chunk)
    text.flush()
    text.detach()
    return count


def safe_cell(column: Column, value: object) -> str:
    """Write one value as its CSV cell.

    Args:
        column: whose pattern decides: a value matching it whole (+44..., -5, a date) is written untouched.
        value: see `tables.to_text`.

    Returns:
        The cell; free text that a spreadsheet would run has an apostrophe in front.
    """
    text = to_text(value)
    if column.shape and compiled(column.shape).fullmatch(text):
        return text
    return neutralise(text)


def _cleaner(column: Column) -> Callable[[Sequence[Any]], Sequence[Any]]:
    # By the column, 500 cells at a time: one search instead of 500 calls keeps near the raw writer's speed.
    numbers = column.kind is Kind.INTEGER
    shape = f"(?>{column.shape})" if column.shape else ""
    all_fit = re.compile(f"(?:{SEPARATOR}{shape}?+)*+").fullmatch if shape else None

    def clean(cells: Sequence[Any]) -> Sequence[Any]:
        types = set(map(type, cells))
        if numbers and types == {int}:
            return cells
        plain = cells if types == _TEXT else [to_text(cell) for cell in cells]
        joined = SEPARATOR + SEPARATOR.join(plain)
        if not any_needs(joined) or (all_fit and all_fit(joined)):
            return plain
        return [safe_cell(column, cell) for cell in plain]

    return clean
