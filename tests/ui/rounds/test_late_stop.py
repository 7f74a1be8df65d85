"""A stop that came late, put on a round through the window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.errors import DomainError
from desktop.services.hubs import OpenHub
from desktop.services.late_stops import LateStops
from desktop.services.round_results import RoundResults
from desktop.services.rounds import Rounds
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.rounds.late_stop import LateStopDialog
from desktop.ui.rounds.page import RoundsPage
from tests.ui.rounds.conftest import take_call

Settle = Callable[[], None]
LATE = ("Olwen Reece", "5 Marram Way", "QX4 3RT", "1 bag", "", "")


def opened(page: RoundsPage, settle: Settle) -> LateStopDialog:
    """The dialog, opened from the list."""
    page.list.late.trigger()
    settle()
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    (found,) = [one for one in shown if isinstance(one, LateStopDialog)]
    return found


def test_a_late_stop_is_put_on_with_the_keyboard(
    planned: str, page: RoundsPage, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    take_call(hub, LATE)
    dialog = opened(page, settle)
    assert dialog.task.hasFocus()
    assert "Olwen Reece" in dialog.task.currentText()
    assert unnamed_widgets(dialog) == []
    assert list(dialog.choices) == [planned]
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(Rounds(hub.tools).get(hub.actor, planned).stops) == 9


def test_what_cannot_take_it_says_why(
    planned: str, page: RoundsPage, hub: OpenHub, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_call(hub, LATE)
    RoundResults(hub.tools).send_out(hub.actor, planned)
    dialog = opened(page, settle)
    assert not dialog.choices[planned].isEnabled()
    assert "is out" in dialog.choices[planned].accessibleName()
    assert "No round of that day can take it" in dialog.primary.toolTip()
    dialog._on_confirmed()
    dialog.reject()


def test_what_changed_meanwhile_is_said_in_the_dialog(
    planned: str, page: RoundsPage, hub: OpenHub, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_call(hub, LATE)
    dialog = opened(page, settle)

    def refuse(*_given: object) -> None:
        raise DomainError("Kofi Mensah cannot carry more.")

    monkeypatch.setattr(LateStops, "put", refuse)
    dialog._on_confirmed()
    settle()
    assert dialog.wrong.text() == "Kofi Mensah cannot carry more."
    dialog.reject()


def test_nothing_late_and_no_round_are_said(
    planned: str, page: RoundsPage, hub: OpenHub, settle: Settle
) -> None:
    dialog = opened(page, settle)
    assert "Every delivery of that day is on a round" in dialog.primary.toolTip()
    dialog.reject()
    take_call(hub, LATE)
    Rounds(hub.tools).void(hub.actor, planned, "Not needed")
    settle()
    dialog = opened(page, settle)
    assert "No round is planned" in dialog.primary.toolTip()
    dialog.reject()
