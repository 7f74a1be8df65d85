"""The three ways a call can end, always in sight under the form."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.base.permits import may
from desktop.ui.base.theme import px


class CallBar(QFrame):
    """Save and find someone, save, put aside; on two lines where one is too short.

    Attributes:
        find_someone: save, then look for a volunteer.
        save: save, then the next call.
        aside: keep for later.
        concern: raise a concern about the caller.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the bar."""
        super().__init__(parent)
        self.setProperty("role", "bar")
        keys = (tr("Ctrl"), ENTER)
        words, main = tr("Save and find someone"), ButtonKind.PRIMARY
        self.find_someone = Button(
            words, self, kind=main, icon="user-check", keys=keys, action="match.assign"
        )
        self.save = Button(tr("Save, next call"), self, keys=("F2",))
        if not may("match.assign"):
            self.save.kind = main  # the one way to end a call for whoever gives no tasks
        self.aside = Button(tr("Put aside"), self, kind=ButtonKind.QUIET, keys=(tr("Esc"),))
        words = tr("Raise a concern")
        self.concern = Button(words, self, kind=ButtonKind.QUIET, icon="shield-lock", action="concern.raise")
        spring = QWidget(self)
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = FlowLayout(self)
        row.setContentsMargins(px(20), px(12), px(4), px(11))
        for part in (self.find_someone, self.save, spring, self.concern, self.aside):
            row.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
