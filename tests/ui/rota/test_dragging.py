"""Dragging on the rota: people move, change places or are put on; rules answer as for the keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums_rota import SeatRole
from desktop.services.history import History
from desktop.services.rota import Spot
from desktop.services.rota_jobs import SeatDraft
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.theme import px
from desktop.ui.rota import grid as week_grid
from desktop.ui.rota.dragging import kind_of
from desktop.ui.rota.page import RotaPage
from tests.services.rota_hands import RotaHands

Settle = Callable[[], None]
LEFT = Qt.MouseButton.LeftButton
DRIVER = (SeatDraft(SeatRole.DRIVER),)


def place(page: RotaPage, key: str, row: int = 0) -> QPoint:
    """The middle of a line of a shift's cell."""
    rect = page.grid.visualRect(page.grid.records.find(key))
    return rect.topLeft() + QPoint(30, px(week_grid.PAD) + row * px(week_grid.CHIP + week_grid.GAP) + 8)


def drop(page: RotaPage, at: QPoint, settle: Settle) -> None:
    """Let go of whoever is dragged."""
    page.grid.let_go(at)
    settle()
    assert page.grid.carried is None
    assert page.grid.landings is None


def lift(page: RotaPage, spot: Spot, settle: Settle) -> None:
    """Let somebody be dragged, until the week has said where they could land."""
    page.grid.lift(spot)
    settle()
    assert page.grid.landings


def key_of(spot: Spot, job: str) -> str:
    """Key of a spot's shift."""
    return f"{job}:{spot.on_date.isoformat()}"


@pytest.fixture
def week(page: RotaPage, hands: RotaHands, settle: Settle) -> tuple[str, str, str]:
    """A round with one driver, Kofi on Wednesday and Beth on Thursday."""
    job = hands.job(seats=DRIVER)
    kofi, beth = hands.person("Kofi Mensah"), hands.person("Beth Rhys")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    hands.rota.put_on(hands.who, hands.spot(job, 3, beth))
    page.refresh(None)
    settle()
    return job, kofi, beth


def test_somebody_dragged_to_a_free_day_moves_and_it_is_undone_at_once(
    page: RotaPage, hands: RotaHands, week: tuple[str, str, str], settle: Settle
) -> None:
    job, kofi, _beth = week
    spot, friday = hands.spot(job, 2, kofi), hands.spot(job, 4)
    lift(page, spot, settle)
    assert page.grid.hold(place(page, key_of(friday, job)))
    drop(page, place(page, key_of(friday, job)), settle)
    assert (hands.names(2), hands.names(4)) == ([], ["Kofi"])
    history = History(hands.hub.tools)
    history.undo(hands.who, history.last(hands.who)[0])
    assert (hands.names(2), hands.names(4)) == (["Kofi"], [])


def test_somebody_dragged_onto_another_changes_places_with_them(
    page: RotaPage, hands: RotaHands, week: tuple[str, str, str], settle: Settle
) -> None:
    job, kofi, beth = week
    lift(page, hands.spot(job, 2, kofi), settle)
    thursday = place(page, key_of(hands.spot(job, 3), job))
    assert page.grid.chip_at(thursday).who == beth
    assert page.grid.hold(thursday)
    drop(page, thursday, settle)
    assert (hands.names(2), hands.names(3)) == (["Beth"], ["Kofi"])


def test_where_nobody_may_be_put_it_says_why_and_nothing_changes(
    page: RotaPage, hands: RotaHands, week: tuple[str, str, str], settle: Settle
) -> None:
    job, _kofi, _beth = week
    dev = hands.person("Dev Raman", checks=())
    spot = Spot("", hands.spot(job, 4).on_date, dev)
    lift(page, spot, settle)
    friday = place(page, key_of(spot, job))
    assert not page.grid.hold(friday)
    assert kind_of(page.grid.landings[key_of(spot, job)]) == "no"
    told: list[str] = []
    page.said.connect(lambda words, _undo: told.append(words))
    drop(page, friday, settle)  # let go of all the same
    assert "Driving papers not seen" in told[0]
    assert hands.names(4) == []


def test_what_speaks_against_it_is_asked_for_a_reason(
    page: RotaPage, hands: RotaHands, week: tuple[str, str, str], settle: Settle
) -> None:
    job, _kofi, _beth = week
    ada = hands.person("Ada Moss", days=(0,))
    spot = Spot("", hands.spot(job, 4).on_date, ada)
    lift(page, spot, settle)
    assert page.grid.hold(place(page, key_of(spot, job)))
    drop(page, place(page, key_of(spot, job)), settle)
    (form,) = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    form.form.set_values({"reason": "She offered"})
    form.primary.click()
    settle()
    assert hands.names(4) == ["Ada"]


