"""Whom a concern is about: somebody the hub knows, found by typing, or a name as it is."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from db.enums_concerns import AboutKind
from db.queries.finder import OrganisationLine, PersonLine
from desktop.context import AppContext
from desktop.domain.concerns import About
from desktop.services.finder import Finder, Findings, Found
from desktop.services.finder_opened import FoundKind
from desktop.ui.base.avatar import Avatar
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card
from desktop.ui.base.field import ErrorBlock, Field
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.paint import edged_box
from desktop.ui.base.search_field import WAIT_MS
from desktop.ui.base.spoken import announce
from desktop.ui.base.theme import px

KINDS = {
    FoundKind.PERSON: AboutKind.PERSON,
    FoundKind.VOLUNTEER: AboutKind.VOLUNTEER,
    FoundKind.ORGANISATION: AboutKind.ORGANISATION,
}
"""What a concern can be about, of what the search finds."""
SHOWN = 6


def about_of(found: Found) -> About:
    """A record that was found, as whom a concern is about."""
    line = found.line
    kind = KINDS[found.kind]
    if isinstance(line, OrganisationLine):
        return About(kind, found.id, line.name, line.contact_name)
    assert isinstance(line, PersonLine)
    name = f"{line.preferred_name or line.first_name} {line.last_name}".strip() or found.reference
    return About(kind, found.id, name, ", ".join(part for part in (line.address_line1, line.town) if part))


class SubjectField(QWidget):
    """A field that finds people, volunteers and organisations; who is chosen stands in its place.

    Whoever may not search types a name. What is typed and not chosen counts as the name of somebody the hub
    has no record of.

    Signals:
        changed: somebody else is named, or nobody.
        taken: one of those found was chosen; the keyboard goes on to what is asked next.
    """

    changed = Signal()
    taken = Signal()

    def __init__(self, context: AppContext, name: str, parent: QWidget | None = None) -> None:
        """Make it, with nobody named.

        Args:
            context: the open hub.
            name: the question; read aloud.
            parent: the owner.
        """
        super().__init__(parent)
        self._context = context
        self._chosen: About | None = None
        self._found: list[About] = []
        self._take_first = False
        hint = tr("Name, street or phone") if context.may("search.all") else tr("Name")
        icon = "search" if context.may("search.all") else ""
        self.line = Field(hint=hint, name=name, icon_name=icon, max_length=200)
        self.block = ErrorBlock(self.line)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.hide()
        self.card = _ChosenCard(self, pad=10)
        self.card.hide()
        self.change = Button(tr("Change"), kind=ButtonKind.QUIET, small=True)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.search)
        self.line.textEdited.connect(self._on_edited)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(lambda item: self._take(self.list.row(item)))
        self.change.clicked.connect(self._on_change)
        self.setFocusProxy(self.line)

    @property
    def searching(self) -> bool:
        """Whether an answer to what was typed is still to come."""
        return self._timer.isActive() or self._take_first

    def about(self) -> About:
        """Who is named; nobody when its name is empty."""
        return self._chosen or About(name=self.line.text().strip())

    def show_about(self, about: About) -> None:
        """Show somebody; an empty name shows the field."""
        self._chosen = about if about.id else None
        self._timer.stop()
        self.line.setText("" if about.id else about.name)
        self._forget_found()
        self._show()

    def search(self) -> None:
        """Look for what was typed."""
        self._timer.stop()
        typed, actor = self.line.text().strip(), self._context.actor
        finder = self._context.service(Finder)
        if len(typed) > 1 and self._context.may("search.all"):
            self._context.jobs.read(lambda: finder.find(actor, typed), self._on_found, key=f"who-{id(self)}")
        else:
            self._take_first = False
            self._forget_found()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys for the list while the keyboard is in the field."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        if watched is self.line and event.type() == QEvent.Type.FocusOut:
            self._forget_found()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self._avatar = Avatar("", self.card, size=30)
        self._name = Label("", self.card, kind="strong", wrap=True)
        self._detail = Label("", self.card, kind="second", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._detail)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.setContentsMargins(px(6), 0, 0, 0)
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.change)
        self.card.column.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        for part in (self.block, self.list, self.card):
            column.addWidget(part)

    def _show(self) -> None:
        about = self._chosen
        self.block.setVisible(about is None)
        self.card.setVisible(about is not None)
        self._avatar.set_name(about.name if about else "")
        self._name.setText(about.name if about else "")
        self._detail.setText(about.detail if about else "")
        self._detail.setVisible(bool(about and about.detail))
        name = tr("Change {name}", name=about.name) if about else ""
        self.change.setAccessibleName(name)
        self.setFocusProxy(self.change if about else self.line)

    def _on_edited(self, _text: str) -> None:
        self.block.clear()
        self._timer.start()
        self.changed.emit()

    def _on_change(self) -> None:
        self.show_about(About())
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self.list.isHidden():
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
            announce(self.line, self.list.currentItem().text())
            return True
        if key == Qt.Key.Key_Escape and not self.list.isHidden():
            self._forget_found()
            return True
        return False

    def _on_enter(self) -> None:
        if self._timer.isActive():
            self._take_first = True
            self.search()
        elif not self.list.isHidden():
            self._take(self.list.currentRow())

    def _on_found(self, findings: Findings) -> None:
        first, self._take_first = self._take_first, False
        if findings.typed != self.line.text().strip() or self._chosen is not None:
            return
        rows = [row for group in findings.groups if group.kind in KINDS for row in group.rows][:SHOWN]
        self._found = [about_of(row) for row in rows]
        self.list.clear()
        self.list.addItems([_line(one) for one in self._found])
        self.list.addItem(tr("Somebody else: “{typed}”", typed=findings.typed))
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(self.list.sizeHintForRow(0) * self.list.count() + 2 * px(5))
        if first:
            self._take(0)
        else:
            self.list.setVisible(self.line.hasFocus())
            announce(self.line, self.list.currentItem().text())

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._found):
            self.show_about(self._found[row])
            self.changed.emit()
            self.taken.emit()
        self._forget_found()

    def _forget_found(self) -> None:
        """Names that were looked at and not chosen are not kept on the page."""
        self._found = []
        self.list.clear()
        self.list.hide()


class _ChosenCard(Card):
    """Who is chosen, with a plum edge at the left."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        edged_box(QPainter(self), self.rect(), fill="surface", edge="line", bar="restrfill", radius=8)


def _line(about: About) -> str:
    kind: dict[AboutKind, Any] = {
        AboutKind.PERSON: "",
        AboutKind.VOLUNTEER: tr("volunteer"),
        AboutKind.ORGANISATION: tr("organisation"),
    }
    return " · ".join(part for part in (about.name, about.detail, kind.get(about.kind, "")) if part)
