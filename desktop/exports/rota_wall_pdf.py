"""The drawn week for the wall: A4 across, black on white, readable from a step away and when photocopied.

Every measure is in points from the top left of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from desktop.exports.pdf_base import A4_LANDSCAPE, MARGIN, Pen, Steps, demo_mark, fit
from desktop.exports.pdf_fonts import Face, clean, width
from desktop.exports.rota_sheet import WallCell, WallJob, WallPerson, WallRota
from desktop.exports.rota_words import hours, week_words
from desktop.exports.words import clock, short_day

_LEFT = MARGIN
_RIGHT = A4_LANDSCAPE[0] - MARGIN
_DAYS = 7
_JOB_W = 134.0
_DAY_W = (_RIGHT - _LEFT - _JOB_W) / _DAYS
_TOP, _HEAD, _BOTTOM = 84.0, 24.0, 534.0
_BODY = _TOP + _HEAD
_LINE, _BOX, _PAD = 14.8, 17.0, 8.0
_MOST = int((_BOTTOM - _BODY - 2 * _PAD) / (_BOX + 2.5))
"""Entries of one cell that a page can hold; what is beyond goes on in a row of its own."""
_NAME: Steps = ((12, 1), (10.5, 1), (9, 1), (7, 2))
_TAG = 8.5
_SHADE = 0.937
_TIED = "\N{NO-BREAK SPACE}"
"""Keeps a telephone number on one line."""

_Entry = WallPerson | str


@dataclass(frozen=True, slots=True)
class Row:
    """A job, or a part of one, as it stands on a page."""

    job: WallJob
    entries: tuple[tuple[_Entry, ...], ...]
    height: float


def pages_of(jobs: Sequence[WallJob]) -> list[list[Row]]:
    """Lay rows on pages, each as high as its fullest day; at least one page.

    Args:
        jobs: in order.
    """
    pages: list[list[Row]] = [[]]
    used = 0.0
    for row in (part for job in jobs for part in _rows(job)):
        if pages[-1] and used + row.height > _BOTTOM - _BODY:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += row.height
    return pages


def draw_page(pen: Pen, rota: WallRota, rows: Sequence[Row], page: tuple[int, int]) -> None:
    """Draw one page of the week.

    Args:
        pen: at the beginning of a blank page.
        rota: the week.
        rows: of this page.
        page: which of how many.
    """
    _title(pen, rota)
    spare = _BOTTOM - _BODY - sum(row.height for row in rows)
    more = min(spare / len(rows), 16.0) if rows else 0.0
    grown = [replace(row, height=row.height + more) for row in rows]
    bottom = _BODY + sum(row.height for row in grown)
    top = _BODY
    for row in grown:
        _row(pen, row, top)
        top += row.height
    if not rows:
        pen.text(_LEFT + 8, _BODY + 24, "No jobs this week.", 12)
        bottom = _BODY + 40
    _frame(pen, rota, bottom, grown)
    _foot(pen, rota, page)


def _rows(job: WallJob) -> list[Row]:
    """A job as one row, or as several where a day holds more people than a page is high."""
    days = [_entries(cell) if cell else () for cell in job.cells[:_DAYS]]
    days += [()] * (_DAYS - len(days))
    parts = max(1, -(-max(map(len, days)) // _MOST))
    found = []
    for part in range(parts):
        entries = tuple(day[part * _MOST : (part + 1) * _MOST] for day in days)
        named = replace(job, name=f"{job.name} (more)") if part else job
        found.append(Row(named, entries, _height(job, entries)))
    return found


def _entries(cell: WallCell) -> tuple[_Entry, ...]:
    """What stands in a cell: people, then whoever is needed."""
    return (*cell.people, *(need.words for need in cell.needed if need.count))


def _height(job: WallJob, entries: tuple[tuple[_Entry, ...], ...]) -> float:
    """The height of a row: its fullest day, and never less than the name of the job needs."""
    own = [bool(cell and cell.hours) for cell in job.cells] + [False] * _DAYS
    tallest = max(
        sum(_BOX + 2.5 if isinstance(entry, str) else _LINE for entry in day) + 11 * changed
        for day, changed in zip(entries, own, strict=False)
    )
    return max(tallest, 44.0 if job.place else 32.0) + 2 * _PAD


def _title(pen: Pen, rota: WallRota) -> None:
    name = fit(rota.hub_name, Face.SEMIBOLD, 420, ((11, 1), (9, 1), (7.5, 1)))
    pen.lines(_LEFT, 39, name, Face.SEMIBOLD)
    words = f"Rota, {week_words(rota.first, rota.first + timedelta(days=_DAYS - 1))}"
    pen.lines(_LEFT, 67, fit(words, Face.BOLD, 400, ((26, 1), (20, 1), (15, 1))), Face.BOLD)
    said = "Can you help? Tell the front desk"
    parts = [(f"{said} or ring " if rota.hub_phone else f"{said}.", Face.REGULAR)]
    parts += [(clean(rota.hub_phone), Face.BOLD)] if rota.hub_phone else []
    room = 300.0
    total = sum(width(text, face, 12) for text, face in parts) + 4
    x = _RIGHT - min(total, room)
    pen.pieces(x, 63.5, parts, 12, room)
    _dashed(pen, x - 72, 51, 62, "Needed")
    if rota.demo:
        demo_mark(pen, 24)


def _dashed(pen: Pen, x: float, top: float, wide: float, words: str) -> None:
    """A dashed box with words in its middle."""
    pen.canvas.setDash(3, 2)
    pen.box(x, top, wide, _BOX, thick=1.5, radius=3)
    pen.canvas.setDash()
    fitted = fit(words, Face.BOLD, wide - 8, ((11, 1), (9, 1), (7.5, 1)))
    for line in fitted.lines:
        pen.text_centred(x + wide / 2, top + _BOX / 2 + fitted.size * 0.35, line, fitted.size, Face.BOLD)


def _row(pen: Pen, row: Row, top: float) -> None:
    """One job across the week."""
    for day in range(_DAYS):
        x = _LEFT + _JOB_W + day * _DAY_W
        cell = row.job.cells[day] if day < len(row.job.cells) else None
        if cell is None or cell.off:
            pen.grey(_SHADE)
            pen.block(x, top, _DAY_W, row.height)
            pen.grey(0)
            _absent(pen, cell.off if cell else "", x, top + row.height / 2)
        else:
            _cell(pen, cell, row.entries[day], x + 6, top + _PAD)
    _job(pen, row.job, top)


def _absent(pen: Pen, words: str, x: float, middle: float) -> None:
    """Say that nothing is on, and why where there is a reason."""
    if not words:
        pen.text_centred(x + _DAY_W / 2, middle + 3, "\u2013", 10)
        return
    fitted = fit(words, Face.REGULAR, _DAY_W - 10, ((9.5, 2), (8, 3)))
    y = middle + 3 - (len(fitted.lines) - 1) * fitted.size * 0.6
    for line in fitted.lines:
        pen.text_centred(x + _DAY_W / 2, y, line, fitted.size)
        y += fitted.size * 1.2


def _job(pen: Pen, job: WallJob, top: float) -> None:
    """The job's name, hours and place, at the head of its row."""
    if job.icon:
        pen.icon(job.icon, _LEFT + 7, top + _PAD, 13)
    x, room = _LEFT + 27, _JOB_W - 33
    name = fit(job.name, Face.BOLD, room, ((12, 1), (10.5, 1), (9, 2), (7.5, 3)))
    y = pen.lines(x, top + _PAD + 10, name, Face.BOLD, 1.1)
    when = fit(hours(job.start, job.end), Face.REGULAR, room, ((10, 1), (8.5, 1)))
    y = pen.lines(x, y - name.size * 1.1 + 14, when)
    pen.lines(x, y + 1, fit(job.place, Face.REGULAR, room, ((9, 1), (8, 1), (7, 1))))


