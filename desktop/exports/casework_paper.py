"""The steps of casework on paper, in large print: what was done, and what comes next, by whom and by when."""

import io
from dataclasses import dataclass
from datetime import date

from desktop.exports.pdf_base import MARGIN, Pen, demo_mark, wrap
from desktop.exports.pdf_fonts import Face, clean
from desktop.exports.words import long_date
from desktop.services.casework_paper import CasePaper, PaperStep

_LEFT, _BODY, _LEADING, _FOOT = MARGIN, 14.0, 19.0, 40.0
"""Large enough for most eyes: RNIB's guidance on clear print asks for 14 point."""
_BOX = 15.0


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What the paper says of the hub."""

    hub: str
    phone: str
    day: date
    demo: bool = False


def make_casework_paper(head: CaseHead, paper: CasePaper) -> bytes:
    """Make the paper; a step is never broken over two pages unless it is longer than one."""
    stream = io.BytesIO()
    pen = Pen(stream, title="What happens next")
    y = _head(pen, head, paper)
    for title, steps in (
        ("Still to do", [one for one in paper.steps if not one.is_done]),
        ("Done", [one for one in paper.steps if one.is_done]),
    ):
        for place, step in enumerate(steps):
            lines = _lines(pen, step)
            room = len(lines) * _LEADING + (32 if not place else 0)
            if y + room > pen.height - MARGIN - _FOOT and y > 200:
                y = _turn(pen, head)
            if not place:
                pen.text(_LEFT, y + 6, title, 17, Face.BOLD)
                y += 32
            y = _step(pen, head, step.is_done, lines, y)
        y += 8 if steps else 0
    _foot(pen, head)
    pen.save()
    return stream.getvalue()


def _head(pen: Pen, head: CaseHead, paper: CasePaper) -> float:
    y = MARGIN + 22
    pen.text(_LEFT, y, "What happens next", 24, Face.BOLD)
    if head.demo:
        demo_mark(pen, MARGIN)
    for line in wrap(clean(f"For {paper.person}"), Face.SEMIBOLD, 15, pen.right - _LEFT):
        y += 22
        pen.text(_LEFT, y, line, 15, Face.SEMIBOLD)
    said = f"{paper.need}, {paper.request}. Printed {long_date(head.day)}."
    for line in wrap(clean(said), Face.REGULAR, 12, pen.right - _LEFT):
        y += 18
        pen.text(_LEFT, y, line, 12)
    pen.rule(y + 12, 1.4)
    return y + 40


def _lines(pen: Pen, step: PaperStep) -> list[tuple[str, Face]]:
    room = pen.right - _LEFT - _BOX - 12
    day = long_date(step.day) if step.day else ""
    who = ", ".join(part for part in (step.who, day if step.is_done else f"by {day}" if day else "") if part)
    found = [(one, Face.SEMIBOLD) for one in wrap(clean(step.words), Face.SEMIBOLD, _BODY, room)]
    return found + [(one, Face.REGULAR) for one in wrap(clean(who), Face.REGULAR, _BODY, room) if one]


def _step(pen: Pen, head: CaseHead, done: bool, lines: list[tuple[str, Face]], y: float) -> float:
    pen.box(_LEFT, y - _BOX + 3, _BOX, _BOX)
    if done:
        pen.icon("check", _LEFT + 1, y - _BOX + 4, _BOX - 2)
    for line, face in lines:
        if y > pen.height - MARGIN - _FOOT:
            y = _turn(pen, head)
        pen.text(_LEFT + _BOX + 12, y, line, _BODY, face)
        y += _LEADING
    return y + 11


def _turn(pen: Pen, head: CaseHead) -> float:
    _foot(pen, head)
    pen.next_page()
    return MARGIN + 22


def _foot(pen: Pen, head: CaseHead) -> None:
    y = pen.height - MARGIN - 12
    pen.rule(y - 20, 0.8)
    said = clean(f"Anything unclear? Ring {', '.join(one for one in (head.hub, head.phone) if one)}.")
    pen.pieces(_LEFT, y, ((said, Face.SEMIBOLD),), 13, pen.right - _LEFT - 70)
    pen.text_right(pen.right, y, f"Page {pen.pages + 1}", 11)
