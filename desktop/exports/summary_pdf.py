"""The summary of a handover: how many of what, for people who won't open the tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from desktop.exports.pdf_base import MARGIN, Pen, demo_mark, fit
from desktop.exports.pdf_fonts import Face
from desktop.exports.table_pdf import TableDrawing, page_foot, total_pages
from desktop.exports.tables import Column

_LEFT = MARGIN
_RIGHT_EDGE = 380.0


@dataclass(frozen=True, slots=True)
class Breakdown:
    """How often each answer of one column occurs; small counts already hidden."""

    title: str
    counts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the summary says.

    Args:
        reference: such as "H-0042".
        hub_name: who hands over.
        recipient: who receives.
        when: the local time of the handover.
        tables: rows by table, in words and numbers.
        breakdowns: counts by area, need, age and the like.
        notes: what the reader must know, such as values left blank.
        demo: whether the people are made up.
    """

    reference: str
    hub_name: str
    recipient: str
    when: datetime
    tables: tuple[tuple[str, str], ...]
    breakdowns: tuple[Breakdown, ...] = ()
    notes: tuple[str, ...] = ()
    demo: bool = False


def write_summary(stream: IO[bytes], summary: Summary) -> None:
    """Print a summary.

    Args:
        stream: where the PDF goes.
        summary: what it says.
    """
    pen = Pen(stream, title=f"Handover summary {summary.reference}")
    page = _Pages(pen, summary)
    page.table("What is in it", "Table", "Rows", summary.tables)
    for breakdown in summary.breakdowns:
        page.table(breakdown.title, "", "Rows", tuple(breakdown.counts.items()))
    for note in summary.notes:
        page.note(note)
    page.finish()
    pen.save()


class _Pages:
    def __init__(self, pen: Pen, summary: Summary) -> None:
        self.pen, self.summary = pen, summary
        self.y = self._begin()

    def table(self, title: str, label: str, number: str, rows: tuple[tuple[str, str], ...]) -> None:
        columns = (Column("label", label or " ", width=30), Column("number", number, width=12))
        drawing = TableDrawing(self.pen, columns, _LEFT, _RIGHT_EDGE)
        self._room(60)
        self.pen.text(_LEFT, self.y + 14, title, 13, Face.BOLD)
        self.y = drawing.heading(self.y + 20)
        for row in rows:
            fits, height = drawing.measure(row)
            if self._room(height):
                self.y = drawing.heading(self.y)
            drawing.draw(fits, self.y, height)
            self.y += height
        self.y += 14

    def note(self, text: str) -> None:
        fitted = fit(text, Face.REGULAR, self.pen.right - _LEFT, ((10.5, 6), (9, 8)))
        self._room(len(fitted.lines) * 14 + 6)
        self.y = self.pen.lines(_LEFT, self.y + 12, fitted, leading=1.3) - 4

    def finish(self) -> None:
        self._end()
        total_pages(self.pen, self.pen.pages)

    def _room(self, height: float) -> bool:
        if self.y + height < self.pen.height - 50:
            return False
        self._end()
        self.y = self._begin()
        return True

    def _begin(self) -> float:
        pen, summary = self.pen, self.summary
        pen.lines(_LEFT, 42, fit(summary.hub_name, Face.SEMIBOLD, 300, ((11, 1), (9, 1))), Face.SEMIBOLD)
        pen.text(_LEFT, 68, f"Handover summary {summary.reference}", 22, Face.BOLD)
        pen.lines(_LEFT, 88, fit(f"For {summary.recipient}", Face.REGULAR, 500, ((12, 1), (10, 2))))
        pen.rule(104)
        if summary.demo:
            demo_mark(pen, 29)
        return 112

    def _end(self) -> None:
        page_foot(self.pen, self.summary.when, private=True)
        self.pen.next_page()
