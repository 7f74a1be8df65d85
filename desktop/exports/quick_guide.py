"""The quick guide: two pages to pin up beside the laptop, with every key on the second."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from desktop.exports.pdf_base import A4, MARGIN, Pen, fit, wrap
from desktop.exports.pdf_fonts import Face, width

_TOP, _GAP = 122.0, 22.0
_TITLE, _BODY, _LEADING = 16.0, 13.0, 17.5
_ON_FIRST = 6
"""Parts on the first page; the others stand above the keys."""
_KEY_SIZE, _KEY_ROW, _KEY_ROOM = 11.0, 29.0, 96.0


@dataclass(frozen=True, slots=True)
class GuidePart:
    """One box of the guide: a heading with its icon, and a few sentences."""

    title: str
    icon: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideKey:
    """A shortcut: its key caps and what it does."""

    keys: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class QuickGuide:
    """What the guide says.

    Attributes:
        hub_name: at the top of both pages.
        title: of the guide.
        promise: one sentence under it.
        parts: the boxes, in reading order.
        keys_title: heading of the keys.
        keys: every shortcut.
        numbers: whom to ring, and on which number; at the foot of the first page.
    """

    hub_name: str
    title: str
    promise: str
    parts: Sequence[GuidePart]
    keys_title: str
    keys: Sequence[GuideKey]
    numbers: Sequence[tuple[str, str]] = ()


def write_quick_guide(stream: IO[bytes], guide: QuickGuide) -> None:
    """Write the guide as two A4 pages.

    Args:
        stream: where the PDF goes.
        guide: what it says.
    """
    pen = Pen(stream, title=guide.title)
    _head(pen, guide, 1)
    _numbers(pen, guide.numbers, _columns(pen, guide.parts[:_ON_FIRST], _TOP) + 22)
    pen.next_page()
    _head(pen, guide, 2)
    bottom = _columns(pen, guide.parts[_ON_FIRST:], _TOP)
    _keys(pen, guide, bottom + 14)
    pen.next_page()
    pen.save()


def _head(pen: Pen, guide: QuickGuide, page: int) -> None:
    hub = fit(guide.hub_name, Face.SEMIBOLD, 380, ((11, 1), (9, 1)))
    pen.lines(MARGIN, 42, hub, Face.SEMIBOLD)
    pen.text_right(pen.right, 42, f"{page} / 2", 11)
    pen.text(MARGIN, 69, guide.title, 24, Face.BOLD)
    promise = fit(guide.promise, Face.REGULAR, pen.right - MARGIN, ((12, 2), (10, 2)))
    pen.lines(MARGIN, 87, promise)
    pen.rule(_TOP - 10)


def _columns(pen: Pen, parts: Sequence[GuidePart], top: float) -> float:
    """Draw boxes two beside each other, each pair as tall as the taller; where the last ends."""
    room = (pen.right - MARGIN - _GAP) / 2
    for at in range(0, len(parts), 2):
        ends = [
            _part(pen, part, MARGIN + side * (room + _GAP), top, room)
            for side, part in enumerate(parts[at : at + 2])
        ]
        top = max(ends)
        pen.rule(top, 0.6)
    return top


def _part(pen: Pen, part: GuidePart, x: float, top: float, room: float) -> float:
    y = top + 30
    pen.icon(part.icon, x, y - 15, 19)
    pen.text(x + 27, y, part.title, _TITLE, Face.BOLD)
    y += 5
    for line in part.lines:
        y += _LEADING + 3
        pen.disc(x + 3, y - 4.3, 1.9)
        for at, words in enumerate(wrap(line, Face.REGULAR, _BODY, room - 14)):
            y += _LEADING if at else 0
            pen.text(x + 14, y, words, _BODY)
    return y + 18


def _numbers(pen: Pen, numbers: Sequence[tuple[str, str]], top: float) -> None:
    """Whom to ring, large enough to read from the chair."""
    room = (pen.right - MARGIN) / max(len(numbers), 1)
    for at, (who, number) in enumerate(numbers):
        x = MARGIN + at * room
        pen.lines(x, top + 14, fit(who, Face.REGULAR, room - 14, ((10.5, 1), (9.5, 2))))
        pen.lines(x, top + 38, fit(number, Face.BOLD, room - 14, ((20, 1), (16, 1), (12, 2))), Face.BOLD)


def _keys(pen: Pen, guide: QuickGuide, top: float) -> None:
    pen.text(MARGIN, top + 16, guide.keys_title, _TITLE, Face.BOLD)
    rows = -(-len(guide.keys) // 2)
    room = (pen.right - MARGIN - _GAP) / 2
    height = min(_KEY_ROW, (A4[1] - MARGIN - top - 40) / rows)
    for at, key in enumerate(guide.keys):
        side, row = divmod(at, rows)
        x, y = MARGIN + side * (room + _GAP), top + 46 + row * height
        _caps(pen, key.keys, x, y)
        words = fit(key.words, Face.REGULAR, room - _KEY_ROOM, ((11.5, 2), (10, 2)))
        pen.lines(x + _KEY_ROOM, y - (6 if len(words.lines) > 1 else 0), words)


def _caps(pen: Pen, keys: Sequence[str], x: float, y: float) -> None:
    for key in keys:
        wide = max(width(key, Face.SEMIBOLD, _KEY_SIZE) + 10, 19)
        pen.box(x, y - 13.5, wide, 19, thick=0.8, radius=3)
        pen.text_centred(x + wide / 2, y, key, _KEY_SIZE, Face.SEMIBOLD)
        x += wide + 4
