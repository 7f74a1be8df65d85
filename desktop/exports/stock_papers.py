"""Papers about stock: what to fetch for parcels, a sheet to count by, and the label of each parcel.

On a label stand a reference, the stop, a first name with an initial and what must not be in it: nothing
else that could tell who lives where (domain rule 9).
"""

import io
from collections.abc import Sequence
from datetime import date

from db.queries.stock import LotRow
from desktop.exports.money_paper import Block, Facts, Paper, Signed, Sums, Words
from desktop.exports.pdf_base import MM, Pen, demo_mark, fit
from desktop.exports.pdf_fonts import Face
from desktop.exports.tables import Column, Kind
from desktop.exports.words import long_date
from desktop.services.hub_info import HubFacts
from desktop.services.parcel_views import ParcelView, PickLine, PickList

_MANY = Column("many", "How many", kind=Kind.NUMBER, width=10)
_ROWS, _ACROSS = 7, 2
_PITCH = 38.1 * MM
"""Points: labels of 99.1 x 38.1 mm, fourteen on an A4 sheet."""
_WIDE, _TOP = 99.1 * MM, 15.15 * MM


def pick_papers(found: PickList, day: date | None = None) -> list[Paper]:
    """What to fetch, shelf by shelf, then what goes into each parcel.

    Args:
        found: the parcels, with what is taken from where.
        day: where they are those of a whole day.
    """
    fetch = [(one.place, one.item, date_line(one.use_by, one.best_before), _many(one)) for one in found.lines]
    columns = (
        Column("place", "Where", width=20),
        Column("item", "What", width=30),
        Column("date", "Date"),
        _MANY,
    )
    label, said = ("For", f"every round of {long_date(day)}") if day else ("For the round", "")
    facts = Facts(((label, said or round_title(found.parcels[0])),))
    blocks: list[Block] = [facts, Sums(columns, fetch, title="Fetch, place by place")]
    if found.short:
        lacking = "\n".join(f"{one.item}: {_many(one)} short" for one in found.short)
        blocks.append(Words(lacking, "There is not enough of"))
    inside = [
        (str(one.stop or ""), f"P-{one.number}", one.name, one.label, _inside(one)) for one in found.parcels
    ]
    parts = (
        Column("stop", "Stop", width=6),
        Column("parcel", "Parcel", width=9),
        Column("name", "For", width=14),
        Column("food", "Food", width=20),
        Column("inside", "What goes in", width=40),
    )
    blocks.append(Sums(parts, inside, title="Parcel by parcel"))
    told = "\n".join(f"P-{one.number}: {one.unread}" for one in found.parcels if one.unread)
    if told:
        blocks.append(Words(told, "Read before packing"))
    blocks.append(Signed(("Packed by",)))
    return [
        Paper("Pick list", "", blocks, "Nothing past its use-by goes into a parcel. Destroy after packing.")
    ]


def count_papers(place: str, lots: Sequence[LotRow]) -> list[Paper]:
    """A sheet to count one place by; what the list says is left off, so that nobody copies it."""
    columns = (
        Column("item", "What", width=34),
        Column("date", "Date", width=20),
        Column("unit", "Counted in"),
        _MANY,
    )
    rows = [(one.item, date_line(one.use_by, one.best_before), one.unit, "") for one in lots]
    blocks: list[Block] = [Sums(columns, rows, empty=5), Facts((("Counted on", ""),), blank=True)]
    blocks.append(Signed(("Counted by",)))
    return [
        Paper(
            "Counting sheet",
            place,
            blocks,
            "Count what is there, and write it down before looking anything up.",
        )
    ]


def draw_labels(hub: HubFacts, parcels: Sequence[ParcelView]) -> bytes:
    """Draw a label for each parcel: fourteen on a sheet of 99.1 x 38.1 mm labels.

    Args:
        hub: whose they are.
        parcels: the parcels, in the order of the stops.
    """
    stream = io.BytesIO()
    pen = Pen(stream, title="Parcel labels")
    per_page = _ROWS * _ACROSS
    for place, one in enumerate(parcels):
        if place and place % per_page == 0:
            pen.next_page()
        if place % per_page == 0 and hub.is_demo:
            demo_mark(pen, 3 * MM)
        row, column = divmod(place % per_page, _ACROSS)
        _label(pen, 4.65 * MM + column * (_WIDE + 2.5 * MM), _TOP + row * _PITCH, one)
    pen.save()
    return stream.getvalue()


def _label(pen: Pen, x: float, y: float, one: ParcelView) -> None:
    pad, room = 4 * MM, _WIDE - 8 * MM
    stop = f"Stop {one.stop}" if one.stop else ""
    pen.lines(x + pad, y + 24, fit(one.name, Face.BOLD, room - 80, ((20, 1), (15, 1), (11, 1))), Face.BOLD)
    pen.text_right(x + pad + room, y + 24, stop, 15, Face.SEMIBOLD)
    said = f"{one.reference}, P-{one.number}" + (", changed by hand" if one.by_hand else "")
    pen.lines(x + pad, y + 44, fit(said, Face.REGULAR, room, ((11, 1), (8, 1))))
    words = ", ".join(part for part in (one.label, "ask before packing" if one.unread else "") if part)
    if words:
        steps = ((14, 1), (11, 2), (8, 3))
        pen.lines(x + pad, y + 66, fit(words, Face.BOLD, room, steps), Face.BOLD)


def date_line(use_by: date | None, best_before: date | None) -> str:
    """The date on a packet in words, with which of the two it is; empty where there is none."""
    if use_by is not None:
        return f"Use by {use_by:%d %b %Y}"
    return f"Best before {best_before:%d %b %Y}" if best_before is not None else ""


def _many(one: PickLine) -> str:
    return f"{one.quantity} × {one.unit}" if one.unit else str(one.quantity)


def _inside(one: ParcelView) -> str:
    said = [f"{many} {item}" for item, _unit, many in one.contents]
    if one.by_hand:
        said.append("(changed by hand)")
    return ", ".join([*said, *(f"NOTHING FITS: {line}" for line in one.missing)])


def round_title(one: ParcelView) -> str:
    """What a pick list is for: the round and its day."""
    return f"S-{one.round}, {long_date(one.on_date)}" if one.round else long_date(one.on_date)
