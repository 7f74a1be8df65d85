"""What is to become of a concern that was begun and is left."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr


class LeaveDialog(SheetDialog):
    """Keep it as a draft, throw it away, or go back to it.

    Signals:
        thrown: throw it away.
    """

    thrown = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Ask.

        Args:
            parent: the page.
        """
        super().__init__(
            tr("Leave this concern?"),
            parent,
            verb=tr("Keep as a draft"),
            sentence=tr("It was not sent. A draft stays on this laptop, and only you can open it."),
            leave=tr("Go back to it"),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.throw = Button(tr("Throw it away"), self, kind=ButtonKind.DANGER, icon="trash")
        self.foot.addWidget(self.throw)
        self.throw.clicked.connect(self.accept)
        self.throw.clicked.connect(self.thrown)
        self.confirmed.connect(self.accept)
        self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
