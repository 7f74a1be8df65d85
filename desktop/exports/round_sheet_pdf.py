"""The drawn page of a round sheet: A4 portrait, black on white, readable from a poor photocopy.

Every measure is in points from the top left of the page. Tick boxes, their words and the lines between
stops are drawn once for a document and stamped on each page.
"""

from functools import partial

from desktop.exports.pdf_base import MARGIN, MM, Fit, Pen, Steps, fit
from desktop.exports.pdf_fonts import Face, clean
from desktop.exports.round_map import draw_map, own_height
from desktop.exports.round_sheet import RoundSheet, Stop, sheet_code
from desktop.exports.words import clock, counted, full_day, short_day, stamp

_LEFT = MARGIN
_RIGHT = 595.276 - MARGIN
_TICK = 5 * MM
_ROWS_TOP = 187.5
_ROW = 56.3
_NAME_X = 78.0
_ITEM_X = 264.8
_TICK_X = 475.5
_NUMBERS_X = 320.0
_NUMBERS_W = 158.5
_SLIP_X = 289.5
_SLIP_STEP = 25.2
_ITEM_STEPS = ((13, 1), (12, 1), (10.5, 2), (9, 2))
_NOTE_STEPS = ((11.5, 1), (10.5, 1), (9.5, 2), (8, 2))
_MAP_BOTTOM = 638.0
_OUTCOMES = ("Done", "No answer", "Ring hub")


def draw_page(pen: Pen, sheet: RoundSheet, page: int, place: int = 0) -> None:
    """Draw one page of a round.

    Args:
        pen: at the beginning of a blank page.
        sheet: the round.
        page: which page of the round, from 0.
        place: which round of the document, from 0.
    """
    stops = sheet.page_stops(page)
    code = sheet_code(sheet.reference, page + 1, [task for stop in stops for task in stop.task_ids])
    pen.stamp(f"header-{place}", partial(_header, pen, sheet))
    _sheet_label(pen, sheet, code, f"Page {page + 1} of {sheet.page_count}")
    _load(pen, sheet, page)
    pen.stamp(f"rows-{len(stops)}", partial(_row_frames, pen, len(stops)))
    for position, stop in enumerate(stops):
        _stop(pen, stop, _ROWS_TOP + position * _ROW)
    if sheet.map is not None and not sheet.map_has_own_page and page == sheet.page_count - 1:
        top = _ROWS_TOP + len(stops) * _ROW + 10
        draw_map(pen, sheet.map, (_LEFT, top, _RIGHT - _LEFT, _MAP_BOTTOM - top))
    pen.stamp(f"foot-{place}", partial(_foot, pen, sheet))
    pen.stamp(f"slip-{len(stops)}", partial(_slip_boxes, pen, len(stops)))
    _slip(pen, sheet, page, code)


def draw_map_page(pen: Pen, sheet: RoundSheet, place: int = 0) -> None:
    """Draw the map of a round on a page of its own, after its stops.

    Args:
        pen: at the beginning of a blank page.
        sheet: the round; it has a map.
        place: which round of the document, from 0.
    """
    assert sheet.map is not None
    pen.stamp(f"header-{place}", partial(_header, pen, sheet))
    middle = _RIGHT - 34
    pen.text_centred(middle, 47.6, f"Sheet {sheet.reference}", 9.5, Face.SEMIBOLD)
    pen.text_centred(middle, 60.1, "Map", 9.5)
    top, wide = 171.0, _RIGHT - _LEFT
    draw_map(pen, sheet.map, (_LEFT, top, wide, own_height(sheet.map, wide, 786 - top)))
    pen.rule(795.5)
    _private(pen, sheet)


def _header(pen: Pen, sheet: RoundSheet) -> None:
    room = _NUMBERS_X - _LEFT - 12
    pen.lines(_LEFT, 42, fit(sheet.hub_name, Face.SEMIBOLD, room, ((11, 1), (8.5, 1))), Face.SEMIBOLD)
    pen.lines(_LEFT, 68.5, fit(sheet.round_name, Face.BOLD, room, ((26, 1), (20, 1), (15, 1))), Face.BOLD)
    pen.text(_LEFT, 92, full_day(sheet.day), 14.5, Face.BOLD)
    pen.text(_LEFT, 109.5, _summary(sheet), 12.5)
    _crew(pen, sheet)
    if sheet.demo:
        end = pen.text(_LEFT + 7, 147, "DEMONSTRATION: made-up people", 10, Face.BOLD)
        pen.box(_LEFT, 134.5, end + 7 - _LEFT, 18, thick=1.4)
    _numbers(pen, sheet)
    pen.rule(159)


def _summary(sheet: RoundSheet) -> str:
    parts = []
    if sheet.starts:
        parts.append(clock(sheet.starts) + (f" to {clock(sheet.ends)}" if sheet.ends else ""))
    parts.append(counted(len(sheet.stops), "stop"))
    if sheet.miles is not None:
        parts.append(counted(round(sheet.miles), "mile"))
    return ", ".join(parts)


