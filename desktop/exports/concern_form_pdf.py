"""The drawn pages of a concern: A4, black on white, with lines to write on where nothing is known."""

import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from desktop.exports.concern_form_rows import Row, Section
from desktop.exports.concern_form_texts import IN_DANGER
from desktop.exports.pdf_base import MARGIN, Fit, Pen, demo_mark, fit, wrap
from desktop.exports.pdf_fonts import Face, clean, runs, width

_LEFT = MARGIN
_LABEL_ROOM, _VALUE_X = 182.0, MARGIN + 190.0
_FROM_X, _MADE_X = 238.0, 424.0
_SIZE, _LABEL_SIZE, _LEADING, _LABEL_LEADING = 10.5, 9.5, 14.0, 11.5
_BLANK, _HEADING, _SHORT = 20.5, 33.0, 150.0
_PARTIES, _FOOT, _LATER_TOP = 124.0, 58.0, 97.0
_ANSWERS = (("Yes", 412.0), ("No", 456.0), ("Not known", 497.0))
_UNDER = 4.5
_TOGETHER = 8
"""Lines of a long answer that are not broken over two pages."""
_MOST_LINES = 4_000
"""Lines of one answer that are printed; nobody types more, and no text can make a print endless."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head and the foot of the pages. Any text may be blank.

    Attributes:
        title: of the paper; it names nobody.
        hub_name: who sends it.
        reference: of the concern.
        made: the moment of printing, in words.
        recipient: the one it is for.
        recipient_phone: their number.
        sender: whom to ring back.
        sender_phone: their number.
        under: what is asked, then how soon and by which law.
        demo: whether the people are made up.
    """

    title: str
    hub_name: str
    reference: str
    made: str
    recipient: str
    recipient_phone: str = ""
    sender: str = ""
    sender_phone: str = ""
    under: tuple[str, str] = ("", "")
    demo: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that is not broken over two pages, and how high it is."""

    height: float
    heading: str = ""
    label: tuple[str, ...] = ()
    value: tuple[str, ...] = ()
    face: Face = Face.REGULAR
    blanks: int = 0
    tick: tuple[str, ...] = ()


def draw_concern(head: Head, sections: Sequence[Section]) -> bytes:
    """Draw a whole document.

    Args:
        head: the words around it.
        sections: its parts.

    Returns:
        The PDF.
    """
    stream = io.BytesIO()
    pen = Pen(stream, title=head.title)
    fits = _head_fits(pen, head)
    pages = list(_paged(pen, list(_pieces(pen, sections)), _head_bottom(fits)))
    for number, pieces in enumerate(pages):
        y = _first_head(pen, head, fits) if number == 0 else _later_head(pen, head)
        for piece in pieces:
            _draw(pen, piece, y)
            y += piece.height
        _foot(pen, head, number + 1, len(pages))
        pen.next_page()
    pen.save()
    return stream.getvalue()


def spoken(text: str) -> str:
    """Name signs that no font can draw, such as an emoji in somebody's exact words: "[crying face]"."""
    if text.isascii():
        return text
    return "".join(_named(letter) for letter in text)


def _named(letter: str) -> str:
    if unicodedata.category(letter) not in ("So", "Sk") or runs(letter, Face.REGULAR)[0][1] != "?":
        return letter
    return f"[{unicodedata.name(letter, 'sign').lower()}]"


def _lines(text: str, face: Face, size: float, room: float) -> tuple[str, ...]:
    """A text on as many lines as it needs, its own line ends kept."""
    parts = (clean(spoken(part)) for part in text.splitlines())
    return tuple(line for part in parts for line in wrap(part, face, size, room))[:_MOST_LINES]


def _pieces(pen: Pen, sections: Sequence[Section]) -> Iterator[_Piece]:
    for section in sections:
        yield _Piece(_HEADING, heading=section.title)
        for tick in section.ticks:
            lines = _lines(tick, Face.REGULAR, _SIZE, _ANSWERS[0][1] - _LEFT - 26)
            yield _Piece(len(lines) * _LEADING + 6, tick=lines)
        for row in section.rows:
            yield from _row_pieces(pen, row)


