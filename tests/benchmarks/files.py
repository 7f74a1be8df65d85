"""Files in and out: the dry run of a large list, a large export, the prints of a day of 600 stops."""

import csv
import io
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from db.models import Request
from tests.benchmarks.measure import Figure, Hub, against, in_process

ROWS, EXPORTED, TURNS = 50_000, 200_000, 3
AREA_CODES = (
    *(f"{code} 496 0" for code in ("0113", "0114", "0115", "0116", "0117", "0118", "0121", "0131", "0141")),
    *("0151 496 0", "0161 496 0", "0191 498 0", "020 7946 0", "029 2018 0", "01632 960", "07700 900"),
)
"""Ofcom's numbers for drama, each followed by three digits: a few people share each."""


def dry_run(_hub: Hub) -> list[Figure]:
    """A dry run of fifty thousand rows, against reading the file and parsing one phone and one date a row."""
    with tempfile.TemporaryDirectory() as bench:
        path = Path(bench) / "people.xlsx"
        _made_list(path)
        ours, floor, memory = [], [], 0.0
        for _ in range(TURNS):
            floor.append(float(in_process("dry_run_floor", str(path))[0]))
            took, peak, _rows = in_process("dry_run_ours", str(path))
            ours.append(float(took))
            memory = max(memory, float(peak))
    return [
        Figure(f"import dry run of {ROWS:,} rows", median(ours), median(floor), 3.0),
        Figure("its peak memory", memory, 400.0, 1.0, "MB", "floor is the goal"),
    ]


def export(hub: Hub) -> list[Figure]:
    """Every request to CSV as the app exports them, against the raw loop from cursor to file."""
    from db.queries import lists as query
    from desktop.exports.csv_files import write_csv
    from desktop.exports.make_list import table_of
    from desktop.services.lists import ListKind, Lists

    kind, lists = ListKind.REQUESTS, Lists(hub.tools)
    wanted = lists.all_ids(hub.actor, kind)[:EXPORTED]
    columns = query.columns_of(kind)
    whole = query.statement(kind, columns).order_by(Request.number).limit(EXPORTED)
    sql = str(whole.compile(dialect=hub.store.reader.dialect, compile_kwargs={"literal_binds": True}))
    with tempfile.TemporaryDirectory() as bench:

        def ours() -> None:
            with lists.open(hub.actor, kind, wanted) as held:
                write_csv(Path(bench) / "ours.csv", table_of(kind, held.columns), held.rows)

        def raw() -> None:
            with hub.store.reader.connect() as connection:
                rows = connection.connection.driver_connection.execute(sql)
                with open(Path(bench) / "raw.csv", "w", newline="", encoding="utf-8") as file:
                    writer = csv.writer(file)
                    writer.writerow(columns)
                    writer.writerows(row[2:] for row in rows)

        return [against(f"export of {len(wanted):,} requests to CSV", ours, raw, 2.0, 3)]


def sheets(_hub: Hub) -> list[Figure]:
    """The prints of a day of 600 stops, against a flat script drawing the same strings and lines."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    from desktop.exports.round_sheet import write_round_sheets
    from tests.benchmarks.sheet_made import STOPS, day_of_sheets, recorded

    made, loads = day_of_sheets()
    drawn = recorded(made, loads)

    def flat() -> None:
        rl_config.useA85 = 1  # what reportlab does by itself; ours turns it off for every document
        canvas = Canvas(io.BytesIO(), pagesize=(595.28, 841.89), pageCompression=1)
        for calls in drawn:
            for name, arguments in calls:
                getattr(canvas, name)(*arguments)
            canvas.showPage()
        canvas.save()

    def ours() -> None:
        write_round_sheets(io.BytesIO(), made, loads=loads)

    return [against(f"prints of a day of {STOPS} stops", ours, flat, 2.0, 3)]


def _name(chance: Random, length: int) -> str:
    """An invented name; some thousands of them, beginning with every letter a name begins with."""
    parts = ("ban", "cor", "del", "fen", "gar", "hol", "kes", "lin", "mar", "nor", "pel", "ros", "tam", "wil")
    return "".join(chance.choice(parts) for _ in range(length)).capitalize()


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
            _name(chance, 2),
            _name(chance, 3),
            (date(1925, 1, 1) + timedelta(days=chance.randint(0, 80 * 365))).isoformat(),
            f"{chance.randint(1, 200)} Kelp Street",
            f"IP11 {chance.randint(0, 9)}{chance.choice('ABDEFGH')}{chance.choice('ABDEFGH')}",
            f"{AREA_CODES[n % len(AREA_CODES)]}{n // len(AREA_CODES) % 1000:03}",
            "",
            "Prefers mornings",
        )
        for n in range(ROWS)
    )
    write_xlsx(
        path, [(Table("people", tuple(Column(name) for name in names)), rows)], created=datetime(2026, 1, 5)
    )
