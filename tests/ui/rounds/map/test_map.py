"""The map of a round over a real hub: tied to the list, driven by keyboard, following the order."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.enums_rounds import RoundEnd
from db.models import Hub, Round
from desktop.domain.map_plan import Point
from desktop.services.hubs import OpenHub
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.map.ground import MOST_KEPT
from desktop.ui.map.view import PAN, scene_point
from desktop.ui.rounds.map.pane import MapPane
from desktop.ui.rounds.map.view import MapView
from desktop.ui.rounds.page import RoundsPage

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
DOWN, ENTER = Qt.Key.Key_Down, Qt.Key.Key_Return
Settle = Callable[[], None]


def described(view: MapView) -> str:
    """What a screen reader says of the map after its name."""
    interface = QAccessible.queryAccessibleInterface(view)
    return interface.text(QAccessible.Text.Description)


def middle(view: MapView) -> Point:
    return view.box().middle


def test_every_stop_is_on_a_pin_in_order_and_all_are_in_sight(view: MapView) -> None:
    spots = [spot for pin in view.pins for spot in pin.cluster.spots]
    assert sorted(spot.number for spot in spots) == list(range(1, 9))
    for pin in view.pins:
        assert view.viewport().rect().contains(view.mapFromScene(pin.pos()))
    assert view.map.way == [spot.at for spot in sorted(view.map.spots, key=lambda one: one.number)]


def test_the_line_begins_and_ends_at_the_hub_and_shows_the_way_back_broken(
    opened: RoundsPage, pane: MapPane, hub: OpenHub, settle: Settle
) -> None:
    with hub.store.write(hub.actor.user_id) as work:
        here = work.session.scalars(select(Hub)).one()
        here.easting, here.northing = 550_000, 181_000
    opened.view.reload()
    settle()
    view = pane.view
    assert view.map.base == (550_000, 181_000)
    assert view.map.way[0] == view.map.way[-1] == view.map.base
    dashes = [line.pen().style() for line in view._lines]
    assert dashes.count(Qt.PenStyle.CustomDashLine) == 1
    assert all(line.pen().isCosmetic() for line in view._lines)
    assert view.viewport().rect().contains(view.mapFromScene(scene_point(view.map.base)))


@pytest.mark.parametrize(
    ("begins", "finishes"),
    [(RoundEnd.HOME, RoundEnd.HUB), (RoundEnd.HUB, RoundEnd.LAST), (RoundEnd.HOME, RoundEnd.HOME)],
)
def test_no_leg_is_drawn_that_nobody_goes(
    opened: RoundsPage, pane: MapPane, hub: OpenHub, settle: Settle, begins: RoundEnd, finishes: RoundEnd
) -> None:
    here = (550_000, 181_000)
    with hub.store.write(hub.actor.user_id) as work:
        held = work.session.scalars(select(Hub)).one()
        held.easting, held.northing = here
        driven = work.session.scalars(select(Round)).one()
        driven.begins, driven.finishes = begins, finishes
    opened.view.reload()
    settle()
    view = pane.view
    assert (view.map.way[0] == here, view.map.way[-1] == here) == (
        begins is RoundEnd.HUB,
        finishes is RoundEnd.HUB,
    )
    broken = [line for line in view._lines if line.pen().style() is Qt.PenStyle.CustomDashLine]
    assert len(broken) == (finishes is RoundEnd.HUB)
    assert (view._hub is not None) is (RoundEnd.HUB in (begins, finishes))


def test_pin_and_stop_are_chosen_together_both_ways(opened: RoundsPage, pane: MapPane, qtbot: QtBot) -> None:
    lines, view = opened.view.stops.list, pane.view
    lines.setFocus()
    qtbot.keyClick(lines, DOWN)
    pin = view.pin_of(lines.current_id())
    assert pin is not None
    assert pin.is_chosen
    assert [one for one in view.pins if one.is_chosen] == [pin]
    assert pane.callout.name.text() == f"2. {view.map.stops[1].name}"
    other = next(one for one in view.pins if not one.is_chosen)
    at = view.mapFromScene(other.pos())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    chosen = lines.current_id()
    assert chosen in [spot.key for spot in other.cluster.spots]
    stop = view.map.stop(chosen)
    assert stop is not None
    assert pane.callout.name.text() == f"{stop.number}. {stop.name}"
    assert stop.address == pane.callout.address.text()


def test_further_presses_on_a_shared_pin_go_through_its_stops(
    opened: RoundsPage, pane: MapPane, qtbot: QtBot
) -> None:
    view = pane.view
    for _step in range(20):
        view.zoom(1)
    pin = max(view.pins, key=lambda one: len(one.cluster.spots))
    numbers = [spot.number for spot in pin.cluster.spots]
    assert len(numbers) > 1
    seen = []
    for _press in range(len(numbers) + 1):
        at = view.mapFromScene(pin.pos())
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        seen.append(opened.view.stops.list.current_number())
    first = numbers.index(seen[0])
    assert seen == [*numbers[first:], *numbers[:first], numbers[first]]


def test_j_and_k_go_through_the_stops_and_enter_opens_one(
    opened: RoundsPage, view: MapView, qtbot: QtBot
) -> None:
    qtbot.keyClicks(view, "jjk")
    assert opened.view.stops.list.current_number() == 2
    with qtbot.waitSignal(opened.place_asked) as asked:
        qtbot.keyClick(view, ENTER)
    assert asked.args[0] == "requests"


def test_the_stop_the_keyboard_goes_to_on_the_map_is_read_aloud(
    opened: RoundsPage, view: MapView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr("desktop.ui.rounds.map.view.announce", lambda _widget, words: heard.append(words))
    stops = opened.view.stops.list
    stops.setFocus()
    qtbot.keyClick(stops, Qt.Key.Key_Down)
    assert heard == []
    view.setFocus()
    qtbot.keyClicks(view, "j")
    (words,) = heard
    assert words.startswith("Chosen: 3, ")
    assert words in view.accessibleDescription()


def test_arrows_pan_and_plus_minus_and_nought_zoom(view: MapView, qtbot: QtBot) -> None:
    home, scale = middle(view), view.scale_now
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    east, north = middle(view)
    assert east - home[0] == pytest.approx(PAN * scale)
    assert north - home[1] == pytest.approx(PAN * scale)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.scale_now == pytest.approx(scale / 2)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.scale_now == pytest.approx(scale / 2**0.5)
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.scale_now == pytest.approx(scale)
    assert middle(view) == pytest.approx(home, abs=2 * scale)


def test_keys_of_the_window_pass_the_map_by(opened: RoundsPage, view: MapView, qtbot: QtBot) -> None:
    scale = view.scale_now
    qtbot.keyClick(view, Qt.Key.Key_Plus, CTRL)
    qtbot.keyClick(view, DOWN, ALT)
    assert view.scale_now == scale
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not opened.is_open


def test_zooming_keeps_the_chosen_pin_where_it_is(view: MapView, qtbot: QtBot) -> None:
    def at() -> QPoint:
        pin = view.pin_of(view.current)
        assert pin is not None
        return view.mapFromScene(pin.pos())

    qtbot.keyClicks(view, "j")
    for _step in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    before = at()
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert (at() - before).manhattanLength() <= 3


def test_the_wheel_zooms_about_the_pointer(view: MapView) -> None:
    at = QPoint(100, 120)
    before, scale = view.mapToScene(at), view.scale_now
    for delta in (60, 60):
        event = QWheelEvent(
            QPointF(at),
            QPointF(view.mapToGlobal(at)),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)
    assert view.scale_now == pytest.approx(scale / 2**0.5)
    moved = view.mapToScene(at) - before
    assert abs(moved.x()) + abs(moved.y()) <= 3 * scale


def test_a_drag_moves_the_map_and_it_stays_there(
    opened: RoundsPage, pane: MapPane, qtbot: QtBot, settle: Settle
) -> None:
    view = pane.view
    home = middle(view)
    start = QPoint(30, view.viewport().height() - 40)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), start + QPoint(60, 0))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    assert home[0] - middle(view)[0] == pytest.approx(60 * view.scale_now, abs=3 * view.scale_now)
    moved = middle(view)
    opened.view.reload()
    settle()
    assert middle(view) == moved


def test_buttons_do_what_the_keys_do_and_are_large_enough(pane: MapPane) -> None:
    scale = pane.view.scale_now
    pane.zoom.nearer.click()
    assert pane.view.scale_now < scale
    pane.zoom.farther.click()
    pane.zoom.farther.click()
    assert pane.view.scale_now > scale
    pane.zoom.all.click()
    assert pane.view.scale_now == scale
    for button in (pane.zoom.nearer, pane.zoom.farther, pane.zoom.all):
        assert min(button.width(), button.height()) >= 24
        assert button.accessibleName()


def test_the_scale_bar_follows_the_zoom(pane: MapPane) -> None:
    for _step in range(6):
        pane.zoom.nearer.click()
        bar = pane.foot.bar
        assert bar.length * pane.view.scale_now == pytest.approx(bar.metres, rel=0.02)
        assert bar.accessibleName().startswith("Scale: ")
    assert "Contains OS data" in pane.foot.source.text()


def test_the_map_has_a_name_and_says_what_is_chosen(opened: RoundsPage, view: MapView, qtbot: QtBot) -> None:
    assert QAccessible.queryAccessibleInterface(view).text(QAccessible.Text.Name) == "Map of the round"
    qtbot.keyClicks(view, "j")
    stop = view.map.stops[1]
    assert "8 stops on the map." in described(view)
    assert f"Chosen: 2, {stop.name}, {stop.address}." in described(view)
    assert (unnamed_widgets(opened), rich_texts(opened)) == ([], [])


def test_tiles_kept_stay_few_however_far_the_map_is_moved(
    view: MapView, qtbot: QtBot, settle: Settle
) -> None:
    for _step in range(4):
        view.zoom(-1)
    for number in range(30):
        view.pan(400 if number % 10 < 5 else -400, 150 if number < 15 else -150)
        qtbot.waitUntil(lambda: not view._asking.isActive())
        settle()
    assert 0 < view.ground.kept <= MOST_KEPT


def test_a_narrow_window_gives_the_map_a_tab_of_its_own(
    opened: RoundsPage, pane: MapPane, settle: Settle
) -> None:
    view = opened.view
    assert not view.bar.tabs["map"].isVisible()
    opened.resize(700, 600)
    settle()
    assert view.stops.isVisible()
    assert not pane.isVisible()
    assert view.bar.tabs["stops"].tab.title == "Stops"
    view.bar.tabs["map"].click()
    assert pane.isVisible()
    assert not view.stops.isVisible()
    opened.resize(1154, 688)
    settle()
    assert view.stops.isVisible()
    assert pane.isVisible()
    assert view.bar.tabs["stops"].tab.title == "Stops and map"
