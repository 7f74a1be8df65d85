"""The tables of a handover, chosen details or the whole ones, made to fit their schema."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desktop.domain.errors import DomainError
from desktop.exports.handover_details import is_private
from desktop.exports.handover_fields import Choice, handover_table, project
from desktop.exports.handover_schema import (
    CANONICAL,
    CHANGES,
    DELIVERY_OUTCOMES,
    EVERY_TABLE,
    HELP_REQUESTS,
    PRIVATE_NEED,
)
from desktop.exports.row_checks import cell_problem
from desktop.exports.small_groups import identifiable, suppressed
from desktop.exports.summary_pdf import Breakdown
from desktop.exports.tables import Column, Kind, Table, sequences, to_text
from desktop.exports.words import counted

SourceRows = Mapping[str, Iterable[Mapping[str, Any]]]

_COUNTED = frozenset(
    {
        *("area", "address_postcode", "need", "urgency", "age_band", "household_band", "household_size"),
        *("month_asked", "record_status", "help_needed", "status", "channel", "outcome", "outcome_code"),
    }
)
_MOST_LABELS = 40


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table with its rows, every cell as text that fits the schema.

    Args:
        table: the schema.
        rows: the cells.
        blanked: values that did not have their column's shape and were left blank, by column.
        dropped: rows left out because the row they belong to is not in the package.
    """

    table: Table
    rows: list[tuple[str, ...]]
    blanked: Mapping[str, int]
    dropped: int = 0


def chosen_tables(chosen: tuple[Choice, ...], rows: SourceRows, today: date) -> list[FilledTable]:
    """Make the one table of chosen details.

    Args:
        chosen: the details.
        rows: full rows under "people"; see `handover_fields.project`.
        today: the day of the handover.

    Returns:
        One table, and that of changes where there is one.
    """
    table = handover_table(chosen)
    made = [tuple(map(to_text, row)) for row in project(chosen, rows.get("people", ()), today)]
    filled = [_fit(table, made)]
    if CHANGES.name in rows:
        filled.append(
            _fit(CHANGES, [tuple(map(to_text, row)) for row in sequences(CHANGES, rows["changes"])])
        )
    return filled


def whole_tables(rows: SourceRows, drop: Iterable[str] = ()) -> list[FilledTable]:
    """Make the whole tables.

    Args:
        rows: by table name, mappings with the schema's column names; a request may say ``need_private``.
            Volunteers and changes make a table only where they are named.
        drop: columns to leave out, such as "people.contact_email"; not keys, nor columns a row must have.

    Returns:
        The tables; rows that belong to a row left out (somebody who said no) are left out with it.

    Raises:
        DomainError: a row lacks what every row must have, two rows have one key, or a column may not be
        dropped.
    """
    gone = set(drop)
    made: list[FilledTable] = []
    kept: dict[tuple[str, str], set[str]] = {}
    for whole in EVERY_TABLE:
        if whole not in CANONICAL and whole.name not in rows:
            continue
        table = _without(whole, gone)
        source = rows.get(whole.name, ())
        if whole is HELP_REQUESTS:
            source = (_masked(row) for row in source)
        filled = _fit(table, [tuple(map(to_text, row)) for row in sequences(table, source)], kept)
        key = table.names.index(table.primary_key)
        kept[table.name, table.primary_key] = {row[key] for row in filled.rows}
        if len(kept[table.name, table.primary_key]) < len(filled.rows):
            raise DomainError(
                f"Two rows of {table.heading.lower()} have the same id. Scan for duplicates first."
            )
        made.append(filled)
    if gone:
        raise DomainError(f"These columns cannot be left out: {', '.join(sorted(gone))}.", field="fields")
    return made


def droppable(table: Table) -> frozenset[str]:
    """The columns a table can do without: no key, and nothing every row must have."""
    fixed = {table.primary_key, *(key.column for key in table.foreign_keys)}
    return frozenset(one.name for one in table.columns if not one.required and one.name not in fixed)


