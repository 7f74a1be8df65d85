"""The ways a call can end, always in sight under it."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.base.theme import px


class CallsBar(QFrame):
    """Save and go on, no answer, more, raise a concern.

    Attributes:
        save: Ctrl+Enter; while a step for no answer is due, that it is known how they are.
        no_answer: Alt+A; while a step is due, that nobody knows yet.
        more: what is done seldom.
        concern: raise a concern about them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the bar."""
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.save = Button(
            tr("Save, next call"),
            self,
            kind=ButtonKind.PRIMARY,
            icon="check",
            keys=(tr("Ctrl"), ENTER),
            action="call.make",
        )
        self.no_answer = Button(tr("No answer"), self, keys=(tr("Alt"), "A"), action="call.make")
        self.more = Button(tr("More"), self, kind=ButtonKind.QUIET)
        words = tr("Raise a concern")
        self.concern = Button(
            words, self, kind=ButtonKind.RESTRICTED, icon="shield-lock", action="concern.raise"
        )
        spring = QWidget(self)
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = FlowLayout(self)
        row.setContentsMargins(px(12), px(12), px(8), px(11))
        for part in (self.save, self.no_answer, self.more, spring, self.concern):
            row.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_step(self, *, step: bool, last: bool) -> None:
        """Say what the buttons do now.

        Args:
            step: a step for no answer is due.
            last: every step was taken.
        """
        self.save.setText(tr("Heard of them") if step else tr("Save, next call"))
        self.no_answer.setText(tr("No news yet") if step else tr("No answer"))
        self.no_answer.setVisible(not last)
