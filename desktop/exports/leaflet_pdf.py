"""The directory of an area as a leaflet: who helps, with what, when, and how to reach them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO

from desktop.domain.match_words import language
from desktop.domain.phones import national
from desktop.exports.pdf_base import MARGIN, Fit, Pen, demo_mark, fit, wrap
from desktop.exports.pdf_fonts import Face
from desktop.exports.table_pdf import page_foot, total_pages
from desktop.exports.words import long_date
from desktop.services.base import Actor, Tools
from desktop.services.hub_info import HubInfo
from desktop.services.leaflets import Entry, Leaflet, Leaflets

_SIZE, _LINE, _LABEL = 11.0, 14.5, 92.0
_BOTTOM = 56.0
_MARK = 190.0
"""Points that the mark of a demonstration takes beside the name of the hub."""


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
    top = y
    for entry in leaflet.entries:
        named = _named(entry, pen.right - MARGIN)
        rows = _rows(entry, pen.right - MARGIN - _LABEL)
        tall = named.height + _LINE * sum(len(lines) for _label, lines in rows)
        if y + tall > pen.height - _BOTTOM and y > top:
            y = _turn(pen, head, leaflet)
        y = named.draw(pen, y)
        for label, lines in rows:
            for at, words in enumerate(lines):
                if y + _LINE > pen.height - _BOTTOM:
                    y = _go_on(pen, _turn(pen, head, leaflet), entry)
                y += _LINE
                if at == 0:
                    pen.text(MARGIN, y, label, _SIZE - 1)
                pen.text(MARGIN + _LABEL, y, words, _SIZE, Face.BOLD if label == "Phone" else Face.REGULAR)
        y += 12
    page_foot(pen, head.printed_at, private=False)
    pen.next_page()
    total_pages(pen, pen.pages)
    pen.save()


@dataclass(frozen=True, slots=True)
class _Named:
    """Who it is: the service and whose, as many lines as they need."""

    name: Fit
    organisation: Fit

    @property
    def height(self) -> float:
        """What it takes."""
        return 8 + _tall(self.name) + _tall(self.organisation)

    def draw(self, pen: Pen, y: float) -> float:
        """Draw it under a place on the page, and say where it ends."""
        below = pen.lines(MARGIN, y + 2 + self.name.size, self.name, Face.BOLD)
        pen.lines(MARGIN, below, self.organisation)
        return y + self.height


def _tall(fitted: Fit) -> float:
    return len(fitted.lines) * fitted.size * 1.22


def _named(entry: Entry, room: float) -> _Named:
    return _Named(
        fit(entry.name, Face.BOLD, room, ((14, 1), (11, 3))),
        fit(entry.organisation, Face.REGULAR, room, ((10.5, 1), (9, 2))),
    )


def _go_on(pen: Pen, y: float, entry: Entry) -> float:
    """Say on the next page whose lines go on there."""
    words = fit(f"{entry.name}, continued", Face.BOLD, pen.right - MARGIN, ((11, 1), (9, 1)))
    pen.lines(MARGIN, y + 14, words, Face.BOLD)
    return y + 18


def _title(leaflet: Leaflet) -> str:
    return f"Who can help in {leaflet.area}" if leaflet.area else "Who can help"


def _begin(pen: Pen, head: LeafletHead, leaflet: Leaflet) -> float:
    """Draw the head of a page, as tall as its words need, and say where it ends."""
    room = pen.right - MARGIN
    beside = room - (_MARK if head.demo else 0)
    pen.lines(MARGIN, 42, fit(head.hub_name, Face.SEMIBOLD, beside, ((11, 1), (9, 1))), Face.SEMIBOLD)
    title = fit(_title(leaflet), Face.BOLD, room, ((22, 1), (16, 1), (13, 2)))
    below = pen.lines(MARGIN, 46 + title.size, title, Face.BOLD)
    ring = f"Can't find it here? Ring {head.hub_phone}. In danger, ring 999."
    foot = pen.lines(MARGIN, below - 2, fit(ring, Face.REGULAR, room, ((12, 1), (10, 2))))
    pen.rule(foot)
    if head.demo:
        demo_mark(pen, 29)
    return foot + 8


def _turn(pen: Pen, head: LeafletHead, leaflet: Leaflet) -> float:
    page_foot(pen, head.printed_at, private=False)
    pen.next_page()
    return _begin(pen, head, leaflet)


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
