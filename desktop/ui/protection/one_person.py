"""A page about one person's data: the way back and what can be done, over what is to be looked at first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, EmptyState, Rule, scrolling
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.page import Page
from desktop.ui.base.theme import px


class OnePersonPage(Page):
    """Buttons in a bar, and below it cards that scroll."""

    def __init__(self, context: AppContext, title: str, about: str, buttons: Sequence[Button]) -> None:
        """Make the page.

        Args:
            context: the open hub.
            title: of the page, while nobody is shown.
            about: what is below the bar, for a screen reader.
            buttons: what can be done, beside the way back.
        """
        super().__init__(title)
        self._context, self._about, self._buttons = context, about, tuple(buttons)
        self.person_id = ""
        self._head = QFrame(self)
        self._head.setProperty("role", "bar")
        row = FlowLayout(self._head)
        row.setContentsMargins(px(20), px(10), px(14), px(10))
        self.back = Button(tr("Back to the person"), self._head, icon="arrow-left", kind=ButtonKind.QUIET)
        self.back.clicked.connect(self.go_back)
        for button in (self.back, *self._buttons):
            row.addWidget(button)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(self._head)
        self._outer.addWidget(Rule(self))
        self._body: QWidget | None = None

    def shown(self) -> None:
        """The keyboard begins at the way back, where nothing happens by accident."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """Go back to whom it is about."""
        self.place_asked.emit("person", self.person_id)

    def panes(self) -> list[QWidget]:
        """Buttons, then what is to be looked at."""
        return [self._head, *([self._body] if self._body is not None else [])]

    def put_cards(self, content: QWidget, cards: Sequence[QWidget], nobody: EmptyState | None = None) -> None:
        """Show cards in place of those before; buttons only where there is somebody.

        Args:
            content: their parent, which scrolls.
            cards: from the top down.
            nobody: what stands there while nobody is chosen.
        """
        column = QVBoxLayout(content)
        column.setContentsMargins(px(20), px(14), px(20), px(20))
        column.setSpacing(px(14))
        if nobody is not None:
            column.addWidget(nobody, 1)
        for card in cards:
            column.addWidget(card)
        if cards:
            column.addStretch(1)
        self.back.setVisible(bool(self.person_id))
        for button in self._buttons:
            button.setVisible(nobody is None)
        body = scrolling(content, self)
        body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        body.setAccessibleName(self._about)
        if self._body is not None:
            self._outer.replaceWidget(self._body, body)
            self._body.hide()
            self._body.deleteLater()
        else:
            self._outer.addWidget(body, 1)
        self._body = body


def text_card(parent: QWidget, title: str, lines: Sequence[str]) -> Card:
    """A card of plain lines under a heading."""
    card = Card(parent, pad=18)
    card.setMaximumWidth(px(760))
    card.column.addWidget(Label(title, kind="section"))
    for line in lines:
        card.column.addWidget(Label(line, kind="body", wrap=True))
    return card