def _cell(pen: Pen, cell: WallCell, entries: Sequence[_Entry], x: float, top: float) -> None:
    """Whoever comes that day, and whoever is needed."""
    if cell.hours:
        words = hours(*cell.hours)
        fitted = fit(words, Face.BOLD, _DAY_W - 10, ((8.5, 1), (7, 1)))
        pen.lines(x, top + 7, fitted, Face.BOLD)
        top += 11
    for entry in entries:
        if isinstance(entry, str):
            _dashed(pen, x, top + 1, _DAY_W - 11, entry)
            top += _BOX + 2.5
        else:
            _person(pen, entry, x, top + 10)
            top += _LINE


def _person(pen: Pen, person: WallPerson, x: float, y: float) -> None:
    """A short name, with a small box when they drive."""
    tag = width("Drives", Face.REGULAR, _TAG) + 7 if person.drives else 0.0
    name = fit(person.name, Face.REGULAR, _DAY_W - 12 - tag, _NAME)
    end, y = x, y - 3.5 * (len(name.lines) - 1)
    for line in name.lines:
        end = max(end, pen.text(x, y, line, name.size))
        y += name.size
    y -= name.size
    if person.drives:
        pen.box(end + 3, y - 9.2, tag - 1, 12, thick=0.7, radius=2.5)
        pen.put(end + 6, y - 0.4, "Drives", _TAG)


