"""The pack for a street group: a safeguarding leaflet, a sheet for volunteers, and what may be shared.

General advice in plain words, not a form of law: where duties differ by nation the leaflet names that
nation's own law (Care Act 2014 s.42; Social Services and Well-being (Wales) Act 2014 s.126; Adult Support and
Protection (Scotland) Act 2007; in Northern Ireland the regional policy "Adult Safeguarding: Prevention and
Protection in Partnership", 2015, as there is no such statute).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.enums import Nation
from desktop.exports.pdf_base import MARGIN, Pen, demo_mark, wrap
from desktop.exports.pdf_fonts import Face, clean
from desktop.exports.words import long_date

_LEFT = MARGIN
_BODY, _LEADING = 15.0, 20.0
"""Read at arm's length on a wall, and by most eyes without glasses."""


@dataclass(frozen=True, slots=True)
class PackHead:
    """What a pack says of the hub and the group.

    Attributes:
        hub: the hub's name.
        phone: its number.
        lead: the safeguarding lead.
        lead_phone: their number.
        outside: whom else to ring, with the number, as the hub has checked.
        nation: whose law is named.
        group: the group's name.
        day: the day it is printed.
        demo: whether the hub is made up.
    """

    hub: str
    phone: str
    lead: str
    lead_phone: str
    outside: Sequence[tuple[str, str]]
    nation: Nation
    group: str
    day: date
    demo: bool = False


LAW = {
    Nation.ENGLAND: (
        "In England the council must look into harm to an adult at risk (Care Act 2014, section 42)."
    ),
    Nation.WALES: (
        "In Wales the council must look into harm to an adult at risk (Social Services and "
        "Well-being (Wales) Act 2014, section 126)."
    ),
    Nation.SCOTLAND: (
        "In Scotland the council must look into harm to an adult at risk (Adult Support and Protection "
        "(Scotland) Act 2007)."
    ),
    Nation.NORTHERN_IRELAND: (
        "In Northern Ireland the Health and Social Care Trust looks into harm to an adult at risk, under "
        "the regional adult safeguarding policy."
    ),
}
"""Who must look into harm to an adult, and by what."""
CHECKS = {
    Nation.ENGLAND: "a DBS check",
    Nation.WALES: "a DBS check",
    Nation.SCOTLAND: "membership of the PVG scheme",
    Nation.NORTHERN_IRELAND: "an AccessNI check",
}
"""What tasks close to people may need, by nation."""
_SIGNS = (
    "somebody is hurt, hungry, cold, frightened or alone with nobody to ask;",
    "money, medicine or keys are in the wrong hands;",
    "a child is not safe;",
    "something you cannot explain, more than once.",
)
_DO = (
    "Listen. Do not promise to keep it secret.",
    "Do not ask questions that put words in somebody's mouth, and do not look for proof.",
    "Ring the number above today, whoever it is about. You need not be sure.",
    "Write down what you saw and heard, in their words, with the day and time.",
    "Tell nobody else.",
)
_VOLUNTEER = (
    "Say who you are and who sent you. Step back from the door.",
    "Do only what was asked. If they need more, ring the hub: do not take it on alone.",
    "Never take a bank card, a PIN or a key home. Keep every receipt.",
    "No money lent or borrowed, no gifts of money.",
    "Nobody answers? Knock again, ring, ask next door. Then ring the hub: never just leave.",
    "Keep what you learn to yourself. Keep no lists at home.",
    "Feeling ill? Stay at home and say so early.",
)
_SHARE_YES = (
    "Ask first: “May I pass your name and number to the hub, so that they can ring you?”",
    "Write down that they said yes, and the day.",
    "Pass on by phone: name, number, street, what they need.",
    "If they say no, that is that, unless somebody is in danger.",
)
_SHARE_NO = (
    "health, money troubles, faith, or anybody else in the home, unless it is needed for the help;",
    "photographs of people or their papers;",
    "names in a chat group. A street and a time is enough.",
)
_SHARE_LAST = (
    "In danger? Tell 999 or the hub at once. Data protection law does not stand in the way of keeping "
    "somebody safe.",
    "Lost a list or sent it to the wrong person? Ring the hub the same day.",
    "When you stop helping somebody, shred what you wrote down.",
)


