"""The Rounds page driven by keyboard over a real hub: plan, order, print, send out, key back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.enums import Role, RoundStatus, TaskOutcome
from db.models import SharingRecord
from desktop.context import AppContext
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.round_moves import RoundMoves
from desktop.services.round_plans import RoundPlans
from desktop.services.round_results import RoundResults
from desktop.services.rounds import Rounds
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.rounds.add_stops import AddStopsDialog
from desktop.ui.rounds.faces import faces_of
from desktop.ui.rounds.page import RoundsPage
from desktop.ui.rounds.print_many import SHEETS, SheetsDialog
from desktop.ui.rounds.printing import PrintDialog
from desktop.ui.rounds.reading import read_round

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
DOWN, UP, ENTER = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return
Settle = Callable[[], None]
D = TypeVar("D", bound=QDialog)


def dialog_of(kind: type[D]) -> D:
    """The one open dialog of a kind."""
    (found,) = [one for one in QApplication.allWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def order(hub: OpenHub, round_id: str) -> list[str]:
    """The names of a round's stops, as the store has them."""
    return [stop.name for stop in Rounds(hub.tools).get(hub.actor, round_id).stops]


def said(widget: QWidget) -> str:
    """Every label of a widget."""
    return "\n".join(label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget))


def test_a_day_is_planned_with_the_keyboard(
    world: object, page: RoundsPage, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    assert page.list.table.records().ids == []
    page.list.plan.setFocus()
    qtbot.keyClick(page.list.plan, Qt.Key.Key_Space)
    settle()
    dialog = dialog_of(FormDialog)
    assert (unnamed_widgets(dialog), rich_texts(dialog)) == ([], [])
    qtbot.keyClick(dialog, ENTER, CTRL)
    settle()
    (made,) = page.list.table.records().ids
    assert page.list.table.current_id() == made
    assert len(order(hub, made)) == 8
    assert page.list.toolbar.tab() == "today"
    qtbot.keyClick(page.list.table, ENTER)
    settle()
    assert page.is_open
    assert page.title == "Round · S-1"
    assert page.subtitle == "Tuesday 17 November, 11:00"


def test_a_day_with_nothing_open_says_so(page: RoundsPage, qtbot: QtBot, settle: Settle) -> None:
    page.list.plan.click()
    settle()
    with qtbot.waitSignal(page.said) as told:
        qtbot.keyClick(dialog_of(FormDialog), ENTER, CTRL)
    assert told.args == ["No deliveries to plan that day.", False]


def test_a_round_is_added_with_a_driver(
    world: Any, page: RoundsPage, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    assert page.list.toolbar.add is not None
    page.list.toolbar.add.click()
    settle()
    dialog = dialog_of(FormDialog)
    assert unnamed_widgets(dialog) == []
    dialog.form.set_values({"name": "Quayside", "driver_id": world.driver, "ends_at": "9"})
    qtbot.keyClick(dialog, ENTER, CTRL)
    settle()
    assert dialog.form.problems() == {"ends_at": "The end is before the beginning. Change one of the times."}
    dialog.form.set_values({"ends_at": "1pm"})
    qtbot.keyClick(dialog, ENTER, CTRL)
    settle()
    (made,) = page.list.table.records().ids
    row = page.list.table.records().record_at(0)
    assert (row.name, row.driver, f"{row.ends_at:%H:%M}") == ("Quayside", "Kofi Mensah", "13:00")
    page.show_record(made)
    settle()
    assert "Nothing is on this round yet." in said(page.view.load)
    assert not page.view.bar.print_button.isEnabled()


def test_alt_and_an_arrow_move_a_stop_and_the_order_is_remembered(
    planned: str, opened: RoundsPage, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    first, second, third, *rest = order(hub, planned)
    stops = opened.view.stops.list
    assert stops.hasFocus()
    assert stops.current_number() == 1
    qtbot.keyClick(stops, DOWN, ALT)
    qtbot.keyClick(stops, DOWN, ALT)
    settle()
    assert order(hub, planned) == [second, third, first, *rest]
    assert stops.current_number() == 3
    qtbot.keyClick(stops, UP, ALT)
    settle()
    assert order(hub, planned) == [second, first, third, *rest]
    opened.view.bar.suggest.click()
    settle()
    assert order(hub, planned) == [second, first, third, *rest]


def test_the_ends_of_the_list_stop_and_j_and_k_move(
    opened: RoundsPage, hub: OpenHub, planned: str, qtbot: QtBot, settle: Settle
) -> None:
    before, stops = order(hub, planned), opened.view.stops.list
    qtbot.keyClick(stops, UP, ALT)
    qtbot.keyClicks(stops, "jjk")
    assert stops.current_number() == 2
    qtbot.keyClick(stops, UP)
    qtbot.keyClick(stops, UP)
    assert stops.current_number() == 1
    settle()
    assert order(hub, planned) == before


def test_a_move_is_undone_and_the_page_follows(
    opened: RoundsPage, hub: OpenHub, planned: str, context: AppContext, qtbot: QtBot, settle: Settle
) -> None:
    before = order(hub, planned)
    with qtbot.waitSignal(context.jobs.changed) as told:
        qtbot.keyClick(opened.view.stops.list, DOWN, ALT)
    made = told.args[0]
    assert made.message == "Stop moved on S-1"
    context.jobs.write(lambda: History(hub.tools).undo(hub.actor, made.txn))
    settle()
    assert order(hub, planned) == before
    shown = [face.name for face in opened.view.stops.list.model().faces]
    assert shown[1:] == before


def test_stops_are_taken_off_and_put_on_again(
    opened: RoundsPage, hub: OpenHub, planned: str, qtbot: QtBot, settle: Settle
) -> None:
    gone = order(hub, planned)[0]
    opened.view.stops.take_off.click()
    settle()
    assert gone not in order(hub, planned)
    opened.view.stops.add.click()
    settle()
    dialog = dialog_of(AddStopsDialog)
    assert (unnamed_widgets(dialog), rich_texts(dialog)) == ([], [])
    (tick,) = dialog.ticks.values()
    assert tick.text().startswith(gone[:-1])
    qtbot.keyClick(dialog, ENTER, CTRL)
    assert dialog.isVisible()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, ENTER, CTRL)
    settle()
    assert gone in order(hub, planned)


def test_the_sheet_is_recorded_and_written(
    opened: RoundsPage, hub: OpenHub, planned: str, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    opened.print_page()
    settle()
    dialog = dialog_of(PrintDialog)
    assert (unnamed_widgets(dialog), rich_texts(dialog)) == ([], [])
    assert "Everything on this round is on the sheet." in said(dialog)
    qtbot.keyClick(dialog, ENTER, CTRL)
    settle()
    preview = dialog_of(PreviewDialog)
    with hub.store.read() as session:
        assert list(session.scalars(select(SharingRecord))) == []
    qtbot.keyClick(preview, Qt.Key.Key_S, CTRL)
    chooser = dialog_of(QFileDialog)
    chooser.setDirectory(str(tmp_path))
    chooser.selectFile("sheet.pdf")
    chooser.accept()
    settle()
    preview.reject()
    settle()
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "sheet.pdf").pages)
    assert "14 Ferrygate Close" in text
    assert "Mallory" not in text
    with hub.store.read() as session:
        (record,) = session.scalars(select(SharingRecord))
    assert (record.file_name, record.people_count) == ("sheet.pdf", 8)


def test_what_stays_off_the_sheet_is_said_first(
    opened: RoundsPage, hub: OpenHub, planned: str, world: Any, settle: Settle
) -> None:
    rounds = Rounds(hub.tools)
    draft = replace(rounds.get(hub.actor, planned).draft, helper_id=world.helper)
    rounds.save(hub.actor, draft, planned)
    opened.view.reload()
    settle()
    crew = opened.view.stops.crew
    assert "Leanne Turvey" in said(crew)
    assert "can't be given this task yet" in said(crew).replace("’", "'")
    assert not opened.view.bar.send.isEnabled()
    assert "Leanne" in opened.view.bar.send.toolTip()
    assert opened.view.stops.list.model().faces[1].mark.text == "Stays off the sheet"
    opened.print_page()
    settle()
    dialog = dialog_of(PrintDialog)
    assert "Nothing would be on the sheet." in said(dialog)
    assert not dialog.primary.isEnabled()
    dialog.close()


def test_sheets_of_several_rounds_go_in_one_document(
    page: RoundsPage, hub: OpenHub, planned: str, tmp_path: Path, settle: Settle
) -> None:
    rounds = Rounds(hub.tools)
    draft = rounds.get(hub.actor, planned).draft
    stops = rounds.get(hub.actor, planned).stops
    other = rounds.save(hub.actor, replace(draft, name="Skerry", helper_id=None)).made
    RoundMoves(hub.tools).move(hub.actor, stops[0].id, other)
    empty = rounds.save(hub.actor, replace(draft, name="Spare", helper_id=None)).made
    listed = page.list
    listed.reload()
    settle()
    listed.table.selectAll()
    assert set(listed.table.selected_ids()) == {planned, other, empty}
    listed.strip.buttons[SHEETS].click()
    settle()
    dialog = dialog_of(SheetsDialog)
    assert (unnamed_widgets(dialog), rich_texts(dialog)) == ([], [])
    assert dialog.said.text() == "2 of 3 can be printed."
    (bare,) = (notice.text for notice in dialog.findChildren(Notice) if notice.isVisible())
    assert "1 can’t: nothing would be on it." in bare
    assert "Spare" in bare
    dialog.primary.click()
    settle()
    preview = dialog_of(PreviewDialog)
    preview.save(str(tmp_path / "sheets.pdf"))
    settle()
    preview.reject()
    settle()
    pages = [one.extract_text() for one in PdfReader(tmp_path / "sheets.pdf").pages]
    assert len(pages) >= 2
    with hub.store.read() as session:
        records = list(session.scalars(select(SharingRecord)))
    assert {record.people_count for record in records} == {7, 1}
    assert len({record.file_hash for record in records}) == 1


def test_a_sheet_that_changed_meanwhile_is_not_printed(
    opened: RoundsPage, hub: OpenHub, planned: str, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    opened.print_page()
    settle()
    dialog = dialog_of(PrintDialog)
    stop = Rounds(hub.tools).get(hub.actor, planned).stops[0]
    RoundPlans(hub.tools).move(hub.actor, stop.id, 8)
    dialog.primary.click()
    settle()
    preview = dialog_of(PreviewDialog)
    preview.save(str(tmp_path / "late.pdf"))
    settle()
    assert preview.said.text == "This round changed meanwhile. Look at it again, then print."
    preview.reject()
    settle()
    assert not (tmp_path / "late.pdf").exists()
    with hub.store.read() as session:
        assert list(session.scalars(select(SharingRecord))) == []


def test_a_round_goes_out_and_is_called_back(
    out: RoundsPage, hub: OpenHub, planned: str, qtbot: QtBot, settle: Settle
) -> None:
    rounds = Rounds(hub.tools)
    assert rounds.get(hub.actor, planned).row.status is RoundStatus.OUT
    before = order(hub, planned)
    qtbot.keyClick(out.view.stops.list, DOWN, ALT)
    settle()
    assert order(hub, planned) == before
    assert out.view.bar.send.text() == "Call back"
    out.view.bar.send.click()
    settle()
    assert rounds.get(hub.actor, planned).row.status is RoundStatus.PLANNED


def test_a_round_that_is_back_is_listed_under_back(
    out: RoundsPage, hub: OpenHub, planned: str, qtbot: QtBot, settle: Settle
) -> None:
    RoundResults(hub.tools).results(hub.actor, planned, dict.fromkeys(range(1, 9), TaskOutcome.DELIVERED))
    qtbot.keyClick(out.view.stops.list, Qt.Key.Key_Escape)
    settle()
    assert not out.is_open
    assert out.title == "Rounds"
    (row,) = [out.list.table.records().record_at(0)]
    assert (row.status, row.done, row.stops) == (RoundStatus.BACK, 8, 8)
    out.list.toolbar.set_tab("back")
    out.list.reload()
    settle()
    assert list(out.list.table.records().ids) == [planned]


def test_enter_on_a_stop_shows_its_request_and_keys_it_once_out(
    opened: RoundsPage, hub: OpenHub, planned: str, qtbot: QtBot, settle: Settle
) -> None:
    stops = opened.view.stops.list
    with qtbot.waitSignal(opened.place_asked) as asked:
        qtbot.keyClick(stops, ENTER)
    assert asked.args[0] == "requests"
    opened.view.bar.send.click()
    settle()
    qtbot.keyClick(stops, DOWN)
    qtbot.keyClick(stops, ENTER)
    assert opened.view.back.stop.text() == "2"
    assert opened.view.back.stop.hasFocus()


def test_a_round_is_edited_and_taken_out_of_use(
    opened: RoundsPage, hub: OpenHub, planned: str, world: Any, qtbot: QtBot, settle: Settle
) -> None:
    opened.view.bar.edit.click()
    settle()
    dialog = dialog_of(FormDialog)
    dialog.form.set_values({"name": "<b>Quayside</b> round", "ends_at": "17:30"})
    qtbot.keyClick(dialog, ENTER, CTRL)
    settle()
    assert opened.title == "<b>Quayside</b> round · S-1"
    assert opened.subtitle.endswith("11:00 to 17:30")
    opened.view.bar.edit.click()
    settle()
    dialog = dialog_of(FormDialog)
    (void,) = [one for one in dialog.findChildren(QWidget) if getattr(one, "icon_name", "") == "trash"]
    void.click()  # type: ignore[attr-defined]
    settle()
    reason = dialog_of(ReasonDialog)
    reason.form.set_values({"reason": "Planned twice"})
    qtbot.keyClick(reason, ENTER, CTRL)
    settle()
    assert not opened.is_open
    assert list(opened.list.table.records().ids) == []


def test_every_part_has_a_name_and_markup_is_shown_as_typed(
    out: RoundsPage, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClicks(out.view.back.stop, "2b")
    settle()
    assert unnamed_widgets(out) == []
    assert rich_texts(out) == []
    model = out.view.stops.list.model()
    spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Stop 1, ")
    assert "Food parcel" in spoken


def test_somebody_who_may_not_print_sees_the_door_notes(
    planned: str, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    may = frozenset(Role)
    monkeypatch.setattr(
        "desktop.services.base.who_may", lambda action: frozenset() if action == "round.print" else may
    )
    shown = read_round(context, planned)
    assert shown.labels == {}
    marks = {face.name: face.mark.text for face in faces_of(shown.detail, shown.labels) if face.mark}
    assert marks == {"Leonard W.": "Slow to the door", "Jean M.": "Second floor", "Nadia S.": "Side door"}


def test_a_narrow_window_shows_one_pane_at_a_time(opened: RoundsPage, qtbot: QtBot, settle: Settle) -> None:
    view = opened.view
    opened.resize(700, 600)
    settle()
    assert view.stops.isVisible()
    assert not view.load.isVisible()
    view.bar.tabs["load"].click()
    assert view.load.isVisible()
    assert not view.stops.isVisible()
    opened.resize(1154, 688)
    settle()
    assert view.stops.isVisible()
    assert view.load.isVisible()
