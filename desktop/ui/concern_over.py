"""A concern raised while a dialog is open: in a window over it, so that nothing typed there is lost."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.ui.base.dialog import keep_on_screen
from desktop.ui.base.theme import px
from desktop.ui.places import OVER, opens, page_maker

RAISE = "raise_concern"
"""The page on which a concern is raised, from wherever somebody is."""


class ConcernsOver(QObject):
    """Raises concerns over dialogs, one at a time.

    Signals:
        said: a short message for the foot of the window, and whether Undo is offered.

    Attributes:
        dialog: the window on show; None while no concern is raised over a dialog.
    """

    said = Signal(str, bool)

    def __init__(self, context: AppContext, parent: QObject) -> None:
        """Prepare.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(parent)
        self._context = context
        self.dialog: ConcernDialog | None = None

    def open(self, over: QWidget, about: str) -> None:
        """Show the form over a dialog; nothing where one is on show, or for whoever may not.

        Args:
            over: the dialog, which waits under it as it is.
            about: ``kind:id`` of whom it is about; empty when not known.
        """
        if self.dialog is not None or not opens(self._context, RAISE):
            return
        page: Any = page_maker(*OVER[RAISE], self._context)()
        page.said.connect(self.said)
        self.dialog = ConcernDialog(page, over, self._on_closed)
        self.dialog.open()
        page.enter()
        if about:
            page.show_record(about)

    def keep(self) -> None:
        """The window is about to be locked: keep the words safe, and take them off the page."""
        if self.dialog is not None:
            self.dialog.page.keep()

    def close(self) -> None:
        """Somebody else takes the keyboard: let go; the words stay as a draft of their author."""
        if self.dialog is not None:
            self.dialog.let_go()

    def _on_closed(self) -> None:
        self.dialog = None


class ConcernDialog(QDialog):
    """The page on which a concern is raised, in a window.

    Attributes:
        page: the page.
    """

    def __init__(self, page: Any, over: QWidget, closed: Callable[[], object]) -> None:
        """Make it.

        Args:
            page: a new `RaisePage`; the window owns it from now on.
            over: the dialog it is shown over.
            closed: called once it is closed.
        """
        super().__init__(over)
        self.page = page
        self._closed: Callable[[], object] | None = closed
        self.setWindowTitle(page.title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.page.left.connect(self.let_go)
        self.resize(px(980), px(690))

    def let_go(self) -> None:
        """Close for good."""
        if self._closed is not None:
            closed, self._closed = self._closed, None
            self.page.leave()
            self.page.close_page()
            self.done(QDialog.DialogCode.Rejected)
            closed()

    def reject(self) -> None:
        """Esc or the window's cross: the page asks what is to become of what was written."""
        self.page.cancel()

    def showEvent(self, event: QShowEvent) -> None:
        """Stay within the screen."""
        super().showEvent(event)
        keep_on_screen(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter sends, as it does in the window."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.page.send()
        elif not is_enter:
            super().keyPressEvent(event)
