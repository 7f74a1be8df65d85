"""Concerns: one's own for everybody; all of them for the safeguarding lead, behind their passphrase."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.services.concerns import Concerns
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import scrolling
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.page import Page
from desktop.ui.concerns.half import HalfWritten
from desktop.ui.concerns.opened import OpenConcerns
from desktop.ui.concerns.own import OwnConcerns
from desktop.ui.concerns.sealed import SealedCard, in_middle


class ConcernsPage(Page):
    """The place of the rail.

    Concerns are open only while this page is on show: leaving it, locking, or five minutes without use hides
    them, and nothing that was read stays on the page.
    """

    def __init__(self, context: AppContext) -> None:
        """Make the page.

        Args:
            context: the open hub.
        """
        super().__init__(tr("Concerns"))
        self._context = context
        self._half = HalfWritten()
        self.search_words = tr("Search does not look in concerns")
        self.own = OwnConcerns(context, self)
        self.opened: OpenConcerns | None = None
        self.sealed = SealedCard(
            tr("Concerns are sealed"),
            tr("Only safeguarding leads can open them. Each time one is opened is recorded in it."),
            tr("Open concerns"),
            parent=self,
        )
        self.card_button = Button(
            tr("Use the safeguarding card"), self.sealed, kind=ButtonKind.QUIET, icon="key"
        )
        self.card_button.clicked.connect(self.ask_card)
        self.sealed.foot.insertWidget(1, self.card_button)
        self._leads = context.may("concern.open")
        self.sealed.setVisible(self._leads)
        if self._leads:  # one main button on a page: Ctrl+Enter opens concerns
            self.own.raise_button.kind = ButtonKind.RESTRICTED
        self._closed = scrolling(in_middle(self.sealed, lambda column: column.addWidget(self.own)), self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._closed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.own.raise_asked.connect(lambda item: self.place_asked.emit("raise_concern", item))
        self.own.said.connect(lambda words: self.said.emit(words, False))
        self.sealed.asked.connect(self._unlock)
        self._show_title()

    # page overrides

    def shown(self) -> None:
        """Read what one has raised; the keyboard begins where most begin."""
        self.own.reload()
        self.sealed.ready()
        first: QWidget = self.sealed if self._leads else self.own.raise_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def hidden(self) -> None:
        """Another page took its place."""
        self.hide_concerns()
        self.own.put_away()

    def keep(self) -> None:
        """The window is locked."""
        self.hide_concerns()
        self.own.put_away()

    def panes(self) -> list[QWidget]:
        """What is open, or the passphrase and one's own."""
        if self.opened is not None:
            return self.opened.panes()
        return [*([self.sealed] if self._leads else []), self.own]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc hides concerns."""
        if event.key() == Qt.Key.Key_Escape and self.opened is not None:
            self.hide_concerns()
        else:
            super().keyPressEvent(event)

    def print_page(self) -> bool:
        """Print the alert form of the concern that is open."""
        return self.opened is not None and self.opened.print_form()

    # opening and hiding

    def hide_concerns(self) -> None:
        """Take what was open off the page; harmless when nothing is."""
        self.sealed.ready()
        if self.opened is not None:
            self.opened.hide_now()

    def ask_card(self) -> FormDialog:
        """Ask for the words of the safeguarding card."""
        concerns, actor = self._context.service(Concerns), self._context.actor
        folder = self._context.hub.folder.path
        words = FormField("words", tr("Words"), FieldKind.MULTILINE, required=True, max_length=400, lines=3)
        dialog = FormDialog(
            tr("Use the safeguarding card"),
            [words],
            lambda values: concerns.unlock_with_card(actor, folder, values["words"]),
            self._context.jobs,
            self,
            verb=tr("Open concerns"),
            sentence=tr("Type the words of the card in the order of their numbers. They are not kept."),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._on_unlocked)
        dialog.open()
        return dialog

    def _unlock(self, passphrase: str) -> None:
        concerns, actor = self._context.service(Concerns), self._context.actor
        folder = self._context.hub.folder.path
        self._context.jobs.read(
            lambda: concerns.unlock(actor, folder, passphrase), self._on_unlocked, self.sealed.refuse
        )

    def _on_unlocked(self, _none: Any) -> None:
        self.sealed.ready()
        if not self._on_show:
            self._context.service(Concerns).hide(self._context.actor)
            return
        opened = OpenConcerns(self._context, self._half, self)
        opened.hidden.connect(self._on_hidden)
        self.opened = opened
        self._stack.addWidget(opened)
        self._stack.setCurrentWidget(opened)
        self._show_title()

    def _on_hidden(self) -> None:
        opened, self.opened = self.opened, None
        if opened is not None:
            self._stack.setCurrentWidget(self._closed)
            self._stack.removeWidget(opened)
            opened.hide()
            opened.deleteLater()
        self._show_title()
        if self._on_show:
            self.shown()

    def _show_title(self) -> None:
        self.set_title(tr("Concerns"), tr("Safeguarding lead only") if self.opened is not None else "")
