"""The load list of a day: what each round takes along, and of everything together how many; nobody's name.

A4 portrait, black on white; every measure is in points from the top left of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from desktop.exports.pdf_base import MARGIN, Pen, demo_mark, fit
from desktop.exports.pdf_fonts import Face
from desktop.exports.words import clock, counted, full_day

_LEFT, _RIGHT = MARGIN, 595.276 - MARGIN
_TOP, _ROW, _BOTTOM = 150.0, 44.0, 790.0
_SHEET_X, _NAME_X, _LOAD_X, _BOX = _LEFT + 62, _LEFT + 112, _LEFT + 262, 16.0
_STEPS = ((12, 1), (10.5, 2), (9, 3), (7.5, 4))


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One round's load.

    Args:
        reference: of its sheet, such as "S-118".
        leaves: local time.
        driver: first name and initial.
        stops: how many.
        load: what to load, in words.
    """

    reference: str
    leaves: time | None
    driver: str
    stops: int
    load: str


@dataclass(frozen=True, slots=True)
class LoadList:
    """What a day takes along.

    Args:
        hub_name: the hub.
        day: the date.
        lines: rounds in the order they leave.
        total: everything together, in words.
        demo: whether the people are made up.
    """

    hub_name: str
    day: date
    lines: tuple[LoadLine, ...]
    total: str
    demo: bool = False


def draw_load_list(pen: Pen, made: LoadList) -> None:
    """Draw a load list from a blank page on; the last page is left open.

    Args:
        pen: at the beginning of a blank page.
        made: the day's loads.
    """
    a_page = int((_BOTTOM - _TOP) // _ROW)
    pages = [made.lines[at : at + a_page] for at in range(0, len(made.lines), a_page)] or [()]
    for number, lines in enumerate(pages, 1):
        if number > 1:
            pen.next_page()
        _head(pen, made, f"Page {number} of {len(pages)}")
        for place, line in enumerate(lines):
            _line(pen, line, _TOP + place * _ROW)


def _head(pen: Pen, made: LoadList, page: str) -> None:
    pen.lines(_LEFT, 42, fit(made.hub_name, Face.SEMIBOLD, 300, ((11, 1), (8.5, 1))), Face.SEMIBOLD)
    pen.text(_LEFT, 68.5, "What to load", 26, Face.BOLD)
    pen.text(_LEFT, 92, full_day(made.day), 14.5, Face.BOLD)
    pen.text_right(_RIGHT, 42, page, 9.5)
    if made.demo:
        demo_mark(pen, 54, _RIGHT)
    pen.rule(104)
    end = pen.pieces(_LEFT, 121, (("Altogether:  ", Face.BOLD),), 11.5)
    pen.lines(end, 121, fit(made.total, Face.REGULAR, _RIGHT - end, ((11.5, 1), (9.5, 2), (8, 3))))
    pen.rule(_TOP)


def _line(pen: Pen, line: LoadLine, top: float) -> None:
    middle = top + _ROW / 2 + 4
    if line.leaves:
        pen.text(_LEFT, middle, clock(line.leaves), 12)
    pen.text(_SHEET_X, middle, line.reference, 12, Face.BOLD)
    driver = fit(line.driver, Face.REGULAR, _LOAD_X - _NAME_X - 10, ((12, 1), (10, 1), (8, 2)))
    pen.lines(_NAME_X, middle - 7, driver)
    pen.text(_NAME_X, middle + 9, counted(line.stops, "stop"), 10)
    fitted = fit(line.load, Face.SEMIBOLD, _RIGHT - _LOAD_X - 34, _STEPS)
    lift = (len(fitted.lines) - 1) * fitted.size * 0.61
    pen.lines(_LOAD_X, middle - lift, fitted, Face.SEMIBOLD)
    pen.box(_RIGHT - _BOX, top + (_ROW - _BOX) / 2, _BOX, _BOX)
    pen.rule(top + _ROW, 0.6, grey=0.45)


def load_list(sheets: Sequence[tuple[LoadLine, date]], hub_name: str, total: str, *, demo: bool) -> LoadList:
    """Put together a load list; rounds stand in the order they leave, then as they are given.

    Args:
        sheets: each round's load and its day; at least one.
        hub_name: the hub.
        total: everything together, in words.
        demo: whether the people are made up.
    """
    lines = sorted((line for line, _day in sheets), key=lambda one: one.leaves or time.min)
    return LoadList(hub_name, min(day for _line, day in sheets), tuple(lines), total, demo)
