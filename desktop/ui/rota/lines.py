"""The week as lines of the grid: by job, or by person."""

from datetime import date, timedelta

from desktop.domain.rota import Shift
from desktop.domain.rota_seats import hours_words
from desktop.services.rota_views import WeekView
from desktop.ui.base.i18n import tr
from desktop.ui.rota.week_model import GridCell, GridLine
from desktop.ui.rota.words import LINES, Chip, Mark, chips, seats_words, span_words, spoken


def by_job(view: WeekView, today: date) -> list[GridLine]:
    """A line for each job that has a shift in the week."""
    held: dict[str, list[Shift]] = {}
    for one in view.shifts:
        held.setdefault(one.job.id, []).append(one)
    lines = []
    for own in held.values():
        job = own[0].job
        days = {one.on_date: one for one in own}
        cells = tuple(_job_cell(view, days.get(view.monday + timedelta(days=at)), today) for at in range(7))
        notes = (span_words(job.start, job.end), seats_words(own[0]))
        lines.append(GridLine(job.id, job.name, job.icon, notes, cells))
    return lines


def by_person(view: WeekView, today: date) -> list[GridLine]:
    """A line for each person on a shift of the week, by name."""
    lines = []
    for key, who in sorted(view.who.items(), key=lambda one: (one[1].name.casefold(), one[0])):
        own = [one for one in view.shifts if key in one.crew]
        if not own:
            continue
        cells = tuple(
            _person_cell(view, key, [one for one in own if one.on_date == day], today)
            for day in (view.monday + timedelta(days=at) for at in range(7))
        )
        hours = hours_words(sum(one.minutes for one in own))
        lines.append(GridLine(key, who.name, "user", (tr("{hours} this week", hours=hours),), cells))
    return lines


def _job_cell(view: WeekView, shift: Shift | None, today: date) -> GridCell:
    if shift is None:
        return GridCell()
    return GridCell((shift.key,), tuple(chips(view, shift, today)), spoken(view, shift, today))


def _person_cell(view: WeekView, key: str, own: list[Shift], today: date) -> GridCell:
    lines = []
    for one in sorted(own, key=lambda shift: shift.start)[:LINES]:
        clash = any(at.volunteer_id == key and one.key in at.shifts for at in view.clashes)
        lacks = any(at[0] == one.key and at[2] == key for at in view.uncleared)
        mark = Mark.UNCLEARED if lacks else Mark.CLASH if clash else Mark.ON
        if one.on_date < today and mark is Mark.ON:
            mark = Mark.DONE
        icon = {Mark.UNCLEARED: "lock", Mark.CLASH: "alert-circle", Mark.DONE: "check"}.get(mark, "")
        lines.append(Chip(mark, one.job.name, icon))
    said = ", ".join(
        [view.who[key].name, *(f"{one.job.name} {span_words(one.start, one.end)}" for one in own)]
    )
    return GridCell(tuple(one.key for one in own), tuple(lines), said if own else "")
