"""The weekly gap meeting sheet: one table of what is missing, with room to write who will."""

import io
from collections.abc import Sequence
from datetime import date, datetime

from desktop.exports.table_pdf import ListPrint, write_table_pdf
from desktop.exports.tables import Column, Table
from desktop.exports.words import long_date
from desktop.services.base import Actor, Tools
from desktop.services.coverage import CoverageFilter, monday_of
from desktop.services.coverage_sheet import CoverageSheet, SheetLine
from desktop.services.hub_info import HubInfo

TABLE = Table(
    "gap_meeting",
    (
        Column("area", "Area", width=16),
        Column("need", "Need", width=16),
        Column("what", "Comes to", width=18),
        Column("asked", "Asked", width=11),
        Column("room", "Room", width=9),
        Column("who", "Who offers it", width=26),
        Column("noted", "Noted", width=28),
        Column("will", "Who will, by when", width=24),
    ),
)
"""The last column is empty: it is filled by hand at the meeting."""
NOTHING = SheetLine("", "", "Nothing is missing that we know of", "", "", "", "")


def draw_gap_sheet(tools: Tools, actor: Actor, wanted: CoverageFilter, now: datetime) -> bytes:
    """Draw the sheet of a week in memory; it names nobody who is helped, and drawing it changes nothing.

    Args:
        tools: the open hub's.
        actor: who prints.
        wanted: the week, and whose services.
        now: the moment, with its zone.
    """
    lines = CoverageSheet(tools).lines(actor, wanted)
    hub = HubInfo(tools).facts(actor)
    monday = monday_of(wanted.week or now.astimezone().date())
    head = ListPrint(
        title="Gap meeting",
        hub_name=hub.name,
        filter_words=_week(monday, wanted),
        printed_at=now.astimezone(),
        private=False,
        demo=hub.is_demo,
    )
    stream = io.BytesIO()
    write_table_pdf(stream, head, TABLE, _rows(lines or [NOTHING]))
    return stream.getvalue()


def _week(monday: date, wanted: CoverageFilter) -> str:
    words = f"Week of {long_date(monday)}. Asked and room are for the week."
    layers = ", ".join(sorted(one.value.replace("_", " ") for one in wanted.layers))
    return f"{words} Only: {layers}." if layers else words


def _rows(lines: Sequence[SheetLine]) -> list[tuple[str, ...]]:
    return [(one.area, one.need, one.what, one.asked, one.room, one.who, one.noted, "") for one in lines]
