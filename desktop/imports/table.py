"""One table out of a file: its column names, its rows and what is odd about them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from desktop.domain.errors import DomainError
from desktop.domain.formula import restore
from desktop.imports.limits import CELL_LIMIT, HEADER_SEARCH, ROW_LIMIT
from desktop.imports.spellings import is_known_name

RawRow = tuple[int, list[str], str]
"""A row as its file gives it: row number from 1, cells, and a problem or an empty text."""

MISTAKES = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
)
"""What spreadsheets show when a formula cannot be worked out."""

UNREADABLE = "\N{REPLACEMENT CHARACTER}"


class SourceRow(NamedTuple):
    """One row of a file, squared to its column names.

    Attributes:
        number: the row's number as a spreadsheet shows it; the column names have one too.
        cells: one text per column.
        problem: why the row cannot be taken, or an empty text.
        notes: what was odd but did not stop the row.
    """

    number: int
    cells: tuple[str, ...]
    problem: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table in a file, read again from its start each time `rows` is called.

    Attributes:
        headers: column names, each once.
        open_raw: gives the file's raw rows from the start.
        header_row: the number of the row that holds the column names.
        kind: ``csv``, ``xlsx``, ``xls`` or ``ods``.
        encoding: how the letters are stored; empty for spreadsheets.
        delimiter: what stands between cells; empty for spreadsheets.
        sheet: the sheet read; empty for text files.
        sheets: the sheets that could be read.
        warnings: what was odd about the file as a whole.
    """

    headers: tuple[str, ...]
    open_raw: Callable[[], Iterator[RawRow]]
    header_row: int
    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def rows(self) -> Iterator[SourceRow]:
        """Every row below the column names that holds anything.

        Raises:
            DomainError: the file has more rows than can be taken at once.
        """
        width, taken, text_file = len(self.headers), 0, self.kind == "csv"
        for number, cells, problem in self.open_raw():
            if number <= self.header_row or (not problem and not any(cells)):
                continue
            taken += 1
            if taken > ROW_LIMIT:
                raise DomainError(f"The file has more than {ROW_LIMIT:,} rows. Split it and load each part.")
            yield _squared(number, cells, problem, width, text_file)

    def preview(self, count: int = 20) -> list[SourceRow]:
        """The first rows, for a person to look at."""
        return list(islice(self.rows(), count))


def _squared(number: int, cells: list[str], problem: str, width: int, text_file: bool) -> SourceRow:
    """Square a row to the columns, and say what was wrong with its shape."""
    found = len(cells)
    notes: list[str] = []
    if found > width:
        if any(cell.strip() for cell in cells[width:]) and not problem:
            problem = _outside(found, width, text_file)
    elif found < width:
        if text_file:
            notes.append(f"The row has only {found} of {width} cells; the rest were read as empty.")
        cells = cells + [""] * (width - found)
    joined = "".join(cells)
    if len(joined) > CELL_LIMIT and not problem and any(len(cell) > CELL_LIMIT for cell in cells):
        problem = "A cell holds more than a million characters. Shorten it."
    if "\x00" in joined:
        notes.append("Hidden characters (NUL) were taken out.")
    if UNREADABLE in joined:
        notes.append("Some letters could not be read. Check them, or choose another encoding.")
    if "#" in joined:
        cells = _without_mistakes(cells, notes)
    if text_file and "'" in joined:
        cells = [restore(cell) for cell in cells]
    return SourceRow(number, tuple(cells), problem, tuple(notes))


def _without_mistakes(cells: list[str], notes: list[str]) -> list[str]:
    """Read a spreadsheet's own mistakes, such as ``#DIV/0!``, as empty cells, and name each."""
    kept = []
    for index, cell in enumerate(cells):
        if cell in MISTAKES:
            notes.append(
                f"Column {column_letters(index)} holds the spreadsheet mistake {cell}. It was read as empty."
            )
            cell = ""
        kept.append(cell)
    return kept


