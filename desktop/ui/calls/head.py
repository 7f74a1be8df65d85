"""What stands over the list of calls: how many, whose, and the lists beside it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.calls.whose import WhoseButton


class CallsHead(QWidget):
    """The head.

    Signals:
        place_asked: key of the list beside this one that is wanted.

    Attributes:
        count: how many calls are to be made.
        whose: whose calls are shown.
        add: ring somebody again and again.
        rounds: phone rounds.
        sheets: calls on paper.
    """

    place_asked = Signal(str)

    def __init__(self, me: str, parent: QWidget | None = None) -> None:
        """Make the head.

        Args:
            me: the name of whoever is at the keyboard.
            parent: the owner.
        """
        super().__init__(parent)
        self.count = Label("", self, kind="strong")
        self.whose = WhoseButton(me, self)
        self.add = self._button(tr("Ring somebody again and again"), "plus", "call.plan")
        self.rounds = self._button(tr("Phone rounds"), "phone-outgoing", "call.see")
        self.sheets = self._button(tr("Call sheets"), "clipboard-list", "call.make")
        self.rounds.clicked.connect(lambda: self.place_asked.emit("phone_rounds"))
        self.sheets.clicked.connect(lambda: self.place_asked.emit("call_sheets"))
        row = FlowLayout(self)
        row.setContentsMargins(px(16), px(7), px(4), px(7))
        for part in (self.count, self.whose, self.add, self.rounds, self.sheets):
            row.addWidget(part)

    def _button(self, words: str, mark: str, action: str) -> Button:
        button = Button("", self, small=True, kind=ButtonKind.QUIET, icon=mark, action=action)
        button.setAccessibleName(words)
        button.setToolTip(words)
        return button
