"""The rota for the wall, looked at before it is printed; whoever is not cleared any more is not on it."""

from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.phones import national
from desktop.domain.rota import SeatOn, Shift
from desktop.services.rota import Rota
from desktop.services.rota_views import WeekView
from desktop.ui.base.i18n import tr
from desktop.ui.preview import Document, preview_pdf
from desktop.ui.rota.words import count_words

if TYPE_CHECKING:
    from desktop.exports.rota_sheet import WallCell, WallJob, WallNeed


def print_week(parent: QWidget, context: AppContext, monday: date) -> None:
    """Show the rota of a week, to be printed or saved.

    Args:
        parent: the page.
        context: the open hub.
        monday: of the week.
    """
    context.jobs.read(
        lambda: draw_week(context, monday), lambda document: preview_pdf(parent, context.jobs, document)
    )


def draw_week(context: AppContext, monday: date) -> Document:
    """Draw the rota of a week (worker)."""
    from desktop.exports.rota_sheet import WallRota, write_wall_rota

    rota, facts = context.service(Rota), context.facts()
    view = rota.week(context.actor, monday)
    stream = BytesIO()
    sheet = WallRota(
        facts.name,
        monday,
        wall_jobs(view),
        national(facts.phone),
        facts.lead_name,
        national(facts.safeguarding_phone),
        rota.now().astimezone(),
        facts.is_demo,
    )
    write_wall_rota(stream, sheet)
    return Document(tr("Rota"), stream.getvalue(), f"rota-{monday:%Y-%m-%d}.pdf")


def wall_jobs(view: WeekView) -> tuple["WallJob", ...]:
    """The week as the paper has it: a row for each job."""
    from desktop.exports.rota_sheet import WallJob

    held: dict[str, dict[date, Shift]] = {}
    for one in view.shifts:
        held.setdefault(one.job.id, {})[one.on_date] = one
    days = [view.monday + timedelta(days=at) for at in range(7)]
    rows = []
    for own in held.values():
        job = next(iter(own.values())).job
        cells = tuple(_cell(view, own[day]) if day in own else None for day in days)
        rows.append(WallJob(job.name, job.icon, job.start, job.end, cells, job.place))
    return tuple(rows)


def _cell(view: WeekView, shift: Shift) -> "WallCell":
    from desktop.exports.rota_sheet import WallCell, WallPerson

    if shift.cancelled:
        return WallCell(off=tr("Cancelled"))
    people, needed = [], []
    for seat in shift.seats:
        here = [one.volunteer_id for one in seat.takers if not _lapsed(view, shift, seat, one.volunteer_id)]
        people += [WallPerson(_name(view, key), seat.seat.drives) for key in here]
        missing = seat.seat.minimum - len(here)
        if missing > 0:
            needed.append(_need(seat, missing))
    own = (shift.start, shift.end)
    hours = own if own != (shift.job.start, shift.job.end) else None
    return WallCell(tuple(people), tuple(needed), hours)


def _need(seat: SeatOn, missing: int) -> "WallNeed":
    from desktop.exports.rota_sheet import WallNeed

    one, many = (count_words(seat.seat.role, count).split(" ", 1)[1] for count in (1, 2))
    return WallNeed(missing, one, many)


def _lapsed(view: WeekView, shift: Shift, seat: SeatOn, volunteer_id: str) -> bool:
    return (shift.key, seat.seat.id, volunteer_id) in view.uncleared


def _name(view: WeekView, volunteer_id: str) -> str:
    """First name and initial, as on every paper."""
    held = view.who[volunteer_id]
    return f"{held.short} {held.initial}".strip()