def make_group_pack(head: PackHead) -> bytes:
    """Make the pack: three pages, each of which stands alone on a wall or in a pocket."""
    stream = io.BytesIO()
    pen = Pen(stream, title="Pack for a street group")
    _leaflet(pen, head)
    pen.next_page()
    _sheet(pen, head)
    pen.next_page()
    _sharing(pen, head)
    pen.save()
    return stream.getvalue()


def _leaflet(pen: Pen, head: PackHead) -> None:
    y = _top(pen, head, "Worried about somebody?")
    pen.text(_LEFT, y + 8, "In danger now: ring 999.", 20, Face.BOLD)
    y = _para(pen, y + 40, f"Otherwise ring {head.lead or 'the safeguarding lead'}", 14, Face.SEMIBOLD)
    number = head.lead_phone or head.phone
    if number:
        pen.text(_LEFT, y + 14, number, 28, Face.BOLD)
    else:  # no number is known: there is room to write one by hand
        pen.dashes(y + 16, _LEFT, _LEFT + 240)
    y += 34
    for whom, number in head.outside:
        y = _para(pen, y + 4, f"{whom}: {number}", 13, Face.SEMIBOLD)
    y = _bullets(pen, y + 14, "Ring when", _SIGNS)
    y = _bullets(pen, y + 10, "What to do", _DO)
    _para(pen, y + 10, LAW[head.nation])
    _foot(pen, head)


def _sheet(pen: Pen, head: PackHead) -> None:
    y = _top(pen, head, "For everybody who helps")
    y = _bullets(pen, y, "At the door", _VOLUNTEER)
    needs = (
        f"Some tasks need more than good will: for them the hub asks for {CHECKS[head.nation]}, references "
        "or training, and says which. Do not pay for a check yourself: ask the hub."
    )
    y = _para(pen, y + 12, needs)
    _para(pen, y + 12, f"Anything you are not sure of: {_hub(head)}.", _BODY, Face.SEMIBOLD)
    _foot(pen, head)


def _sharing(pen: Pen, head: PackHead) -> None:
    y = _top(pen, head, "What may be passed on")
    y = _bullets(pen, y, "Passing somebody to the hub", _SHARE_YES)
    y = _bullets(pen, y + 10, "Leave out", _SHARE_NO)
    _bullets(pen, y + 10, "Always", _SHARE_LAST)
    _foot(pen, head)


def _hub(head: PackHead) -> str:
    return ", ".join(part for part in (head.hub, head.phone) if part)


def _top(pen: Pen, head: PackHead, title: str) -> float:
    if head.demo:
        demo_mark(pen, MARGIN)
    pen.text(_LEFT, MARGIN + 36, title, 26, Face.BOLD)
    y = _para(pen, MARGIN + 56, f"For {head.group}, from {head.hub}", 12, Face.SEMIBOLD)
    pen.rule(y, 1.4)
    return y + 26


def _para(pen: Pen, y: float, text: str, size: float = _BODY, face: Face = Face.REGULAR) -> float:
    for line in wrap(clean(text), face, size, pen.right - _LEFT):
        pen.text(_LEFT, y, line, size, face)
        y += size * 1.38
    return y


def _bullets(pen: Pen, y: float, title: str, lines: Sequence[str]) -> float:
    pen.text(_LEFT, y, title, 18, Face.BOLD)
    y += 27
    for one in lines:
        pen.disc(_LEFT + 5, y - 5, 2.4)
        for line in wrap(clean(one), Face.REGULAR, _BODY, pen.right - _LEFT - 18):
            pen.text(_LEFT + 18, y, line, _BODY)
            y += _LEADING
        y += 4
    return y


def _foot(pen: Pen, head: PackHead) -> None:
    y = pen.height - MARGIN - 10
    pen.rule(y - 16, 0.8)
    said = f"{_hub(head)}. Printed {long_date(head.day)}. Copy it freely."
    pen.pieces(_LEFT, y, ((clean(said), Face.REGULAR),), 10, pen.right - _LEFT)
