"""One key for each thing that can happen at a door."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from db.enums import TaskOutcome
from desktop.ui.base.button import Button
from desktop.ui.base.i18n import tr
from desktop.ui.base.segmented import ARROWS
from desktop.ui.base.theme import px
from desktop.ui.words import say

KEYS: Mapping[str, TaskOutcome] = {
    "D": TaskOutcome.DELIVERED,
    "L": TaskOutcome.LEFT_SAFE,
    "N": TaskOutcome.NO_ANSWER,
    "R": TaskOutcome.REFUSED,
    "W": TaskOutcome.WRONG_ADDRESS,
    "U": TaskOutcome.WORRIED,
    "B": TaskOutcome.LAST_UNOPENED,
    "P": TaskOutcome.PARTLY,
    "X": TaskOutcome.NOT_ATTEMPTED,
}
"""Letter to outcome, in the order shown."""
LETTERS = {outcome: letter for letter, outcome in KEYS.items()}
_COLUMNS = 3


def outcome_of(event: QKeyEvent) -> TaskOutcome | None:
    """The outcome a key stands for; None for any other key, or one held with Ctrl or Alt."""
    plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return KEYS.get(event.text().upper()) if event.modifiers() in plain else None


class OutcomeKeys(QWidget):
    """A button for each outcome; while the keyboard is on one, arrows move and a letter answers.

    Signals:
        chosen: the outcome.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the buttons.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setAccessibleName(tr("What came of it?"))
        self.buttons: dict[TaskOutcome, Button] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(8))
        for at, (letter, outcome) in enumerate(KEYS.items()):
            button = _OutcomeButton(say(outcome), self, keys=(letter,))
            button.spread = True
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(policy.Policy.Expanding)
            button.setSizePolicy(policy)
            button.clicked.connect(lambda _=False, one=outcome: self.chosen.emit(one))
            self.buttons[outcome] = button
            grid.addWidget(button, at // _COLUMNS, at % _COLUMNS)
            grid.setColumnStretch(at % _COLUMNS, 1)
        self.setFocusProxy(self.buttons[TaskOutcome.DELIVERED])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters answer; arrows move."""
        outcome = outcome_of(event)
        key = Qt.Key(event.key())
        if outcome is not None:
            self.chosen.emit(outcome)
        elif key in ARROWS:
            self._move(ARROWS[key] * (_COLUMNS if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) else 1))
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        buttons = list(self.buttons.values())
        at = next((n for n, button in enumerate(buttons) if button.hasFocus()), 0)
        if 0 <= at + step < len(buttons):
            buttons[at + step].setFocus(Qt.FocusReason.TabFocusReason)


class _OutcomeButton(Button):
    """Leaves arrows to the grid; a push button would go its own way with them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in ARROWS:
            event.ignore()
            return
        super().keyPressEvent(event)
