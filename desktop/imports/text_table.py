"""CSV and TSV files read row by row, whatever is in them."""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from desktop.imports.limits import CELL_LIMIT, RECORD_CHARACTERS, RECORD_LINES
from desktop.imports.table import RawRow

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 200
_LEARNT_ROWS = 50
_NEVER_CLOSED = (
    "A quotation mark opens in this row and is never closed. "
    "Take it away, or close it; the rows below were read on their own."
)


_INSIDE = re.compile('(?:[^"]|"")*+')
"""What of a line belongs to a cell that was begun on a line above."""


class _Runaway(Exception):
    """A quoted cell runs on past anything a person would write."""


class _LineFeed:
    """Lines for the csv reader, kept until their row is whole, so that a runaway row can be taken back."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._again: deque[str] = deque()
        self._characters = 0
        self._row: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._row and (len(self._row) >= RECORD_LINES or self._characters > RECORD_CHARACTERS):
            raise _Runaway
        line = self._again.popleft() if self._again else self._read()
        if not line:
            if self._row:
                raise _Runaway
            raise StopIteration
        self._row.append(line)
        self._characters += len(line)
        return line

    def _read(self) -> str:
        """Read a line; the rest of one longer than a row may be is passed over: its row is refused anyway."""
        line = self._file.readline(RECORD_CHARACTERS)
        if len(line) >= RECORD_CHARACTERS:
            rest = line
            while rest and not rest.endswith(("\n", "\r")):
                rest = self._file.readline(RECORD_CHARACTERS)
        return line

    @property
    def lines(self) -> int:
        """How many lines the row has so far."""
        return len(self._row)

    def row_done(self) -> None:
        """Forget the lines of a row that came out whole."""
        self._row.clear()
        self._characters = 0

    def has_swallowed(self, delimiter: str, width: int) -> bool:
        """Whether the row has run over lines that are whole rows themselves."""
        # What stands behind the mark that closes the cell is the rest of its row, and no row of its own.
        inside = (_INSIDE.match(line) for line in self._row[1:])
        return width > 2 and any(one is not None and one[0].count(delimiter) >= width - 1 for one in inside)

    def take_back(self) -> str:
        """Give up the row's first line; the others are read again as rows of their own."""
        first, *rest = self._row
        self._again.extendleft(reversed(rest))
        self.row_done()
        return first


def read_text_rows(path: Path, encoding: str, delimiter: str) -> Iterator[RawRow]:
    """Read a text file's rows.

    Bytes the encoding has no letter for become U+FFFD. A row whose quotation mark is never closed is given
    with a problem and the rows after it are read on their own.

    Args:
        path: the file.
        encoding: as Python names it.
        delimiter: one character.

    Yields:
        Row number from 1 (blank lines count, as in a spreadsheet), cells, and a problem or an empty text.
    """
    csv.field_size_limit(max(csv.field_size_limit(), RECORD_CHARACTERS * 2))
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        feed = _LineFeed(file)
        reader = csv.reader(feed, delimiter=delimiter, strict=True)
        number, widths = 0, Counter[int]()
        while True:
            number += 1
            try:
                cells = next(reader)
                if feed.lines > 1 and feed.has_swallowed(delimiter, _usual(widths)):
                    raise _Runaway
            except StopIteration:
                return
            except (_Runaway, csv.Error) as odd:
                # A mark inside a cell spoils one line; one that joins lines has swallowed whole rows.
                is_one_line = isinstance(odd, csv.Error) and feed.lines == 1
                line = feed.take_back()
                if is_one_line:
                    yield number, next(csv.reader([line], delimiter=delimiter)), ""
                else:
                    yield number, _plain_cells(line, delimiter), _NEVER_CLOSED
                reader = csv.reader(feed, delimiter=delimiter, strict=True)
                continue
            if number <= _LEARNT_ROWS and feed.lines == 1:
                widths[len(cells)] += 1
            feed.row_done()
            yield number, cells, ""


def _usual(widths: Counter[int]) -> int:
    """The usual number of cells of the first rows."""
    return widths.most_common(1)[0][0] if widths else 0


def _plain_cells(line: str, delimiter: str) -> list[str]:
    """The cells of one line with quotation marks taken as letters."""
    return [cell[:CELL_LIMIT] for cell in line.rstrip("\r\n").split(delimiter)]


def propose_delimiter(path: Path, encoding: str) -> str:
    """Say what stands between the cells: the candidate that gives most rows the same, largest width."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        sample = [line[:20_000] for line in islice(iter(lambda: file.readline(20_000), ""), _SAMPLE_LINES)]
    scores = {delimiter: _evenness(sample, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter])


def _evenness(sample: list[str], delimiter: str) -> float:
    """How evenly a delimiter cuts the sample: the share of rows of the usual width, times that width."""
    csv.field_size_limit(max(csv.field_size_limit(), RECORD_CHARACTERS * 2))
    widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if row)
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    return 0.0 if width < 2 else count / widths.total() * (1 + width / 100)