def _without(table: Table, gone: set[str]) -> Table:
    dropped = {name for name in droppable(table) if f"{table.name}.{name}" in gone}
    gone -= {f"{table.name}.{name}" for name in dropped}
    return replace(table, columns=tuple(column for column in table.columns if column.name not in dropped))


def _masked(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A private need leaves the hub as "Private need", without the words that would give it away."""
    needs = (to_text(row.get("help_needed")), to_text(row.get("help_needed_subtype")))
    if not any(is_private(row, need) for need in needs):
        return row
    hidden = {"help_needed": "something_else", "help_needed_subtype": PRIVATE_NEED}
    return {**row, **hidden, "notes": "", "handover_reason": ""}


def _fit(
    table: Table, rows: list[tuple[str, ...]], kept: Mapping[tuple[str, str], set[str]] | None = None
) -> FilledTable:
    links = [(table.names.index(key.column), (key.table, key.target)) for key in table.foreign_keys]
    blanked: Counter[str] = Counter()
    fitted: list[tuple[str, ...]] = []
    for number, row in enumerate(rows, 1):
        if any(row[place] not in (kept or {}).get(target, set()) for place, target in links):
            continue
        fitted.append(
            tuple(
                _fit_cell(table, column, cell, number, blanked)
                for column, cell in zip(table.columns, row, strict=True)
            )
        )
    return FilledTable(table, fitted, blanked, len(rows) - len(fitted))


def _fit_cell(table: Table, column: Column, cell: str, number: int, blanked: Counter[str]) -> str:
    problem = cell_problem(column, cell)
    if not problem:
        return cell
    if column.required:
        where = f"Row {number} of {table.heading.lower()}, {column.heading.lower()}"
        raise DomainError(f"{where}: {problem} Put it right, or leave the row out.")
    blanked[column.heading] += 1
    return ""


def notes_on(filled: Iterable[FilledTable], *, named: bool) -> tuple[str, ...]:
    """Say what the recipient must know about the rows.

    Args:
        filled: the tables.
        named: whether they name people, so that the recipient will want to match them.

    Returns:
        Sentences, without names.
    """
    said = []
    for each in filled:
        if each.blanked:
            total = sum(each.blanked.values())
            which = ", ".join(f"{heading} {number:,}" for heading, number in sorted(each.blanked.items()))
            were = "was" if total == 1 else "were"
            said.append(f"{counted(total, 'value')} did not fit the schema and {were} left blank: {which}.")
        hard = hard_to_match(each) if named else 0
        if hard:
            said.append(
                f"{counted(hard, 'row')} may not be matched to a person by a council's computer: that takes "
                "both names and a date of birth, phone number, email or UPRN."
            )
    return tuple(said)


def hard_to_match(people: FilledTable) -> int:
    """How many rows of people a council's import would pass over; see `small_groups.identifiable`."""
    if people.table.name != "people":
        return 0
    names = people.table.names
    return sum(not identifiable(dict(zip(names, row, strict=True))) for row in people.rows)


def breakdowns(filled: Iterable[FilledTable]) -> tuple[Breakdown, ...]:
    """Count the answers of each column worth counting, small counts hidden."""
    made = []
    for each in filled:
        for place, column in enumerate(each.table.columns):
            if column.name not in _COUNTED or column.kind is Kind.POSTCODE:
                continue
            labels = Counter(_label(column, row[place]) for row in each.rows)
            if 0 < len(labels) <= _MOST_LABELS:
                title = f"{column.heading} ({each.table.heading.lower()})"
                made.append(Breakdown(title, suppressed(dict(sorted(labels.items(), key=_by_size)))))
    return tuple(made)


def _label(column: Column, cell: str) -> str:
    if not cell:
        return "Not known"
    if column.name == "outcome_code":
        return f"{cell}: {DELIVERY_OUTCOMES[cell]}"
    return cell.replace("_", " ").capitalize() if column.enum else cell


def _by_size(entry: tuple[str, int]) -> tuple[int, str]:
    return (-entry[1], entry[0])


def has_codes(table: Table) -> Iterable[Column]:
    """The columns of a table whose codes the README must explain."""
    return (column for column in table.columns if column.kind is Kind.CODE and column.enum)
