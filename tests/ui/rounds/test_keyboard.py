"""Where the keyboard stands when a round is read."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from desktop.ui.rounds.page import RoundsPage


@pytest.mark.parametrize("covered", [False, True])
def test_a_round_read_late_leaves_the_keyboard_to_what_lies_over_it(
    planned: str, page: RoundsPage, settle: Callable[[], None], covered: bool
) -> None:
    over = QDialog(page)
    over.setWindowFlags(Qt.WindowType.Widget)
    field = QLineEdit(over)
    page.open_round(planned)
    if covered:
        over.show()
        field.setFocus()
    settle()
    assert QApplication.focusWidget() is (field if covered else page.view.stops.list)
