"""The drawn cover over several referrals to one recipient: ticked by pen and sent back; it names nobody."""

from collections.abc import Sequence

from desktop.exports.concern_form_pdf import spoken
from desktop.exports.pdf_base import MARGIN, Pen, demo_mark, fit
from desktop.exports.pdf_fonts import Face, clean
from desktop.exports.referral_form import CoverLine, PackCover
from desktop.exports.words import full_day, long_date

_LEFT = MARGIN
_TOP, _LATER_TOP, _BOTTOM = 236.0, 84.0, 776.0
_ROW, _BOX, _GAP = 22.0, 13.0, 26.0
_HAVE, _CANNOT, _NUMBER, _SOON, _REPLY = 0.0, 34.0, 72.0, 124.0, 184.0
_HEADS = (
    (_HAVE, "Have it"),
    (_CANNOT, "Can’t"),
    (_NUMBER, "Number"),
    (_SOON, "How soon"),
    (_REPLY, "Reply by"),
)


def draw_cover(pen: Pen, cover: PackCover) -> None:
    """Draw the cover: as many pages as its lines need, two columns to a page.

    Args:
        pen: at the beginning of a blank page.
        cover: what it says.
    """
    _head(pen, cover)
    lines, top = list(cover.lines), _TOP
    while lines:
        rows = int((_BOTTOM - top - _ROW) // _ROW)
        wide = (pen.right - _LEFT - _GAP) / 2
        _column(pen, lines[:rows], _LEFT, top)
        _column(pen, lines[rows : 2 * rows], _LEFT + wide + _GAP, top)
        lines = lines[2 * rows :]
        _foot(pen)
        pen.next_page()
        if lines:
            _later_head(pen, cover)
            top = _LATER_TOP


def _head(pen: Pen, cover: PackCover) -> None:
    room = pen.right - _LEFT
    pen.lines(_LEFT, 42, fit(spoken(cover.hub_name), Face.SEMIBOLD, room, ((11.5, 1), (9, 1))), Face.SEMIBOLD)
    pen.text(_LEFT, 68, f"{len(cover.lines):,} referrals", 26, Face.BOLD)
    if cover.demo:
        demo_mark(pen, 54, pen.right)
    pen.rule(84)
    pen.grey(0.2)
    pen.text(_LEFT, 104, "To", 9.8)
    pen.text(_LEFT + room * 0.68, 104, "Sent", 9.8)
    pen.grey(0)
    y = 121.0
    for line in cover.to[:2]:
        named = fit(spoken(line), Face.SEMIBOLD, room * 0.64, ((12.5, 1), (10, 2), (8, 3)))
        y = pen.lines(_LEFT, y, named, Face.SEMIBOLD, 1.24)
    pen.text(_LEFT + room * 0.68, 121, long_date(cover.sent_on), 12.5, Face.SEMIBOLD)
    pen.rule(168, 0.6, grey=0.5)
    due = min(line.reply_by for line in cover.lines)
    by = (("Tick what you have and send back this sheet by ", Face.REGULAR), (full_day(due), Face.BOLD))
    ring = f", or ring {clean(cover.ring)}." if cover.ring else "."
    pen.pieces(_LEFT, 188, (*by, (ring, Face.REGULAR)), 12, room)
    words = "Each referral follows on a page of its own, with a slip that can be sent back alone."
    pen.lines(_LEFT, 206, fit(words, Face.REGULAR, room, ((10.8, 1), (9.5, 2))))


def _later_head(pen: Pen, cover: PackCover) -> None:
    pen.text(_LEFT, 46, f"{len(cover.lines):,} referrals, goes on", 12.5, Face.BOLD)
    hub = fit(spoken(cover.hub_name), Face.REGULAR, 260, ((10, 1), (8, 1)))
    for line in hub.lines:
        pen.text_right(pen.right, 46, line, hub.size)
    pen.rule(56, 1)


def _column(pen: Pen, lines: Sequence[CoverLine], x: float, top: float) -> None:
    if not lines:
        return
    pen.grey(0.2)
    for at, words in _HEADS:
        pen.text(x + at, top + 6, words, 9)
    pen.grey(0)
    for place, line in enumerate(lines):
        y = top + 14 + place * _ROW
        for at in (_HAVE, _CANNOT):
            pen.box(x + at, y, _BOX, _BOX, thick=1)
        pen.text(x + _NUMBER, y + 11, line.reference, 11.5, Face.SEMIBOLD)
        pen.text(x + _SOON, y + 11, line.soon, 10.5)
        day, _, month = long_date(line.reply_by).partition(" ")
        pen.text(x + _REPLY, y + 11, f"{day} {month[:3]}", 10.5)


def _foot(pen: Pen) -> None:
    pen.rule(794)
    pen.icon("lock", _LEFT, 798, 13)
    words = (
        ("Private.", Face.BOLD),
        (" The pages behind this one name people. Keep them locked away.", Face.REGULAR),
    )
    pen.pieces(_LEFT + 20, 808.5, words, 10, pen.right - _LEFT - 20)
