"""Beside the call: the cards of the information bank that fit the need and where the caller lives."""

from collections.abc import Sequence
from datetime import date

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.queries.info_bank import CardRow
from desktop.domain.phones import national
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Rule
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.dates import show_date
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import KeyCap
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone


class CardsBeside(QWidget):
    """The cards, each a line with its number; Space unfolds what to say. Hidden while none fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, hidden."""
        super().__init__(parent)
        self.lines: list[CardLine] = []
        self._before: QWidget | None = None
        self._shown: tuple[CardRow, ...] = ()
        head = QHBoxLayout()
        head.addWidget(Label(tr("From the information bank"), kind="field", wrap=True), 1)
        head.addWidget(KeyCap(tr("Alt"), "I", parent=self))
        self._column = QVBoxLayout()
        self._column.setSpacing(px(4))
        inner = QVBoxLayout()
        inner.setContentsMargins(px(18), px(11), px(18), px(10))
        inner.setSpacing(px(5))
        inner.addLayout(head)
        inner.addLayout(self._column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(inner)
        outer.addWidget(Rule(self))
        self.hide()

    def show_cards(self, cards: Sequence[CardRow], today: date) -> None:
        """Show what fits; the same cards as before stay as they are unfolded."""
        if tuple(cards) == self._shown:
            return
        self._shown = tuple(cards)
        held = any(line.opener.hasFocus() for line in self.lines)
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [CardLine(card, today, self) for card in cards]
        for line in self.lines:
            self._column.addWidget(line)
        if held and not self.lines:
            self._go_back()
        self.setVisible(bool(self.lines))
        if held:
            self._focus(0)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first card, or back into the call when it is here already."""
        if any(line.opener.hasFocus() for line in self.lines):
            self._go_back()
        elif self.lines:
            self._before = QApplication.focusWidget()
            self._focus(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move among the cards; Esc goes back to where the keyboard was in the call."""
        at = next((at for at, line in enumerate(self.lines) if line.opener.hasFocus()), None)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if at is not None and step is not None:
            self._focus(min(max(at + step, 0), len(self.lines) - 1))
        elif at is not None and event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _focus(self, at: int) -> None:
        if not self.lines:
            return
        line = self.lines[at]
        line.opener.setFocus(Qt.FocusReason.ShortcutFocusReason)
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(line)

    def _go_back(self) -> None:
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.ShortcutFocusReason)


class CardLine(QWidget):
    """One card: its title and number, and unfolded what to say and how far it can be relied on."""

    def __init__(self, card: CardRow, today: date, parent: QWidget | None = None) -> None:
        """Make it, folded.

        Args:
            card: what it says.
            today: decides whether it is out of date.
            parent: the owner.
        """
        super().__init__(parent)
        old, number = card.review_on < today, national(card.phone)
        self.opener = Button(
            card.title, self, kind=ButtonKind.QUIET, icon="chevron-right", small=True, icon_only=True
        )
        self.opener.setCheckable(True)
        self.title = Label(card.title, self, kind="strong", wrap=True)
        told = tr("Out of date: ring to check first") if old else ""
        said = [part for part in (card.title, number, told) if part]
        self.opener.setAccessibleName(", ".join(said))
        self.phone = Label(number, self)
        self.phone.setVisible(bool(number))
        self.phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.old = StatusLabel("", self, wrap=True)
        self.old.setVisible(old)
        if old:
            self.old.set_state(told, "alert-triangle", Tone.WARN)
        self.more = Label("\n".join(_more(card)), self, wrap=True)
        self.more.hide()
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.opener)
        head.addWidget(self.title, 1)
        head.addWidget(self.phone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addLayout(head)
        inset = QVBoxLayout()
        inset.setContentsMargins(px(38), 0, 0, 0)
        inset.setSpacing(px(2))
        inset.addWidget(self.old)
        inset.addWidget(self.more)
        column.addLayout(inset)
        self.opener.toggled.connect(self._unfold)

    def _unfold(self, on: bool) -> None:
        self.more.setVisible(on)
        self.opener.icon_name = "chevron-down" if on else "chevron-right"
        self.opener.update()
        self.opener.setAccessibleDescription(self.more.text() if on else "")


def _more(card: CardRow) -> list[str]:
    checked = tr("Checked {day}, {source}", day=show_date(card.checked_on), source=card.source)
    where = tr("For {area}", area=card.area) if card.area else ""
    return [part for part in (card.words, card.open_when, card.url, where, checked) if part]
