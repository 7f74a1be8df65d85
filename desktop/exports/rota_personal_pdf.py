"""The drawn page of a volunteer's own shifts: A4, black on white, in ordinary or in large print.

Ordinary print is 12 point, large print 18: the sizes of clear and large print in the UK Association for
Accessible Formats' guidance (UKAAF, Creating clear print and large print documents, 2012).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.exports.pdf_base import MARGIN, Pen, Steps, demo_mark, fit
from desktop.exports.pdf_fonts import Face, clean
from desktop.exports.rota_sheet import OwnRota, OwnShift
from desktop.exports.rota_words import hours, week_words
from desktop.exports.words import clock, full_day, short_day

_BODY, _BOTTOM = 108.0, 745.0
_RIGHT = 595.276 - MARGIN


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a shift: its text, weight and size."""

    text: str
    face: Face
    size: float


def draw_rota(pen: Pen, rota: OwnRota, *, large: bool = False) -> None:
    """Draw the shifts of one volunteer, on as many pages as they take.

    Args:
        pen: at the beginning of a blank page; it is left at the beginning of the next.
        rota: whose shifts.
        large: in large print.
    """
    size = 18.0 if large else 12.0
    pages = _pages([_block(shift, size) for shift in rota.shifts], size)
    for number, page in enumerate(pages, 1):
        _head(pen, rota)
        y = _BODY
        for block in page:
            y = _draw(pen, block, y, size)
        if not rota.shifts:
            pen.text(MARGIN, y + size, "No shifts in these days.", size)
        _foot(pen, rota, (number, len(pages)), size * 0.9)
        pen.next_page()


def _pages(blocks: list[list[_Line]], size: float) -> list[list[list[_Line]]]:
    """Lay shifts on pages, none broken in two."""
    pages: list[list[list[_Line]]] = [[]]
    used = 0.0
    for block in blocks:
        tall = _height(block, size)
        if pages[-1] and used + tall > _BOTTOM - _BODY:
            pages.append([])
            used = 0.0
        pages[-1].append(block)
        used += tall
    return pages


def _block(shift: OwnShift, size: float) -> list[_Line]:
    """The lines of one shift: the day and hours, what, where, and with whom."""
    what = f"{shift.job}, {shift.role}" if shift.role else shift.job
    others = f"With {_listed(shift.beside)}" if shift.beside else ""
    lines = [_Line(f"{full_day(shift.day)}, {hours(shift.start, shift.end)}", Face.BOLD, size * 1.08)]
    for text in (what, shift.place, others, shift.note):
        if said := clean(text):
            lines += [_Line(each, Face.REGULAR, size) for each in _wrapped(said, size)]
    return lines


def _listed(names: Sequence[str]) -> str:
    """Write ``Kofi M.``, ``Kofi M. and Leanne T.``, ``Ana, Bill and Kofi M.``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _wrapped(text: str, size: float) -> list[str]:
    """A text over at most four lines."""
    room = _RIGHT - MARGIN
    steps: Steps = ((size, 4),)
    return list(fit(text, Face.REGULAR, room, steps).lines)


def _height(block: list[_Line], size: float) -> float:
    """The height of one shift with the space below it."""
    return sum(line.size * 1.32 for line in block) + size * 1.1


def _draw(pen: Pen, block: list[_Line], y: float, size: float) -> float:
    """Draw one shift under a thin line; returns where the next begins."""
    pen.rule(y, 0.7, grey=0.45)
    y += size * 0.3
    for line in block:
        fitted = fit(line.text, line.face, _RIGHT - MARGIN, ((line.size, 1), (line.size * 0.75, 1)))
        y += line.size * 1.32
        pen.lines(MARGIN, y - line.size * 0.2, fitted, line.face)
    return y + size * 0.8


def _head(pen: Pen, rota: OwnRota) -> None:
    """Whose shifts, of which days, of which hub."""
    room = _RIGHT - MARGIN - (200 if rota.demo else 0)
    pen.lines(MARGIN, 42, fit(rota.hub_name, Face.SEMIBOLD, room, ((11, 1), (8.5, 1))), Face.SEMIBOLD)
    title = fit(f"Rota for {rota.name}", Face.BOLD, _RIGHT - MARGIN, ((26, 1), (20, 1), (15, 1)))
    pen.lines(MARGIN, 70, title, Face.BOLD)
    pen.text(MARGIN, 94, week_words(rota.first, rota.last), 15, Face.SEMIBOLD)
    if rota.demo:
        demo_mark(pen, 28)


def _foot(pen: Pen, rota: OwnRota, page: tuple[int, int], size: float) -> None:
    """What to do when one cannot come or worries, and what this paper replaces."""
    phone, worry = clean(rota.hub_phone), clean(rota.safeguarding_phone)
    lead = clean(rota.lead_name) or "the safeguarding lead"
    pen.rule(_BOTTOM + 6, 1.5)
    told = f"Ring {phone}" if phone else "Tell the front desk"
    y = _BOTTOM + 8
    for bold, text in (
        ("Can\u2019t come? ", f"{told} as early as you can. We will find cover."),
        ("Worried about someone? ", f"Ring {lead}, {worry}." if worry else f"Tell {lead}."),
    ):
        y += size * 1.35
        pen.pieces(MARGIN, y, ((bold, Face.BOLD), (text, Face.REGULAR)), size, _RIGHT - MARGIN)
    made = (
        f"Printed {short_day(rota.printed_at.date())}, {clock(rota.printed_at)}. " if rota.printed_at else ""
    )
    number = f" Page {page[0]} of {page[1]}." if page[1] > 1 else ""
    pen.text(MARGIN, y + size * 1.35, f"{made}Replaces earlier sheets.{number}", max(9.5, size * 0.75))
