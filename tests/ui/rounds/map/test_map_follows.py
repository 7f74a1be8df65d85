"""The map follows its round: order, other rounds, places not known, ground not there."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.gazetteer_unpack import GazetteerProblem
from db.models import Household
from desktop.context import AppContext
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.round_details import RoundDraft
from desktop.services.rounds import Rounds
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.rounds.map.pane import MapPane
from desktop.ui.rounds.map.shown import map_of
from desktop.ui.rounds.map.view import MapView
from desktop.ui.rounds.move_stop import MoveStopDialog
from desktop.ui.rounds.page import RoundsPage
from desktop.ui.rounds.reading import read_round

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
DOWN, ENTER = Qt.Key.Key_Down, Qt.Key.Key_Return
Settle = Callable[[], None]


def described(view: MapView) -> str:
    """What a screen reader says of the map after its name."""
    interface = QAccessible.queryAccessibleInterface(view)
    return interface.text(QAccessible.Text.Description)


def test_stops_at_one_place_share_a_pin(
    view: MapView, hub: OpenHub, opened: RoundsPage, settle: Settle
) -> None:
    first, second = view.map.stops[0], view.map.stops[4]
    assert first.place is not None
    keys = {stop.id: stop.household_id for stop in opened.view.shown.detail.stops}  # type: ignore[union-attr]
    with hub.store.write(hub.actor.user_id) as work:
        home = work.session.get_one(Household, keys[second.id])
        home.easting, home.northing = int(first.place[0]), int(first.place[1])
    opened.view.reload()
    settle()
    pin = view.pin_of(first.id)
    assert pin is not None
    assert pin is view.pin_of(second.id)
    for _step in range(20):
        view.zoom(-1)
    shared = view.pin_of(first.id)
    assert shared is not None
    assert shared.cluster.words == "1, 5"


def test_the_line_follows_at_once_when_a_stop_is_moved(
    opened: RoundsPage, pane: MapPane, qtbot: QtBot, settle: Settle
) -> None:
    lines, view = opened.view.stops.list, pane.view
    way = list(view.map.way)
    first = lines.current_id()
    lines.setFocus()
    qtbot.keyClick(lines, DOWN, ALT)
    assert view.map.way != way
    assert view.map.stops[1].id == first
    assert [stop.number for stop in view.map.stops] == list(range(1, 9))
    drawn = list(view.map.way)
    settle()
    assert view.map.way == drawn
    assert view.map.stops[1].id == first


def test_a_dropped_stop_moves_in_list_and_map_at_once(
    opened: RoundsPage, pane: MapPane, settle: Settle
) -> None:
    lines = opened.view.stops.list
    first = lines.current_id()
    lines._move(1, 4)
    assert lines.current_number() == 4
    assert pane.view.map.stops[3].id == first
    settle()
    assert pane.view.map.stops[3].id == first
    assert lines.current_id() == first


def test_stops_without_a_place_are_counted_and_listed(
    opened: RoundsPage, pane: MapPane, hub: OpenHub, settle: Settle
) -> None:
    shown = opened.view.shown
    assert shown is not None
    with hub.store.write(hub.actor.user_id) as work:
        for stop in shown.detail.stops[:2]:
            home = work.session.get_one(Household, stop.household_id)
            home.easting = home.northing = None
    opened.view.reload()
    settle()
    assert pane.missing.isVisible()
    assert pane.missing.text() == "2 stops are not on the map: their places are not known."
    assert len(pane.view.map.spots) == 6
    assert len(opened.view.stops.list.model().faces) == 9
    assert "6 stops on the map. 2 stops are not." in described(pane.view)
    assert pane.callout.about.text() == "Not on the map: its place is not known."


def test_a_round_without_any_place_says_so(
    opened: RoundsPage, pane: MapPane, hub: OpenHub, settle: Settle
) -> None:
    shown = opened.view.shown
    assert shown is not None
    with hub.store.write(hub.actor.user_id) as work:
        for stop in shown.detail.stops:
            home = work.session.get_one(Household, stop.household_id)
            home.easting = home.northing = None
    opened.view.reload()
    settle()
    assert pane.empty.isVisible()
    assert not pane.view.isVisible()
    assert not pane.callout.isVisible()


def test_where_there_are_no_postcodes_the_ground_is_a_grid(
    town: Any, planned: str, page: RoundsPage, settle: Settle, qtbot: QtBot
) -> None:
    town.is_empty = True
    page.open_round(planned)
    settle()
    pane = page.view.map
    qtbot.waitUntil(lambda: pane.view.ground.is_plain)
    assert pane.foot.source.text() == "No postcodes to draw here: a plain grid."
    assert not pane.view.grab().isNull()


def test_a_gazetteer_that_cannot_be_used_leaves_a_grid(
    planned: str, context: AppContext, qtbot: QtBot, settle: Settle
) -> None:
    def broken() -> Any:
        raise GazetteerProblem

    problems: list[object] = []
    context.jobs.problem_found.connect(problems.append)
    pane = MapPane(context.jobs, broken)
    qtbot.addWidget(pane)
    pane.resize(600, 500)
    pane.show()
    pane.show_map(map_of(read_round(context, planned)))
    qtbot.waitUntil(lambda: pane.view.ground.is_plain)
    settle()
    assert problems == []


def test_a_stop_goes_to_another_round_by_keyboard_and_comes_back(
    opened: RoundsPage,
    pane: MapPane,
    hub: OpenHub,
    planned: str,
    context: AppContext,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    rounds = Rounds(hub.tools)
    day = rounds.get(hub.actor, planned).draft.on_date
    other = rounds.save(hub.actor, RoundDraft(day, "Quayside round")).made
    lines = opened.view.stops.list
    gone = lines.current_id()
    before = [stop.name for stop in rounds.get(hub.actor, planned).stops]
    opened.view.stops.elsewhere.setFocus()
    qtbot.keyClick(opened.view.stops.elsewhere, Qt.Key.Key_Space)
    settle()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, MoveStopDialog)]
    assert (unnamed_widgets(dialog), rich_texts(dialog)) == ([], [])
    (choice,) = dialog.choices.values()
    qtbot.waitUntil(choice.hasFocus)
    assert choice.accessibleName().startswith(
        "Quayside round, S-2: How near it passes is not known · 0 stops"
    )
    with qtbot.waitSignal(context.jobs.changed) as told:
        qtbot.keyClick(dialog, ENTER, CTRL)
    settle()
    made = told.args[0]
    assert made.message == "Moved from S-1 to S-2"
    assert gone not in [stop.id for stop in pane.view.map.stops]
    assert len(pane.view.map.stops) == 7
    assert len(rounds.get(hub.actor, other).stops) == 1
    context.jobs.write(lambda: History(hub.tools).undo(hub.actor, made.txn))
    settle()
    assert [stop.name for stop in rounds.get(hub.actor, planned).stops] == before
    assert len(pane.view.map.stops) == 8


def test_without_another_round_the_dialog_says_what_to_do(
    opened: RoundsPage, settle: Settle, qtbot: QtBot
) -> None:
    opened.view.stops.list.elsewhere_asked.emit(opened.view.stops.list.current_id())
    settle()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, MoveStopDialog)]
    assert not dialog.primary.isEnabled()
    assert "Plan one first." in dialog.primary.toolTip()
    dialog.close()


def test_a_place_known_only_by_its_area_has_a_hollow_pin(opened: RoundsPage, pane: MapPane) -> None:
    view = pane.view
    first = view.map.stops[0]
    about = replace(view.map, stops=(replace(first, exact=False), *view.map.stops[1:]))
    pane.show_map(about)
    for _step in range(20):
        view.zoom(-1)
    pin = view.pin_of(first.id)
    assert pin is not None
    assert not pin.exact
    assert "middle of its area" in pane.callout.about.text()
