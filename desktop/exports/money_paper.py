"""A sheet about money: a heading, what is known, tables with a sum, paragraphs, and lines to be signed."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.phones import national
from desktop.exports.pdf_base import MARGIN, Pen, demo_mark, fit, wrap
from desktop.exports.pdf_fonts import Face, clean
from desktop.exports.table_pdf import TableDrawing
from desktop.exports.tables import Column
from desktop.exports.words import long_date
from desktop.services.hub_info import HubFacts

_LEFT, _BODY, _LEADING, _BOTTOM = MARGIN, 11.5, 16.0, 56.0
_LABEL = 150.0


@dataclass(frozen=True, slots=True)
class Facts:
    """Lines of a label and what is known; empty ones are left out, ``blank`` ones have a line to write on."""

    rows: Sequence[tuple[str, str]]
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, under a heading where it has one; line breaks stay."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """A table; ``total`` is written below it at the right, ``empty`` lines are left to write in."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: str = ""
    title: str = ""
    empty: int = 0


@dataclass(frozen=True, slots=True)
class Signed:
    """Lines to be signed, with the day."""

    who: Sequence[str]


Block = Facts | Words | Sums | Signed


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet.

    Attributes:
        title: what it is, in large print; it names nobody.
        reference: such as ``SM-12``.
        blocks: what stands on it, from the top.
        foot: what to do with it.
    """

    title: str
    reference: str
    blocks: Sequence[Block]
    foot: str = ""


def draw_paper(hub: HubFacts, day: date, papers: Sequence[Paper]) -> bytes:
    """Draw sheets in one file, each on pages of its own.

    Args:
        hub: whose they are.
        day: the day they are printed.
        papers: the sheets.
    """
    stream = io.BytesIO()
    pen = Pen(stream, title=papers[0].title)
    for place, paper in enumerate(papers):
        if place:
            pen.next_page()
        _Sheet(pen, hub, day, paper).draw()
    pen.save()
    return stream.getvalue()


class _Sheet:
    """One sheet, on as many pages as it needs."""

    def __init__(self, pen: Pen, hub: HubFacts, day: date, paper: Paper) -> None:
        self.pen, self.hub, self.day, self.paper, self.page = pen, hub, day, paper, 1
        self.y = self._head()

    def draw(self) -> None:
        """Draw every block, and the foot of the last page."""
        for block in self.paper.blocks:
            if isinstance(block, Facts):
                self._facts(block)
            elif isinstance(block, Words):
                self._words(block)
            elif isinstance(block, Sums):
                self._sums(block)
            else:
                self._signed(block)
            self.y += 26 if isinstance(block, Sums) else 12
        self._foot()

    def _head(self) -> float:
        pen, room = self.pen, self.pen.right - _LEFT
        name = fit(self.hub.name, Face.SEMIBOLD, room - 220, ((11, 1), (9, 2)))
        pen.lines(_LEFT, MARGIN + 10, name, Face.SEMIBOLD)
        if self.hub.is_demo:
            demo_mark(pen, MARGIN - 2)
        pen.text(_LEFT, MARGIN + 42, self.paper.title, 22, Face.BOLD)
        said = f"{self.paper.reference}  {long_date(self.day)}".strip()
        pen.text_right(pen.right, MARGIN + 42, said, 11, Face.SEMIBOLD)
        pen.rule(MARGIN + 54, 1.4)
        return MARGIN + 78

    def _foot(self) -> None:
        pen, y = self.pen, self.pen.height - MARGIN - 4
        pen.rule(y - 16, 0.8)
        phone = national(self.hub.phone)
        said = " ".join(
            part for part in (self.paper.foot, f"Questions? Ring {phone}." if phone else "") if part
        )
        pen.lines(_LEFT, y, fit(said, Face.REGULAR, pen.right - _LEFT - 60, ((9.5, 1), (8, 1))))
        pen.text_right(pen.right, y, f"Page {self.page}", 9.5)

    def _room(self, height: float) -> None:
        """Begin another page where so much does not fit on this one."""
        if self.y + height > self.pen.height - MARGIN - _BOTTOM + 20:
            self._foot()
            self.pen.next_page()
            self.page += 1
            self.y = self._head()

    def _facts(self, block: Facts) -> None:
        pen, room = self.pen, self.pen.right - _LEFT - _LABEL
        for label, value in block.rows:
            if not value and not block.blank:
                continue
            lines = wrap(clean(value), Face.SEMIBOLD, 12.5, room)
            self._room(max(len(lines), 1) * 18 + 4)
            pen.text(_LEFT, self.y, label, _BODY)
            for line in lines:
                pen.text(_LEFT + _LABEL, self.y, line, 12.5, Face.SEMIBOLD)
                self.y += 18
            if not lines:
                self.y += 8
                pen.rule(self.y - 4, 0.6, _LEFT + _LABEL)
                self.y += 18

    def _title(self, title: str) -> None:
        if title:
            self._room(60)
            self.pen.text(_LEFT, self.y, title, 14, Face.BOLD)
            self.y += 22

    def _words(self, block: Words) -> None:
        self._title(block.title)
        for paragraph in block.text.splitlines():
            for line in wrap(clean(paragraph), Face.REGULAR, _BODY, self.pen.right - _LEFT):
                self._room(_LEADING)
                self.pen.text(_LEFT, self.y, line, _BODY)
                self.y += _LEADING
            self.y += 4

    def _sums(self, block: Sums) -> None:
        self._title(block.title)
        drawing = TableDrawing(self.pen, block.columns)
        self._room(60)
        self.y = drawing.heading(self.y - 8)
        for row in [*block.rows, *[("",) * len(block.columns)] * block.empty]:
            fits, height = drawing.measure(row)
            height = max(height, 26.0) if not any(row) else height
            before = self.page
            self._room(height)
            if self.page != before:
                self.y = drawing.heading(self.y - 8)
            drawing.draw(fits, self.y, height)
            self.y += height
        if block.total:
            self._room(30)
            self.pen.text_right(self.pen.right - 8, self.y + 20, block.total, 13, Face.BOLD)
            self.y += 30

    def _signed(self, block: Signed) -> None:
        self._room(48.0 * len(block.who))
        for who in block.who:
            self.y += 30
            self.pen.rule(self.y, 0.8, _LEFT, _LEFT + 300)
            self.pen.rule(self.y, 0.8, _LEFT + 330)
            self.pen.text(_LEFT, self.y + 13, who, 10)
            self.pen.text(_LEFT + 330, self.y + 13, "Date", 10)
            self.y += 18
