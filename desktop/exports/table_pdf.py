"""A list printed as it is on screen: title, the words of its filter, columns, rows, page x of y."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from desktop.exports.files import QUIET, Watch
from desktop.exports.pdf_base import A4, A4_LANDSCAPE, MARGIN, Fit, Pen, demo_mark, fit
from desktop.exports.pdf_fonts import Face, width
from desktop.exports.tables import Column, Row, Table, sequences, to_text
from desktop.exports.words import stamp

_LEFT = MARGIN
_SIZE = 9.5
_STEPS = ((_SIZE, 4), (8, 4))
_LINE = _SIZE * 1.24
_GAP = 8.0
_BOTTOM = 46.0


@dataclass(frozen=True, slots=True)
class ListPrint:
    """The words around a printed list.

    Args:
        title: such as "Open requests".
        hub_name: whose list it is.
        filter_words: what the list is filtered by, in words; blank when it is whole.
        printed_at: local time of printing.
        private: whether it names people: the foot then says what to do with it.
        demo: whether the people are made up.
    """

    title: str
    hub_name: str = ""
    filter_words: str = ""
    printed_at: datetime | None = None
    private: bool = True
    demo: bool = False


def write_table_pdf(
    stream: IO[bytes],
    head: ListPrint,
    table: Table,
    rows: Iterable[Row | object],
    *,
    watch: Watch = QUIET,
) -> int:
    """Print a list of any length, upright or on its side as the columns need.

    Args:
        stream: where the PDF goes.
        head: the words around it.
        table: the columns on screen; their widths share out the page.
        rows: see `tables.sequences`. A cell takes four lines at most.
        watch: progress and stop.

    Returns:
        How many rows were printed.

    Raises:
        ExportStopped: the person asked to stop.
    """
    upright = sum(column.width for column in table.columns) <= 95
    pen = Pen(stream, title=head.title, size=A4 if upright else A4_LANDSCAPE)
    sheet = _Sheet(pen, head, table)
    count = 0
    for chunk in watch.chunks(sequences(table, rows)):
        for row in chunk:
            sheet.row(row)
        count += len(chunk)
    sheet.finish(count)
    pen.save()
    return count


class TableDrawing:
    """Draws a heading and rows of one table between a left and a right edge."""

    def __init__(self, pen: Pen, columns: Sequence[Column], left: float = _LEFT, right: float = 0) -> None:
        """Share out the width by the columns' own widths."""
        self.pen, self.columns, self.left = pen, columns, left
        self.right = right or pen.right
        self.spans = _spans(columns, left, self.right - left)

    def heading(self, y: float) -> float:
        """Draw the columns' titles under a line, and say where the first row may begin."""
        fits = [
            fit(column.heading, Face.SEMIBOLD, room - _GAP, ((_SIZE, 1), (8.5, 2), (7, 2)))
            for column, (_, room) in zip(self.columns, self.spans, strict=True)
        ]
        height = max((len(each.lines) * each.size * 1.2 for each in fits), default=_SIZE)
        for column, each, (x, room) in zip(self.columns, fits, self.spans, strict=True):
            x += _indent(column, each, Face.SEMIBOLD, room)
            self.pen.lines(x, y + each.size, each, Face.SEMIBOLD, 1.2)
        self.pen.rule(y + height + 4, 1.2, self.left, self.right)
        return y + height + 4

    def measure(self, row: Sequence[Any]) -> tuple[list[Fit], float]:
        """Fit a row's cells, and say how high it is."""
        fits = [
            fit(to_text(value), Face.REGULAR, room - _GAP, _STEPS)
            for value, (_, room) in zip(row, self.spans, strict=True)
        ]
        return fits, max((len(each.lines) for each in fits), default=1) * _LINE + 6

    def draw(self, fits: list[Fit], y: float, height: float) -> None:
        """Draw a measured row with its line below."""
        for column, each, (x, room) in zip(self.columns, fits, self.spans, strict=True):
            x += _indent(column, each, Face.REGULAR, room)
            self.pen.lines(x, y + _SIZE + 2, each, leading=_LINE / each.size)
        self.pen.rule(y + height, 0.4, self.left, self.right, grey=0.65)


def _indent(column: Column, cell: Fit, face: Face, room: float) -> float:
    """Numbers and their headings end at the right of their column, well clear of the next one."""
    if not column.is_numeric or not cell.lines:
        return 0
    return room - 2 * _GAP - width(cell.lines[0], face, cell.size)


def _spans(columns: Sequence[Column], left: float, room: float) -> list[tuple[float, float]]:
    wanted = [max([column.width, *(len(word) + 3 for word in column.heading.split())]) for column in columns]
    spans, x = [], left
    for width_wanted in wanted:
        share = room * width_wanted / sum(wanted)
        spans.append((x, share))
        x += share
    return spans


class _Sheet:
    """Pages of one list, begun when a row needs one."""

    def __init__(self, pen: Pen, head: ListPrint, table: Table) -> None:
        self.pen, self.head, self.drawing = pen, head, TableDrawing(pen, table.columns)
        self.y = self._begin()

    def row(self, row: Sequence[Any]) -> None:
        fits, height = self.drawing.measure(row)
        if self.y + height > self.pen.height - _BOTTOM:
            self._end()
            self.y = self._begin()
        self.drawing.draw(fits, self.y, height)
        self.y += height

    def finish(self, count: int) -> None:
        if not count:
            self.pen.text(_LEFT, self.y + 18, "Nothing in this list.", 11)
        self._end()
        total_pages(self.pen, self.pen.pages)

    def _begin(self) -> float:
        pen, head = self.pen, self.head
        room = pen.right - _LEFT
        pen.lines(_LEFT, 42, fit(head.hub_name, Face.SEMIBOLD, room - 200, ((10, 1), (8, 1))), Face.SEMIBOLD)
        pen.lines(_LEFT, 62, fit(head.title, Face.BOLD, room, ((18, 1), (14, 1), (11, 1))), Face.BOLD)
        if head.demo:
            demo_mark(pen, 31)
        y = 72.0
        if head.filter_words:
            y = pen.lines(_LEFT, 78, fit(head.filter_words, Face.REGULAR, room, ((10, 2), (8.5, 2)))) - 4
        return self.drawing.heading(y + 4)

    def _end(self) -> None:
        page_foot(self.pen, self.head.printed_at, private=self.head.private)
        self.pen.next_page()


def page_foot(pen: Pen, printed_at: datetime | None, *, private: bool) -> None:
    """Draw the foot of a page: what to do with it, when it was printed, page x of y."""
    y = pen.height - 30
    pen.rule(y - 12, 1)
    printed = f"Printed {stamp(printed_at)}." if printed_at else ""
    if private:
        words = (
            ("Private.", Face.BOLD),
            (f" Keep it locked away. Shred it when done. {printed}", Face.REGULAR),
        )
        pen.pieces(_LEFT, y, words, 9)
    else:
        pen.text(_LEFT, y, printed, 9)
    label = f"Page {pen.pages + 1} of "
    pen.text(pen.right - 18 - width(label, Face.REGULAR, 9), y, label, 9)
    pen.canvas.doForm("page-total")


def total_pages(pen: Pen, total: int) -> None:
    """Write the number of pages into every foot; call it once, after the last page."""
    pen.stamp_later("page-total", lambda: pen.text(pen.right - 17, pen.height - 30, str(total), 9))
