"""Papers of a volunteer: the declaration and code of conduct, the form for a referee, and the ID card.

The declaration asks for nothing that may not be asked: no convictions, spent or protected ones included; what
a role's check is to show, the check shows (Rehabilitation of Offenders Act 1974 and its Exceptions Orders).
The card says who somebody is and until when; it says nothing of checks.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.exports.pdf_base import A4, MARGIN, MM, Pen, demo_mark, fit, wrap
from desktop.exports.pdf_fonts import Face, clean
from desktop.exports.words import long_date

_LEFT = MARGIN
_BODY, _LEADING = 11.0, 15.5
CARD_W, CARD_H = 85.6 * MM, 53.98 * MM
"""ID-1, the size of a bank card (ISO/IEC 7810)."""
_ACROSS, _DOWN = 2, 5
CARDS_A_PAGE = _ACROSS * _DOWN


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What every paper of a hub says of it.

    Attributes:
        hub_name: whose it is.
        phone: the hub's number.
        safeguarding: the safeguarding lead and their number, in words.
        day: the day it is printed.
        demo: whether the people are made up.
    """

    hub_name: str
    phone: str
    safeguarding: str
    day: date
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Whose:
    """The volunteer a paper is for.

    Attributes:
        name: in full.
        reference: such as ``V-12``; typed when the paper comes back.
        role: what they do, as the card says it.
    """

    name: str
    reference: str
    role: str = "Volunteer"


DECLARED = " D"
"""What stands behind the reference on a declaration; R1 and R2 on the forms of referees."""
CONDUCT = (
    "I keep what I learn about people to myself, and tell the hub when I am worried about somebody.",
    "I take no gifts of money, lend and borrow nothing, and keep receipts for what I buy.",
    "I do only the tasks I was asked to do, and say so when I cannot.",
    "I do not share my own address, and never keep somebody's key, card or PIN.",
    "I treat everybody with respect, whoever they are and whatever they believe.",
    "I ring 999 when somebody is in danger, and the hub after that.",
)
"""The code of conduct, line by line."""
_FIT = (
    "There is nothing about my health that would put me or others at risk in what I offered to do, or I have "
    "told the hub what would help.",
    "I know which checks my tasks need and agree to them being made.",
    "I will tell the hub if anything here changes.",
)
_KNOWN = (
    "How long have you known them, and how?",
    "What are they good at? What would help them do well?",
    "Have you seen them with people who need help? What was that like?",
    "Would you be glad for them to visit somebody close to you, alone? If not, why?",
    "Is there anything we should know to keep people safe?",
)


def make_declaration(head: PaperHead, whose: Sequence[Whose]) -> bytes:
    """Make the declaration with the code of conduct, one page for each volunteer."""

    def page(pen: Pen, one: Whose, y: float) -> None:
        y = _numbered(pen, "What I promise", CONDUCT, y)
        y = _ticked(pen, "About me", _FIT, y + 8)
        y = _lines(pen, y + 14, ("Signed", "Date", "Parent or guardian, if under 18"))
        _back(pen, head, one.reference + DECLARED, y, "Seen by", "On")

    return _paper(head, whose, "Declaration", "Read it, ask what you like, sign it.", page, DECLARED)


def make_reference_form(head: PaperHead, whose: Sequence[Whose], number: int = 1) -> bytes:
    """Make the form a referee fills in, one page for each volunteer.

    Args:
        head: the hub.
        whose: for whom.
        number: 1 for the first referee, 2 for the second.
    """
    mark, under = f" R{number}", f"{number} of 2. Ten minutes of your time keep people safe."

    def page(pen: Pen, one: Whose, y: float) -> None:
        words = (
            f"{one.name} has offered to help people in their homes and gave us your name. Answer in your "
            "own words, and write only what you have seen yourself. Leave out health, and whatever a "
            "check would show. They may ask to see what you write."
        )
        for line in wrap(clean(words), Face.REGULAR, _BODY, pen.right - _LEFT):
            pen.text(_LEFT, y, line, _BODY)
            y += _LEADING
        for asked in _KNOWN:
            y += 18
            pen.text(_LEFT, y, asked, _BODY, Face.SEMIBOLD)
            for _each in range(3):
                y += 22
                pen.rule(y, 0.5, grey=0.6)
        y = _lines(pen, y + 18, ("Your name", "Phone or e-mail", "Signed and dated"))
        _back(pen, head, one.reference + mark, y, "Rung to confirm by", "On")

    return _paper(head, whose, "Reference", under, page, mark)


def make_id_cards(head: PaperHead, whose: Sequence[Whose], until: date) -> bytes:
    """Make ID cards the size of a bank card, ten to a page, with lines to cut along.

    Args:
        head: the hub.
        whose: for whom.
        until: the last day the cards are good for.
    """
    stream = io.BytesIO()
    pen = Pen(stream, title="ID cards")
    left, top = (A4[0] - _ACROSS * CARD_W) / 2, (A4[1] - _DOWN * CARD_H) / 2
    for start in range(0, len(whose), CARDS_A_PAGE):
        for place, one in enumerate(whose[start : start + CARDS_A_PAGE]):
            row, column = divmod(place, _ACROSS)
            _card(pen, head, one, until, left + column * CARD_W, top + row * CARD_H)
        pen.next_page()
    pen.save()
    return stream.getvalue()


