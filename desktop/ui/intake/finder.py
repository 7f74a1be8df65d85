"""Who is calling: found while a number or a name is typed."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from db.queries.people import PersonRow
from desktop.context import AppContext
from desktop.domain.phones import national
from desktop.services.people import People
from desktop.ui.base.avatar import draw_avatar
from desktop.ui.base.field import ErrorBlock, Field
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.search_field import WAIT_MS
from desktop.ui.base.spoken import announce
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight

MOST = 8
"""People offered at once; more are found by typing more."""
Index = QModelIndex | QPersistentModelIndex


def name_of(row: PersonRow) -> str:
    """A person's name, or their reference where there is none."""
    return f"{row.preferred_name or row.first_name} {row.last_name}".strip() or f"P-{row.number}"


def place_of(row: PersonRow) -> str:
    """Where a person lives, and the number they ring from, to tell people of one name apart."""
    parts = (row.address_line1, row.town, row.postcode, national(row.phone))
    return " · ".join(part for part in parts if part)


class FoundModel(QAbstractListModel):
    """The people found, and last a way to add somebody new."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[PersonRow] = ()
        self.typed = ""

    def show_rows(self, rows: Sequence[PersonRow], typed: str) -> None:
        """Show other people."""
        self.beginResetModel()
        self.rows, self.typed = rows, typed
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """People, and somebody new."""
        return 0 if parent.isValid() or not self.typed else len(self.rows) + 1

    def person(self, row: int) -> PersonRow | None:
        """Who is in a row; None for somebody new."""
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def words(self, row: int) -> tuple[str, str]:
        """The two lines of a row."""
        person = self.person(row)
        if person is None:
            return tr("Somebody new"), tr("Add “{typed}”", typed=self.typed)
        return name_of(person), place_of(person)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a row, for screen readers too."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in self.words(index.row()) if part)
        return None


class FoundDelegate(QStyledItemDelegate):
    """Draws initials, name and address; what was typed is shown as typed."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines."""
        return QSize(px(200), px(46))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        model = index.model()
        if not isinstance(model, FoundModel):
            return
        now, rect = theme(), QRect(option.rect)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, now.colour("tint" if chosen else "surface"))
        if chosen:
            painter.fillRect(rect.left(), rect.top(), px(4), rect.height(), now.colour("accent"))
        name, place = model.words(index.row())
        mark = QRect(rect.left() + px(13), rect.top() + (rect.height() - px(28)) // 2, px(28), px(28))
        if model.person(index.row()) is None:
            draw_icon(painter, "user-plus", mark, "accent", 20)
        else:
            draw_avatar(painter, mark, name)
        room = rect.adjusted(px(52), px(5), -px(10), -px(5))
        painter.setFont(now.font(Size.BODY, Weight.SEMI))
        painter.setPen(now.colour("ink"))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, _cut(painter, name, room.width()))
        painter.setFont(now.font(Size.SECOND))
        painter.setPen(now.colour("ink2"))
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom, _cut(painter, place, room.width()))
        painter.restore()


def _cut(painter: QPainter, words: str, width: int) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)


