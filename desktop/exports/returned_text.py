"""A list given back as text: the sender's encoding, marks and line ends, their own cells byte for byte."""

import unicodedata
from dataclasses import dataclass

from desktop.domain.formula import neutralise
from desktop.services.referral_returns import ReturnedList, ReturnedRow

_SHEETS = frozenset({"xlsx", "xls", "ods"})
_PLAIN = "utf-8"


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A list as it will stand in its file.

    Attributes:
        headers: the sender's columns, ours behind them.
        rows: every cell.
        ours: places of the columns the hub fills.
        unwritten: how many cells have letters the sender's encoding has no place for.
        own_formulas: how many cells the sender wrote a spreadsheet would run; see `written_text`.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ours: tuple[int, ...]
    unwritten: int = 0
    own_formulas: int = 0


def ending_of(returned: ReturnedList) -> str:
    """What the name of the file ends with, where it goes back as the kind of file it came as."""
    return ".xlsx" if returned.form.get("kind") in _SHEETS else ".csv"


def encoding_of(returned: ReturnedList) -> str:
    """How the letters of a text file are stored; UTF-8 for a spreadsheet, and where nobody noted it."""
    return str(returned.form.get("encoding") or _PLAIN)


def can_write(text: str, encoding: str) -> bool:
    """Whether an encoding has all letters of a text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def written_text(returned: ReturnedList, made: LaidOut, part: slice) -> bytes:
    """Write some rows of a list as its sender writes.

    A cell the hub did not touch has the very bytes it came with, also where it begins like a formula: it
    goes to whoever wrote it and has it already, a system there may read it by its letters, and an apostrophe
    in front of it would be a change of ours to their record. Who sends it is told before (`own_formulas`).
    A cell the hub did touch, and one whose marks nobody noted, is made harmless where a spreadsheet would run
    it; this program takes that apostrophe off again. A workbook holds text alone, and nothing in it runs. A
    letter the encoding has not is written without its accent, or as a question mark.

    Args:
        returned: the list as it was gathered.
        made: the same, laid out.
        part: which of its rows.
    """
    form = returned.form
    between, ends = str(form.get("delimiter") or ","), str(form.get("ends") or "\r\n")
    head = tuple(map(str, form.get("head", ())))
    always = bool(head) and all(cell.startswith('"') for cell in head)
    theirs = ReturnedRow(0, returned.headers, (), head)
    lines = [_line(made.headers, theirs, between, always)]
    pairs = zip(made.rows[part], returned.rows[part], strict=True)
    lines += [_line(cells, row, between, always) for cells, row in pairs]
    text = str(form.get("above") or "") + "".join(line + ends for line in lines)
    return _encoded(text, encoding_of(returned))


def _line(cells: tuple[str, ...], row: ReturnedRow, between: str, always: bool) -> str:
    found = []
    for at, cell in enumerate(cells):
        untouched = at < len(row.written) and at < len(row.cells) and row.cells[at] == cell
        found.append(row.written[at] if untouched else _cell(cell, between, always))
    return between.join(found)


def _cell(text: str, between: str, always: bool) -> str:
    safe = neutralise(text.replace("\0", ""))
    if always or any(mark in safe for mark in (between, '"', "\r", "\n")):
        doubled = safe.replace('"', '""')
        return f'"{doubled}"'
    return safe


def _encoded(text: str, encoding: str) -> bytes:
    if can_write(text, encoding):
        return text.encode(encoding)
    near = "".join(letter if can_write(letter, encoding) else _without_accent(letter) for letter in text)
    return near.encode(encoding, "replace")


def _without_accent(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter)
    return "".join(one for one in plain if not unicodedata.combining(one))
