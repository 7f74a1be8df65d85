"""The work of a day on show: a call, a match, a round, a handover, half way through."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from db.enums import LawfulBasis, TaskOutcome, Urgency
from db.queries.rounds import RoundFilter
from desktop.exports.handover_fields import Preset
from desktop.services.rounds import Rounds
from desktop.ui.handovers.maker import CHECK, WHAT
from desktop.ui.requests.page import HISTORY
from desktop.ui.rounds.view import BACK, LOAD

if TYPE_CHECKING:
    from tests.screens.tour import Tour

LIST = (
    "Ref,Name,Bell,DOB,Address,Town,Postcode,Notes\n"
    "C-1,Jean Mallory,020 7946 0147,04/03/1952,14 Ferrygate Close,Saltmarsh,QX4 2LB,Rings back slowly\n"
    "C-2,Harold Mallory,,31/02/1950,14 Ferrygate Close,Saltmarsh,QX4 2LB,\n"
    "C-3,Amina Yusuf,07700 900415,,3 Kelp Street,Saltmarsh,AA1 1AA,\n"
    "C-4,,,,9 Kelp Street,Saltmarsh,QX4 1AA,nobody at home\n"
)
"""A council's list as it comes: an unknown column, a day there is not, a row without a name."""


def volunteers(tour: Tour) -> QWidget:
    """The list, on somebody who may not do everything yet."""
    tour.page("volunteers")
    return tour.main.shell


def call(tour: Tour) -> QWidget:
    """A call half taken, by somebody who has the same request open."""
    tour.page("today")
    row = tour.request("prescription")
    page = tour.over("call", row.person_id)
    page.form.what._choose(row.need_code)
    tour.settle()
    page.form.when.urgency.set_value(Urgency.TOMORROW.value)
    page.form.words.setPlainText("“Tablets ready from this afternoon. Can't get down the stairs since Sunday")
    page.form.go_to("words")
    return tour.main.shell


def person(tour: Tour) -> QWidget:
    """A person with help open."""
    tour.page("people")
    tour.over("person", tour.request().person_id)
    return tour.main.shell


def match(tour: Tour) -> QWidget:
    """Volunteers for a prescription, the first of them chosen."""
    tour.page("requests")
    tour.over("match", tour.request("prescription").id)
    return tour.main.shell


def handover(tour: Tour) -> QWidget:
    """A handover at its third step: what goes in."""
    tour.page("handovers")
    page = tour.over("new_handover")
    note = "Assessment 4, signed 2 Oct 2026"
    basis = LawfulBasis.LEGITIMATE_INTERESTS
    page.why.set_values({"purpose": "Winter warm homes plan", "basis": basis, "basis_note": note})
    page.who.editor("recipient").widget.setCurrentIndex(1)
    page.details.use(Preset.PLAN)
    page._go_to(WHAT)
    _read_preview(tour, page)
    return tour.main.shell


def handover_whole(tour: Tour) -> QWidget:
    """Whole tables: which columns stay here, the directory, a council's own columns."""
    handover(tour)
    page: Any = tour.main.shell.page()
    page.details.use(Preset.FULL_CANONICAL)
    page.details.directory.setChecked(True)
    page.layout_box.ask()
    _read_preview(tour, page)
    page.layout_box.box.set_value("nsss")
    page.layout_box.box.setFocus()
    return tour.main.shell


def handover_check(tour: Tour) -> QWidget:
    """A handover before it is saved."""
    handover(tour)
    page: Any = tour.main.shell.page()
    page._go_to(CHECK)
    _read_preview(tour, page)
    return tour.main.shell


def triage(tour: Tour) -> QWidget:
    """The requests to triage alone."""
    _requests(tour, "to_triage")
    return tour.main.shell


def bulk(tour: Tour) -> QWidget:
    """Several requests picked."""
    page = _requests(tour)
    for item in page.table.records().ids[:3]:
        page.table.select_id(item)
        page.table._toggle_pick()
    return tour.main.shell


def history(tour: Tour) -> QWidget:
    """Everything done to a request."""
    page = _requests(tour)
    page.on_action(HISTORY)
    return tour.dialog()


def taken_off(tour: Tour) -> QWidget:
    """What was taken off a list."""
    tour.page("organisations").open_taken_off()
    return tour.dialog()


def person_form(tour: Tour) -> QWidget:
    """A person changed."""
    page = tour.page("people")
    page.open_form(page.table.current_id())
    return tour.dialog()


def volunteer_form(tour: Tour) -> QWidget:
    """A volunteer added."""
    tour.page("volunteers").open_form()
    return tour.dialog()


def round_map(tour: Tour) -> QWidget:
    """A round's stops and map, the keyboard on a stop."""
    view = _round(tour)
    view.stops.list.setFocus()
    return tour.main.shell


def round_load(tour: Tour) -> QWidget:
    """What to load."""
    _round(tour).show_tab(LOAD)
    return tour.main.shell


def round_back(tour: Tour) -> QWidget:
    """A sheet that came back, half keyed."""
    view = _round(tour)
    view.show_tab(BACK)
    tour.settle()
    keyed = TaskOutcome.DELIVERED, TaskOutcome.NO_ANSWER, TaskOutcome.LEFT_SAFE
    for row in range(min(len(keyed), len(view.shown.detail.stops))):
        view.back.grid._type(row, keyed[row])
    view.back.grid.setFocus()
    return tour.main.shell


def round_print(tour: Tour) -> QWidget:
    """What a sheet carries, before it is shown."""
    _round(tour).print_sheet()
    return tour.dialog()


def preview(tour: Tour) -> QWidget:
    """A sheet as it will be on paper."""
    dialog: Any = round_print(tour)
    dialog.primary.click()
    return tour.dialog()


def import_columns(tour: Tour) -> QWidget:
    """A council's list, column by column."""
    _import(tour)
    return tour.main.shell


def import_check(tour: Tour) -> QWidget:
    """A council's list, before it comes in."""
    page = _import(tour)
    page.columns_step.combos[2].set_value("phone")
    page.columns_step.combos[2].activated.emit(page.columns_step.combos[2].currentIndex())
    page.next.click()
    return tour.main.shell


def _requests(tour: Tour, tab: str = "open") -> Any:
    """The list of requests in one of its views."""
    page = tour.page("requests")
    page.toolbar.set_tab(tab)
    page.reload()
    tour.settle()
    return page


def _import(tour: Tour) -> Any:
    page = tour.page("imports")
    page._begin_again()
    path = Path(tour.hub.folder.path).parent / "Saltmarsh council.csv"
    path.write_text(LIST, encoding="utf-8")
    page.file_step.set_file(str(path))
    tour.settle()
    page.next.click()
    tour.settle()
    return page


def _round(tour: Tour) -> Any:
    """The round with most stops of those still to go, opened."""
    rounds = Rounds(tour.hub.tools)
    actor = tour.hub.actor
    rows = rounds.rows(actor, rounds.ids(actor, RoundFilter()))
    waiting = [row for row in rows if not row.done] or rows
    page = tour.page("rounds")
    page.open_round(max(waiting, key=lambda row: row.stops).id)
    tour.settle()
    return page.view


def _read_preview(tour: Tour, page: Any) -> None:
    """What the recipient will see is read a while after the last choice; read it now."""
    page._later.stop()
    page._read_preview()
    tour.settle()
