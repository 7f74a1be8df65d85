"""The information bank on paper: cards under the needs they are about, each with its source and its day."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.exports.pdf_base import MARGIN, Pen, demo_mark, wrap
from desktop.exports.pdf_fonts import Face, clean
from desktop.exports.words import long_date

_LEFT = MARGIN
_BODY, _LEADING = 12.0, 15.5
_FOOT = 34.0


@dataclass(frozen=True, slots=True)
class Card:
    """One card as it is printed."""

    title: str
    words: str
    ring: str
    area: str
    checked: str


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The whole paper.

    Attributes:
        hub: the hub's name.
        phone: its number.
        safeguarding: whom to ring with a worry.
        day: the day it is printed.
        narrowed: what the list was narrowed to; empty for everything.
        parts: heading and cards, in order.
        left_out: how many cards were out of date.
        demo: whether everything is made up.
    """

    hub: str
    phone: str
    safeguarding: str
    day: date
    narrowed: str
    parts: Sequence[tuple[str, Sequence[Card]]]
    left_out: int = 0
    demo: bool = False


def make_bulletin(paper: Bulletin) -> bytes:
    """Make the bulletin; a card is never broken over two pages unless it is longer than one."""
    stream = io.BytesIO()
    pen = Pen(stream, title="Information bulletin")
    y = _head(pen, paper)
    for heading, cards in paper.parts:
        for place, card in enumerate(cards):
            lines = _lines(pen, card)
            room = len(lines) * _LEADING + 26 + (28 if not place else 0)
            if y + room > pen.height - MARGIN - _FOOT and y > 200:
                y = _turn(pen, paper)
            if not place:
                pen.text(_LEFT, y + 6, heading, 15, Face.BOLD)
                pen.rule(y + 12, 1.2)
                y += 30
            y = _card(pen, paper, card, lines, y)
    _foot(pen, paper)
    pen.save()
    return stream.getvalue()


def _head(pen: Pen, paper: Bulletin) -> float:
    y = MARGIN + 18
    pen.text(_LEFT, y, "Who can help", 22, Face.BOLD)
    if paper.demo:
        demo_mark(pen, MARGIN)
    for line in wrap(
        clean(", ".join(part for part in (paper.hub, paper.phone) if part)),
        Face.SEMIBOLD,
        12,
        pen.right - _LEFT,
    ):
        y += 19
        pen.text(_LEFT, y, line, 12, Face.SEMIBOLD)
    said = f"As checked by the hub. Printed {long_date(paper.day)}."
    if paper.narrowed:
        said += f" {paper.narrowed}."
    if paper.left_out:
        said += f" Left out because nobody checked them lately: {paper.left_out}."
    for line in wrap(clean(said), Face.REGULAR, 10, pen.right - _LEFT):
        y += 14
        pen.text(_LEFT, y, line, 10)
    return y + 26


def _lines(pen: Pen, card: Card) -> list[tuple[str, Face]]:
    room = pen.right - _LEFT - 12
    found: list[tuple[str, Face]] = []
    for text, face in (
        (card.ring, Face.BOLD),
        (card.words, Face.REGULAR),
        (card.area, Face.REGULAR),
        (card.checked, Face.REGULAR),
    ):
        for line in text.splitlines():
            found.extend((one, face) for one in wrap(clean(line), face, _BODY, room))
    return found


def _card(pen: Pen, paper: Bulletin, card: Card, lines: Sequence[tuple[str, Face]], y: float) -> float:
    for line in wrap(clean(card.title), Face.SEMIBOLD, 12.5, pen.right - _LEFT):
        pen.text(_LEFT, y, line, 12.5, Face.SEMIBOLD)
        y += 16
    for line, face in lines:
        if y > pen.height - MARGIN - _FOOT:
            y = _turn(pen, paper)
        pen.text(_LEFT + 12, y, line, _BODY, face)
        y += _LEADING
    return y + 10


def _turn(pen: Pen, paper: Bulletin) -> float:
    _foot(pen, paper)
    pen.next_page()
    return MARGIN + 18


def _foot(pen: Pen, paper: Bulletin) -> None:
    y = pen.height - MARGIN - 14
    pen.rule(y - 14, 0.8)
    pen.text(
        _LEFT, y, f"Worried about somebody? {paper.safeguarding}. In danger now: 999.", 10, Face.SEMIBOLD
    )
    pen.text_right(pen.right, y, f"Page {pen.pages + 1}", 10)
