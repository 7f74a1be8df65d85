"""Ways to spoil a package so that it breaks a constraint its schema states."""

import csv
import io
from pathlib import Path
from random import Random
from uuid import UUID

from desktop.exports.descriptors import read_tables
from desktop.exports.tables import Column, Table

KINDS = ("type", "pattern", "required", "unique", "list", "key")
_TYPED = ("date", "datetime", "integer", "number")


def spoil(folder: Path, random: Random, kind: str) -> str:
    """Spoil one cell of a package in a folder.

    Args:
        folder: the package; one of its tables is written anew.
        random: chooses where.
        kind: which constraint is broken; see `KINDS`.

    Returns:
        What was done, for a test that does not pass; empty where no cell has such a constraint.
    """
    places = [
        (table, column)
        for table in read_tables((folder / "datapackage.json").read_bytes())
        for column in table.columns
        if _is_stated(table, column, kind) and _filled_rows(folder, table, column, kind)
    ]
    if not places:
        return ""
    table, column = random.choice(places)
    rows = read_rows(folder, table)
    at = table.names.index(column.name)
    row = random.choice(_filled_rows(folder, table, column, kind))
    rows[row][at] = _wrong(rows, row, at, column, random, kind)
    write_rows(folder, table, rows)
    return f"{kind}: {table.name}.{column.name}, line {row + 1}: {rows[row][at]!r}"


def read_rows(folder: Path, table: Table) -> list[list[str]]:
    """The rows of a table, the heading first."""
    text = (folder / table.csv_name).read_bytes().decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def write_rows(folder: Path, table: Table, rows: list[list[str]]) -> None:
    """Write a table anew in the same dialect."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    (folder / table.csv_name).write_bytes(text.getvalue().encode())


def _is_stated(table: Table, column: Column, kind: str) -> bool:
    is_link = any(key.column == column.name for key in table.foreign_keys)
    match kind:
        case "type":
            return column.kind.value in _TYPED
        case "pattern":
            return bool(column.shape) and column.kind.value not in _TYPED and not column.enum
        case "required":
            return column.required
        case "unique":
            return column.name == table.primary_key
        case "list":
            return bool(column.enum)
    return is_link and column.required


def _filled_rows(folder: Path, table: Table, column: Column, kind: str) -> list[int]:
    at = table.names.index(column.name)
    filled = [place for place, row in enumerate(read_rows(folder, table)) if place and row[at]]
    return filled if kind != "unique" or len(filled) > 1 else []


def _wrong(rows: list[list[str]], row: int, at: int, column: Column, random: Random, kind: str) -> str:
    right = rows[row][at]
    match kind:
        case "required":
            return ""
        case "unique":
            return random.choice([other[at] for place, other in enumerate(rows) if place not in (0, row)])
        case "list":
            return random.choice(("asleep", right.swapcase(), right + "x", f"{right} "))
        case "key":
            return str(UUID(int=random.getrandbits(128), version=4))
    if kind == "type":
        # csvw 4.1 reads the beginning of a date and passes over the rest, so the beginning is spoilt.
        tries = [f"x{right}", "soon", f"{right[:5]}13{right[7:]}", f"{right[8:10]}/{right[5:7]}/{right[:4]}"]
    else:
        tries = [right[:-1] + "?", f"x{right}", "soon", right + right, f"{right}!"]
    return random.choice([one for one in tries if one and not column.fits(one)])
