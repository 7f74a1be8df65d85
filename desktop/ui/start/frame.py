"""The calm card that every screen before a hub is open stands in."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.base.card import Card, scrolling
from desktop.ui.base.dialog import keep_on_screen
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Tone


class StartFrame(QWidget):
    """A window with one card in the middle; add widgets to `body`."""

    def __init__(self, title: str, sentence: str = "", *, width: int = 480) -> None:
        """Make the window.

        Args:
            title: heading of the card, and of the window.
            sentence: one line under it.
            width: of the card, px at 100%.
        """
        super().__init__()
        self.setWindowTitle(f"{title} - Hubkeeper")
        card = Card(pad=28)
        self._card, self._width = card, width
        card.column.setSpacing(px(12))
        card.column.addWidget(Label(title, kind="page", wrap=True))
        if sentence:
            card.column.addWidget(Label(sentence, kind="body", tone="ink2", wrap=True))
        self.problem = Notice(parent=self, tone=Tone.DANGER)
        self.problem.hide()
        card.column.addWidget(self.problem)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(12))
        card.column.addLayout(self.body)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(px(16), px(24), px(16), px(24))
        row.addStretch(1)
        row.addWidget(card, 100, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(middle, self))
        self.resize(px(1024), px(688))
        self._fit()
        theme().changed.connect(self._fit)
        for keys, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1)):
            QShortcut(QKeySequence(keys), self, partial(theme().step_scale, step))

    def showEvent(self, event: QShowEvent) -> None:
        """Stay within the screen."""
        super().showEvent(event)
        keep_on_screen(self)

    def _fit(self) -> None:
        """As wide as the text asks, and no wider than the window."""
        self._card.setMaximumWidth(px(self._width))

    def add_buttons(self, *buttons: QWidget) -> None:
        """Stand buttons side by side, on further lines where there is no room."""
        row = FlowLayout()
        for button in buttons:
            row.addWidget(button)
        self.body.addLayout(row)

    def show_problem(self, problem: Exception) -> None:
        """Say what was refused, and let the person try again.

        Args:
            problem: anything with `user_message`, and `remedy` where there is one.
        """
        self.setEnabled(True)
        self.problem.say(str(getattr(problem, "user_message", problem)), str(getattr(problem, "remedy", "")))
        self.problem.show()
