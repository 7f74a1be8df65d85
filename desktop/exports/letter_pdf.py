"""Letters on the hub's own paper: one person a letter, each beginning on a page of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from desktop.exports.pdf_base import MM, Pen, demo_mark, fit, wrap
from desktop.exports.pdf_fonts import Face, clean
from desktop.exports.words import long_date

_LEFT = 25 * MM
_RIGHT = 20 * MM
_SIZE = 11.5
_LINE = _SIZE * 1.42
_BOTTOM = 60.0
_ADDRESS = 50 * MM
"""Where the address begins: in the window of a DL envelope of a sheet folded in three (BS 4264)."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter.

    Attributes:
        name: to whom.
        address: lines under the name.
        subject: its heading; none when empty.
        body: paragraphs, an empty line between them.
    """

    name: str
    address: tuple[str, ...]
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose letters they are.

    Attributes:
        written_on: the date on them.
        demo: whether the people are made up.
    """

    hub_name: str
    hub_phone: str
    written_on: date
    demo: bool = False


def write_letters(stream: IO[bytes], head: Letterhead, letters: Sequence[Letter]) -> int:
    """Print letters.

    Args:
        stream: where the PDF goes.
        head: whose they are.
        letters: at least one.

    Returns:
        How many pages there are.
    """
    pen = Pen(stream, title="Letters")
    for letter in letters:
        _write(pen, head, letter)
    pen.save()
    return pen.pages


def _write(pen: Pen, head: Letterhead, letter: Letter) -> None:
    right = pen.width - _RIGHT
    _head(pen, head)
    y = _ADDRESS
    for line in (letter.name, *letter.address):
        pen.lines(_LEFT, y, fit(line, Face.REGULAR, 85 * MM, ((_SIZE, 1), (9, 2))))
        y += _LINE
    y = max(y, _ADDRESS + 5 * _LINE) + _LINE
    pen.text(_LEFT, y, long_date(head.written_on), _SIZE)
    y += 2.2 * _LINE
    if letter.subject:
        title = fit(letter.subject, Face.BOLD, right - _LEFT, ((14, 2), (11, 3)))
        y = pen.lines(_LEFT, y, title, Face.BOLD) + 0.6 * _LINE
    for paragraph in letter.body.splitlines():
        lines = wrap(clean(paragraph), Face.REGULAR, _SIZE, right - _LEFT) if paragraph.strip() else [""]
        for line in lines:
            if y > pen.height - _BOTTOM:
                pen.next_page()
                _head(pen, head)
                y = _ADDRESS
            if line:
                pen.text(_LEFT, y, line, _SIZE)
                y += _LINE
            else:
                y += 0.7 * _LINE
    pen.next_page()


def _head(pen: Pen, head: Letterhead) -> None:
    right = pen.width - _RIGHT
    pen.lines(_LEFT, 20 * MM, fit(head.hub_name, Face.BOLD, 110 * MM, ((16, 1), (11, 2))), Face.BOLD)
    pen.text_right(right, 20 * MM, head.hub_phone, _SIZE)
    pen.rule(24 * MM, 1, _LEFT, right)
    if head.demo:
        demo_mark(pen, 28 * MM, right)
