"""A day shared out among volunteers, before and after it was looked for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from db.enums import VolunteerStatus
from db.models import OutNow
from db.queries.volunteers import VolunteerFilter
from desktop.services.out_now import OutDraft, Outs
from desktop.services.rota import Spot
from desktop.services.volunteers import Volunteers
from desktop.ui.rounds.day.view import DayState

if TYPE_CHECKING:
    from tests.screens.tour import Tour

GOING = 4
"""How many are sent."""


def day_goers(tour: Tour) -> QWidget:
    """Who could go out."""
    _day(tour)
    return tour.main.shell


def day_proposal(tour: Tour) -> QWidget:
    """Who goes where, the keyboard on a stop."""
    view = _day(tour)
    view.bar.time = lambda: 0.4
    view.bar.look.click()
    for _ in range(400):
        tour.settle()
        if view.state is DayState.PROPOSED:
            break
    assert view.state is DayState.PROPOSED
    lines = view.proposed.list
    lines.setCurrentIndex(
        lines.model().index(min(lines.currentIndex().row() + 2, lines.model().rowCount() - 1), 0)
    )
    tour.settle()
    return tour.main.shell


def late_stop(tour: Tour) -> QWidget:
    """A stop that came late, and the rounds that could take it."""
    tour.page("rounds").add_late()
    return tour.dialog()


def out(tour: Tour) -> QWidget:
    """Who is out, one of them not heard of for long."""
    outs, actor = Outs(tour.hub.tools), tour.hub.actor
    volunteers = Volunteers(tour.hub.tools).ids(actor, VolunteerFilter(status=(VolunteerStatus.ACTIVE,)))
    for at, place in enumerate(("Visit at Kelp Street", "Keys to Marram Way"), 1):
        made = outs.leave(actor, OutDraft(volunteers[at], place, 30 * at)).made
    with tour.hub.store.write(actor.user_id) as work:
        held = work.session.get_one(OutNow, made)
        held.due_at = held.out_at - timedelta(minutes=20)
    outs.step(actor, made, "No answer")
    tour.over("out", made)
    return tour.main.shell


def quiet(tour: Tour) -> QWidget:
    """Nobody heard of them."""
    tour.over("quiet")
    return tour.main.shell


def _day(tour: Tour) -> Any:
    page = tour.page("rounds")
    page.share_out()
    tour.settle()
    view = page.day
    for row in view.goers.list.rows()[:GOING]:
        view.goers.list.set_ticked(row.key, True)
    return view


def cover(tour: Tour) -> QWidget:
    """Who could take the first shift today that lacks somebody."""
    tour.page("rota").free_now()
    return tour.dialog()


def drag(tour: Tour) -> QWidget:
    """Somebody dragged over the week, with where they could land."""
    page = tour.page("rota")
    tour.settle()
    grid = page.grid
    cells = [
        (grid.records.day(at), cell)
        for line in grid.records.lines
        for at, cell in enumerate(line.cells)
        if grid.records.day(at) >= grid.records.today
    ]
    day, chip = next((day, chip) for day, cell in cells for chip in cell.chips if chip.who)
    grid.lift(Spot(chip.seat, day, chip.who))
    return tour.main.shell
