"""Call sheets: the calls one caller takes along on paper, with boxes to tick."""

import io
from collections.abc import Sequence

from desktop.domain.dates import full_day
from desktop.exports.pdf_base import A4, MARGIN, MM, Pen, demo_mark, fit
from desktop.exports.pdf_fonts import Face
from desktop.services.call_sheet_papers import PaperCall, SheetPaper

TICKS = (("W", "Reached"), ("X", "No answer"), ("B", "Wants a call back"), ("O", "Wrong number"))
"""What can come of a call: the key it is typed with, and its words, as on the calling screen."""
ROUND_TICKS = (
    ("W", "Reached, all well"),
    ("N", "Needs something"),
    ("X", "No answer"),
    ("O", "Wrong number"),
)
"""The same on a phone round."""
_LINE = 25 * MM
_BOTTOM = A4[1] - 30 * MM
_ASKS = ((12, 3), (10.5, 5), (9, 8))


def draw_call_sheets(papers: Sequence[SheetPaper], *, duplex: bool = True) -> bytes:
    """Draw sheets in memory; drawing them changes nothing.

    Args:
        papers: the sheets, in the order wanted.
        duplex: whether a blank back follows a sheet with an odd number of pages, so that each caller's
            begins on the front of a sheet of paper.
    """
    stream = io.BytesIO()
    pen = Pen(stream, title="Call sheets")
    for at, paper in enumerate(papers):
        if at:
            pen.next_page()
            if duplex and pen.pages % 2:
                pen.next_page()
        _draw_sheet(pen, paper)
    pen.save()
    return stream.getvalue()


def _draw_sheet(pen: Pen, paper: SheetPaper) -> None:
    room = pen.right - MARGIN
    asks = fit(paper.asks, Face.REGULAR, room, _ASKS)
    top = MARGIN + 84 + len(asks.lines) * asks.size * 1.22
    first, rest = int((_BOTTOM - top) // _LINE), int((_BOTTOM - MARGIN - 62) // _LINE)
    pages = [paper.calls[:first]]
    pages += [paper.calls[at : at + rest] for at in range(first, len(paper.calls), rest)]
    for number, calls in enumerate(pages, 1):
        if number > 1:
            pen.next_page()
        y = _head(pen, paper)
        if number == 1 and asks.lines:
            y = pen.lines(MARGIN, y + 4, asks)
        y += 6
        for call in calls:
            y = _call(pen, y, call, ROUND_TICKS if paper.of_round else TICKS)
        pen.rule(y, 0.5, grey=0.6)
        _foot(pen, paper, f"Page {number} of {len(pages)}")


def _head(pen: Pen, paper: SheetPaper) -> float:
    if paper.demo:
        demo_mark(pen, MARGIN - 16)
    y = MARGIN + 28
    number = f"Sheet {paper.number}"
    pen.text_right(pen.right, y, number, 22, Face.BOLD)
    room = pen.right - MARGIN - 44 * MM
    title = fit(f"{paper.title}: {paper.caller}", Face.BOLD, room, ((20, 1), (16, 1), (12, 2)))
    y = pen.lines(MARGIN, y, title, Face.BOLD)
    pen.text(MARGIN, y, full_day(paper.on_date), 12)
    return y + 18


def _call(pen: Pen, y: float, call: PaperCall, ticks: Sequence[tuple[str, str]]) -> float:
    """One call: whom and on which number, what for, boxes to tick, room for a note."""
    pen.rule(y, 0.5, grey=0.6)
    base = y + 16
    pen.text(MARGIN, base, str(call.place), 12)
    pen.lines(MARGIN + 26, base, fit(call.name, Face.BOLD, 62 * MM, ((13, 1), (10, 1))), Face.BOLD)
    pen.text(MARGIN + 26 + 64 * MM, base, call.phone, 13, Face.BOLD)
    said = fit(call.words, Face.REGULAR, pen.right - MARGIN - 26 - 108 * MM, ((10.5, 1), (8, 2)))
    pen.lines(MARGIN + 26 + 108 * MM, base, said)
    step = (pen.right - MARGIN - 26) / len(ticks)
    for at, (key, words) in enumerate(ticks):
        x = MARGIN + 26 + at * step
        pen.box(x, base + 9, 11, 11)
        pen.text(x + 16, base + 18, key, 10.5, Face.BOLD)
        pen.text(x + 28, base + 18, words, 10.5)
    pen.grey(0.35)
    pen.text(MARGIN + 26, base + 42, "Note", 9)
    pen.grey(0)
    pen.dashes(base + 44, MARGIN + 52, pen.right)
    return y + _LINE


def _foot(pen: Pen, paper: SheetPaper, page: str) -> None:
    y = _BOTTOM + 26
    pen.rule(y - 14, 1)
    pen.text(MARGIN, y, f"{paper.hub_name}: {paper.hub_phone}", 11, Face.BOLD)
    pen.text(MARGIN, y + 15, f"Worried about somebody? Ring {paper.safeguarding_phone}. In danger: 999.", 11)
    by = f"Return or destroy by {full_day(paper.destroy_by)}. Call sheet {paper.number}"
    pen.text(MARGIN, y + 30, by, 9.5)
    pen.text_right(pen.right, y + 30, page, 9.5)