def _row_pieces(pen: Pen, row: Row) -> Iterator[_Piece]:
    """A line of the form: one piece, or several where it is longer than fits on a page."""
    label = _lines(row.label, Face.REGULAR, _LABEL_SIZE, _LABEL_ROOM)
    beside = len(label) * _LABEL_LEADING + _UNDER
    face = Face.SEMIBOLD
    value = _lines(row.value, face, _SIZE, pen.right - _VALUE_X)
    if not value:
        yield _Piece(max(row.lines * _BLANK, beside), label=label, blanks=row.lines)
        return
    if len(value) > 1 or row.lines > 1:
        face = Face.REGULAR
        value = _lines(row.value, face, _SIZE, pen.right - _VALUE_X)
    for start in range(0, len(value), _TOGETHER):
        part = value[start : start + _TOGETHER]
        named = label if start == 0 else ()
        last = start + _TOGETHER >= len(value)
        high = len(part) * _LEADING + (_UNDER if last else 0)
        yield _Piece(max(high, beside if named else 0), label=named, value=part, face=face)


def _paged(pen: Pen, pieces: list[_Piece], top: float) -> Iterator[list[_Piece]]:
    """Break into pages; a heading is never the last thing on one."""
    page: list[_Piece] = []
    room = pen.height - _FOOT - top
    for place, piece in enumerate(pieces):
        after = _kept_with(pieces, place) if piece.heading else 0
        if page and piece.height + after > room:
            yield page
            page, room = [], pen.height - _FOOT - _LATER_TOP
        page.append(piece)
        room -= piece.height
    yield page


def _kept_with(pieces: list[_Piece], place: int) -> float:
    """How high what stays under a heading is: a short part whole, all boxes to tick, or the first line."""
    part = list(takewhile(lambda one: not one.heading, pieces[place + 1 :]))
    whole = sum(one.height for one in part)
    ticks = sum(one.height for one in takewhile(lambda one: one.tick, part))
    return whole if whole <= _SHORT else ticks or part[0].height


def _head_fits(pen: Pen, head: Head) -> tuple[Fit, Fit, Fit, Fit]:
    """Fit the recipient, the sender, what is asked, and the law."""
    room = pen.right - _LEFT
    return (
        fit(head.recipient, Face.SEMIBOLD, _FROM_X - _LEFT - 12, ((12, 2), (10, 3), (8, 4))),
        fit(head.sender, Face.REGULAR, _MADE_X - _FROM_X - 12, ((10.5, 1), (9.5, 2), (8, 3))),
        fit(head.under[0], Face.SEMIBOLD, room, ((12, 1), (10.5, 2), (9, 3))),
        fit(head.under[1], Face.REGULAR, room, ((10, 3), (9, 4))),
    )


def _asks_y(fits: tuple[Fit, Fit, Fit, Fit]) -> float:
    to, sender = fits[0], fits[1]
    left = len(to.lines) * to.size * 1.22 + 14
    middle = 14.5 + len(sender.lines) * sender.size * 1.22 + 14
    return _PARTIES + 18 + max(left, middle, 32) + 18


def _head_bottom(fits: tuple[Fit, Fit, Fit, Fit]) -> float:
    return _asks_y(fits) + sum(len(one.lines) * one.size * 1.3 for one in fits[2:]) - 4


def _band(pen: Pen, head: Head) -> None:
    """Draw what every page begins with."""
    pen.grey(0)
    pen.block(_LEFT, 28, pen.right - _LEFT, 22)
    pen.grey(1)
    pen.text(_LEFT + 9, 43.5, IN_DANGER, 12.5, Face.BOLD)
    pen.text_right(pen.right - 9, 43, "A crime, but nobody in danger now? Police 101", 10)
    pen.grey(0)
    hub = fit(head.hub_name, Face.SEMIBOLD, 270, ((11, 1), (9, 1)))
    pen.lines(_LEFT, 68, hub, Face.SEMIBOLD)
    words = "RESTRICTED: for the one it is addressed to"
    pen.text_right(pen.right, 68, words, 10, Face.BOLD)
    pen.icon("lock", pen.right - width(words, Face.BOLD, 10) - 17, 58, 12.5)


