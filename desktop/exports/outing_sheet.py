"""The sheets of an outing: for the companions, and the sealed one of whom to ring in an emergency."""

import io
from datetime import timedelta

from desktop.domain.dates import clock_24, full_day
from desktop.exports.pdf_base import A4, MARGIN, MM, Pen, demo_mark, fit
from desktop.exports.pdf_fonts import Face
from desktop.services.outing_papers import OutingPaper, PaperGuest

_KEPT = timedelta(days=2)
_TICKS = ("Came", "Did not", "Unwell")
_LINE = 26 * MM / 2.4
_BOTTOM = A4[1] - 30 * MM
_TICK = 26 * MM


def draw_outing(paper: OutingPaper) -> bytes:
    """Draw a sheet in memory; drawing it changes nothing.

    Args:
        paper: what stands on it.
    """
    stream = io.BytesIO()
    pen = Pen(stream, title="Sheet of an outing")
    pages = list(_pages(paper))
    for at, guests in enumerate(pages, 1):
        if at > 1:
            pen.next_page()
        y = _head(pen, paper)
        for guest in guests:
            y = _contacts(pen, y, guest) if paper.contacts else _guest(pen, y, guest)
        _foot(pen, paper, f"Page {at} of {len(pages)}")
    pen.save()
    return stream.getvalue()


def _pages(paper: OutingPaper) -> list[tuple[PaperGuest, ...]]:
    """People by page, so that a list never runs into the foot."""
    most = 9 if paper.contacts else 14
    found = [paper.guests[at : at + most] for at in range(0, len(paper.guests), most)]
    return found or [()]


def _head(pen: Pen, paper: OutingPaper) -> float:
    if paper.demo:
        demo_mark(pen, MARGIN - 16)
    room = pen.right - MARGIN
    y = MARGIN + 30
    title = f"Emergency contacts: {paper.place}" if paper.contacts else paper.place
    y = pen.lines(MARGIN, y, fit(title, Face.BOLD, room, ((22, 1), (18, 2))), Face.BOLD)
    when = f"{full_day(paper.on_date)}, {clock_24(paper.starts_at)} to {clock_24(paper.ends_at)}"
    y = pen.lines(MARGIN, y, fit(when, Face.REGULAR, room, ((13, 1),)))
    if paper.contacts:
        words = "Sealed. Open it only when somebody has to be rung. Destroy it tonight."
        return pen.lines(MARGIN, y + 4, fit(words, Face.BOLD, room, ((12, 2),)), Face.BOLD) + 10
    for label, words in (
        ("Meet", paper.meet_at),
        ("Travel", paper.travel),
        ("Companions", ", ".join(paper.companions)),
    ):
        if words:
            said = fit(f"{label}: {words}", Face.REGULAR, room, ((12, 2), (10.5, 3)))
            y = pen.lines(MARGIN, y, said)
    y += 12
    for at, words in enumerate(_TICKS):
        pen.text(_column(pen, at), y, words, 9.5)
    return y + 8


def _column(pen: Pen, at: int) -> float:
    return pen.right - (len(_TICKS) - at) * _TICK + 4


def _guest(pen: Pen, y: float, guest: PaperGuest) -> float:
    """One person with what they need on the way, and boxes to tick."""
    pen.rule(y, 0.5, grey=0.6)
    middle = y + _LINE * 0.62
    room = _column(pen, 0) - MARGIN - 8
    needs = ", ".join(
        words for words, is_so in (("wheelchair", guest.wheelchair), ("no steps", guest.no_steps)) if is_so
    )
    said = f"{guest.name} ({needs})" if needs else guest.name
    pen.lines(MARGIN, middle, fit(said, Face.BOLD, room, ((13, 1), (10, 1))), Face.BOLD)
    for at in range(len(_TICKS)):
        pen.box(_column(pen, at), middle - 10, 12, 12)
    return y + _LINE


def _contacts(pen: Pen, y: float, guest: PaperGuest) -> float:
    """One person with whom to ring."""
    pen.rule(y, 0.5, grey=0.6)
    room = pen.right - MARGIN
    y = pen.lines(MARGIN, y + 15, fit(guest.name, Face.BOLD, room, ((13, 1), (10, 1))), Face.BOLD)
    for words in guest.contacts[:2] or ("Nobody recorded: ring the hub.",):
        y = pen.lines(MARGIN + 10, y, fit(words, Face.REGULAR, room - 10, ((12, 1), (10, 1))))
    return y + 2


def _foot(pen: Pen, paper: OutingPaper, page: str) -> None:
    y = _BOTTOM + 12
    pen.rule(y - 14, 1)
    pen.text(MARGIN, y, f"{paper.hub_name}: {paper.hub_phone}", 11, Face.BOLD)
    pen.text(MARGIN, y + 15, f"Worried about somebody? Ring {paper.safeguarding_phone}. In danger: 999.", 11)
    back = paper.on_date if paper.contacts else paper.on_date + _KEPT
    pen.text(MARGIN, y + 30, f"Return or destroy by {full_day(back)}. OU-{paper.number}", 9.5)
    pen.text_right(pen.right, y + 30, page, 9.5)