class WhoField(Field):
    """The field itself: taller, larger figures, and how many were found at its right."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it."""
        super().__init__(
            parent=parent, name=tr("Who is calling: number or name"), icon_name="phone", max_length=200
        )
        self.setFont(theme().font(Size.SECTION, Weight.MEDIUM))
        self.found = Label("", self, kind="caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, px(11), 0)
        row.addStretch(1)
        row.addWidget(self.found)

    def sizeHint(self) -> QSize:
        """38 px tall at 100%."""
        return QSize(px(240), px(38))

    def minimumSizeHint(self) -> QSize:
        """Height is kept."""
        return QSize(px(120), px(38))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()


class CallerFinder(QWidget):
    """The field and the list under it.

    Digits search phones, letters names and streets, 80 ms after the last key. Down and Up move in the list,
    Enter takes the one marked, Esc hides the list.

    Signals:
        picked: a person (`PersonRow`).
        new_asked: somebody new, as typed.
        edited: the words changed.
    """

    picked = Signal(object)
    new_asked = Signal(str)
    edited = Signal()

    def __init__(self, context: AppContext, host: QWidget, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            context: the open hub.
            host: the widget the list is laid over, which holds the field.
            parent: the owner.
        """
        super().__init__(parent)
        self._context, self._host = context, host
        self._people = context.service(People)
        self._enter_waits = False
        self.line = WhoField(self)
        self.block = ErrorBlock(self.line)
        self.model = FoundModel(self)
        self.list = _make_list(self.model, host)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.block)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.search)
        self.line.textEdited.connect(self._on_edited)
        self.line.installEventFilter(self)
        self.line.left.connect(self.hide_list)
        self.list.clicked.connect(lambda index: self._take(index.row()))

    @property
    def searching(self) -> bool:
        """Whether an answer to what was typed is still to come."""
        return self._timer.isActive() or self._enter_waits

    def text(self) -> str:
        """What was typed."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Show words without looking for anybody."""
        self._timer.stop()
        self.line.setText(text)
        self.line.found.setText("")
        self.model.show_rows((), "")
        self.hide_list()

    def search(self) -> None:
        """Look for people now."""
        self._timer.stop()
        typed, actor = self.text(), self._context.actor
        self._context.jobs.read(
            lambda: (typed, self._people.find(actor, typed, MOST) if typed else []),
            self._on_found,
            key=f"who-{id(self)}",
        )

    def hide_list(self) -> None:
        """Hide the list."""
        self.list.hide()

    def place_list(self) -> None:
        """Lay the list under the field."""
        rows = self.model.rowCount()
        corner = self.line.mapTo(self._host, QPoint(0, self.line.height() + px(2)))
        room = max(self._host.height() - corner.y() - px(8), px(60))
        height = min(rows * px(46) + px(4), room)
        self.list.setGeometry(QRect(corner, QSize(self.line.width(), height)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys for the list while the keyboard is in the field."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            act = self._keys().get(Qt.Key(event.key())) if not event.modifiers() & _CONTROLS else None
            if act is not None:
                return act()
        return super().eventFilter(watched, event)

    def _keys(self) -> dict[Qt.Key, Callable[[], bool]]:
        return {
            Qt.Key.Key_Down: lambda: self._step(1),
            Qt.Key.Key_Up: lambda: self._step(-1),
            Qt.Key.Key_Return: self._on_enter,
            Qt.Key.Key_Enter: self._on_enter,
            Qt.Key.Key_Escape: self._on_escape,
        }

    def _on_edited(self) -> None:
        self.line.found.setText("")
        self._timer.start()
        self.edited.emit()

    def _on_found(self, answer: tuple[str, list[PersonRow]]) -> None:
        typed, rows = answer
        if typed != self.text():
            return
        self.model.show_rows(rows, typed)
        self.line.found.setText(_found_words(len(rows)) if typed else "")
        if self._enter_waits:
            self._enter_waits = False
            self._take(0)
        elif typed and self.line.hasFocus():
            self.place_list()
            self.list.setCurrentIndex(self.model.index(0, 0))
            self.list.show()
            self.list.raise_()
            announce(self.line, self.line.found.text())
            self._say_row(0)

    def _on_enter(self) -> bool:
        if not self.text():
            return True
        if self._timer.isActive() or self.model.typed != self.text():
            self._enter_waits = True
            self.search()
        else:
            self._take(max(self.list.currentIndex().row(), 0))
        return True

    def _on_escape(self) -> bool:
        was_shown = self.list.isVisible()
        self.hide_list()
        return was_shown

    def _step(self, step: int) -> bool:
        if not self.list.isVisible():
            return False
        row = min(max(self.list.currentIndex().row() + step, 0), self.model.rowCount() - 1)
        self.list.setCurrentIndex(self.model.index(row, 0))
        self._say_row(row)
        return True

    def _say_row(self, row: int) -> None:
        """Have a row read aloud: the keyboard stays in the field, so a screen reader would not hear it."""
        announce(self.list, self.model.index(row, 0).data())

    def _take(self, row: int) -> None:
        person = self.model.person(row)
        self.hide_list()
        if person is None:
            self.new_asked.emit(self.text())
        else:
            self.picked.emit(person)


_CONTROLS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class FoundList(QListView):
    """The list, with an edge of its own: it lies over the form."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, then the edge."""
        super().paintEvent(event)
        box(QPainter(self.viewport()), self.viewport().rect(), edge="ctl", radius=0)


def _make_list(model: FoundModel, host: QWidget) -> QListView:
    made = FoundList(host)
    made.setModel(model)
    made.setItemDelegate(FoundDelegate(made))
    made.setAccessibleName(tr("People found"))
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setUniformItemSizes(True)
    made.hide()
    return made


def _found_words(count: int) -> str:
    if count >= MOST:
        return tr("{count} or more found", count=count)
    return tr_count("{count} person found", "{count} people found", count) if count else tr("Nobody found")
