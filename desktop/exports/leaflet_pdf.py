"""The directory of an area as a leaflet: who helps, with what, when, and how to reach them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO

from desktop.domain.match_words import language
from desktop.domain.phones import national
from desktop.exports.pdf_base import MARGIN, Pen, demo_mark, fit, wrap
from desktop.exports.pdf_fonts import Face
from desktop.exports.table_pdf import page_foot, total_pages
from desktop.exports.words import long_date
from desktop.services.base import Actor, Tools
from desktop.services.hub_info import HubInfo
from desktop.services.leaflets import Entry, Leaflet, Leaflets

_SIZE, _LINE, _LABEL = 11.0, 14.5, 92.0
_TOP, _BOTTOM = 118.0, 56.0


@dataclass(frozen=True, slots=True)
class LeafletHead:
    """Whose leaflet it is, and when it was printed; `demo` where everybody in it is made up."""

    hub_name: str
    hub_phone: str
    printed_at: datetime
    demo: bool = False


def draw_leaflet(tools: Tools, actor: Actor, area_id: str = "") -> bytes:
    """Make the leaflet of an area, whole, in memory; nothing is recorded, as it names nobody who is helped.

    Args:
        tools: the open hub's.
        actor: who prints.
        area_id: the area; empty for all.
    """
    facts = HubInfo(tools).facts(actor)
    stream = BytesIO()
    head = LeafletHead(facts.name, national(facts.phone), tools.clock().astimezone(), facts.is_demo)
    write_leaflet(stream, head, Leaflets(tools).contents(actor, area_id))
    return stream.getvalue()


def write_leaflet(stream: IO[bytes], head: LeafletHead, leaflet: Leaflet) -> None:
    """Print a leaflet.

    Args:
        stream: where the PDF goes.
        head: whose it is.
        leaflet: what stands in it.
    """
    pen = Pen(stream, title=_title(leaflet))
    y = _begin(pen, head, leaflet)
    if not leaflet.entries:
        pen.text(MARGIN, y + 16, "No service is listed here yet.", _SIZE)
    for entry in leaflet.entries:
        rows = _rows(entry, pen.right - MARGIN - _LABEL)
        tall = 42 + _LINE * sum(len(lines) for _label, lines in rows)
        if y + tall > pen.height - _BOTTOM and y > _TOP:
            y = _turn(pen, head, leaflet)
        y = _heading(pen, entry, y)
        for label, lines in rows:
            for at, words in enumerate(lines):
                if y + _LINE > pen.height - _BOTTOM:
                    y = _turn(pen, head, leaflet)
                y += _LINE
                if at == 0:
                    pen.text(MARGIN, y, label, _SIZE - 1)
                pen.text(MARGIN + _LABEL, y, words, _SIZE, Face.BOLD if label == "Phone" else Face.REGULAR)
        y += 12
    page_foot(pen, head.printed_at, private=False)
    pen.next_page()
    total_pages(pen, pen.pages)
    pen.save()


def _title(leaflet: Leaflet) -> str:
    return f"Who can help in {leaflet.area}" if leaflet.area else "Who can help"


def _begin(pen: Pen, head: LeafletHead, leaflet: Leaflet) -> float:
    room = pen.right - MARGIN
    pen.lines(MARGIN, 42, fit(head.hub_name, Face.SEMIBOLD, 380, ((11, 1), (9, 1))), Face.SEMIBOLD)
    pen.lines(MARGIN, 68, fit(_title(leaflet), Face.BOLD, room, ((22, 1), (16, 1), (12, 2))), Face.BOLD)
    ring = f"Can't find it here? Ring {head.hub_phone}. In danger, ring 999."
    pen.lines(MARGIN, 90, fit(ring, Face.REGULAR, room, ((12, 1), (10, 2))))
    pen.rule(104)
    if head.demo:
        demo_mark(pen, 29)
    return _TOP - 6


def _turn(pen: Pen, head: LeafletHead, leaflet: Leaflet) -> float:
    page_foot(pen, head.printed_at, private=False)
    pen.next_page()
    return _begin(pen, head, leaflet)


def _heading(pen: Pen, entry: Entry, y: float) -> float:
    room = pen.right - MARGIN
    pen.lines(MARGIN, y + 16, fit(entry.name, Face.BOLD, room, ((14, 1), (11, 2))), Face.BOLD)
    pen.lines(MARGIN, y + 31, fit(entry.organisation, Face.REGULAR, room, ((10.5, 1), (9, 1))))
    return y + 34


def _rows(entry: Entry, room: float) -> list[tuple[str, Sequence[str]]]:
    ways = [(entry.collects, "You can fetch it"), (entry.delivers, "Brought to your door")]
    asked = (
        ("Phone", national(entry.phone)),
        ("Helps with", ", ".join(entry.helps_with)),
        ("", entry.description),
        ("Open", "\n".join(entry.hours)),
        ("Where", entry.where),
        ("How to ask", entry.how_to_refer),
        ("Who for", entry.eligibility),
        ("Languages", ", ".join(language(code) for code in entry.languages)),
        ("Interpreters", entry.interpreters),
        ("Food", ", ".join(code.replace("_", " ").capitalize() for code in entry.foods)),
        ("How", ". ".join(words for so, words in ways if so)),
        ("Costs", entry.cost),
        ("E-mail", entry.email),
        ("Web", entry.url),
        ("Checked", long_date(entry.verified_on) if entry.verified_on else ""),
    )
    found = [
        (label, [line for part in words.splitlines() for line in wrap(part, Face.REGULAR, _SIZE, room)])
        for label, words in asked
        if words.strip()
    ]
    return [(label, lines) for label, lines in found if lines]