def _crew(pen: Pen, sheet: RoundSheet) -> None:
    parts: list[tuple[str, Face]] = []
    if sheet.driver:
        parts += [("Driver ", Face.REGULAR), (clean(sheet.driver), Face.BOLD)]
    if sheet.helper:
        parts += [(", helper " if parts else "Helper ", Face.REGULAR), (clean(sheet.helper), Face.BOLD)]
    pen.pieces(_LEFT, 125, parts, 12.5, _NUMBERS_X - _LEFT - 12)


def _numbers(pen: Pen, sheet: RoundSheet) -> None:
    """Draw the box of telephone numbers, the safeguarding number largest; 999 is always there."""
    x, top, bottom = _NUMBERS_X, 31.6, 148.8
    inner = x + 10.5
    pen.put(inner, 47.6, "Worried about someone?", 10.5, Face.SEMIBOLD)
    _number(pen, sheet.safeguarding_phone, inner, 68.3, 21)
    who = f"{sheet.lead_name}, safeguarding lead" if sheet.lead_name else "Safeguarding lead"
    pen.lines(inner, 82.5, fit(who, Face.REGULAR, _NUMBERS_W - 20, ((10, 1), (8, 1))))
    pen.rule(88.4, 0.6, x, x + _NUMBERS_W)
    pen.put(inner, 101.6, "Late, lost or stuck?", 10.5, Face.SEMIBOLD)
    _number(pen, sheet.hub_phone, inner, 119, 15)
    pen.canvas.roundRect(x, pen.height - bottom, _NUMBERS_W, 22, 4, stroke=0, fill=1)
    pen.block(x, bottom - 22, _NUMBERS_W, 10)
    pen.grey(1)
    pen.pieces(inner, 140.6, (("Danger to life? Ring ", Face.REGULAR), ("999", Face.BOLD)), 11.5)
    pen.grey(0)
    pen.box(x, top, _NUMBERS_W, bottom - top, thick=2, radius=5)


def _number(pen: Pen, number: str, x: float, y: float, size: float) -> None:
    """Draw a telephone number, or a line to write one on."""
    room = _NUMBERS_W - 20
    if number.strip():
        steps = ((size, 1), (size * 0.8, 1), (size * 0.6, 1))
        pen.lines(x, y, fit(number, Face.BOLD, room, steps), Face.BOLD)
    else:
        pen.rule(y + 1, 0.7, x, x + room)


def _sheet_label(pen: Pen, sheet: RoundSheet, code: str, page: str) -> None:
    side = 68.0
    pen.qr(code, _RIGHT - side, 31.6, side)
    middle = _RIGHT - side / 2
    pen.text_centred(middle, 111.5, f"Sheet {sheet.reference}", 9.5, Face.SEMIBOLD)
    pen.text_centred(middle, 124, page, 9.5)


def _load(pen: Pen, sheet: RoundSheet, page: int) -> None:
    pen.rule(187.5)
    end = pen.pieces(_LEFT, 177.3, (("Load at the hub:  ", Face.BOLD),), 11.5)
    if page:
        pen.put(end, 177.3, "see page 1", 11.5)
        return
    fitted = fit(sheet.load, Face.REGULAR, 486 - end, ((11.5, 1), (10.5, 1), (9, 2), (7, 3)))
    middle = 173.2 + fitted.size * (0.35 - (len(fitted.lines) - 1) * 0.61)
    pen.lines(end, middle, fitted)
    pen.text_right(_RIGHT, 177.3, "Checked", 11.5)
    pen.box(_RIGHT - 69, 165.6, 16, 16)


def _row_frames(pen: Pen, count: int) -> None:
    for position in range(count):
        top = _ROWS_TOP + position * _ROW
        if position:
            pen.rule(top, 0.6, grey=0.45)
        for place, outcome in enumerate(_OUTCOMES):
            y = top + 5 + place * 16.8
            pen.box(_TICK_X, y, _TICK, 13.4)
            pen.put(_TICK_X + 20, y + 10.2, outcome, 10)
        pen.disc(_LEFT + 16.2, top + _ROW / 2, 16.2)
    pen.rule(_ROWS_TOP + count * _ROW)


def _stop(pen: Pen, stop: Stop, top: float) -> None:
    pen.grey(1)
    size = 16 if stop.number < 100 else 12
    pen.text_centred(_LEFT + 16.2, top + _ROW / 2 + size * 0.34, str(stop.number), size, Face.BOLD)
    pen.grey(0)
    _who(pen, stop, top)
    _what(pen, stop, top)


def _who(pen: Pen, stop: Stop, top: float) -> None:
    room = _ITEM_X - _NAME_X - 10
    address = fit(stop.address, Face.BOLD, room, ((16, 1), (14.5, 1), (13, 2), (11.5, 2), (9.5, 3), (7.5, 3)))
    low = {0: 30.0, 1: 24.5, 2: 17.0}.get(len(address.lines), 12.5)
    below = pen.lines(_NAME_X, top + low, address, Face.BOLD, 1.14)
    name_y = max(below + 1, top + 41.5) if len(address.lines) < 2 else below + 0.5
    when = f"about {clock(stop.at)}" if stop.at else ""
    name = fit(stop.name, Face.REGULAR, room - (82 if when else 0), ((13, 1), (11.5, 1), (9.5, 1)))
    end = _NAME_X
    for line in name.lines:
        end = pen.text(_NAME_X, name_y, line, name.size) + 8
    if when:
        pen.grey(0.2)
        pen.put(end, name_y, when, 11)
        pen.grey(0)


