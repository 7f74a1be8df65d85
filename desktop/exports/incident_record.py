"""The record of an incident for the file and for the council: counts and times, and nobody's name."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from desktop.exports.table_pdf import ListPrint, write_table_pdf
from desktop.exports.tables import Column, Table
from desktop.exports.words import clock, full_day
from desktop.services.base import Actor, Tools
from desktop.services.hub_info import HubInfo
from desktop.services.incident_ending import IncidentEndings
from desktop.services.incidents import Incidents, NeedLine

TABLE = Table(
    "incident_record",
    (Column("part", "Part", width=30), Column("what", "What", width=60), Column("n", "Count", width=20)),
)


class RecordLine(NamedTuple):
    """One line of the record."""

    part: str
    what: str
    n: str


def draw_incident_record(tools: Tools, actor: Actor, incident_id: str, now: datetime) -> bytes:
    """Draw the record in memory; drawing it changes nothing.

    Args:
        tools: the open hub's.
        actor: who prints.
        incident_id: the incident.
        now: the moment, with its zone.
    """
    held = Incidents(tools).get(actor, incident_id)
    figures = held.figures or IncidentEndings(tools).figures(actor, incident_id)
    hub = HubInfo(tools).facts(actor)
    head = ListPrint(
        title=f"Record of {held.row.name}",
        hub_name=hub.name,
        filter_words="Every figure is counted from what the hub wrote down (measured).",
        printed_at=now.astimezone(),
        private=False,
        demo=hub.is_demo,
    )
    stream = io.BytesIO()
    lines = [*_when(held.row.opened_at, held.row.closed_at), *_counts(figures), *_help(held.needs)]
    if held.learned:
        lines.append(RecordLine("Next time", held.learned, ""))
    write_table_pdf(stream, head, TABLE, lines)
    return stream.getvalue()


def _when(opened: datetime, closed: datetime | None) -> list[RecordLine]:
    lines = [RecordLine("Opened", _moment(opened), "")]
    if closed is not None:
        lines.append(RecordLine("Closed", _moment(closed), ""))
    return lines


def _moment(moment: datetime) -> str:
    here = moment.astimezone()
    return f"{full_day(here.date())}, {clock(here)}"


def _counts(figures: dict[str, int]) -> list[RecordLine]:
    words = {
        "households": ("Relief centres", "Households on the register"),
        "adults": ("Relief centres", "Adults"),
        "children": ("Relief centres", "Children"),
        "most_at_once": ("Relief centres", "Most people at once"),
        "called": ("Volunteers", "Rung"),
        "came": ("Volunteers", "Said they were coming"),
        "requests": ("Requests", "Asked because of it"),
        "done": ("Requests", "Done"),
    }
    return [RecordLine(*said, f"{figures[key]:,}") for key, said in words.items() if key in figures]


def _help(needs: Sequence[NeedLine]) -> list[RecordLine]:
    return [
        RecordLine("Help", one.label, f"{one.asked:,} asked, {one.done:,} done") for one in needs if one.asked
    ]