def _first_head(pen: Pen, head: Head, fits: tuple[Fit, Fit, Fit, Fit]) -> float:
    _band(pen, head)
    pen.lines(_LEFT, 94, fit(head.title, Face.BOLD, 440, ((24, 1), (20, 1))), Face.BOLD)
    pen.text_right(pen.right, 94, head.reference, 14, Face.BOLD)
    pen.rule(106)
    for x, label in ((_LEFT, "To"), (_FROM_X, "From"), (_MADE_X, "Made")):
        pen.text(x, _PARTIES, label, 10)
    to, sender, asks, law = fits
    y = pen.lines(_LEFT, _PARTIES + 16, to, Face.SEMIBOLD)
    pen.lines(_LEFT, y + 1, fit(head.recipient_phone, Face.REGULAR, 190, ((10.5, 1), (8, 1))))
    hub = fit(head.hub_name, Face.SEMIBOLD, _MADE_X - _FROM_X - 12, ((12, 1), (10, 1), (8, 1)))
    y = pen.lines(_FROM_X, _PARTIES + 16, hub, Face.SEMIBOLD)
    y = pen.lines(_FROM_X, y + 1, sender)
    pen.lines(_FROM_X, y + 1, fit(head.sender_phone, Face.REGULAR, 170, ((10.5, 1), (8, 1))))
    day, _, time = head.made.rpartition(", ")
    pen.text(_MADE_X, _PARTIES + 16, day, 12, Face.SEMIBOLD)
    pen.text(_MADE_X, _PARTIES + 31, time, 10.5)
    if head.demo:
        demo_mark(pen, _PARTIES + 41)
    y = _asks_y(fits)
    pen.rule(y - 17, 0.6, grey=0.5)
    y = pen.lines(_LEFT, y, asks, Face.SEMIBOLD, 1.3)
    pen.lines(_LEFT, y, law, leading=1.3)
    return _head_bottom(fits)


def _later_head(pen: Pen, head: Head) -> float:
    _band(pen, head)
    pen.text(_LEFT, 85, f"{head.title}, {head.reference}", 10.5, Face.BOLD)
    if head.demo:
        demo_mark(pen, 72.5)
    pen.rule(93.5, 1)
    return _LATER_TOP


def _draw(pen: Pen, piece: _Piece, y: float) -> None:
    if piece.heading:
        pen.text(_LEFT, y + 21, piece.heading, 13, Face.BOLD)
        pen.rule(y + 27, 0.6, grey=0.5)
        return
    for place, line in enumerate(piece.tick):
        pen.text(_LEFT, y + 13 + place * _LEADING, line, _SIZE)
    if piece.tick:
        for words, x in _ANSWERS:
            pen.box(x, y + 3, 12, 12)
            pen.text(x + 17, y + 13, words, _LABEL_SIZE)
        return
    pen.grey(0.2)
    for place, line in enumerate(piece.label):
        pen.text(_LEFT, y + 12 + place * _LABEL_LEADING, line, _LABEL_SIZE)
    pen.grey(0)
    for place, line in enumerate(piece.value):
        pen.text(_VALUE_X, y + 12 + place * _LEADING, line, _SIZE, piece.face)
    for place in range(piece.blanks):
        pen.rule(y + 16 + place * _BLANK, 0.5, _VALUE_X, grey=0.55)


def _foot(pen: Pen, head: Head, page: int, pages: int) -> None:
    pen.rule(pen.height - 50, 1.4)
    pen.icon("trash-x", _LEFT - 0.5, pen.height - 46, 14)
    ring = f" Found it? Ring {clean(head.sender_phone)}." if head.sender_phone.strip() else ""
    parts = (
        ("Restricted.", Face.BOLD),
        (
            f" Don’t copy it or pass it on. Give it back or shred it once your own record is made.{ring}",
            Face.REGULAR,
        ),
    )
    pen.pieces(_LEFT + 18, pen.height - 35, parts, 9.5, pen.right - _LEFT - 18)
    only = fit(
        f"{head.reference}, for {head.recipient} only. Made {head.made}.",
        Face.REGULAR,
        430,
        ((9, 1), (7.5, 1)),
    )
    pen.lines(_LEFT + 18, pen.height - 23, only)
    pen.text_right(pen.right, pen.height - 23, f"Page {page} of {pages}", 9)
