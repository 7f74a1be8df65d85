"""Files in and out: the dry run of a large list, a large export, a hundred pages of round sheets."""

import csv
import io
import resource
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from random import Random

from tests.benchmarks.measure import Figure, Hub, against

ROOT = Path(__file__).resolve().parents[2]
ROWS, EXPORTED = 50_000, 200_000
DRY_RUN = """
import resource, sys, time
from pathlib import Path
from desktop.imports.choose import choose_map
from desktop.imports.likeness import ExistingIndex
from desktop.imports.people_rows import PeopleReader
from desktop.imports.readers import open_table
from desktop.imports.stage import stage
from desktop.imports.targets import Kind
begun = time.perf_counter()
table = open_table(Path(sys.argv[1]))
reader = PeopleReader(choose_map(table.headers, Kind.PEOPLE))
stage((reader.read(row) for row in table.rows()), ExistingIndex.build([]))
print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
FLOOR = """
import sys, time
from datetime import datetime
begun = time.perf_counter()
import phonenumbers, python_calamine
rows = python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
for row in rows[1:]:
    phonenumbers.format_number(phonenumbers.parse(str(row[5]), 'GB'), phonenumbers.PhoneNumberFormat.E164)
    datetime.strptime(str(row[2]), '%Y-%m-%d').date()
print(time.perf_counter() - begun)
"""


def dry_run(_hub: Hub) -> list[Figure]:
    """A dry run of fifty thousand rows, against reading the file and parsing one phone and one date a row."""
    with tempfile.TemporaryDirectory() as bench:
        path = Path(bench) / "people.xlsx"
        _made_list(path)
        ours, floor, memory = [], [], 0.0
        for _ in range(3):
            floor.append(float(_run(FLOOR, path)[0]))
            took, peak = _run(DRY_RUN, path)
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


def _run(code: str, path: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def peak_mb() -> float:
    """This process's peak memory, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
