"""The printed recovery card: the words that open a hub when every passphrase is forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from desktop.exports.pdf_base import MARGIN, Pen, demo_mark, fit
from desktop.exports.pdf_fonts import Face
from desktop.exports.words import long_date

_LEFT = MARGIN
_COLUMNS = 4
_BOX_H = 34.0
_GAP = 8.0


@dataclass(frozen=True, slots=True)
class CardText:
    """What is printed around the words of a card.

    Args:
        title: which card it is.
        warning: one line under it.
        use: how to use it, step by step.
        keep: where to keep it.
    """

    title: str
    warning: str
    use: Sequence[str]
    keep: Sequence[str]


@dataclass(frozen=True, slots=True)
class RecoveryCard:
    """What the card says; never the passphrase.

    Args:
        hub_name: whose card it is.
        words: the recovery words, in order.
        made_on: the day the card was made.
        check: a short code that tells this card from an older one; may be blank.
        demo: whether the hub is a demonstration.
    """

    hub_name: str
    words: Sequence[str]
    made_on: date
    check: str = ""
    demo: bool = False


_USE = (
    "Open Hubkeeper and choose the hub. At the lock, choose “Use the recovery card”.",
    "Type the words in the order of their numbers. Capitals and spaces don’t matter.",
    "Choose a new passphrase. Then make a new card and shred this one.",
)
_KEEP = (
    "In a sealed envelope, in a locked drawer or a safe, away from the laptop.",
    "Two trusted people should know where it is. Nobody needs to carry it.",
    "Don’t photograph it, scan it, email it or type it anywhere else.",
    "If it is lost or somebody has seen it, make a new card at once: the old one stops working.",
)


RECOVERY = CardText(
    "Recovery card", "Anyone who holds this card can open the hub. Keep it like cash.", _USE, _KEEP
)


def write_recovery_card(stream: IO[bytes], card: RecoveryCard, text: CardText = RECOVERY) -> None:
    """Print a card on one A4 page.

    Args:
        stream: where the PDF goes; it must not be kept on a disk in the clear.
        card: what it says.
        text: what is printed around its words.
    """
    pen = Pen(stream, title=text.title)
    pen.lines(_LEFT, 42, fit(card.hub_name, Face.SEMIBOLD, 300, ((11, 1), (9, 1))), Face.SEMIBOLD)
    pen.text(_LEFT, 69, text.title, 26, Face.BOLD)
    pen.text(_LEFT, 90, text.warning, 12.5)
    if card.demo:
        demo_mark(pen, 29)
    pen.rule(106)
    y = _words(pen, card.words, 122)
    y = _list(pen, "How to use it", text.use, y + 28, numbered=True)
    y = _list(pen, "Where to keep it", text.keep, y + 16, numbered=False)
    _kept(pen, y + 22)
    check = f", check {card.check}" if card.check else ""
    pen.rule(pen.height - 48, 1)
    pen.text(
        _LEFT, pen.height - 30, f"Made {long_date(card.made_on)}{check}. It replaces every earlier card.", 10
    )
    pen.next_page()
    pen.save()


def _words(pen: Pen, words: Sequence[str], top: float) -> float:
    """Draw numbered boxes, read down each column in turn."""
    room = (pen.right - _LEFT - _GAP * (_COLUMNS - 1)) / _COLUMNS
    rows = -(-len(words) // _COLUMNS)
    height = min(_BOX_H, (330 - _GAP * rows) / max(rows, 1))
    for place, word in enumerate(words):
        column, row = divmod(place, rows)
        x, y = _LEFT + column * (room + _GAP), top + row * (height + _GAP)
        pen.box(x, y, room, height)
        pen.text(x + 7, y + height * 0.64, str(place + 1), 9.5)
        fitted = fit(word, Face.SEMIBOLD, room - 36, ((15, 1), (12, 1), (9, 1), (6, 2)))
        pen.lines(x + 28, y + height * 0.66, fitted, Face.SEMIBOLD)
    return top + rows * (height + _GAP) - _GAP


def _list(pen: Pen, title: str, lines: Sequence[str], y: float, *, numbered: bool) -> float:
    pen.text(_LEFT, y, title, 13.5, Face.BOLD)
    for place, line in enumerate(lines):
        y += 19 if place else 21
        if numbered:
            pen.text(_LEFT + 3, y, f"{place + 1}.", 11)
        else:
            pen.disc(_LEFT + 7, y - 3.8, 1.8)
        pen.lines(_LEFT + 19, y, fit(line, Face.REGULAR, pen.right - _LEFT - 19, ((11, 1), (10, 1))))
    return y + 12


def _kept(pen: Pen, y: float) -> None:
    for x, end, label in ((_LEFT, 281.0, "Kept at"), (314.5, pen.right, "Known to")):
        pen.text(x, y, label, 10)
        pen.rule(y + 6, 0.7, x, end)