def _frame(pen: Pen, rota: WallRota, bottom: float, rows: Sequence[Row]) -> None:
    """The head of the table with its days, and its lines."""
    for day in range(_DAYS):
        x = _LEFT + _JOB_W + day * _DAY_W
        when = rota.first + timedelta(days=day)
        name = short_day(when).split(" ", 1)[0]
        pen.pieces(x + 6, _TOP + 16.5, ((f"{name} ", Face.BOLD), (str(when.day), Face.REGULAR)), 13)
        pen.canvas.setStrokeGray(0.45)
        pen.canvas.setLineWidth(0.5)
        pen.canvas.line(x, pen.height - _TOP, x, pen.height - bottom)
    y = _BODY
    for row in rows[:-1]:
        y += row.height
        pen.rule(y, 0.5, _LEFT, _RIGHT, grey=0.45)
    pen.rule(_BODY, 1.5, _LEFT, _RIGHT)
    pen.canvas.setLineWidth(1.5)
    pen.canvas.rect(_LEFT, pen.height - bottom, _RIGHT - _LEFT, bottom - _TOP)


def _foot(pen: Pen, rota: WallRota, page: tuple[int, int]) -> None:
    """What to do when one cannot come or worries, and what this paper replaces."""
    phone, worry = (clean(each).replace(" ", _TIED) for each in (rota.hub_phone, rota.safeguarding_phone))
    cover = "as early as you can. We will find cover, it is no trouble."
    _said(
        pen, _LEFT, 330, "Can\u2019t come? ", f"{f'Ring {phone}' if phone else 'Tell the front desk'} {cover}"
    )
    whom = ", ".join(filter(None, (clean(rota.lead_name) or "the safeguarding lead", worry)))
    told = f"Ring {whom}." if worry else f"Tell {whom}."
    _said(pen, _LEFT + 352, 225, "Worried about someone? ", told)
    printed = ""
    if rota.printed_at:
        printed = f"Printed {short_day(rota.printed_at.date())}, {clock(rota.printed_at)}. "
    number = f" Page {page[0]} of {page[1]}." if page[1] > 1 else ""
    _said(pen, _LEFT + 598, _RIGHT - _LEFT - 598, "", f"{printed}Replaces earlier sheets.{number}", 9.5)


def _said(pen: Pen, x: float, room: float, bold: str, text: str, size: float = 11) -> None:
    """A bold beginning and a sentence after it, over as many lines as it takes (at most three)."""
    lead = width(bold, Face.BOLD, size)
    words, lines, line = text.split(" "), list[str](), ""
    for word in words:
        longer = f"{line} {word}".strip()
        if width(longer, Face.REGULAR, size) <= room - (lead if not lines else 0) or not line:
            line = longer
        else:
            lines.append(line)
            line = word
    lines.append(line)
    if len(lines) > 3:
        size *= 0.75
    y = 555.5
    if bold:
        pen.text(x, y, bold.rstrip(), size, Face.BOLD)
    for number, each in enumerate(lines):
        pen.text(x + (width(bold, Face.BOLD, size) if not number else 0), y, each.replace(_TIED, " "), size)
        y += size * 1.28
