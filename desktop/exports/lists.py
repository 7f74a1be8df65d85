"""A list on screen as a file: the kind follows the file's ending."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from desktop.domain.errors import DomainError
from desktop.exports.csv_files import write_csv
from desktop.exports.files import QUIET, Watch
from desktop.exports.ods_files import write_ods
from desktop.exports.tables import Row, Table
from desktop.exports.xlsx_files import write_xlsx
from desktop.exports.zips import EPOCH

ENDINGS = (".csv", ".xlsx", ".ods")


def write_list(
    path: Path,
    table: Table,
    rows: Iterable[Row | object],
    *,
    created: datetime = EPOCH,
    bom: bool = False,
    watch: Watch = QUIET,
) -> int:
    """Write one table as CSV, XLSX or ODS.

    Args:
        path: the file; its ending chooses the kind.
        table: the columns on screen.
        rows: see `tables.sequences`.
        created: the time in a spreadsheet's properties.
        bom: whether a CSV begins with a byte order mark.
        watch: progress and stop.

    Returns:
        How many rows were written.

    Raises:
        DomainError: the ending is none of the three.
        ExportStopped: the person asked to stop.
        db.errors.KnownStoreError: the disk is full or cannot be written.
    """
    match path.suffix.lower():
        case ".csv":
            return write_csv(path, table, rows, bom=bom, watch=watch)
        case ".xlsx":
            return write_xlsx(path, [(table, rows)], created=created, watch=watch)[table.name]
        case ".ods":
            return write_ods(path, [(table, rows)], created=created, watch=watch)[table.name]
    raise DomainError("The file's name should end in .csv, .xlsx or .ods.", field="out")
