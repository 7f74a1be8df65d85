"""Files in and out: the dry run of a large list, a large export, a hundred pages of round sheets."""

import csv
import io
import tempfile
from datetime import date, datetime
from pathlib import Path
from random import Random

from tests.benchmarks.measure import Figure, Hub, against, in_process

ROWS, EXPORTED = 50_000, 200_000


def dry_run(_hub: Hub) -> list[Figure]:
    """A dry run of fifty thousand rows, against reading the file and parsing one phone and one date a row."""
    with tempfile.TemporaryDirectory() as bench:
        path = Path(bench) / "people.xlsx"
        _made_list(path)
        ours, floor, memory = [], [], 0.0
        for _ in range(3):
            floor.append(float(in_process("dry_run_floor", str(path))[0]))
            took, peak, _rows = in_process("dry_run_ours", str(path))
            ours.append(float(took))
            memory = max(memory, float(peak))
    return [
        Figure(f"import dry run of {ROWS:,} rows", sorted(ours)[1], sorted(floor)[1], 3.0),
        Figure("its peak memory", memory, 400.0, 1.0, "MB", "floor is the goal"),
    ]


def export(hub: Hub) -> list[Figure]:
    """Two hundred thousand rows to CSV, against the raw loop from cursor to file."""
    from desktop.exports.csv_files import write_csv
    from desktop.exports.tables import Column, Kind, Table

    names = ("id", "on_date", "status", "request_id", "volunteer_id", "outcome_note", "occurrence")
    sql = f"SELECT {', '.join(names)} FROM task LIMIT {EXPORTED}"
    table = Table("tasks", tuple(Column(name, name, Kind.TEXT) for name in names))
    with tempfile.TemporaryDirectory() as bench:

        def ours() -> None:
            with hub.store.reader.connect() as connection:
                rows = connection.connection.driver_connection.execute(sql)
                write_csv(Path(bench) / "ours.csv", table, rows)

        def raw() -> None:
            with hub.store.reader.connect() as connection:
                rows = connection.connection.driver_connection.execute(sql)
                with open(Path(bench) / "raw.csv", "w", newline="", encoding="utf-8") as file:
                    csv.writer(file).writerows(rows)

        return [against("export of 200,000 rows to CSV", ours, raw, 2.0)]


def sheets(_hub: Hub) -> list[Figure]:
    """A hundred pages of round sheets, against a flat script drawing the same strings and lines."""
    from reportlab.pdfgen.canvas import Canvas

    from desktop.exports.round_sheet import write_round_sheets
    from tests.benchmarks.sheet_made import hundred_pages, recorded

    made = hundred_pages()
    drawn = recorded(made)

    def flat() -> None:
        canvas = Canvas(io.BytesIO(), pagesize=(595.28, 841.89), pageCompression=1)
        for calls in drawn:
            for name, arguments in calls:
                getattr(canvas, name)(*arguments)
            canvas.showPage()
        canvas.save()

    return [
        against("100 pages of round sheets", lambda: write_round_sheets(io.BytesIO(), made), flat, 2.0, 3)
    ]


def _made_list(path: Path) -> None:
    from desktop.exports.tables import Column, Table
    from desktop.exports.xlsx_files import write_xlsx

    chance = Random(7)
    names = (
        "first_name",
        "last_name",
        "date_of_birth",
        "address_line1",
        "postcode",
        "phone",
        "email",
        "notes",
    )
    rows = (
        (
            f"Name{chance.randint(1, 900)}",
            f"Family{chance.randint(1, 4000)}",
            date(1930 + n % 75, 1 + n % 12, 1 + n % 28).isoformat(),
            f"{chance.randint(1, 200)} Kelp Street",
            f"IP11 {chance.randint(0, 9)}{chance.choice('ABDEFGH')}{chance.choice('ABDEFGH')}",
            f"020 7946 {chance.randint(0, 9999):04}",
            "",
            "Prefers mornings",
        )
        for n in range(ROWS)
    )
    write_xlsx(
        path, [(Table("people", tuple(Column(name) for name in names)), rows)], created=datetime(2026, 1, 5)
    )