def test_a_stranger_and_a_seat_that_is_gone_change_nothing(
    page: RotaPage, hands: RotaHands, week: tuple[str, str, str], settle: Settle
) -> None:
    job, kofi, _beth = week
    friday = hands.spot(job, 4)
    for spot in (Spot("0" * 32, friday.on_date, kofi), Spot("", friday.on_date, "f" * 32)):
        page.grid.lift(spot)
        drop(page, place(page, key_of(friday, job)), settle)
        settle()
        assert (hands.names(2), hands.names(4)) == (["Kofi"], [])


def mouse(kind: QEvent.Type, at: QPoint, on_screen: QPoint | None = None) -> QMouseEvent:
    """The mouse at a place, its left button down."""
    return QMouseEvent(
        kind, QPointF(at), QPointF(on_screen or at), LEFT, LEFT, Qt.KeyboardModifier.NoModifier
    )


PRESS, MOVE, RELEASE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonRelease,
)


def test_the_mouse_drags_from_seat_to_seat_and_esc_puts_back(
    page: RotaPage, hands: RotaHands, week: tuple[str, str, str], settle: Settle, qtbot: QtBot
) -> None:
    job, kofi, _beth = week
    grid, at = page.grid, place(page, key_of(hands.spot(job, 2), job))
    far = at + QPoint(QApplication.startDragDistance() + 2, 0)
    friday = place(page, key_of(hands.spot(job, 4), job))
    for escape in (True, False):
        grid.mousePressEvent(mouse(PRESS, at))
        grid.mouseMoveEvent(mouse(MOVE, at + QPoint(1, 0)))
        assert grid.carried is None
        grid.mouseMoveEvent(mouse(MOVE, far))
        assert grid.carried == hands.spot(job, 2, kofi)
        settle()
        grid.mouseMoveEvent(mouse(MOVE, friday))
        assert grid.cursor().shape() is Qt.CursorShape.DragMoveCursor
        grid.grab()  # the marks are drawn
        if escape:
            qtbot.keyClick(grid, Qt.Key.Key_Escape)
            assert grid.carried is None
        grid.mouseReleaseEvent(mouse(RELEASE, friday))
        settle()
    assert (hands.names(2), hands.names(4)) == ([], ["Kofi"])


def test_the_mouse_drags_from_the_list_beside_the_week(
    page: RotaPage, hands: RotaHands, week: tuple[str, str, str], settle: Settle
) -> None:
    job, *_others = week
    hands.person("Ada Moss")
    page.grid.select_key(key_of(hands.spot(job, 4), job))
    settle()
    card = next(one for one in page.pane.cards if one.line.name == "Ada Moss")
    friday = page.grid.viewport().mapToGlobal(place(page, key_of(hands.spot(job, 4), job)))
    here = QPoint(5, 5)
    card.mousePressEvent(mouse(PRESS, here))
    card.mouseMoveEvent(mouse(MOVE, here + QPoint(QApplication.startDragDistance() + 2, 0)))
    settle()
    card.mouseMoveEvent(mouse(MOVE, here, friday))
    card.mouseReleaseEvent(mouse(RELEASE, here, friday))
    settle()
    assert hands.names(4) == ["Ada"]


def test_let_go_of_outside_the_week_or_where_they_came_from_nothing_changes(
    page: RotaPage, hands: RotaHands, week: tuple[str, str, str], settle: Settle
) -> None:
    job, kofi, _beth = week
    spot = hands.spot(job, 2, kofi)
    for at in (QPoint(-50, -50), place(page, key_of(spot, job)), place(page, key_of(spot, job), row=2)):
        lift(page, spot, settle)
        drop(page, at, settle)
        assert (hands.names(2), hands.names(3)) == (["Kofi"], ["Beth"])


def test_whoever_may_not_change_the_rota_drags_nobody(
    page: RotaPage, hands: RotaHands, week: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(week_grid, "may", lambda _action: False)
    at = place(page, key_of(hands.spot(week[0], 2), week[0]))
    page.grid.mousePressEvent(mouse(PRESS, at))
    page.grid.mouseMoveEvent(mouse(MOVE, at + QPoint(40, 0)))
    assert page.grid.carried is None