def _what(pen: Pen, stop: Stop, top: float) -> None:
    item, notes, gap = _blocks(stop, _ITEM_STEPS, _NOTE_STEPS, 3)
    if _height(item, notes, gap) > _ROW - 4:
        item, notes, gap = _blocks(stop, ((9, 1), (8, 2)), ((8, 1), (7, 1)), 1)
    y = top + (_ROW - _height(item, notes, gap)) / 2 + item.size * 0.93
    y = pen.lines(_ITEM_X, y, item, Face.BOLD, 1.2) - item.size * 0.93
    for note, icon in notes:
        y += gap
        side = note.size * 1.17
        pen.icon(icon, _ITEM_X - 1, y + note.size * 0.6 - side / 2, side)
        y = pen.lines(_ITEM_X + 17.5, y + note.size * 0.93, note, Face.REGULAR, 1.2) - note.size * 0.93


def _blocks(
    stop: Stop, item_steps: Steps, note_steps: Steps, gap: float
) -> tuple[Fit, list[tuple[Fit, str]], float]:
    room = _TICK_X - _ITEM_X - 12
    notes = [
        (fit(note.text, Face.REGULAR, room - 17.5, note_steps), note.icon)
        for note in stop.notes[:3]
        if note.text.strip()
    ]
    return fit(stop.item, Face.BOLD, room, item_steps), notes, gap


def _height(item: Fit, notes: list[tuple[Fit, str]], gap: float) -> float:
    below = sum(len(note.lines) * note.size * 1.2 + gap for note, _ in notes)
    return len(item.lines) * item.size * 1.2 + below


def _foot(pen: Pen, sheet: RoundSheet) -> None:
    if sheet.at_the_door:
        end = pen.pieces(_LEFT, 656, (("At the door: ", Face.BOLD),), 11.5)
        pen.lines(end, 656, fit(sheet.at_the_door, Face.REGULAR, _RIGHT - end, ((11.5, 1), (10, 1), (9, 2))))
    pen.icon("scissors", _LEFT, 678, 14.5)
    end = pen.text(_LEFT + 20, 688.6, "Cut here. Hand this part in at the hub today.", 10)
    pen.dashes(685.4, end + 6, _RIGHT)
    pen.rule(795.5)
    _private(pen, sheet)


def _private(pen: Pen, sheet: RoundSheet) -> None:
    pen.icon("trash-x", _LEFT - 0.5, 800.6, 15.5)
    by = f" Destroy by {short_day(sheet.destroy_by)}." if sheet.destroy_by else ""
    parts = [("Private.", Face.BOLD), (f" Bring back to shred.{by}", Face.REGULAR)]
    if sheet.hub_phone:
        parts += [(" Found this?", Face.BOLD), (f" Ring {clean(sheet.hub_phone)}.", Face.REGULAR)]
    pen.pieces(_LEFT + 20, 811.8, parts, 10, 400)
    if sheet.printed_at:
        pen.text_right(_RIGHT, 811.8, f"Printed {stamp(sheet.printed_at)}", 10)


def _slip_boxes(pen: Pen, count: int) -> None:
    for place, words in enumerate(("Done", "No answer", "Ring me about it")):
        y = 723.4 + place * 20.8
        pen.put(192.6, y + 11.2, words, 10, Face.SEMIBOLD)
        for position in range(count):
            pen.box(_SLIP_X + position * _SLIP_STEP, y, _TICK, _TICK)
    for place, words in enumerate(("Finished at", "Miles", "Initials")):
        y = 743.6 + place * 20.2
        end = pen.text(_LEFT, y, words, 10)
        pen.rule(y + 1.5, 0.7, end + 4, _LEFT + 104)


def _slip(pen: Pen, sheet: RoundSheet, page: int, code: str) -> None:
    """Draw the slip to hand in: stop numbers, no names."""
    title = fit(f"Return slip {sheet.reference}", Face.BOLD, 154, ((13, 1), (9, 1)))
    pen.lines(_LEFT, 709.5, title, Face.BOLD)
    pages = f", page {page + 1} of {sheet.page_count}" if sheet.page_count > 1 else ""
    place = f"{sheet.round_name.removesuffix(' round')}, {short_day(sheet.day)}{pages}"
    pen.lines(_LEFT, 723.6, fit(place, Face.REGULAR, 154, ((10, 1), (9, 1), (7, 1))))
    if sheet.demo:
        pen.put(192.6, 709.5, "DEMONSTRATION", 10, Face.BOLD)
    for position, stop in enumerate(sheet.page_stops(page)):
        middle = _SLIP_X + position * _SLIP_STEP + _TICK / 2
        pen.text_centred(middle, 718.3, str(stop.number), 11.5, Face.BOLD)
    pen.qr(code, _RIGHT - 59.4, 714, 59.4)
