"""Every row held against its schema: our own checker, which the tests prove agrees with two others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.exports.tables import Column, Kind, Table


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing wrong with one row.

    Args:
        table: the table's name.
        row: the row's line in the file, the heading being 1; 0 for the table as a whole.
        column: the column's name; empty for the row as a whole.
        message: what is wrong and how it should look, without the value, which may be personal.
    """

    table: str
    row: int
    column: str
    message: str


def check_header(table: Table, header: Sequence[str]) -> Iterator[RowProblem]:
    """Say which headings are missing, unknown or out of order."""
    missing = [name for name in table.names if name not in header]
    extra = [name for name in header if name not in table.names]
    for name in missing:
        yield RowProblem(table.name, 1, name, "This column is missing.")
    for name in extra:
        yield RowProblem(table.name, 1, name, "The schema does not know this column.")
    if not missing and not extra and tuple(header) != table.names:
        yield RowProblem(table.name, 1, "", "The columns are not in the schema's order.")


def check_rows(
    table: Table, rows: Iterable[Sequence[str]], known: Mapping[tuple[str, str], set[str]] | None = None
) -> Iterator[RowProblem]:
    """Check rows one by one.

    Args:
        table: the schema.
        rows: cells as text in the schema's order, without the heading; "" is a missing value.
        known: for every column that a link points to, the values that exist, by (table, column).

    Returns:
        Every problem found, in the order of the rows.
    """
    seen: set[str] = set()
    key = table.names.index(table.primary_key) if table.primary_key else -1
    links = [(table.names.index(link.column), link) for link in table.foreign_keys]
    for number, row in enumerate(rows, 2):
        if len(row) != len(table.columns):
            message = f"This row has {len(row)} cells. It should have {len(table.columns)}."
            yield RowProblem(table.name, number, "", message)
            continue
        for column, cell in zip(table.columns, row, strict=True):
            if message := cell_problem(column, cell):
                yield RowProblem(table.name, number, column.name, message)
        if key >= 0:
            if not row[key] and not table.columns[key].required:
                yield RowProblem(table.name, number, table.primary_key, "The key is missing.")
            elif row[key] and row[key] in seen:
                message = "Another row has the same key. Every row needs its own."
                yield RowProblem(table.name, number, table.primary_key, message)
            seen.add(row[key])
        for position, link in links:
            if row[position] and row[position] not in (known or {}).get((link.table, link.target), set()):
                message = f"No row of {link.table} has this {link.target}."
                yield RowProblem(table.name, number, link.column, message)


def cell_problem(column: Column, cell: str) -> str:
    """Say what is wrong with one cell.

    Args:
        column: its schema.
        cell: its text; "" is a missing value.

    Returns:
        Plain words, or "" when nothing is wrong.
    """
    if not cell:
        return "A value is needed here." if column.required else ""
    if column.fits(cell):
        return ""
    if column.enum:
        return f"This is not one of the codes: {', '.join(column.enum)}."
    return _SHOULD_LOOK.get(column.kind, "This does not have the shape the schema asks for.")


_SHOULD_LOOK = {
    Kind.INTEGER: "This should be a whole number, such as 12.",
    Kind.NUMBER: "This should be a number, such as 12.5.",
    Kind.DATE: "This should be a real date, such as 2026-01-05.",
    Kind.DATETIME: "This should be a date and time, such as 2026-01-05T09:30:00Z.",
    Kind.PHONE: "This should be a phone number such as +442079460123.",
    Kind.POSTCODE: "This should be a postcode such as E8 1EA.",
    Kind.UUID: "This should be an id of 32 letters and digits with four hyphens.",
}