def _outside(found: int, width: int, text_file: bool) -> str:
    """Say what is wrong with a row that reaches past the last named column."""
    if text_file:
        return (
            f"The row has {found} cells and there are {width} columns. "
            "A comma in an address or a note may need quotation marks round it."
        )
    return (
        f"There is a value to the right of the last column that has a name ({column_letters(width - 1)}). "
        "Name that column, or take the value away."
    )


def find_header(rows: Sequence[RawRow]) -> int:
    """Which of the first rows holds the column names.

    A row wins by the number of names it holds that are known; when none holds two, the first row that fills
    at least half of the usual width does.

    Args:
        rows: the first raw rows of a file.

    Returns:
        An index into `rows`.

    Raises:
        DomainError: there is no row with anything in it.
    """
    filled = [sum(1 for cell in cells if cell.strip()) for _, cells, _ in rows]
    if not any(filled):
        raise DomainError("The file is empty. Choose a file with column names in its first row.")
    known = [sum(1 for cell in cells if is_known_name(cell)) for _, cells, _ in rows]
    if max(known) >= min(2, max(filled)):
        return known.index(max(known))
    usual = Counter(count for count in filled if count).most_common(1)[0][0]
    return next(index for index, count in enumerate(filled) if count * 2 >= usual and count)


def name_columns(
    cells: Sequence[str], below: Sequence[Sequence[str]] = ()
) -> tuple[tuple[str, ...], list[str]]:
    """Give every column a name of its own.

    Args:
        cells: the row of column names.
        below: some rows under it; a column most of them fill is kept though it has no name.

    Returns:
        The names, and warnings about empty or repeated ones.
    """
    names: list[str] = []
    warnings: list[str] = []
    ends = Counter(_last_filled(row) for row in below)
    last = max(_last_filled(cells), *(end for end, count in ends.items() if count * 2 > len(below)), -1)
    seen: Counter[str] = Counter()
    padded = [*cells, *[""] * (last + 1 - len(cells))]
    for index, cell in enumerate(padded[: last + 1]):
        name = " ".join(cell.replace("\x00", "").split())[:200]
        if not name:
            name = f"Column {column_letters(index)}"
            warnings.append(f"Column {column_letters(index)} has no name.")
        seen[name.casefold()] += 1
        if seen[name.casefold()] > 1:
            warnings.append(f"Two columns are called “{name}”. The later one is shown with a number.")
            name = f"{name} ({seen[name.casefold()]})"
        names.append(name)
    return tuple(names), warnings


def _last_filled(cells: Sequence[str]) -> int:
    return max((i for i, cell in enumerate(cells) if cell.strip()), default=-1)


def column_letters(index: int) -> str:
    """The letters a spreadsheet shows over a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def make_table(
    open_raw: Callable[[], Iterator[RawRow]],
    *,
    kind: str,
    warnings: Sequence[str] = (),
    sheets: Sequence[str] = (),
    **facts: str,
) -> SourceTable:
    """Find the column names in a file's raw rows and make a table of it.

    Args:
        open_raw: gives the raw rows from the start, each time it is called.
        kind: ``csv``, ``xlsx``, ``xls`` or ``ods``.
        warnings: what is already known to be odd about the file.
        sheets: the sheets that could be read.
        facts: `encoding`, `delimiter`, `sheet` as `SourceTable` has them.

    Raises:
        DomainError: the file is empty.
    """
    first = list(islice(open_raw(), HEADER_SEARCH))
    index = find_header(first)
    headers, odd = name_columns(first[index][1], [cells for _, cells, _ in first[index + 1 :]])
    said = list(warnings)
    above = sum(1 for _, cells, _ in first[:index] if any(cell.strip() for cell in cells))
    if above:
        said.append(
            f"Column names were found in row {first[index][0]}; {above} row(s) above it were left out."
        )
    everything = (*said, *odd)
    return SourceTable(
        headers, open_raw, first[index][0], kind, sheets=tuple(sheets), warnings=everything, **facts
    )