def _card(pen: Pen, head: PaperHead, one: Whose, until: date, x: float, y: float) -> None:
    pen.box(x, y, CARD_W, CARD_H, thick=0.4, radius=0)
    room = CARD_W - 24
    pen.lines(x + 12, y + 20, fit(head.hub_name, Face.SEMIBOLD, room, ((11, 1), (9, 1))), Face.SEMIBOLD)
    pen.rule(y + 28, 1.4, x + 12, x + CARD_W - 12)
    name = fit(one.name, Face.BOLD, room, ((18, 1), (15, 1), (12, 2)))
    after = pen.lines(x + 12, y + 52, name, Face.BOLD)
    pen.lines(x + 12, after, fit(one.role, Face.REGULAR, room, ((11, 1), (9, 1))))
    pen.text(x + 12, y + CARD_H - 42, f"Good until {long_date(until)}", 10.5, Face.SEMIBOLD)
    check = f"To check this card ring {head.phone}" if head.phone else "Ask the hub to check this card"
    pen.lines(x + 12, y + CARD_H - 27, fit(check, Face.REGULAR, room, ((10, 1), (8, 1))))
    foot = f"{one.reference}. If found, hand it to the hub."
    pen.text(x + 12, y + CARD_H - 12, f"DEMONSTRATION. {foot}" if head.demo else foot, 8)


def _paper(
    head: PaperHead,
    whose: Sequence[Whose],
    title: str,
    under: str,
    page: Callable[[Pen, Whose, float], None],
    mark: str,
) -> bytes:
    stream = io.BytesIO()
    pen = Pen(stream, title=title)
    for one in whose:
        pen.lines(_LEFT, 42, fit(head.hub_name, Face.SEMIBOLD, 300, ((11, 1), (9, 1))), Face.SEMIBOLD)
        pen.text(_LEFT, 69, title, 26, Face.BOLD)
        pen.text_right(pen.right, 69, one.reference + mark, 13, Face.BOLD)
        pen.text(_LEFT, 90, under, 12.5)
        if head.demo:
            demo_mark(pen, 29)
        pen.rule(106)
        pen.lines(_LEFT, 130, fit(one.name, Face.BOLD, pen.right - _LEFT, ((16, 1), (12, 2))), Face.BOLD)
        page(pen, one, 162)
        pen.next_page()
    pen.save()
    return stream.getvalue()


def _numbered(pen: Pen, title: str, lines: Sequence[str], y: float) -> float:
    pen.text(_LEFT, y, title, 13.5, Face.BOLD)
    for place, line in enumerate(lines):
        y += 20
        pen.text(_LEFT + 3, y, f"{place + 1}.", _BODY)
        fitted = fit(line, Face.REGULAR, pen.right - _LEFT - 22, ((_BODY, 2),))
        y = pen.lines(_LEFT + 22, y, fitted, leading=1.3) - _BODY * 1.3
    return y + 22


def _ticked(pen: Pen, title: str, lines: Sequence[str], y: float) -> float:
    pen.text(_LEFT, y, title, 13.5, Face.BOLD)
    for line in lines:
        y += 22
        pen.box(_LEFT, y - 10, 12, 12)
        fitted = fit(line, Face.REGULAR, pen.right - _LEFT - 22, ((_BODY, 2),))
        y = pen.lines(_LEFT + 22, y, fitted, leading=1.3) - _BODY * 1.3
    return y + 22


def _lines(pen: Pen, y: float, labels: Sequence[str]) -> float:
    for label in labels:
        y += 26
        pen.text(_LEFT, y, label, 10)
        pen.rule(y + 3, 0.7, _LEFT + 170)
    return y + 12


def _back(pen: Pen, head: PaperHead, reference: str, y: float, seen: str, on: str) -> None:
    """For the hub: what is typed in when the paper comes back."""
    pen.box(_LEFT, y + 12, pen.right - _LEFT, 46)
    pen.text(
        _LEFT + 10,
        y + 30,
        f"For the hub: find {reference}, press More, then A form came back.",
        10,
        Face.SEMIBOLD,
    )
    pen.text(_LEFT + 10, y + 49, seen, 10)
    pen.rule(y + 51, 0.5, _LEFT + 110, _LEFT + 330, grey=0.5)
    pen.text(_LEFT + 345, y + 49, on, 10)
    pen.rule(y + 51, 0.5, _LEFT + 365, pen.right - 10, grey=0.5)
    pen.rule(pen.height - 48, 1)
    ring = ". ".join(part for part in (f"Hub {head.phone}" if head.phone else "", head.safeguarding) if part)
    pen.text(_LEFT, pen.height - 32, f"Printed {long_date(head.day)}. {ring}", 9.5)
