"""Old Excel workbooks (XLS) looked over before they are opened: how far each sheet reaches, and its mistakes.

The records are those of Microsoft's open specification [MS-XLS], 2.4: BOUNDSHEET8, BOF, cells, BOOLERR.
"""

import struct
from dataclasses import dataclass, field
from typing import IO

from desktop.domain.errors import DomainError
from desktop.imports.limits import GRID_LIMIT

_BOF, _BOUNDSHEET, _BOOLERR, _FORMULA = 0x0809, 0x0085, 0x0205, 0x0006
_CELLS = frozenset({0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, _BOOLERR, _FORMULA, 0x0201})
_CELL_RUNS = frozenset({0x00BD, 0x00BE})
_MISTAKES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass(slots=True)
class _Sheet:
    rows: int = 0
    columns: int = 0
    mistakes: dict[tuple[int, int], str] = field(default_factory=dict)


def check_xls(file: IO[bytes]) -> dict[str, dict[tuple[int, int], str]]:
    """Refuse an XLS file that spans too many cells.

    Args:
        file: the file, open for reading; left at its start.

    Returns:
        For each sheet's name, its mistakes: (row, column), both from 0, to a text such as ``#DIV/0!``.

    Raises:
        DomainError: the file is damaged, or no workbook, or spans too much.
    """
    names, sheets = _scan(_workbook_stream(file))
    file.seek(0)
    for sheet in sheets.values():
        if sheet.rows * sheet.columns > GRID_LIMIT:
            raise DomainError(
                "A sheet has something written very far to the right or down. "
                "Copy the rows you need to a new sheet and save that as XLSX."
            )
    return {name: sheets[start].mistakes for name, start in names.items() if start in sheets}


def _workbook_stream(file: IO[bytes]) -> bytes:
    """The stream of workbook records inside the old Office container."""
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(file.read()) as container:
            for name in ("Workbook", "Book"):
                if container.exists(name):
                    return bytes(container.openstream(name).read())
    except (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error, MemoryError) as problem:
        raise DomainError("The workbook is damaged. Save it again as XLSX and try that.") from problem
    raise DomainError("This is an old Office file but not a workbook. Choose a spreadsheet or a CSV file.")


def _scan(data: bytes) -> tuple[dict[str, int], dict[int, _Sheet]]:
    """Walk the records: sheet names to where they start, and what each holds."""
    names: dict[str, int] = {}
    sheets: dict[int, _Sheet] = {}
    sheet = _Sheet()
    at, end = 0, len(data)
    while at + 4 <= end:
        kind, size = struct.unpack_from("<HH", data, at)
        body = at + 4
        if body + size > end:
            break
        if kind == _BOF:
            sheet = sheets.setdefault(at, _Sheet())
        elif kind == _BOUNDSHEET and size >= 8:
            _read_name(data[body : body + size], names)
        elif (kind in _CELLS or kind in _CELL_RUNS) and size >= 6:
            _read_cell(kind, data[body : body + size], sheet)
        at = body + size
    return names, sheets


def _read_name(record: bytes, names: dict[str, int]) -> None:
    start, length, is_wide = struct.unpack_from("<I2xBB", record)
    text = record[8:]
    name = (
        text[: length * 2].decode("utf-16-le", "replace") if is_wide & 1 else text[:length].decode("latin-1")
    )
    names[name] = start


def _read_cell(kind: int, record: bytes, sheet: _Sheet) -> None:
    row, column = struct.unpack_from("<HH", record)
    sheet.rows = max(sheet.rows, row + 1)
    last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind in _CELL_RUNS else column
    sheet.columns = max(sheet.columns, column + 1, last + 1)
    if kind == _BOOLERR and len(record) >= 8 and record[7]:
        sheet.mistakes[row, column] = _MISTAKES.get(record[6], "#VALUE!")
    elif kind == _FORMULA and len(record) >= 14 and record[12:14] == b"\xff\xff" and record[6] == 2:
        sheet.mistakes[row, column] = _MISTAKES.get(record[8], "#VALUE!")
