"""Rows that could not be taken, as a file to mend and load again."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop.domain.errors import DomainError
from desktop.domain.formula import neutralise
from desktop.imports.staged import Reject

ROW_COLUMN = "Row in the file"
REASON_COLUMN = "Why it was not taken"


def write_rejects(path: Path, headers: Sequence[str], rejects: Iterable[Reject]) -> int:
    """Write refused rows as CSV: the file's own columns, then the row number and the reason.

    A cell that a spreadsheet would run has an apostrophe put before it, which loading the file again takes
    off. NUL characters are left out. The file is UTF-8 with a byte order mark, since it is made to be
    opened and mended.

    Args:
        path: where to write; a file there is replaced.
        headers: the column names of the source file.
        rejects: the rows.

    Returns:
        How many rows were written.

    Raises:
        DomainError: the place cannot be written to.
    """
    count = 0
    try:
        with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow([_safe(header) for header in headers] + [ROW_COLUMN, REASON_COLUMN])
            for reject in rejects:
                cells = [*reject.cells[: len(headers)], *[""] * (len(headers) - len(reject.cells))]
                reason = f"{reject.column}: {reject.reason}" if reject.column else reject.reason
                extra = [str(reject.row), _with_rest(reason, reject.cells[len(headers) :])]
                writer.writerow([_safe(cell) for cell in [*cells, *extra]])
                count += 1
    except OSError as problem:
        raise DomainError(
            f"The rows left out could not be written to {path.name}. Make room, or close it elsewhere."
        ) from problem
    return count


def _safe(cell: str) -> str:
    return neutralise(cell.replace("\0", ""))


def _with_rest(reason: str, rest: Sequence[str]) -> str:
    """The reason, with cells that stand beyond the last column, so that nothing of the row is lost."""
    beyond = [cell for cell in rest if cell.strip()]
    return f"{reason} Beyond the last column: {' | '.join(beyond)}" if beyond else reason
