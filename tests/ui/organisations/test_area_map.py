"""An area picked on the map: by pointer, by keyboard and by the list beside it; told before it is saved."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import AreaKind
from db.gazetteer import NamedPlace, Place, Precision, UnitPlace
from db.gazetteer_ground import Ground
from desktop.context import AppContext
from desktop.domain.postcodes import outcode, sector
from desktop.services.areas import AreaDraft, Areas
from desktop.services.households import HouseholdDraft, Households
from desktop.services.map_ground import MapGround
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.main_window import MainWindow
from desktop.ui.map.view import scene_point
from desktop.ui.organisations.area_map import State
from desktop.ui.organisations.area_map_dialog import AreaMapDialog
from desktop.ui.organisations.areas_page import AreasPage
from tests.ui.journey_hands import said
from tests.ui.window import main, records  # noqa: F401

LETTERS = "ABDEFG"
UNITS = [
    UnitPlace(f"QX4 {number}{one}{two}", 550_000 + 100 * at + 1_000 * number, 181_000 + 100 * up, "W1")
    for number in (2, 3)
    for at, one in enumerate(LETTERS)
    for up, two in enumerate(LETTERS)
]


class Grid:
    """A gazetteer of two sectors, their postcodes 100 m apart."""

    def ground_in(self, *_box: int) -> Ground:
        east = np.array([one.easting for one in UNITS], dtype=np.int64)
        north = np.array([one.northing for one in UNITS], dtype=np.int64)
        nothing = np.zeros(len(UNITS), dtype=np.int64)
        return Ground(east, north, nothing, nothing, ("QX4 2",), {})

    def areas_in(self, _kind: AreaKind, *_box: int) -> list[NamedPlace]:
        return []

    def sectors_in(self, *_box: int) -> list[NamedPlace]:
        return []

    outcodes_in = sectors_in

    def units_in(self, west: int, south: int, east: int, north: int) -> list[UnitPlace]:
        return [one for one in UNITS if west <= one.easting <= east and south <= one.northing <= north]

    def postcodes_in(self, name: str) -> list[Place]:
        return [
            Place(one.postcode, one.easting, one.northing, Precision.POSTCODE, "", "", "W1", "")
            for one in UNITS
            if name in (sector(one.postcode), outcode(one.postcode))
        ]


@pytest.fixture
def close(context: AppContext) -> str:
    """An area of one sector, and two homes in it and one beside it."""
    for at, postcode in enumerate(("QX4 2AA", "QX4 2AB", "QX4 3AA"), 1):
        context.service(Households).save(
            context.actor, HouseholdDraft(address_line1=f"{at} Kelp Street", postcode=postcode)
        )
    return context.service(Areas).save(context.actor, AreaDraft("Close", parts=("QX4 2",))).made


@pytest.fixture
def dialog(
    main: MainWindow,  # noqa: F811
    close: str,
    settle: Callable[[], None],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[AreaMapDialog]:
    """The map of that area, opened from its pane."""
    monkeypatch.setattr("desktop.runtime.gazetteer.map_ground", lambda: MapGround(Grid()))
    page = main.shell.go_to("areas", close)
    settle()
    assert isinstance(page, AreasPage)
    page.on_action("map")
    settle()
    (made,) = page.findChildren(AreaMapDialog)
    qtbot.waitUntil(lambda: bool(made.view.units))
    qtbot.waitUntil(lambda: "household" in made.who.text())
    yield made
    if shiboken6.isValid(made):
        made.reject()
    settle()


def at(dialog: AreaMapDialog, postcode: str) -> QPoint:
    """Where a postcode is in the view."""
    unit = next(one for one in UNITS if one.postcode == postcode)
    return dialog.view.mapFromScene(scene_point((unit.easting, unit.northing)))


def lines(dialog: AreaMapDialog) -> list[str]:
    """The list beside the map."""
    return [dialog.changes.item(row).text() for row in range(dialog.changes.count())]


def press(dialog: AreaMapDialog, postcode: str, settle: Callable[[], None], qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=at(dialog, postcode))
    settle()


def drag(dialog: AreaMapDialog, begin: QPoint, end: QPoint, settle: Callable[[], None]) -> None:
    """Drag with the left button, as a hand does."""
    port, left, none = dialog.view.viewport(), Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, place, button, held in (
        (QMouseEvent.Type.MouseButtonPress, begin, left, left),
        (QMouseEvent.Type.MouseMove, (begin + end) / 2, none, left),
        (QMouseEvent.Type.MouseMove, end, none, left),
        (QMouseEvent.Type.MouseButtonRelease, end, left, none),
    ):
        here = QPointF(place)
        event = QMouseEvent(kind, here, port.mapToGlobal(here), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(port, event)
    settle()


def state(dialog: AreaMapDialog, postcode: str) -> State:
    return dialog.view.state_of(next(one for one in UNITS if one.postcode == postcode))


def test_a_press_takes_out_and_in_again_and_says_who_would_be_in_it(
    dialog: AreaMapDialog, context: AppContext, close: str, settle: Callable[[], None], qtbot: QtBot
) -> None:
    assert "3 households would be in it." in dialog.who.text()  # Jean is at home there too
    assert not dialog.primary.isEnabled()
    press(dialog, "QX4 2AA", settle, qtbot)
    assert lines(dialog) == ["Out: QX4 2AA"]
    assert state(dialog, "QX4 2AA") is State.GONE
    assert state(dialog, "QX4 2AB") is State.STAYS
    press(dialog, "QX4 3AA", settle, qtbot)
    assert lines(dialog) == ["In: QX4 3AA", "Out: QX4 2AA"]
    assert state(dialog, "QX4 3AA") is State.NEW
    qtbot.waitUntil(lambda: "1 come in, 1 go out." in dialog.who.text())
    assert "3 Kelp Street, QX4 3AA" in dialog.coming.text()
    assert "1 Kelp Street, QX4 2AA" in dialog.going.text()
    press(dialog, "QX4 2AA", settle, qtbot)
    assert lines(dialog) == ["In: QX4 3AA"]
    dialog.primary.click()
    settle()
    kept = context.service(Areas).get(context.actor, close)
    assert kept.parts == ("QX4 2", "QX4 3AA")


def test_a_drag_takes_in_or_out_what_it_is_drawn_over_and_sectors_go_whole(
    dialog: AreaMapDialog, settle: Callable[[], None]
) -> None:
    aside = QPoint(15, 15)
    dialog.tools.buttons[2].click()
    drag(dialog, at(dialog, "QX4 2AB") - aside, at(dialog, "QX4 2BA") + aside, settle)
    assert lines(dialog) == ["Out: QX4 2AA", "Out: QX4 2AB", "Out: QX4 2BA", "Out: QX4 2BB"]
    dialog.tools.buttons[1].click()
    dialog.by.buttons[1].click()
    drag(dialog, at(dialog, "QX4 2AB") - aside, at(dialog, "QX4 2BA") + aside, settle)
    assert lines(dialog) == []
    assert not dialog.primary.isEnabled()


def test_the_keyboard_alone_picks_what_is_in_the_middle(
    dialog: AreaMapDialog, settle: Callable[[], None], qtbot: QtBot
) -> None:
    view = dialog.view
    view.setFocus()
    unit = view.middle_unit()
    assert unit is not None
    was = view.is_in(unit)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    settle()
    assert view.is_in(unit) is not was
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Plus):
        qtbot.keyClick(view, key)
        settle()
    other = view.middle_unit()
    assert other is not None
    assert other != unit


def test_a_part_is_typed_and_a_line_taken_back(
    dialog: AreaMapDialog, settle: Callable[[], None], qtbot: QtBot
) -> None:
    for typed, button in (("qx4 3", dialog.take_in), ("QX42GG", dialog.take_out)):
        dialog.part.setText(typed)
        button.click()
        settle()
    assert lines(dialog) == ["In: QX4 3", "Out: QX4 2GG"]
    dialog.part.setText("nowhere")
    dialog.take_in.click()
    assert "Type a postcode" in dialog.notice.text()
    for _line in range(2):
        dialog.changes.setCurrentRow(0)
        qtbot.keyClick(dialog.changes, Qt.Key.Key_Delete)
        settle()
    assert lines(dialog) == []


def test_what_a_ward_brings_and_what_nobody_knows_the_postcodes_of_is_said(
    dialog: AreaMapDialog, settle: Callable[[], None], qtbot: QtBot
) -> None:
    for typed, button in (("BT1 1", dialog.take_in), ("BT1 1AA", dialog.take_out)):
        dialog.part.setText(typed)
        button.click()
        settle()
    assert lines(dialog) == ["In: BT1 1"]
    assert "The postcodes of BT1 1 are not known here" in dialog.notice.text()
    dialog.picking.wards = frozenset({"W1"})
    dialog._show()
    press(dialog, "QX4 3AA", settle, qtbot)
    assert "comes with its ward" in dialog.notice.text()
    assert lines(dialog) == ["In: BT1 1"]


def test_far_out_it_asks_to_zoom_in_and_everything_has_a_name(
    dialog: AreaMapDialog, settle: Callable[[], None], qtbot: QtBot
) -> None:
    dialog.view.zoom(20)
    qtbot.waitUntil(lambda: not dialog.view.units)
    assert "Zoom in" in said(dialog)
    dialog.zoom.all.click()
    qtbot.waitUntil(lambda: bool(dialog.view.units))
    assert "Zoom in" not in dialog.notice.text()
    assert unnamed_widgets(dialog) == []
    assert rich_texts(dialog) == []
