"""The lock comes after the minutes chosen, whatever the computer did meanwhile, and no sooner."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.runtime.idle import LOOK_MS, PAUSE_S, IdleWatch, clocks

MINUTE = 60.0


class Hands:
    """Two clocks that a test moves."""

    def __init__(self) -> None:
        self.awake = self.wall = 1_000.0

    def __call__(self) -> tuple[float, float]:
        return self.awake, self.wall

    def move(self, seconds: float, *, asleep: bool = False) -> None:
        self.awake += 0 if asleep else seconds
        self.wall += seconds


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def told() -> list[bool]:
    return []


@pytest.fixture
def watch(qapp: QApplication, hands: Hands, told: list[bool]) -> Iterator[IdleWatch]:
    made = IdleWatch(qapp, 10, hands)
    made.idle.connect(lambda: told.append(True))
    yield made
    made.stop()
    made.deleteLater()


def test_it_is_told_once_when_the_minutes_are_over(watch: IdleWatch, hands: Hands, told: list[bool]) -> None:
    hands.move(10 * MINUTE - 1)
    watch.look()
    assert told == []
    hands.move(1)
    for _ in range(3):
        watch.look()
    assert told == [True]
    watch.begin_again()
    hands.move(10 * MINUTE)
    watch.look()
    assert told == [True, True]


def test_other_minutes_hold_at_once(watch: IdleWatch, hands: Hands, told: list[bool]) -> None:
    hands.move(3 * MINUTE)
    watch.minutes = 2
    watch.look()
    assert told == [True]


def test_a_night_with_the_lid_shut_counts_though_the_awake_clock_stood(
    watch: IdleWatch, hands: Hands, told: list[bool]
) -> None:
    hands.move(8 * 60 * MINUTE, asleep=True)
    watch.use()  # the key that wakes it must not unlock it for ten more minutes
    assert told == [True]
    watch.use()
    assert told == [True]


def test_a_wall_clock_set_back_does_not_keep_it_open(
    watch: IdleWatch, hands: Hands, told: list[bool]
) -> None:
    hands.wall -= 3_600
    hands.awake += 10 * MINUTE
    watch.look()
    assert told == [True]


@pytest.mark.parametrize("how", ["key", "click", "move", "wheel"])
def test_every_key_click_and_move_counts_as_use(
    how: str, watch: IdleWatch, hands: Hands, told: list[bool], qtbot: QtBot
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(lambda: field.window().windowHandle() is watch._window)
    hands.move(9 * MINUTE)
    window = field.windowHandle()
    if how == "key":
        QTest.keyClick(window, Qt.Key.Key_A)
    elif how == "click":
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3))
    elif how == "move":
        QTest.mouseMove(window, QPoint(5, 5))
    else:
        QTest.wheelEvent(window, QPointF(4, 4), QPoint(0, 120))
    qtbot.waitUntil(lambda: watch._used[0] == hands.awake)
    hands.move(9 * MINUTE)
    watch.look()
    assert told == []
    hands.move(MINUTE)
    watch.look()
    assert told == [True]


def test_a_pointer_that_moved_over_another_window_counts(
    watch: IdleWatch, hands: Hands, told: list[bool]
) -> None:
    hands.move(10 * MINUTE)
    watch._pointer = QCursor.pos() + QPoint(7, 7)
    watch.begin_again()
    hands.move(9 * MINUTE)
    watch.look()
    hands.move(9 * MINUTE)
    watch.look()
    assert told == []


def test_the_timer_looks_often_enough(watch: IdleWatch, qtbot: QtBot) -> None:
    assert watch._timer.isActive()
    assert watch._timer.interval() == LOOK_MS
    before, after = clocks(), clocks()
    assert all(one <= other for one, other in zip(before, after, strict=True))


def test_a_pause_is_told_once_until_the_next_key(watch: IdleWatch, hands: Hands) -> None:
    paused: list[bool] = []
    watch.paused.connect(lambda: paused.append(True))
    hands.move(PAUSE_S - 1)
    watch.look()
    assert paused == []
    hands.move(1)
    watch.look()
    watch.look()
    assert paused == [True]
    watch.use()
    hands.move(PAUSE_S)
    watch.look()
    assert paused == [True, True]


def test_once_stopped_it_tells_nothing_whatever_window_comes_after(
    watch: IdleWatch, hands: Hands, told: list[bool], qtbot: QtBot
) -> None:
    """A hub that was closed, as for a fresh key, locked the next one's windows and took its passphrase."""
    watch.stop()
    hands.move(10 * MINUTE)
    window = QLineEdit()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert window.text() == "a"
    assert told == []
