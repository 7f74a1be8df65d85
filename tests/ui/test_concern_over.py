"""A concern is raised in two keystrokes also while a dialog waits, and what was typed there stays."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from desktop.services.concern_raising import RaiseConcerns
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.record_page import EDIT
from desktop.ui.concern_over import ConcernDialog
from desktop.ui.concerns.leave import LeaveDialog
from desktop.ui.concerns.raise_form import RaiseForm
from desktop.ui.concerns.raise_page import RaisePage
from tests.ui.office import Office, Shift, office, sit_down

__all__ = ["office", "sit_down"]
SitDown = Callable[[str], AbstractContextManager[Shift]]
Key, Held = Qt.Key, Qt.KeyboardModifier
CHORD = Held.ControlModifier | Held.ShiftModifier
HANDLER = "Leanne Turvey"


@pytest.fixture
def half_typed(office: Office, sit_down: SitDown) -> Callable[[Shift], FormDialog]:
    """Opens Jean's form, types into it and presses Ctrl+Shift+S."""

    def opened(shift: Shift) -> FormDialog:
        page = shift.go("people", office.jean)
        page.pane.buttons[EDIT].click()  # type: ignore[attr-defined]
        form = shift.dialog()
        assert isinstance(form, FormDialog)
        shift.write("half typed")
        assert form.is_dirty()
        shift.press(Key.Key_S, CHORD)
        return form

    return opened


def over(shift: Shift) -> RaisePage:
    """The page on which the concern is raised."""
    dialog = shift.main.concerns_over.dialog
    assert isinstance(dialog, ConcernDialog)
    assert isinstance(dialog.page, RaisePage)
    assert QApplication.activeModalWidget() is dialog
    return dialog.page


def tell(shift: Shift, form: RaiseForm, words: str) -> None:
    """No danger, Jean, the words."""
    shift.press(Key.Key_Right)
    if not form.subject.about().name:
        shift.press(Key.Key_Tab)
        shift.write("Jean")
        shift._qtbot.waitUntil(lambda: not form.subject.searching)
        shift.quiet()
        shift.press(Key.Key_Return)
    for _each in range(14):
        if QApplication.focusWidget() is form.words:
            break
        shift.press(Key.Key_Tab)
    shift.write(words)


def test_it_is_sent_and_the_form_under_it_waits(
    sit_down: SitDown, half_typed: Callable[[Shift], FormDialog]
) -> None:
    with sit_down(HANDLER) as shift:
        form = half_typed(shift)
        tell(shift, over(shift).form, "She was locked in.")
        shift.press(Key.Key_Return, Held.ControlModifier)
        assert shift.main.concerns_over.dialog is None
        assert shift.main.shell.toast.text.startswith("Sent to Helen Strickland")
        assert form.isVisible()
        assert form.is_dirty()
        assert any(one.text().endswith("half typed") for one in form.findChildren(QLineEdit))
        form.reject()


def test_esc_asks_what_becomes_of_the_words_and_a_second_press_opens_nothing(
    sit_down: SitDown, half_typed: Callable[[Shift], FormDialog]
) -> None:
    with sit_down(HANDLER) as shift:
        form = half_typed(shift)
        page = over(shift)
        tell(shift, page.form, "She was locked in.")
        shift.press(Key.Key_S, CHORD)
        assert over(shift) is page
        shift.press(Key.Key_Escape)
        leaving = shift.dialog(LeaveDialog)
        assert isinstance(leaving, LeaveDialog)
        leaving.confirmed.emit()
        shift.quiet()
        assert shift.main.concerns_over.dialog is None
        assert len(shift.context.service(RaiseConcerns).drafts(shift.context.actor)) == 1
        assert form.isVisible()
        form.reject()


def test_locking_takes_the_words_off_the_screen(
    sit_down: SitDown, half_typed: Callable[[Shift], FormDialog]
) -> None:
    with sit_down(HANDLER) as shift:
        form = half_typed(shift)
        page = over(shift)
        tell(shift, page.form, "She was locked in.")
        shift.main.concerns_over.keep()
        shift.quiet()
        assert page.form.words.toPlainText() == ""
        assert not page.sealed.isHidden()
        shift.main.hand_over()
        shift.quiet()
        assert shift.main.concerns_over.dialog is None
        assert len(shift.context.service(RaiseConcerns).drafts(shift.context.actor)) == 1
        form.reject()


def test_over_a_form_of_a_torn_off_window_it_is_about_its_record(office: Office, sit_down: SitDown) -> None:
    with sit_down(HANDLER) as shift:
        window = shift.main.windows.open("people", office.jean)
        shift._qtbot.waitUntil(lambda: window.content() is not None)
        shift._qtbot.waitUntil(window.isActiveWindow)
        shift.quiet()
        form = FormDialog("A form", [], lambda values: None, shift.context.jobs, window)
        form.open()
        shift._qtbot.waitUntil(form.isActiveWindow)
        shift.press(Key.Key_S, CHORD)
        assert over(shift).form.subject.about().name == "Jean Mallory"
        shift.main.concerns_over.close()
        form.reject()
        window.close()


def test_a_dialog_of_no_window_has_nobody_to_ask(sit_down: SitDown) -> None:
    with sit_down(HANDLER) as shift:
        alone = FormDialog("Alone", [], lambda values: None, shift.context.jobs)
        alone.open()
        shift._qtbot.waitUntil(alone.isActiveWindow)
        shift.press(Key.Key_S, CHORD)
        assert shift.main.concerns_over.dialog is None
        assert [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)] == [alone]
        alone.reject()
