"""What a bank's statement says: read from its file, told from what was read, laid beside the ledger."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from desktop.domain.dates import read_date
from desktop.domain.errors import DomainError
from desktop.domain.money import read_pence
from desktop.domain.text import clean, fold

NEAR = timedelta(days=5)
"""A payment reaches the bank within this of the day it was written down (hub policy)."""
LONGEST = 80
"""Characters kept of what the bank says of a line."""
MOST_LINES = 5_000
_DAYS = ("date", "transactiondate", "postingdate", "valuedate", "day")
_WORDS = (
    "description",
    "transactiondescription",
    "details",
    "narrative",
    "words",
    "memo",
    "reference",
    "payee",
)
_AMOUNTS = ("amount", "value", "amountgbp", "transactionamount")
_INS = ("paidin", "moneyin", "credit", "creditamount", "in")
_OUTS = ("paidout", "moneyout", "debit", "debitamount", "out")


class StatementLine(NamedTuple):
    """One line: the day, what the bank says, and pence, less than nought where it went out."""

    on: date
    words: str
    pence: int


class Entry(NamedTuple):
    """A movement of the ledger as the bank sees it."""

    id: str
    on: date
    pence: int


def read_statement(text: str) -> list[StatementLine]:
    """Read a statement saved as CSV: a column for the day, one for words, and one or two for the amount.

    Args:
        text: the file; its first line names the columns.

    Raises:
        DomainError: a column is missing, or a line cannot be read.
    """
    rows = [
        row for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) if any(cell.strip() for cell in row)
    ]
    if len(rows) > MOST_LINES:
        raise DomainError(f"That is more than {MOST_LINES:,} lines. Save a shorter span of days.")
    heads = [fold(cell) for cell in rows[0]] if rows else []
    day, words = _column(heads, _DAYS), _column(heads, _WORDS)
    one, came, went = _column(heads, _AMOUNTS), _column(heads, _INS), _column(heads, _OUTS)
    if day is None or (one is None and (came is None or went is None)):
        raise DomainError("The first line needs Date, Description and Amount, or Paid in and Paid out.")
    found: list[StatementLine] = []
    for number, row in enumerate(rows[1:], 2):
        try:
            pence = _pence(row, one, came, went)
            on = read_date(_cell(row, day)).value
        except DomainError as problem:
            raise DomainError(f"Line {number}: {problem.user_message}") from problem
        if on is None:
            raise DomainError(f"Line {number}: “{clean(_cell(row, day))}” is no day.")
        if pence:
            found.append(StatementLine(on, clean(_cell(row, words))[:LONGEST], pence))
    return found


def not_yet(lines: Iterable[StatementLine], held: Iterable[StatementLine]) -> list[StatementLine]:
    """Lines that were not read before; two alike in one statement are two."""
    left = Counter(held)
    fresh: list[StatementLine] = []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            fresh.append(line)
    return fresh


def suggest(lines: Sequence[tuple[str, StatementLine]], entries: Iterable[Entry]) -> dict[str, str]:
    """Lines that say the same as exactly one free movement: the amount to the penny, within days.

    Args:
        lines: key and line, none of them matched.
        entries: movements that no line is matched to.

    Returns:
        Key of a line to the movement; what could be two is left to a person.
    """
    free = list(entries)
    found: dict[str, str] = {}
    for key, line in lines:
        near = [one for one in free if one.pence == line.pence and abs(one.on - line.on) <= NEAR]
        if len(near) == 1:
            found[key] = near[0].id
            free.remove(near[0])
    return found


def _column(heads: Sequence[str], names: Sequence[str]) -> int | None:
    return next((heads.index(name) for name in names if name in heads), None)


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _pence(row: Sequence[str], one: int | None, came: int | None, went: int | None) -> int:
    if one is not None:
        return read_pence(_cell(row, one))
    into, out = _cell(row, came), _cell(row, went)
    return (read_pence(into) if into else 0) - (abs(read_pence(out)) if out else 0)
